# SPDX-License-Identifier: Apache-2.0
"""Stills whose truth is known: those of the usual kind, and those whose conventions are drawn.

Half of the drawn ones is locked: it judges, and nothing is chosen by it. Only the program that
measures reads it, and prints its figures as a whole, never still by still.
"""

import argparse
import json
import math
from dataclasses import dataclass
from pathlib import Path

from tools.measuring.photometric import is_photometric, photometric_stills
from tools.measuring.still import KnownStill

READING = Path(__file__).resolve().parents[2] / "tests" / "reading"
STILLS = READING / "stills"
TRUTH = "truth.json"
# A still's set is what it is held to.
USUAL, OPEN, LOCKED, PHOTOGRAPHS = "usual", "open", "locked", "photographs"
FOLDERS = {USUAL: STILLS, OPEN: READING / "drawn" / "open", LOCKED: READING / "drawn" / "locked"}
# Where fill and rims stand in the stills of the usual kind, as their README says.
FILL_DEG, RIM_ELEVATION_DEG = (40.0, 15.0), 35.0
RIMS_DEG = {"rim_left": -145.0, "rim_right": 145.0, "backlight": 180.0}


@dataclass(frozen=True)
class StillSet:
    """Stills that are judged together."""

    name: str
    stills: tuple[KnownStill, ...]


def folder_of_stills(text: str) -> Path:
    """An argument that names a folder with stills and their truth."""
    folder = Path(text)
    if not (folder / TRUTH).is_file():
        raise argparse.ArgumentTypeError(f"found {text!r}, expected a folder with a {TRUTH}")
    return folder


def truths_of(folder: Path) -> list[dict]:
    """What is true of every still of a folder; `image` names the still."""
    return json.loads((folder / TRUTH).read_text(encoding="utf-8"))


def set_of(text: str) -> StillSet:
    """An argument that names a set: one of ours, a folder with a truth, or one of photographs."""
    if text in FOLDERS:
        return StillSet(text, rendered_stills(FOLDERS[text]))
    folder = Path(text)
    if (folder / TRUTH).is_file():
        return StillSet(folder.name, rendered_stills(folder))
    if is_photometric(folder):
        return StillSet(PHOTOGRAPHS, photometric_stills(folder))
    expected = f"{', '.join(FOLDERS)}, a folder with a {TRUTH}, or photographs under known lamps"
    raise argparse.ArgumentTypeError(f"found {text!r}, expected {expected}")


def steering_set(text: str) -> StillSet:
    """An argument that names a set which thresholds may be chosen on: any but the locked half."""
    if text == LOCKED or Path(text).resolve() == FOLDERS[LOCKED]:
        raise argparse.ArgumentTypeError(f"found {text!r}, which nothing is chosen by")
    return set_of(text)


def joined(sets: list[StillSet]) -> list[StillSet]:
    """Sets of one name as one: photographs from several folders are judged together."""
    names = dict.fromkeys(one.name for one in sets)
    every = {name: [s for one in sets if one.name == name for s in one.stills] for name in names}
    return [StillSet(name, tuple(stills)) for name, stills in every.items()]


def rendered_stills(folder: Path) -> tuple[KnownStill, ...]:
    """The stills of a folder that has a truth, with their outlines where there are any."""
    return tuple(
        KnownStill(folder / truth["image"], with_lamps(truth), outline_of(folder, truth))
        for truth in truths_of(folder)
    )


def outline_of(folder: Path, truth: dict) -> Path | None:
    """Where a still's true outline lies, if it is there."""
    file = folder / "masks" / Path(truth["image"]).with_suffix(".png").name
    return file if file.is_file() else None


def with_lamps(truth: dict) -> dict:
    """A truth with all its lamps: those of the usual kind stand where that kind has them."""
    if "lamps" in truth:
        return truth
    aside_deg = -math.copysign(FILL_DEG[0], truth["key_azimuth_deg"])
    ways = {"key": (truth["key_azimuth_deg"], truth["key_elevation_deg"])}
    ways["fill"] = (aside_deg, FILL_DEG[1])
    if truth["rim"] in RIMS_DEG:
        ways["rim"] = (RIMS_DEG[truth["rim"]], RIM_ELEVATION_DEG)
    lamps = [{"role": r, "azimuth_deg": a, "elevation_deg": e} for r, (a, e) in ways.items()]
    return {**truth, "lamps": lamps}
