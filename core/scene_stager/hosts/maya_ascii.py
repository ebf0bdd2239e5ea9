# SPDX-License-Identifier: Apache-2.0
"""A Take as a Maya scene in ASCII, without Maya: the same nodes and keys that the plug-in makes.

The form follows scenes that Maya has saved. Nothing here was opened in Maya.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from scene_stager.hosts.bare_numbers import asked_lux
from scene_stager.hosts.host_file import write_host_file
from scene_stager.hosts.maya.air import FOG
from scene_stager.hosts.maya.build import (
    MADE,
    OWNER,
    PART,
    build_part,
    film_note,
    made_note,
    safe_name,
)
from scene_stager.hosts.maya.nodes import ANGLE, DISTANCE, Curve, MayaPart, MayaStage, Node, Value
from scene_stager.hosts.maya.rates import time_unit
from scene_stager.hosts.play import owner_of, parts_without_a_scene
from scene_stager.moks.clock import Clock
from scene_stager.moks.take import Take

MAYA = "2023"  # the oldest that has to read it
MTOA, MTOA_VERSION = "mtoa", "5.0.0"  # Arnold's plug-in, as came with it
ARNOLD_NODES = ("aiAreaLight", "aiSkyDomeLight", "aiAtmosphereVolume")
KEYS_A_LINE = 4
CURVES = {DISTANCE: "animCurveTL", ANGLE: "animCurveTA"}
LINEAR = 2  # of .tan

# Attributes that are not doubles; the rest are.
COMPOUND = {"translate": "double3", "scale": "double3", "localScale": "double3", "color": "float3"}


def maya_text(take: Take, *, arnold: bool = False) -> str:
    """The Take as the text of a .ma file; the same Take gives the same bytes, every time.

    With `arnold` it asks for mtoa, and lights, lens, shutter and air are Arnold's.
    """
    return "\n".join([*_lines(take, arnold), "// End of shot.ma", ""])


def write_maya(take: Take, path: str | Path, *, arnold: bool = False) -> None:
    """Write the Take to a .ma file, whole or not at all; an older file gives way in one step."""
    write_host_file(path, maya_text(take, arnold=arnold).encode("ascii"))


def _lines(take: Take, arnold: bool) -> Iterator[str]:
    owner = owner_of(take)
    clock = take.clock
    types = frozenset({"airField", *(ARNOLD_NODES if arnold else ())})
    stage = MayaStage(arnold=arnold, node_types=types, asked_lx=asked_lux(take))
    yield f"//Maya ASCII {MAYA} scene"
    yield "//Name: shot.ma"
    yield f'requires maya "{MAYA}";'
    if arnold:
        yield f'requires "{MTOA}" "{MTOA_VERSION}";'
    yield f"currentUnit -l centimeter -a degree -t {time_unit(take.fps)};"
    yield f'fileInfo "application" {_quoted("Scene Stager")};'
    yield f'fileInfo "title" {_quoted(take.title)};'
    yield f'fileInfo "plan_hash" {_quoted(take.plan_hash)};'
    yield f'fileInfo "take_digest" {_quoted(take.digest)};'
    root = safe_name(owner)
    links: list[str] = []
    yield from _node(Node("", "transform", notes={OWNER: owner, PART: ""}), root, None)
    yield f'createNode transform -n "{root}_proxies" -p "{root}";'
    for made in _made(take, clock, owner, stage):
        home = f"{root}_proxies" if made.name.startswith("MISSING_TARGET_") else root
        _tell_what_is_ours(made, take.digest)
        yield from _part(made, home, links, take.digest)
    yield from _playback(take)
    yield from links


def _made(take: Take, clock: Clock, owner: str, stage: MayaStage) -> list[MayaPart]:
    """Every part; what the film tells is told to the camera."""
    parts = parts_without_a_scene(take)
    made = [one for part in parts if (one := build_part(part, clock, owner, stage))]
    for part in parts:
        if part.entity.kind == "film":
            for one in made:
                if any(node.type == "camera" for node in one.nodes):
                    one.own.notes.update(film_note(part))
    return made


def _tell_what_is_ours(made: MayaPart, digest: str) -> None:
    """The note by which the plug-in knows its own curves, so that it can bake over this file."""
    curves = {
        f"{node.role}.{curve.attribute}": _uuid(digest, f"{_name(made, node)}_{curve.attribute}")
        for node in made.nodes
        for curve in node.curves
    }
    made.own.notes[MADE] = made_note(curves, made.own.facts)


def _uuid(digest: str, name: str) -> str:
    """The same for the same node of the same Take, every time; written as Maya writes its own."""
    return str(uuid5(NAMESPACE_URL, f"scene-stager:{digest}/{name}")).upper()


def _name(made: MayaPart, node: Node) -> str:
    if not node.role:
        return made.name
    return f"{made.name}Shape" if node.role == "shape" else f"{made.name}_{node.role}"


def _part(made: MayaPart, home: str, links: list[str], digest: str) -> Iterator[str]:
    names = {"": made.name}
    for node in made.nodes:
        name = names[node.role] = _name(made, node)
        if node.type.endswith("Light"):  # else it would light nothing
            links.append(f'connectAttr "{name}.ltd" ":lightList1.l" -na;')
            links.append(f'connectAttr "{made.name}.iog" ":defaultLightSet.dsm" -na;')
        if node.type == FOG:
            yield 'createNode aiOptions -s -n "defaultArnoldRenderOptions";'
            links.append(f'connectAttr "{name}.msg" ":defaultArnoldRenderOptions.atmosphere";')
        yield from _node(node, name, home if node.parent is None else names[node.parent])
    for node in made.nodes:
        for curve in node.curves:
            yield from _curve(curve, names[node.role], links, digest)


def _node(node: Node, name: str, parent: str | None) -> Iterator[str]:
    beneath = f' -p "{parent}"' if parent and node.type != FOG else ""
    yield f'createNode {node.type} -n "{name}"{beneath};'
    for fact in node.facts:
        yield f'\taddAttr -ci true -sn "{fact}" -ln "{fact}" -at "double";'
    for note in node.notes:
        yield f'\taddAttr -ci true -sn "{note}" -ln "{note}" -dt "string";'
    for attribute, value in node.settings.items():
        yield f'\tsetAttr ".{attribute}" {_value(attribute, value)};'
    for fact, number in node.facts.items():
        yield f'\tsetAttr -k on ".{fact}" {number!r};'
    for note, words in node.notes.items():
        yield f'\tsetAttr ".{note}" -type "string" {_quoted(words)};'


def _curve(curve: Curve, node: str, links: list[str], digest: str) -> Iterator[str]:
    name = f"{node}_{curve.attribute}"
    yield f'createNode {CURVES.get(curve.unit, "animCurveTU")} -n "{name}";'
    yield f'\trename -uid "{_uuid(digest, name)}";'
    yield f'\tsetAttr ".tan" {LINEAR};'
    yield '\tsetAttr ".wgt" no;'
    count = len(curve.values)
    head = f'\tsetAttr -s {count} ".ktv[0:{count - 1}]" ' if count > 1 else '\tsetAttr ".ktv[0]" '
    times = map(str if isinstance(curve.frames, range) else _number, curve.frames)
    pairs = [f" {time} {_number(value)}" for time, value in zip(times, curve.values)]
    yield head + _wrapped(pairs) + ";"
    links.append(f'connectAttr "{name}.o" "{node}.{curve.attribute}";')


def _wrapped(pairs: Sequence[str]) -> str:
    rows = ["".join(pairs[n : n + KEYS_A_LINE]) for n in range(0, len(pairs), KEYS_A_LINE)]
    return "\n\t\t".join(rows)


def _playback(take: Take) -> Iterator[str]:
    """The range, in the node in which Maya itself keeps it."""
    first, last = take.frames[0], take.frames[-1]
    command = f"playbackOptions -min {first} -max {last} -ast {first} -aet {last} "
    yield 'createNode script -n "sceneConfigurationScriptNode";'
    yield f'\tsetAttr ".b" -type "string" {_quoted(command)};'
    yield '\tsetAttr ".st" 6;'


def _value(attribute: str, value: Value) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return f'-type "string" {_quoted(value)}'
    if isinstance(value, tuple):
        return f'-type "{COMPOUND[attribute]}" {" ".join(map(_number, value))} '
    return _number(value)


def _number(value: float) -> str:
    text = repr(float(value) + 0.0)  # minus nought is nought
    return text[:-2] if text.endswith(".0") and abs(value) < 1e15 else text


def _quoted(text: str) -> str:
    """A string of MEL: plain letters only, with what would end or escape it escaped."""
    plain = text.encode("ascii", "backslashreplace").decode("ascii")
    plain = "".join(c if c.isprintable() else " " for c in plain)
    escaped = plain.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
