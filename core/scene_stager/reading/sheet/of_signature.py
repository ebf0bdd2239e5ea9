# SPDX-License-Identifier: Apache-2.0
"""From a signature to the sheet that shows it."""

from __future__ import annotations

import numpy as np

from scene_stager.maths.arrays import Bools, Floats
from scene_stager.maths.colour.luminance import luminance, stops_from_grey
from scene_stager.maths.topology.betti import OVER_DIFFUSE_STOPS
from scene_stager.maths.topology.lotus import Lotus, lotus_point
from scene_stager.pictures.picture import Picture
from scene_stager.reading.lights.plan import LightPlan
from scene_stager.reading.mask import SubjectMask, is_cut_below
from scene_stager.reading.metrics import metrics
from scene_stager.reading.sheet.paper import smaller
from scene_stager.reading.sheet.shown import Shown
from scene_stager.reading.signature import Signature

LOTUS_LONG_PX = 1920  # more pixels than this do not move the Lotus point


def show_signature(picture: Picture, signature: Signature, title: str) -> Shown:
    """Gather what the sheet draws: the reading, the Lotus point and its domains, highlights."""
    light: Floats = np.maximum(luminance(smaller(picture.rgb, LOTUS_LONG_PX)), 0.0)
    lotus = lotus_point(light)
    inside = signature.mask.inside
    return Shown(
        picture=picture,
        title=title,
        mode=signature.mode,
        metrics=metrics(),
        readings=signature.metrics,
        inside=inside if inside.any() else None,
        cells=lotus.cells if lotus.cells.max() > lotus.cells.min() else None,
        lotus_px=_place(lotus),
        highlights=_highlights(signature),
        lights=signature.lights,
        facts=said_of(signature.lights),
        failed=tuple(str(mode) for mode in signature.failure_modes),
        subject=said_of_subject(signature.mask),
    )


def said_of_subject(mask: SubjectMask) -> str:
    """Where the subject comes from, how sure its outline is, and whether its feet are seen."""
    if mask.failure is not None:
        return f"no subject: {str(mask.failure).replace('_', ' ')}"
    sure = f"{mask.confidence:.0%} sure"
    origin = {
        "network": f"subject by the network, {sure}",
        "found": f"subject, {sure}",
        "given": "subject as given",
    }
    cut = ", cut off below: no floor is read" if is_cut_below(mask.inside) else ""
    return origin.get(mask.origin, f"subject by its {mask.origin}") + cut


def said_of(lights: LightPlan | None) -> tuple[str, ...]:
    """In a line each: which evidence decided, and what the fit leaves unexplained."""
    if lights is None:
        return ()
    shares = [f"{v.evidence} {v.share:.0%}" for v in lights.votes if v.share > 0.0]
    lines = ["the key rests on " + ", ".join(shares)] if shares else []
    if lights.pattern is not None:
        lines.append(f"pattern of light: {lights.pattern.says}")
    return (*lines, f"{lights.misfit:.0%} of the light is left unexplained")


def _place(lotus: Lotus) -> tuple[float, float] | None:
    return None if lotus.failure is not None else (lotus.column_px, lotus.row_px)


def _highlights(signature: Signature) -> Bools | None:
    """Where the subject is brighter than a matt one: where the Betti signature begins to count."""
    inside = signature.mask.inside
    if not inside.any():
        return None
    stops = stops_from_grey(signature.light)
    return np.asarray(inside & (stops > np.median(stops[inside]) + OVER_DIFFUSE_STOPS))
