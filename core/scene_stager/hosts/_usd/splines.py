# SPDX-License-Identifier: Apache-2.0
"""What moves as curves of few keys, in a layer over the shot: to be edited, where samples are not.

USD has splines of single numbers only, so a place is three and a turn is three angles. The samples
stay in the shot beneath.
"""

from __future__ import annotations

import numpy as np
from pxr import Sdf, Ts, Usd

from scene_stager.errors import MissingPartError
from scene_stager.hosts._usd.names import LENS, ROOT, prim_paths
from scene_stager.hosts._usd.places import say_order
from scene_stager.hosts._usd.sheet import Sheet, Types
from scene_stager.hosts._usd.tracks import CM_PER_M, cm_from_m, find_rows, settled
from scene_stager.hosts.euler import best_order, euler_track, matrix_from_wxyz
from scene_stager.maths.arrays import Floats
from scene_stager.maths.motion.few_keys import few_keys, slopes_of
from scene_stager.moks.take import Take

# How far each curve may be from the Take at any frame; three together are the root of three as far.
# House defaults: half a pixel of a wide lens at 1920, so that unrest does not ask for every key.
WITHIN_CM, WITHIN_DEG, WITHIN_MM, WITHIN_STOP_NUMBER = 0.02, 0.01, 0.001, 0.0005
AXES = "xyz"
THIRD = 1.0 / 3.0  # of the way to the next key is where a cubic's handle stands
MISSING = "Splines need usd-core 25.5 or later: pip install -U usd-core"
DOC = """Curves over {beneath}, which is beneath and has a sample on every frame.

Camera, lens, rig and focal target on few keys, for programs that show USD's splines. They miss no
frame by more than 0.35 mm, 0.02 degrees and 0.001 mm of focal length."""


def lay_out_splines(take: Take, beneath: str) -> Sdf.Layer:
    """A layer over the file `beneath`, which lies beside it. Raises MissingPartError."""
    if not hasattr(Usd.Attribute, "SetSpline"):
        raise MissingPartError(MISSING)
    sheet = Sheet(take.frames)
    layer = sheet.layer
    sheet.measure(take.fps)
    sheet.lie_over(beneath, ROOT, DOC)
    paths = prim_paths(take)
    for entity in (one for one in take.entities if one.kind not in ("light", "shot")):
        over = Sdf.CreatePrimInLayer(layer, paths[entity.id])
        _place(sheet, over, take, entity.id)
        if entity.kind == "camera":
            _lens(sheet, Sdf.CreatePrimInLayer(layer, f"{over.path}/{LENS}"), take, entity.id)
    return layer


def _lens(sheet: Sheet, over: Sdf.PrimSpec, take: Take, camera: str) -> None:
    """Focal length, focus and stop."""
    for quantity, name, scale, within in (
        ("focal_length_mm", "focalLength", 1.0, WITHIN_MM),
        ("focus_distance_m", "focusDistance", CM_PER_M, WITHIN_CM),
        ("f_number", "fStop", 1.0, WITHIN_STOP_NUMBER),
    ):
        rows = find_rows(take, f"{camera}.{quantity}")
        if rows is not None and len(settled(rows)) > 1:
            _curve(sheet, over, name, Types.Float, rows[:, 0] * scale, within)


def _place(sheet: Sheet, over: Sdf.PrimSpec, take: Take, owner: str) -> None:
    """The operations of a transform, one number each; as they were where nothing moves."""
    moved = find_rows(take, f"{owner}.translate_m", 3)
    turned = find_rows(take, f"{owner}.rotate_wxyz", 4)
    order, angles = _angles(turned)
    if moved is None or (len(settled(moved)) == 1 and not order):
        return
    if turned is not None and not order:
        return  # over a pole, where three angles jump
    names = [f"xformOp:translate{axis.upper()}" for axis in AXES]
    for name, column in zip(names, cm_from_m(moved).T, strict=True):
        _curve(sheet, over, name, Types.Double, column, WITHIN_CM)
    for axis in reversed(order):  # the innermost comes last
        names.append(f"xformOp:rotate{axis.upper()}")
        _curve(sheet, over, names[-1], Types.Double, angles[AXES.index(axis)], WITHIN_DEG)
    say_order(sheet, over, names)


def _angles(turned: Floats | None) -> tuple[str, list[Floats]]:
    """Turns as three angles over the frames, and their order; none where a track needs more keys
    than frames."""
    if turned is None:
        return "", []
    turns = [matrix_from_wxyz((w, x, y, z)) for w, x, y, z in turned.tolist()]
    track = euler_track(turns, best_order(turns))
    if track.between:
        return "", []
    return track.order, [np.array(one) for one in track.angles_deg]


def _curve(
    sheet: Sheet,
    over: Sdf.PrimSpec,
    name: str,
    kind: Sdf.ValueTypeName,
    rows: Floats,
    within: float,
) -> None:
    """One number over the frames as a spline; as one value where it never changes."""
    said = sheet.say(over, name, kind, None)
    if np.ptp(rows) <= within:
        said.default = float(rows[0])
        return
    slopes, keys = slopes_of(rows), few_keys(rows, within)
    spline = Ts.Spline("float" if kind == Types.Float else "double")
    for before, key, after in zip([keys[0], *keys], keys, [*keys[1:], keys[-1]], strict=False):
        knot = Ts.Knot(spline.GetValueTypeName())
        knot.SetTime(float(sheet.frames[key]))
        knot.SetValue(float(rows[key]))
        knot.SetNextInterpolation(Ts.InterpCurve)
        for put_width, put_slope, apart in (
            (knot.SetPreTanWidth, knot.SetPreTanSlope, key - before),
            (knot.SetPostTanWidth, knot.SetPostTanSlope, after - key),
        ):
            put_width(apart * THIRD)
            put_slope(float(slopes[key]) if apart else 0.0)
        spline.SetKnot(knot)
    said.SetInfo("spline", spline)
