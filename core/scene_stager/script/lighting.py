# SPDX-License-Identifier: Apache-2.0
"""Lighting: the lights as a gaffer says them, in angles, stops and kelvin, never as coordinates."""

from collections.abc import Sequence
from dataclasses import dataclass

from scene_stager.script.field import number, rows, switch, whole, word
from scene_stager.script.vocabulary import LIGHT_FRAMES, LINKS, RECEPTORS

STYLES = (
    "three_point",
    "rembrandt",
    "loop",
    "split",
    "butterfly",
    "high_key",
    "low_key",
    "sun",
    "top_softbox",
    "practical",
)
RIM_MODES = (
    "none",
    "rim_left",
    "rim_right",
    "kicker_left",
    "kicker_right",
    "backlight",
    "halo",
)
PRACTICALS = ("none", "candle", "torch", "fire", "bulb", "sodium", "neon", "venue")
HARMONICS = 9
LEAST, LARGEST = 1e-9, 1e9  # of a harmonic, as a preset of surroundings has them


def no_surroundings(table: Sequence[Sequence[float]]) -> tuple[str, str] | None:
    """What is found, and what is expected: nine harmonics or none, and they give light.

    shapes   table (k, 3)
    """
    if not table:
        return None
    if len(table) != HARMONICS:
        return f"{len(table)} rows", f"{HARMONICS}, or none"
    if max(abs(one) for row in table for one in row) > LARGEST:
        return "a number beyond reach", f"numbers to {LARGEST:g}"
    if min(table[0]) < 0.0 or max(table[0]) < LEAST:
        expected = "a first row, the mean of all light, with no colour below 0 and one above"
        return "no light", expected
    return None


@dataclass(frozen=True, slots=True)
class Lighting:
    """A style, and whatever is wanted otherwise than the style has it."""

    style: str = word("three_point", STYLES, "the pattern of the lights")
    key_azimuth_deg: float | None = number(
        None, -180, 180, "where the key stands; 0 beside the camera, positive to camera right"
    )
    key_elevation_deg: float | None = number(
        None, -90, 90, "how high the key stands; 90 is overhead"
    )
    key_kelvin: float | None = number(None, 1000, 20000, "the colour of the key")
    key_softness_deg: float | None = number(
        None, 0.1, 170, "how large the key looks from the subject"
    )
    ratio_stops: float | None = number(None, 0, 10, "how far the fill lies under the key")
    key_stops: float = number(0.0, -10, 10, "how far the key is over or under the exposure")
    rim_mode: str | None = word(None, RIM_MODES, "where the rim stands relative to the camera")
    rim_stops: float | None = number(None, -10, 10, "how far the rim is over or under the key")
    ambient_stops: float | None = number(
        None, -20, 10, "how far the surroundings are under the key"
    )
    ambient_sh: tuple[tuple[float, ...], ...] = rows(
        3,
        HARMONICS,
        "the surroundings' shape and colour, as nine spherical harmonics of red, green, blue",
        unfit=no_surroundings,
    )
    practicals: str | None = word(None, PRACTICALS, "lights that are in the picture")
    practical_count: int | None = whole(None, 0, 16, "how many of them")
    practical_azimuth_deg: float | None = number(
        None,
        -180,
        180,
        "where they stand; 180 is behind the subject, positive to camera right",
        later=True,
    )
    practical_elevation_deg: float | None = number(
        None, -89, 89, "how high they stand, seen from the subject's eyes", later=True
    )
    practical_distance_m: float | None = number(
        None, 0.3, 1000, "how far off the subject they stand", later=True
    )
    key_beam_deg: float | None = number(
        None, 2, 140, "makes the key a spot: the full angle of half its light", later=True
    )
    key_field_deg: float | None = number(
        None,
        2,
        170,
        "the full angle of a tenth of a spot's light: how soft its edge is",
        later=True,
    )
    rim_beam_deg: float | None = number(
        None, 2, 140, "makes the rim a spot: the full angle of half its light", later=True
    )
    rim_field_deg: float | None = number(
        None, 2, 170, "the full angle of a tenth of the rim's light", later=True
    )
    hold: bool = switch(True, "whether lights hold the exposure at the target while things move")
    frame: str = word("target", LIGHT_FRAMES, "what the key stays put against")
    receptor: str = word(
        "dome",
        RECEPTORS,
        "what a hold meters with: a half dome that keeps its way, or a card turned to the lamp",
        later=True,
    )
    link: str = word(
        "classic",
        LINKS,
        "what the key is tied to: a point, or the surface of the subject's mesh, which it rides",
        later=True,
    )
    key_distance_m: float | None = number(None, 0.3, 1000, "how far off the key stands", later=True)
    key_along_m: float | None = number(
        None, 0, 1000, "how far down the subject's way a key of the world stands", later=True
    )
