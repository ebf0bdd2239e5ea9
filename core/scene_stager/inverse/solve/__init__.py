# SPDX-License-Identifier: Apache-2.0
"""Where to begin on a still, what is thought of it beforehand, and how far to go."""
