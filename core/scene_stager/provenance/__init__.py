# SPDX-License-Identifier: Apache-2.0
"""Where pictures come from; what makes two of them the same, each sameness by its own name."""
