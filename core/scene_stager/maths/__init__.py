# SPDX-License-Identifier: Apache-2.0
"""Pure functions on arrays; they know nothing of films."""
