# SPDX-License-Identifier: Apache-2.0
"""Lighting and stock: nothing is asked of a light or an exposure that is switched off."""

from collections.abc import Iterator

from scene_stager.errors import Mistake
from scene_stager.script.scene_script import SceneScript
from scene_stager.shot.lighting.styles import STYLES

RIDDEN = ("target", "world")  # frames that a ride may fall back to
SPOTTABLE = ("disk", "rect")  # shapes of a key that a spot can take the place of


def about_lighting(script: SceneScript) -> Iterator[Mistake]:
    """A rim that is off has no stops; practicals that are off cannot be counted."""
    lighting = script.lighting
    if lighting.rim_mode == "none" and lighting.rim_stops is not None:
        yield Mistake(
            "lighting.rim_stops",
            f"{lighting.rim_stops:g}",
            "nothing while lighting.rim_mode is none",
        )
    if lighting.practicals == "none" and lighting.practical_count:
        yield Mistake(
            "lighting.practical_count",
            f"{lighting.practical_count}",
            "nothing while lighting.practicals is none",
        )
    if lighting.practicals not in (None, "none") and lighting.practical_count == 0:
        yield Mistake(
            "lighting.practical_count",
            "0",
            f"1 or more, since lighting.practicals is {lighting.practicals}",
        )
    if lighting.style == "practical" and lighting.practicals == "none":
        yield Mistake(
            "lighting.practicals", "none", "a kind of practical, since the style is practical"
        )


def about_spots(script: SceneScript) -> Iterator[Mistake]:
    """A field is that of a beam and wider than it; suns, bulbs and rims that are off have none."""
    lighting = script.lighting
    for light in ("key", "rim"):
        beam_deg = getattr(lighting, f"{light}_beam_deg")
        field_deg = getattr(lighting, f"{light}_field_deg")
        where = f"lighting.{light}_field_deg"
        if beam_deg is None and field_deg is not None:
            beside = f"nothing without lighting.{light}_beam_deg"
            yield Mistake(where, f"{field_deg:g}", beside)
        elif beam_deg is not None and field_deg is not None and field_deg <= beam_deg:
            beside = f"more than {beam_deg:g}, which lighting.{light}_beam_deg is"
            yield Mistake(where, f"{field_deg:g}", beside)
    style, where = STYLES[lighting.style], "lighting.key_beam_deg"
    if lighting.key_beam_deg is not None and style.key_shape not in SPOTTABLE:
        found = f"{lighting.key_beam_deg:g}"
        yield Mistake(where, found, f"nothing, since the key of {lighting.style} is no spot")
    rim = style.rim_mode if lighting.rim_mode is None else lighting.rim_mode
    if rim == "none" and lighting.rim_beam_deg is not None:
        found = f"{lighting.rim_beam_deg:g}"
        yield Mistake("lighting.rim_beam_deg", found, "nothing while there is no rim")


def about_link(script: SceneScript) -> Iterator[Mistake]:
    """A mesh is there to be ridden, and a ride falls back to a frame that stays where it is.

    A script may leave its mesh to whoever bakes it; the pass that hangs the lights asks for it.
    """
    lighting = script.lighting
    if lighting.link == "classic" and script.subject.mesh:
        advice = "Set it, or leave the mesh out."
        yield Mistake("lighting.link", "classic", "intrinsic, since there is a mesh", advice)
    if lighting.link == "intrinsic" and lighting.frame not in RIDDEN:
        expected = f"{' or '.join(RIDDEN)}, since lighting.link is intrinsic"
        yield Mistake("lighting.frame", lighting.frame, expected)
    if lighting.link == "intrinsic" and STYLES[lighting.style].key_shape == "distant":
        expected = f"classic, since the key of {lighting.style} is a sun, which rides nothing"
        yield Mistake("lighting.link", "intrinsic", expected)


def about_stock(script: SceneScript) -> Iterator[Mistake]:
    """A locked exposure value needs a locked exposure."""
    stock = script.stock
    if stock.locked_ev is not None and stock.exposure != "locked":
        yield Mistake(
            "stock.locked_ev",
            f"{stock.locked_ev:g}",
            f"nothing while stock.exposure is {stock.exposure}",
            "Set stock.exposure to locked.",
        )
