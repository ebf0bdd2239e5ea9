# SPDX-License-Identifier: Apache-2.0
"""Where a Take is played: one protocol that every host keeps, and the rules they share."""
