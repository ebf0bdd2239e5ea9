# SPDX-License-Identifier: Apache-2.0
"""A camera of the artist's that a shot keys instead of making one: only when it is asked for.

It keeps its name, its place, its namespace and its keys; what the shot sets on it is written down
first, and put back when a later bake gives the camera back.
"""

from __future__ import annotations

import json
from typing import Any

from maya import cmds

from scene_stager.errors import HostError
from scene_stager.hosts.maya.build import OWNER
from scene_stager.hosts.maya.nodes import MayaPart, Value

from . import scene

# What a camera may have of its own that would bend the shot's picture, as a plain one has it.
PLAIN_LENS: dict[str, Value] = {
    "orthographic": False,
    "cameraScale": 1.0,
    "lensSqueezeRatio": 1.0,
    "preScale": 1.0,
    "postScale": 1.0,
    "filmTranslateH": 0.0,
    "filmTranslateV": 0.0,
    "filmRollValue": 0.0,
    "shakeEnabled": False,
}
ZERO, ONE = (0.0, 0.0, 0.0), (1.0, 1.0, 1.0)
STILL = {"translate": ZERO, "rotate": ZERO, "scale": ONE}
STRAIGHT = {"scale": ONE, "shear": ZERO, "rotateAxis": ZERO, "rotatePivot": ZERO}
STRAIGHT["rotatePivotTranslate"] = ZERO


def find_camera(name: str) -> str:
    """The transform of a camera, by the name of it or of its shape; HostError for anything else."""
    found = cmds.ls(name, long=True) or []
    if len(found) != 1:
        told = f"finds {len(found)} nodes: {', '.join(found)}" if found else "finds nothing here"
        raise HostError(f"camera: {name} {told}; leave it empty, and one is made")
    path = str(found[0])
    if cmds.nodeType(path) == "camera":
        path = path.rpartition("|")[0]
    shape = scene.shape_of(path)
    if not shape or cmds.nodeType(shape) != "camera":
        raise HostError(f"camera: {name} is no camera; leave it empty, and one is made")
    if cmds.camera(shape, query=True, startupCamera=True):
        raise HostError(f"camera: {name} is Maya's own view of the scene; make a camera")
    return path


def refuse(path: str, owner: str, space: str) -> None:
    """HostError where keys would mean something else on this camera, or be another shot's."""
    name, other = path.rpartition("|")[2], scene.text_of(path, OWNER)
    if other and not is_lent(path):
        raise HostError(f"camera: {name} was made by a bake; leave it empty")
    if other and (other, scene.space_of(path)) != (owner, space):
        raise HostError(f"camera: {name} is keyed by {other} already; one camera serves one shot")
    above = path.rpartition("|")[0]
    while above:
        if _differs(above, STILL):
            raise HostError(
                f"camera: {name} is under {above.rpartition('|')[2]}, which would carry it away; "
                "unparent it first"
            )
        above = above.rpartition("|")[0]
    odd = _differs(path, STRAIGHT)
    if odd:
        raise HostError(
            f"camera: {name} has {odd} of its own, which would bend its keys; "
            "Modify > Reset Transformations first"
        )


def is_lent(path: str) -> bool:
    """True for a camera of the artist's that a shot keys."""
    return bool(scene.text_of(path, scene.LENT))


def lend(made: MayaPart, path: str, space: str) -> None:
    """Let a part be played on a camera that is there, and write down what it was like before."""
    made.node("shape").settings.update(PLAIN_LENS)
    if is_lent(path):
        return
    places = {"": path, "shape": scene.shape_of(path)}
    before = {
        f"{node.role}.{attribute}": _value(places[node.role], attribute)
        for node in made.nodes
        for attribute in (*node.settings, *(curve.attribute for curve in node.curves))
        if scene.has(places[node.role], attribute)
    }
    note = json.dumps({"namespace": space, "before": before}, sort_keys=True)
    scene.note(path, scene.LENT, note)


def give_back(path: str) -> None:
    """Put back what was there before, but for what somebody has locked or keyed since."""
    places = {"": path, "shape": scene.shape_of(path)}
    for plug, value in json.loads(scene.text_of(path, scene.LENT))["before"].items():
        role, _, attribute = plug.partition(".")
        node = places[role]
        if not scene.has(node, attribute) or scene.driver_of(node, attribute):
            continue
        if not cmds.getAttr(f"{node}.{attribute}", lock=True):
            scene.put(node, attribute, tuple(value) if isinstance(value, list) else value)
    cmds.deleteAttr(path, attribute=scene.LENT)


def _differs(path: str, wanted: dict[str, Any]) -> str:
    """The first attribute that is not as wanted, or that something drives."""
    for attribute, value in wanted.items():
        plugs = (attribute, *(f"{attribute}{end}" for end in "XYZ"))
        found = _value(path, attribute)
        if any(scene.driver_of(path, one) for one in plugs if scene.has(path, one)):
            return attribute
        if any(abs(a - b) > 1e-9 for a, b in zip(found, value)):
            return attribute
    return ""


def _value(node: str, attribute: str) -> Any:
    value: Any = cmds.getAttr(f"{node}.{attribute}")
    return tuple(value[0]) if isinstance(value, list) else value
