# SPDX-License-Identifier: Apache-2.0
"""How things move: springs, lags, jerk-limited curves, noise and resonators."""
