# SPDX-License-Identifier: Apache-2.0
"""What somebody asks for on top of a script: on the command line, in a panel, in a dialog."""

from dataclasses import dataclass, replace

from scene_stager.script.rig import on_rig
from scene_stager.script.scene_script import SceneScript


@dataclass(frozen=True, slots=True)
class Overrides:
    """What was asked for; None leaves the script's own. `selector` says what the shot is about."""

    fps: tuple[int, int] | None = None
    seed: int | None = None
    phase: float | None = None
    stock: str | None = None
    rig: str | None = None
    selector: str | None = None


def overridden(script: SceneScript, asked: Overrides) -> SceneScript:
    """The script with what was asked for in it. The compiler judges the result."""
    if asked.fps is not None:
        frame_count = frames_at(script.frame_count, script.fps, asked.fps)
        script = replace(script, fps=asked.fps, frame_count=frame_count)
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
    return script


def frames_at(frame_count: int, old: tuple[int, int], new: tuple[int, int]) -> int:
    """How many frames show the same stretch of time at another rate, to the nearest frame."""
    elapsed = (frame_count - 1) * old[1] * new[0]
    one_frame = old[0] * new[1]
    return 1 + (2 * elapsed + one_frame) // (2 * one_frame)  # halves up, exactly
