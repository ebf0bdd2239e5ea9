# SPDX-License-Identifier: Apache-2.0
"""Where to begin on a still, how far to go, and what a usual set looks like."""
