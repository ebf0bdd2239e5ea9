# SPDX-License-Identifier: Apache-2.0
"""What people call things: phrases of a few words, and the fields they fill, one file per slot."""

from collections.abc import Mapping

# A phrase fills fields by "slot.field". A field with "~" before it is only suggested: it gives
# way to any other word, or number, that fills it outright.
Value = str | float | bool
Fills = Mapping[str, Value]

# For each field, and each of its values, the phrases that mean it, with bars between them.
Listed = Mapping[str, Mapping[str, str] | Mapping[float, str]]
