# SPDX-License-Identifier: Apache-2.0
"""The air of a shot: one phase drives six channels, and a clearing keeps the subject seen."""
