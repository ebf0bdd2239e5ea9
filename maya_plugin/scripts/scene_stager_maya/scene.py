# SPDX-License-Identifier: Apache-2.0
"""The open scene: finding what a shot made in it, making nodes, setting what they are like."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from maya import cmds

from scene_stager.errors import HostError
from scene_stager.hosts.maya.build import MADE, OWNER, PART, ROLE
from scene_stager.hosts.maya.nodes import Node, Value
from scene_stager.hosts.maya.rates import rate_of
from scene_stager.hosts.moks_host import HostObject

from . import spaces
from .keys import ui_scales

LENT = "sceneStagerLent"  # on a camera of the artist's: whose it is now, what it was like before
TAGS = ("tag", "tags")
ROLES = ("role", "roles")
DISTANCES = ("translate", "nearClipPlane", "farClipPlane")  # settings in the scene's own unit
ANGLES = ("coneAngle", "penumbraAngle")
COMPOUND = {"translate": "double3", "scale": "double3", "localScale": "double3", "color": "float3"}
LIGHTS = "defaultLightSet"  # Maya's own, of the lights that light everything
OWN_SETS = (LIGHTS, "defaultObjectSet")
set_any: Any = cmds.setAttr  # its stub takes every placed argument for a string


def seen_objects() -> tuple[HostObject, ...]:
    """Every transform of the scene but Maya's own cameras, with the words that people put on it."""
    homes: dict[str, list[str]] = {}
    for name in set(cmds.ls(exactType="objectSet") or ()) - set(OWN_SETS):
        members: Any = cmds.sets(name, query=True)
        for member in members or ():
            homes.setdefault(_short(member), []).append(name)
    shapes = cmds.ls(type="camera", long=True) or ()
    own = [shape for shape in shapes if cmds.camera(shape, query=True, startupCamera=True)]
    hidden = {shape.rpartition("|")[0] for shape in own}
    return tuple(
        HostObject(
            name=_short(path),
            tags=words_of(path, TAGS),
            roles=words_of(path, ROLES),
            collections=tuple(homes.get(_short(path), ())),
            owner=text_of(path, OWNER),
        )
        for path in cmds.ls(type="transform", long=True) or ()
        if path not in hidden
    )


def rate() -> tuple[int, int] | None:
    """Frames per second of the scene, as a fraction."""
    return rate_of(str(cmds.currentUnit(query=True, time=True)))


def marked(owner: str) -> list[str]:
    """Full paths of what a shot has made in this scene or keys in it, in all namespaces.

    What came with a reference was made in another scene: Maya deletes and renames none of it.
    """
    every = cmds.ls(f"*.{OWNER}", objectsOnly=True, recursive=True, long=True) or ()
    return [
        path
        for path in every
        if text_of(path, OWNER) == owner and (has(path, LENT) or not is_referenced(path))
    ]


def made_by(owner: str, space: str = "") -> dict[tuple[str, str], str]:
    """What a shot has made: part and role to the node's full path. With a namespace, only there."""
    return {
        (text_of(path, PART), text_of(path, ROLE)): path
        for path in marked(owner)
        if space in ("", space_of(path))
    }


def space_of(path: str) -> str:
    """The namespace of the shot that a node belongs to: its own, but for a lent camera."""
    lent = text_of(path, LENT)
    return str(json.loads(lent)["namespace"]) if lent else spaces.of(path)


def is_referenced(path: str) -> bool:
    """True for a node that came with a reference."""
    return bool(cmds.referenceQuery(path, isNodeReferenced=True))


def text_of(node: str, attribute: str) -> str:
    """A string attribute; nothing when the node has none."""
    if not has(node, attribute):
        return ""
    value = cmds.getAttr(f"{node}.{attribute}")
    return value if isinstance(value, str) else ""


def words_of(node: str, attributes: Iterable[str]) -> tuple[str, ...]:
    """The words with commas between them under any of these attributes, each once."""
    found = [word.strip() for a in attributes for word in text_of(node, a).split(",")]
    return tuple(dict.fromkeys(word for word in found if word))


def has(node: str, attribute: str) -> bool:
    """True when a node has an attribute."""
    return bool(cmds.attributeQuery(attribute, node=node, exists=True))


def note(node: str, attribute: str, words: str) -> None:
    """Write words on a node."""
    if not has(node, attribute):
        cmds.addAttr(node, longName=attribute, dataType="string")
    if text_of(node, attribute) != words:
        cmds.setAttr(f"{node}.{attribute}", words, type="string")


def shape_of(transform: str) -> str:
    """The shape right under a transform, a camera's before others; nothing when there is none."""
    found = cmds.listRelatives(transform, shapes=True, fullPath=True) or [""]
    lenses = [shape for shape in found if shape and cmds.nodeType(shape) == "camera"]
    return str((lenses or found)[0])


def new_node(node: Node, name: str, parent: str) -> str:
    """Make a node and give its full path. A light is put among those that light everything."""
    under: Any = {"parent": parent} if parent else {}
    made = cmds.createNode(node.type, name=name, skipSelect=True, **under)
    if node.type.endswith("Light"):
        cmds.connectAttr(f"{parent}.instObjGroups", f"{LIGHTS}.dagSetMembers", nextAvailable=True)
    return full_path(made)


def full_path(name: str) -> str:
    """A node by its full path; things outside of the hierarchy have none but their name."""
    return str(cmds.ls(name, long=True)[0])


def settle(path: str, node: Node, owner_notes: dict[str, str]) -> None:
    """Give a node its settings, its own attributes and its words, where they differ."""
    scales = ui_scales()
    for attribute, value in node.settings.items():
        factor = scales["distance"] if attribute in DISTANCES else 1.0
        factor = scales["angle"] if attribute in ANGLES else factor
        put(path, attribute, _scaled(value, factor))
    for attribute, number in node.facts.items():
        if not has(path, attribute):
            cmds.addAttr(path, longName=attribute, attributeType="double", keyable=True)
            set_any(f"{path}.{attribute}", number)
    for attribute, words in {**node.notes, **owner_notes}.items():
        note(path, attribute, words)


def put(path: str, attribute: str, value: Value) -> None:
    """Set an attribute where it differs; HostError when it is locked or somebody drives it."""
    plug = f"{path}.{attribute}"
    old: Any = cmds.getAttr(plug)
    old = tuple(old[0]) if isinstance(old, list) else old
    if old == value or (isinstance(value, float) and old is not None and abs(old - value) < 1e-9):
        return
    refuse_locked(path, attribute)
    if isinstance(value, tuple):
        set_any(plug, *value, type=COMPOUND[attribute])
    elif isinstance(value, str):
        cmds.setAttr(plug, value, type="string")
    else:
        set_any(plug, value)


def refuse_locked(path: str, attribute: str) -> None:
    """HostError when a plug or its node wears a padlock."""
    whole: Any = cmds.lockNode(path, query=True)
    if (whole and whole[0]) or cmds.getAttr(f"{path}.{attribute}", lock=True):
        whose = f", in its reference {_file_of(path)}" if is_referenced(path) else ""
        raise HostError(f"Maya: {_short(path)}.{attribute} is locked{whose}")


def driver_of(path: str, attribute: str) -> str:
    """The node that drives a plug, or the compound that it is a part of; "" when none does."""
    plugs = [f"{path}.{attribute}"]
    parent: Any = cmds.attributeQuery(attribute, node=path, listParent=True)
    plugs += [f"{path}.{name}" for name in parent or ()]
    for plug in plugs:
        found = cmds.listConnections(plug, source=True, destination=False, skipConversionNodes=True)
        if found:
            return str(found[0])
    return ""


def keyed_plugs(path: str) -> dict[str, str]:
    """Every plug of a node that a curve drives: attribute to the curve's node."""
    pairs = cmds.listConnections(
        path, source=True, destination=False, connections=True, type="animCurve"
    )
    pairs = pairs or []
    return {plug.partition(".")[2]: curve for plug, curve in zip(pairs[::2], pairs[1::2])}


def uuid_of(node: str) -> str:
    """What stays the same when a node is renamed."""
    return str(cmds.ls(node, uuid=True)[0])


def made_on(path: str) -> dict[str, Any]:
    """What we have put on a part: curves as role and attribute to uuid, facts by name."""
    told = text_of(path, MADE)
    found = json.loads(told) if told else {}
    return found if isinstance(found, dict) else {}


def _scaled(value: Value, factor: float) -> Value:
    if factor == 1.0 or isinstance(value, (bool, str)):
        return value
    if isinstance(value, tuple):
        return tuple(part * factor for part in value)
    return value * factor


def _file_of(path: str) -> str:
    return str(cmds.referenceQuery(path, filename=True, shortName=True))


def _short(path: str) -> str:
    return path.rpartition("|")[2]
