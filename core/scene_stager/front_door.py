# SPDX-License-Identifier: Apache-2.0
"""What the package offers to strangers, each loading what it needs when called."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scene_stager.compiler.ir import SceneIR
    from scene_stager.inverse.answer.match_file import Match
    from scene_stager.moks.plan import MoksBakePlan
    from scene_stager.moks.take import Take
    from scene_stager.script.scene_script import SceneScript


def read_script(source: str | Path) -> SceneScript:
    """Read a scenario's name, the path of a JSON script, or a sentence."""
    from scene_stager.script.read import read_script as read

    return read(source)


def compile(script: SceneScript) -> SceneIR:
    """Turn what an author means into entities and channels; InputError holds every mistake."""
    from scene_stager.compiler import compile_script

    return compile_script(script)


def emit_moks_plan(scene: SceneIR) -> MoksBakePlan:
    """Turn a scene into the graph of pure operations that computes it."""
    from scene_stager.compiler import emit_moks_plan as emit

    return emit(scene)


def bake(
    script: SceneScript | str | Path,
    *,
    frames: tuple[int, int] | None = None,
    workers: int = 1,
    cache_dir: str | Path | None = None,
) -> Take:
    """Bake a script, or whatever `read_script` reads, all the way to a Take.

    `frames` are the first and last frame wanted, both included; all of them when absent. A cache
    folder keeps results between runs; neither it nor the number of workers changes a byte.
    """
    from scene_stager.moks.executor import execute

    if isinstance(script, str | Path):
        script = read_script(script)
    plan = emit_moks_plan(compile(script))
    if cache_dir is None:
        return execute(plan, frames=frames, workers=workers).take

    from scene_stager.moks.cache import DiskCache

    disk = DiskCache(cache_dir)
    take = execute(plan, frames=frames, disk=disk, workers=workers).take
    disk.prune()
    return take


def match(
    still: str | Path,
    *,
    script: SceneScript | str | Path | None = None,
    locked: tuple[str, ...] = (),
) -> Match:
    """Match a reference still: the lights, air and camera that explain it, applied to a script.

    `locked` names slots ("stock") and fields ("lighting.rim_mode") that are left alone. Raises
    InputError for a file that is no picture; a match that falls short says so in its outcome.
    """
    from scene_stager.inverse.loop.match import match as found

    if isinstance(script, str | Path):
        script = read_script(script)
    return found(Path(still), script=script, locked=locked)
