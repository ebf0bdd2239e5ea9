# SPDX-License-Identifier: Apache-2.0
"""A part of a Take as Maya nodes: what it is, where it goes, and its own numbers beside it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping

from scene_stager.hosts.euler import ORDERS, best_order, euler_track
from scene_stager.hosts.maya.air import add_air
from scene_stager.hosts.maya.axes import CM_PER_M, MM_PER_CM, MM_PER_INCH, Axes
from scene_stager.hosts.maya.lights import light_node
from scene_stager.hosts.maya.nodes import (
    ANGLE,
    DISTANCE,
    PLAIN,
    Curve,
    MayaPart,
    MayaStage,
    Node,
    components,
    keyed,
)
from scene_stager.hosts.moks_host import Part
from scene_stager.moks.clock import Clock
from scene_stager.moks.entities import CameraFacts, FilmFacts
from scene_stager.moks.take import Channel

NOT_ON_STAGE = ("shot", "film")
LOOKING = ("camera", "light", "rig")  # what has a front, along its -z

TARGET_M, NULL_M = 0.1, 0.25  # how large a locator is drawn; house defaults, not measured

FIT_HORIZONTAL = 1  # of filmFit: fill, horizontal, vertical, overscan

OWNER = "sceneStagerOwner"  # the shot that made it
PART = "sceneStagerPart"  # which part of that shot it is
ROLE = "sceneStagerRole"  # what it is to the part
SELECTOR = "sceneStagerSelector"  # what it stands in for
REASON = "sceneStagerReason"  # why it had to come
PLACE = "sceneStagerPosition"  # where a stand-in was put, stage metres, as JSON
CLOCK = "sceneStagerFrames"  # first frame and how many, as JSON
FILM = "film_stock"  # what the camera is told of its film
MADE = "sceneStagerMade"  # which curves and attributes of a part are ours, as JSON


def build_part(part: Part, clock: Clock, owner: str, stage: MayaStage) -> MayaPart | None:
    """The nodes of a part; None when Maya has no use for it."""
    for channel in part.channels:
        stage.seen[channel.name] = channel
    if part.entity.kind in NOT_ON_STAGE and not part.channels:
        return None
    name = part.stand_in.name if part.stand_in else safe_name(f"{owner}_{part.id}")
    own = Node("", "transform", notes={OWNER: owner, PART: part.id, ROLE: ""})
    own.notes[CLOCK] = json.dumps([clock.start_frame, clock.frame_count])
    made = MayaPart(part.id, name, [own])
    homes = _place(own, part, clock, stage)
    kind = "" if part.stand_in else part.entity.kind
    if kind == "camera":
        homes |= _camera(made, part, clock, stage)
    elif kind == "light":
        light_node(made, part, clock, stage)
    elif kind == "atmosphere":
        made.nodes.append(_locator(NULL_M))
        add_air(made, part, clock, stage)
    else:
        made.nodes.append(_null(own, part, stage))
    for channel in part.channels:
        if channel.quantity not in homes:
            for attribute, column in components(channel):
                own.facts[attribute] = column[0]
                curve = keyed(channel.quantity, attribute, PLAIN, clock.start_frame, column)
                own.curves.append(curve)
    return made


def made_note(uuids: Mapping[str, str], facts: Iterable[str]) -> str:
    """What MADE says: curves as role and attribute to uuid, and the attributes of our own."""
    return json.dumps({"curves": dict(uuids), "facts": sorted(facts)}, sort_keys=True)


def safe_name(text: str) -> str:
    """A name in the letters that Maya has for names."""
    plain = re.sub(r"[^A-Za-z0-9_]", "_", text)
    return plain if plain[:1].isalpha() or plain[:1] == "_" else f"_{plain}"


def film_note(part: Part) -> dict[str, str]:
    """What the camera is told about its film."""
    return {FILM: FilmFacts.of(part.entity).title}


def _place(own: Node, part: Part, clock: Clock, stage: MayaStage) -> set[str]:
    """Where it goes and how it turns; the quantities that this says."""
    axes, said = Axes(stage.up), set()
    for channel in part.channels:
        if channel.quantity == "translate_m" and channel.width == 3:
            for end, column in zip("XYZ", axes.columns(channel, CM_PER_M)):
                curve = keyed("translate_m", f"translate{end}", DISTANCE, clock.start_frame, column)
                own.curves.append(curve)
            said.add("translate_m")
        elif channel.quantity == "rotate_wxyz" and channel.width == 4:
            _turn(own, channel, part.entity.kind in LOOKING, clock, axes)
            said.add("rotate_wxyz")
    if part.stand_in is not None and "translate_m" not in said:
        own.settings["translate"] = axes.place_cm(part.stand_in.position_m)
    return said


def _turn(own: Node, channel: Channel, looks: bool, clock: Clock, axes: Axes) -> None:
    """Continuous angles, in an order whose poles the turn stays away from."""
    rows = list(channel.rows())
    if all(row == rows[0] for row in rows):
        rows = rows[:1]
    turns = [axes.turn(row, looks) for row in rows]
    track = euler_track(turns, best_order(turns, axes.calm_order))
    own.settings["rotateOrder"] = ORDERS.index(track.order)
    frames = [clock.start_frame + offset for offset in track.offsets]
    for end, column in zip("XYZ", track.angles_deg):
        own.curves.append(Curve("rotate_wxyz", f"rotate{end}", ANGLE, frames, column))


def _camera(made: MayaPart, part: Part, clock: Clock, stage: MayaStage) -> set[str]:
    """Lens, film back in inches, focus in centimetres, depth of field on."""
    facts = CameraFacts.of(part.entity)
    shape = Node("shape", "camera", parent="")
    shape.settings = {
        "horizontalFilmAperture": facts.sensor_width_mm / MM_PER_INCH,
        "verticalFilmAperture": facts.sensor_height_mm / MM_PER_INCH,
        "filmFit": FIT_HORIZONTAL,
        "nearClipPlane": facts.near_m * CM_PER_M,
        "farClipPlane": facts.far_m * CM_PER_M,
        "depthOfField": True,
    }
    homes = {
        "focal_length_mm": ("focalLength", PLAIN, 1.0),
        "focus_distance_m": ("focusDistance", DISTANCE, CM_PER_M),
        "f_number": ("fStop", PLAIN, 1.0),
        "shift_x_mm": ("horizontalFilmOffset", PLAIN, 1.0 / MM_PER_INCH),
        "shift_y_mm": ("verticalFilmOffset", PLAIN, 1.0 / MM_PER_INCH),
        "shutter_deg": ("shutterAngle", ANGLE, 1.0),
    }
    said = set()
    for channel in part.channels:
        if channel.quantity in homes and channel.width == 1:
            attribute, unit, factor = homes[channel.quantity]
            values = [factor * value for value in channel.values]
            shape.curves.append(keyed(channel.quantity, attribute, unit, clock.start_frame, values))
            said.add(channel.quantity)
    if stage.arnold:
        arnold_camera(shape, {one.quantity: one for one in part.channels}, clock)
        if len(stage.asked_lx) == clock.frame_count:
            shape.curves.append(arnold_exposure(clock, stage))
    made.nodes.append(shape)
    return said


def arnold_camera(shape: Node, seen: Mapping[str, Channel], clock: Clock) -> None:
    """Depth of field and shutter where Arnold looks for them: not where Maya does.

    units    focus distance and the radius of the aperture in centimetres; the shutter in frames
    source   arnold-usd, read_camera.cpp: aperture_size = focal length / (2 f-number), in the
             scene's unit; MtoA's camera attributes, a shutter about the frame's own time
    """
    start = clock.start_frame
    if all(name in seen for name in ("focal_length_mm", "f_number", "focus_distance_m")):
        shape.settings["aiEnableDOF"] = True
        pairs = zip(seen["focal_length_mm"].values, seen["f_number"].values)
        radii = [focal_mm / MM_PER_CM / (2.0 * stop) for focal_mm, stop in pairs]
        shape.curves.append(keyed("~aperture", "aiApertureSize", PLAIN, start, radii))
        focus = [CM_PER_M * metres for metres in seen["focus_distance_m"].values]
        shape.curves.append(keyed("~focus", "aiFocusDistance", PLAIN, start, focus))
    if "shutter_deg" in seen:
        shape.settings["aiUseGlobalShutter"] = False
        halves = [deg / 720.0 for deg in seen["shutter_deg"].values]
        shape.curves.append(keyed("~opens", "aiShutterStart", PLAIN, start, [-h for h in halves]))
        shape.curves.append(keyed("~closes", "aiShutterEnd", PLAIN, start, halves))


def arnold_exposure(clock: Clock, stage: MayaStage) -> Curve:
    """Stops on the camera that bring a white card in the asked light out at 1."""
    from math import log2, pi

    stops = [log2(pi / lux) for lux in stage.asked_lx]
    return keyed("~exposure", "aiExposure", PLAIN, clock.start_frame, stops)


def _null(own: Node, part: Part, stage: MayaStage) -> Node:
    """A locator; for what was not found, with the reason on it."""
    if part.stand_in is None:
        return _locator(TARGET_M if part.entity.kind == "target" else NULL_M)
    spec = part.stand_in
    own.notes[SELECTOR], own.notes[REASON] = spec.selector, spec.reason
    own.notes[PLACE] = json.dumps(list(spec.position_m))
    return _locator(spec.size_m / 2.0)


def _locator(size_m: float) -> Node:
    half = size_m * CM_PER_M
    return Node("shape", "locator", parent="", settings={"localScale": (half, half, half)})
