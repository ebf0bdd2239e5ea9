# SPDX-License-Identifier: Apache-2.0
"""Closed lists of words that a script may say and that whatever plays the shot must know as well.

These files travel into hosts, so this one needs nothing but Python 3.9.
"""

LIGHT_FRAMES = ("target", "camera", "world", "rig")
RECEPTORS = ("dome", "card")
LINKS = ("classic", "intrinsic")
WEATHERS = ("clear", "haze", "mist", "fog", "dust", "smoke", "drizzle", "storm")
EXPOSURES = ("auto", "locked", "bracket")
