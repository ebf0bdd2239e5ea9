# SPDX-License-Identifier: Apache-2.0
"""Stand on the spot: carry the whole set to where the subject stands, turned the way it faces."""

from dataclasses import replace

import numpy as np

from scene_stager.compiler.ir import Plain, SceneIR, Signal
from scene_stager.compiler.passes._signals import nit_rows
from scene_stager.errors import CompileError
from scene_stager.maths.frames import matrix_from_wxyz, rotate_wxyz, yaw_wxyz
from scene_stager.maths.radiance.sh_algebra import rotate
from scene_stager.moks.entities import DomeFacts, Entity, Proxy, SkyFacts, SubjectFacts
from scene_stager.script.scene_script import SceneScript
from scene_stager.script.staging import Staging
from scene_stager.script.subject import Subject

# How each quantity that has a direction is carried; all others are the same wherever they are.
CARRIED = {"translate_m": "place", "rotate_wxyz": "turn", "wind_m_s": "way", "aim_deg": "head"}


def stand_on_the_spot(script: SceneScript, staging: Staging, scene: SceneIR) -> SceneIR:
    """The same set there. At the origin, facing the camera's side, nothing is added at all."""
    subject = script.subject
    if subject.place_m == (0.0, 0.0, 0.0) and subject.facing_deg == 0.0:
        return scene
    signals: list[Signal] = []
    renamed: dict[str, str] = {}
    for signal in scene.signals:
        heard = tuple(renamed.get(name, name) for name in signal.inputs)
        signals += _carried(replace(signal, inputs=heard), subject, renamed)
    return replace(
        scene,
        signals=tuple(signals),
        entities=tuple(_turned(entity, subject) for entity in scene.entities),
        proxies=tuple(_placed(proxy, subject) for proxy in scene.proxies),
    )


def _carried(signal: Signal, subject: Subject, renamed: dict[str, str]) -> list[Signal]:
    """A signal as it is, or, where it has a direction, under another name and carried from there.

    Everything else goes on listening to what it is about the origin, so that no exposure changes.
    """
    owner, _, quantity = signal.name.rpartition(".")
    if not signal.is_channel or quantity not in CARRIED:
        if signal.is_channel and signal.width > 1:
            raise CompileError(f"stand_on_the_spot: nobody says how to carry {signal.name!r}")
        return [signal]
    about_origin = replace(signal, name=f"{owner}._set_{quantity}")
    renamed[signal.name] = about_origin.name
    params: dict[str, Plain] = {
        "as": CARRIED[quantity],
        "place_m": list(subject.place_m),
        "facing_deg": subject.facing_deg,
    }
    there = replace(
        signal,
        kind="onto_spot",
        params=params,
        inputs=(about_origin.name,),
        reads={},
        made_by="stand_on_the_spot",
    )
    return [about_origin, there]


def _turned(entity: Entity, subject: Subject) -> Entity:
    facts = entity.facts
    if isinstance(facts, SubjectFacts):
        return Entity(entity.id, replace(facts, facing_deg=facts.facing_deg + subject.facing_deg))
    if isinstance(facts, DomeFacts):
        turn = matrix_from_wxyz(yaw_wxyz(np.asarray(subject.facing_deg)))
        facts = replace(facts, sh_nit=nit_rows(rotate(np.array(facts.sh_nit), turn)))
        if isinstance(facts, SkyFacts):
            turned_deg = facts.sun_heading_deg + subject.facing_deg
            turned_deg -= 360.0 * round(turned_deg / 360.0)
            facts = replace(facts, sun_heading_deg=turned_deg)
        return Entity(entity.id, facts)
    return entity


def _placed(proxy: Proxy, subject: Subject) -> Proxy:
    turn = yaw_wxyz(np.asarray(subject.facing_deg))
    x, y, z = rotate_wxyz(turn, np.array(proxy.position_m)) + np.array(subject.place_m)
    return replace(proxy, position_m=(round(float(x), 9), round(float(y), 9), round(float(z), 9)))
