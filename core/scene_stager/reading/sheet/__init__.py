# SPDX-License-Identifier: Apache-2.0
"""What was read, drawn for people: dark paper, one picture, and the numbers beside it."""
