# SPDX-License-Identifier: Apache-2.0
"""Shots on one clock as two USD layers: what there is, and beneath it when each is seen."""

from __future__ import annotations

from collections.abc import Sequence

from pxr import Sdf

from scene_stager.hosts._usd.names import LENS
from scene_stager.hosts._usd.names import ROOT as SHOT
from scene_stager.hosts._usd.sheet import NAMESPACE, Sheet, Types, custom_data, seen
from scene_stager.hosts.placed_shot import PlacedShot

MASTER = "/Master"
CAMERA = f"camera/{LENS}"  # of a shot; see names.py
SEEN, UNSEEN = "inherited", "invisible"  # the two words of UsdGeom's visibility

DOC = """{title}

Shots staged by Scene Stager, each as a payload named by the sha256 of its file, and each at its
place on one clock. A shot is seen on its own frames only; its camera is told on its prim."""


def lay_out_master(
    title: str, fps: tuple[int, int], shots: Sequence[PlacedShot], cut: str
) -> Sdf.Layer:
    """The layer of the shots; `cut` is the relative path of the layer that says when."""
    sheet = _sheet(fps, shots)
    sheet.layer.subLayerPaths.append(cut)
    sheet.layer.documentation = DOC.format(title=seen(title) or "Untitled")
    root = sheet.prim(MASTER, "Xform", title)
    root.SetInfo("kind", "assembly")
    sheet.layer.defaultPrim = root.name
    for shot in shots:
        _write_shot(sheet, shot)
    return sheet.layer


def lay_out_cut(fps: tuple[int, int], shots: Sequence[PlacedShot]) -> Sdf.Layer:
    """The layer that says on which frames each shot is seen: overs, for others to override."""
    sheet = _sheet(fps, shots)
    for shot in shots:
        spec = Sdf.CreatePrimInLayer(sheet.layer, f"{MASTER}/{shot.name}")
        seen_or_not = sheet.say(spec, "visibility", Types.Token, None)
        first, after = shot.frames[0], shot.frames[-1] + 1
        for frame, word in ((first - 1, UNSEEN), (first, SEEN), (after, UNSEEN)):
            sheet.layer.SetTimeSample(seen_or_not.path, frame, word)
    return sheet.layer


def _sheet(fps: tuple[int, int], shots: Sequence[PlacedShot]) -> Sheet:
    """A sheet with the clock and the units of shots."""
    first = min(shot.frames[0] for shot in shots)
    last = max(shot.frames[-1] for shot in shots)
    sheet = Sheet(range(first, last + 1))
    sheet.measure(fps)
    return sheet


def _write_shot(sheet: Sheet, shot: PlacedShot) -> None:
    path = f"{MASTER}/{shot.name}"
    prim = sheet.prim(path, "Xform")
    custom_data(prim, {"first_frame": shot.frames[0], "last_frame": shot.frames[-1]})
    sheet.link(prim, f"{NAMESPACE}:camera", f"{path}/{CAMERA}", "The camera of these frames.")
    prim.variantSetNameList.prependedItems = [shot.vary]
    prim.variantSelections[shot.vary] = shot.variants[0][0]
    choice = Sdf.VariantSetSpec(prim, shot.vary)
    for name, layer in shot.variants:
        there = Sdf.Payload(layer, SHOT, Sdf.LayerOffset(shot.offset))
        Sdf.VariantSpec(choice, name).primSpec.payloadList.prependedItems = [there]
