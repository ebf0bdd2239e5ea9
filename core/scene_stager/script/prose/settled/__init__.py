# SPDX-License-Identifier: Apache-2.0
"""What is decided once all of a sentence is known, and what is filled so that the shot bakes."""
