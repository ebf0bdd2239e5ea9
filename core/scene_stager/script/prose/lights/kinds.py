# SPDX-License-Identifier: Apache-2.0
"""Kinds of heads that are lights."""

KEYS = ("key", "sun", "window", "time")  # what may be the key; an hour has a sun as well
OTHERS = ("rim", "kicker", "fill", "ambient")
LIGHTS = (*KEYS, *OTHERS)
LAMPS = ("key", "sun", "window", "practical", *OTHERS)  # each stands somewhere
SOURCES = ("key", "sun", "window", "practical")  # what a shot may be lit by alone
