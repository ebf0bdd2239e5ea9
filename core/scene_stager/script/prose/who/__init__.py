# SPDX-License-Identifier: Apache-2.0
"""Whom the shot is of, what they do and where they go, and what only stands in shot."""
