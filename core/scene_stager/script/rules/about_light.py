# SPDX-License-Identifier: Apache-2.0
"""Lighting and stock: nothing is asked of a light or an exposure that is switched off."""

from collections.abc import Iterator

from scene_stager.errors import Mistake
from scene_stager.script.scene_script import SceneScript


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
