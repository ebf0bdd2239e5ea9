# SPDX-License-Identifier: Apache-2.0
"""What somebody asks for on top of a script: on the command line, in a panel, in a dialog."""

from dataclasses import dataclass, replace

from scene_stager.script.rig import on_rig
from scene_stager.script.scene_script import SceneScript
from scene_stager.script.sized import reframed, sized
from scene_stager.script.subject import led


@dataclass(frozen=True, slots=True)
class Overrides:
    """What was asked for; None leaves the script's own. `selector` says what the shot is about.

    A host fills in what it sees of the target that was picked in its scene: `place_m`, its feet,
    and `facing_deg`, its turn about the vertical from -y, both in the stage's axes; `height_m`, of
    its bounding box or its armature, which the set is scaled to. To conform the shot to the scene
    and `path`, from `path_rows`, when it moves, whose start is then the place. To conform the shot
    to the scene it gives the scene's rate and the number of its first frame, and the shot stays as
    long in seconds; and the shape of what it renders, pixels and all: the shot size stays. `mesh`
    is the sha256 of what the key is to ride.
    """

    fps: tuple[int, int] | None = None
    seed: int | None = None
    phase: float | None = None
    stock: str | None = None
    rig: str | None = None
    selector: str | None = None
    start_frame: int | None = None
    place_m: tuple[float, float, float] | None = None
    facing_deg: float | None = None
    height_m: float | None = None
    path: tuple[tuple[float, ...], ...] | None = None
    frame_aspect: float | None = None
    squeeze: float | None = None
    name: str | None = None
    mesh: str | None = None


def overridden(script: SceneScript, asked: Overrides) -> SceneScript:
    """The script with what was asked for in it. The compiler judges the result."""
    script = _in_time(script, asked)
    if asked.name is not None:
        script = replace(script, name=asked.name)
    if asked.seed is not None:
        script = replace(script, seed=asked.seed)
    if asked.phase is not None:
        script = replace(script, atmosphere=replace(script.atmosphere, phase=asked.phase))
    if asked.stock is not None:
        # The script's own speed belongs to the script's own film.
        stock = replace(script.stock, stock=asked.stock, exposure_index=None)
        script = replace(script, stock=stock)
    if asked.rig is not None:
        script = replace(script, rig=on_rig(script.rig, asked.rig))
    if asked.selector is not None:
        script = replace(script, subject=replace(script.subject, selector=asked.selector))
    return _on_set(script, asked)


def _in_time(script: SceneScript, asked: Overrides) -> SceneScript:
    """At another rate, and counted from another frame, but as long."""
    if asked.fps is not None:
        frame_count = frames_at(script.frame_count, script.fps, asked.fps)
        script = replace(script, fps=asked.fps, frame_count=frame_count)
    if asked.start_frame is not None:
        script = replace(script, start_frame=asked.start_frame)
    return script


def _on_set(script: SceneScript, asked: Overrides) -> SceneScript:
    """About a subject that stands elsewhere, faces elsewhere, or is of another height."""
    if asked.place_m is not None:
        x, y, z = asked.place_m
        there = replace(script.subject, place_x_m=x, place_y_m=y, place_z_m=z)
        script = replace(script, subject=there)
    if asked.facing_deg is not None:
        script = replace(script, subject=replace(script.subject, facing_deg=asked.facing_deg))
    if asked.path:
        script = replace(script, subject=led(script.subject, asked.path))
    if asked.mesh is not None:
        script = _on_mesh(script, asked.mesh)
    if asked.frame_aspect is not None or asked.squeeze is not None:
        script = reframed(script, asked.frame_aspect, asked.squeeze)
    return script if asked.height_m is None else sized(script, asked.height_m)


def _on_mesh(script: SceneScript, sha256: str) -> SceneScript:
    """With a key that rides the mesh of this sha256."""
    lighting = replace(script.lighting, link="intrinsic")
    return replace(script, subject=replace(script.subject, mesh=sha256), lighting=lighting)


def frames_at(frame_count: int, old: tuple[int, int], new: tuple[int, int]) -> int:
    """How many frames show the same stretch of time at another rate, to the nearest frame."""
    elapsed = (frame_count - 1) * old[1] * new[0]
    one_frame = old[0] * new[1]
    return 1 + (2 * elapsed + one_frame) // (2 * one_frame)  # halves up, exactly
