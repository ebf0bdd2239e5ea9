# SPDX-License-Identifier: Apache-2.0
"""Inspectors: who looks at the reference beside the preview and says what is off.

One file per inspector. `offline` is the default: the metrics in words, without any service. The
others ask a vision model. All of them speak the words of a gaffer (angles, stops, rims, stocks),
and what they say only shifts where the next solve begins, within bounds.
"""

from functools import cache

from scene_stager.errors import InputError, Mistake, shorten
from scene_stager.inverse.second_look.inspector._inspector import Inspector
from scene_stager.registry import load_folder


@cache
def inspectors(asked: str = "") -> dict[str, Inspector]:
    """Every inspector, keyed by name, A to Z; that which is asked for alone, if there is."""
    return load_folder(__name__, "INSPECTOR", Inspector, asked)  # type: ignore[type-abstract]


def inspector(name: str) -> Inspector:
    """The inspector of that name. Raises InputError for an unknown one."""
    known = inspectors(name)
    if name not in known:
        raise InputError(Mistake("inspector", shorten(name), f"one of {', '.join(known)}"))
    return known[name]
