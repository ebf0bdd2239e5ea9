# SPDX-License-Identifier: Apache-2.0
"""A match as pictures and as a sheet that a person reads."""
