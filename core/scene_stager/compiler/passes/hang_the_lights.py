# SPDX-License-Identifier: Apache-2.0
"""Hang the lights: each tied to the focal target, holding the exposure there."""

from __future__ import annotations

from dataclasses import asdict

import numpy as np

from scene_stager.compiler.ir import Plain, SceneIR, Signal
from scene_stager.compiler.passes._air import air_params
from scene_stager.compiler.passes._exposure import key_lx
from scene_stager.compiler.passes._signals import constant, pick
from scene_stager.compiler.passes._surroundings import dome_facts, mean_kelvin, sky_facts, sun_of
from scene_stager.compiler.passes.let_in_the_air import PHASE, flicker_params
from scene_stager.moks.entities import DomeFacts, Entity, LampFacts, SpotFacts
from scene_stager.moks.mesh_files.beside import MESH, must_name_a_mesh
from scene_stager.moks.plan_input import PlanInput
from scene_stager.script.scene_script import SceneScript
from scene_stager.script.staging import Staging
from scene_stager.shot.lighting.light_kit import light_kit
from scene_stager.shot.lighting.light_spec import LightingBrief, LightSpec
from scene_stager.shot.lighting.target_link import TargetLink, link_light
from scene_stager.shot.stocks import stocks

PLACED = ("target.translate_m", "rig.translate_m")


def hang_the_lights(script: SceneScript, staging: Staging, scene: SceneIR) -> SceneIR:
    """Add every light of the style, where it stands, and what it gives."""
    exposed_lx = key_lx(script)
    kit = light_kit(lighting_brief(script, staging))
    if any(spec.link == "intrinsic" for spec in kit):
        scene = scene.adding("hang_the_lights", inputs=[_mesh_of(script)])
    said_sh = script.lighting.ambient_sh
    sun = None if said_sh else sun_of(kit)
    for spec in kit:
        level_lx = exposed_lx * 2.0**spec.stops
        if spec.shape == "dome" and sun is not None:
            sky = sky_facts(script, staging, sun, exposed_lx * 2.0**sun.stops, spec, level_lx)
            scene = _add_dome(scene, spec, level_lx, sky, mean_kelvin(sky))
        elif spec.shape == "dome":
            dome = dome_facts(spec, level_lx, said_sh)
            kelvin = mean_kelvin(dome) if said_sh else spec.kelvin
            scene = _add_dome(scene, spec, level_lx, dome, kelvin)
        else:
            scene = _add_lamp(scene, script, spec, _tied(spec, staging), level_lx)
    return scene


def _mesh_of(script: SceneScript) -> PlanInput:
    """The mesh that the key rides. Raises InputError where nobody named one."""
    must_name_a_mesh(script.lighting.link, script.subject.mesh)
    return PlanInput(MESH, "mesh", script.subject.mesh)


def lighting_brief(script: SceneScript, staging: Staging) -> LightingBrief:
    """The lighting slot, with what the lights need to know of the rest of the shot."""
    along = np.asarray(staging.target.travel_m)
    return LightingBrief(
        **asdict(script.lighting),
        flicker=script.atmosphere.flicker,
        balance_kelvin=stocks()[script.stock.stock].balance_k,
        span_m=script.subject.span_m,
        target_height_m=staging.focus_height_m,
        view_deg=staging.start.heading_deg,
        travel_m=float(np.hypot(along[0], along[1])),
        travel_heading_deg=_heading_deg(script, staging),
    )


def _heading_deg(script: SceneScript, staging: Staging) -> float:
    """Where the subject goes on the whole, whether or not the camera goes along."""
    along = np.asarray(staging.target.travel_m)
    if staging.way is not None and not staging.goes_along:
        first, last = staging.way.at(np.array([0.0, script.duration_s]))
        along = last - first
    return float(np.degrees(np.arctan2(along[0], -along[1])))


def _tied(spec: LightSpec, staging: Staging) -> TargetLink:
    """How a lamp is tied: about the target as the shot begins, practicals to the whole of its way,
    which began before."""
    start_m = (0.0, 0.0, staging.focus_height_m)
    if spec.role == "practical":
        start_m = staging.target_start_m
    return link_light(spec, start_m, staging.start.heading_deg, staging.start.point_m())


def _add_lamp(
    scene: SceneIR, script: SceneScript, spec: LightSpec, link: TargetLink, level_lx: float
) -> SceneIR:
    name = f"light.{spec.id}"
    tied: dict[str, Plain] = {"link": _plain(link)}
    level, behind = _level(script, spec, level_lx)

    # Lights that ride with the lens go round with it; the others stay within half a turn.
    goes_round = spec.frame in ("camera", "rig")
    view = "rig._bearing_deg" if goes_round else f"{name}._view_deg"
    if not goes_round:
        behind.append(constant(view, link.start_view_deg))
    place, turn, held = f"{name}.translate_m", f"{name}.rotate_wxyz", f"{name}._held"
    aimed, heard = (place, "target.translate_m", view), (level.name, place, *PLACED)
    signals = [
        *behind,
        level,
        *(
            _riding(scene, script, name, tied)
            if spec.link == "intrinsic"
            else (
                Signal(place, "m", 3, name, "light_place", tied, PLACED),
                Signal(turn, "1", 4, name, "light_aim", tied, aimed),
            )
        ),
        Signal(held, "1", 3, name, "light_hold", tied, heard),
        pick(f"{name}.illuminance_lx", held, 0),
        pick(f"{name}.intensity_cd", held, 1),
        pick(f"{name}.hold_stops", held, 2),
        constant(f"{name}.color_temperature_k", spec.kelvin),
    ]
    lamp = Entity(name, _lamp_facts(spec))
    return scene.adding("hang_the_lights", entities=[lamp], signals=signals)


def _riding(
    scene: SceneIR, script: SceneScript, name: str, tied: dict[str, Plain]
) -> tuple[Signal, ...]:
    """Where a light is that rides the subject's mesh, and how far that can be trusted."""
    ridden = f"{name}._ridden"
    params: dict[str, Plain] = {
        **tied,
        "target": dict(scene.signal("target.translate_m").params),
        "fps": list(scene.clock.fps),
        "frame_count": scene.clock.frame_count,
        "place_m": list(script.subject.place_m),
        "facing_deg": script.subject.facing_deg,
    }
    return (
        Signal(ridden, "1", 11, name, "light_ride", params, reads={"mesh": MESH}),
        pick(f"{name}.translate_m", ridden, 0, 3),
        pick(f"{name}.rotate_wxyz", ridden, 3, 4),
        pick(f"{name}.ride_turn_deg", ridden, 7),
        pick(f"{name}.ride_bend_change", ridden, 8),
        pick(f"{name}.ride_classic_share", ridden, 9),
        pick(f"{name}.ride_fault", ridden, 10),
    )


def _plain(link: TargetLink) -> dict[str, Plain]:
    """The tie as a plan has it: only what rides on the rig has to know where the camera began.

    A classic link need not say that it is.
    """
    plain: dict[str, Plain] = {**asdict(link), "start_m": list(link.start_m)}
    if link.link == "classic":
        del plain["link"]
    if link.start_camera_m is None:
        del plain["start_camera_m"]
    else:
        plain["start_camera_m"] = list(link.start_camera_m)
    return plain


def _lamp_facts(spec: LightSpec) -> LampFacts:
    lamp = LampFacts(
        role=spec.role,
        shape=spec.shape,
        width_m=spec.width_m,
        softness_deg=spec.softness_deg,
        azimuth_deg=spec.azimuth_deg,
        elevation_deg=spec.elevation_deg,
        frame=spec.frame,
        hold=spec.hold,
        practical=spec.practical,
        target="target",
    )
    if spec.shape != "spot":
        return lamp
    return SpotFacts(**lamp.plain(), beam_deg=spec.beam_deg, field_deg=spec.field_deg)


def _level(script: SceneScript, spec: LightSpec, level_lx: float) -> tuple[Signal, list[Signal]]:
    """What the light is meant to give at the target, and the signals behind it when it flickers."""
    name = f"light.{spec.id}"
    if not spec.flicker:
        return constant(f"{name}._level_lx", level_lx), []
    blown: dict[str, Plain] = {"air": asdict(air_params(script).air), "seed": script.seed}
    restless = flicker_params(script, blown, f"{name}.flicker_stops", spec.practical)
    steady = constant(f"{name}._steady_lx", level_lx)
    flicker = Signal(f"{name}.flicker_stops", "stops", 1, name, "air_flicker", restless, (PHASE,))
    share: dict[str, Plain] = {"share": spec.flicker}
    heard = (steady.name, flicker.name)
    level = Signal(f"{name}._level_lx", "lx", 1, name, "light_flicker", share, heard)
    return level, [steady, flicker]


def _add_dome(
    scene: SceneIR, spec: LightSpec, level_lx: float, facts: DomeFacts, kelvin: float
) -> SceneIR:
    """The surroundings: no place and no hold, but a shape in spherical harmonics."""
    name = f"light.{spec.id}"
    return scene.adding(
        "hang_the_lights",
        entities=[Entity(name, facts)],
        signals=[
            constant(f"{name}.illuminance_lx", level_lx),
            constant(f"{name}.color_temperature_k", kelvin),
        ],
    )
