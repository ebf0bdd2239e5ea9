# SPDX-License-Identifier: Apache-2.0
"""A match as a picture that a person reads."""
