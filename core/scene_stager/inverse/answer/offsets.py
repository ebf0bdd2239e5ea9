# SPDX-License-Identifier: Apache-2.0
"""What each renderer shows otherwise than the analytic model: a few numbers, fitted and dated."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from scene_stager.errors import InputError, Mistake, shorten

CLEAR = 1.25  # of its spread: what an offset must come to before it is believed
NAMES = ("key_azimuth_deg", "key_elevation_deg", "ratio_stops", "ambient_stops", "log_haze")


@dataclass(frozen=True, slots=True)
class Offsets:
    """By how much the analytic model's answer to a renderer's picture is off, mean and spread.

    `mean` is found less true: angles in degrees, strengths in stops, haze as a natural logarithm.
    The azimuth is counted away from the camera. A renderer that nobody fitted has `fitted` False
    and moves nothing.
    """

    renderer: str
    fitted: bool
    mean: Mapping[str, float]
    spread: Mapping[str, float]
    references: int = 0
    date: str = ""
    version: str = ""

    def of(self, name: str) -> float:
        """The offset of one number; 0 where it was not fitted or is not well over its spread."""
        if not self.fitted or name not in self.mean:
            return 0.0
        mean = self.mean[name]
        return mean if abs(mean) > CLEAR * self.spread[name] else 0.0


@cache
def offsets() -> Mapping[str, Offsets]:
    """Every renderer's offsets, as `tools/fit_offsets.py` wrote them."""
    text = files("scene_stager.inverse.answer").joinpath("offsets.json").read_text("utf-8")
    found = {}
    for name, entry in json.loads(text).items():
        found[name] = Offsets(
            name,
            entry["fitted"],
            entry.get("mean", {}),
            entry.get("spread", {}),
            entry.get("references", 0),
            entry.get("date", ""),
            entry.get("version", ""),
        )
    return found


def offsets_of(renderer: str) -> Offsets:
    """One renderer's offsets; InputError for a name that is none."""
    known = offsets()
    if renderer not in known:
        raise InputError(Mistake("renderer", shorten(renderer), f"one of {', '.join(known)}"))
    return known[renderer]
