# SPDX-License-Identifier: Apache-2.0
"""What the package offers to strangers, each loading what it needs when called."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scene_stager.compiler.ir import SceneIR
    from scene_stager.inverse.answer.match_file import Match
    from scene_stager.maths.arrays import Bools
    from scene_stager.moks.given_inputs import Given
    from scene_stager.moks.plan import MoksBakePlan
    from scene_stager.moks.take import Take
    from scene_stager.provenance.evaluate import Evaluated
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
    inputs: Given | None = None,
) -> Take:
    """Bake a script, or whatever `read_script` reads, all the way to a Take.

    `frames` are the first and last frame wanted, both included; all of them when absent. A cache
    folder keeps results between runs; neither it nor the number of workers changes a byte.
    `inputs` are what its plan names, as the mesh that a light rides: bytes or files by name. The
    mesh of a script in a file is found beside it.
    """
    from scene_stager.moks.kept import execute_kept
    from scene_stager.moks.mesh_files.beside import given_beside

    if isinstance(script, str | Path):
        source, script = script, read_script(script)
        inputs = given_beside(script.subject.mesh, source) if inputs is None else inputs
    plan = emit_moks_plan(compile(script))
    return execute_kept(plan, cache_dir, frames=frames, workers=workers, inputs=inputs or {}).take


def evaluate(
    plan: MoksBakePlan | str | Path,
    manifest: str | Path,
    *,
    workers: int = 1,
    cache_dir: str | Path | None = None,
    check: bool = False,
) -> Evaluated:
    """Build the USD scene of a plan from the inputs that a manifest names: identical inputs give
    identical bytes, and a manifest whose hashes do not hold is refused (InputError).

    `plan` is a plan or its file, `manifest` a file, beside which the inputs are. With `check` it is
    built twice, and the answer says what came out otherwise.
    """
    from scene_stager.provenance.evaluate import evaluate as evaluated

    return evaluated(plan, manifest, workers=workers, cache_dir=cache_dir, check=check)


def match(
    still: str | Path,
    *,
    script: SceneScript | str | Path | None = None,
    locked: tuple[str, ...] = (),
    mask: str | Path | Bools | None = None,
    at: tuple[float, float] | None = None,
    height_m: float | None = None,
    mode: str = "geometric",
    renderer: str = "cycles",
    inspector: str = "offline",
    library: str | Path | None = None,
    forward: str = "analytic",
    scene: str | Path | None = None,
    subject: str = "",
) -> Match:
    """Match a reference still: the lights, air and camera that explain it, applied to a script.

    All of it that the command line does, with the same answer; only the arguments that are given
    matter, the rest is as there.

    script     what `read_script` reads, or a script; the answer is put into it
    locked     slots ("stock") and fields ("lighting.rim_mode") that are left alone
    mask       a picture that is white where the subject is, or an array (h, w) that is True there
    at         a place on the subject, column and row in pixels, or in shares of the picture up to 1
    height_m   how tall the subject really is; 1.75 m when nobody says
    mode       "geometric", or "heuristic": a table tuned by hand instead of slopes
    renderer   who will render the numbers: "cycles", "eevee" or "lumen"
    inspector  who says what is off: "offline" (the metrics in words), "claude", "gemini",
               "gpt_4o", "local" or "none"
    library    a file of solved matches to begin near and to add to
    forward    who has the last word: "analytic", or Blender with "eevee" or "cycles"
    scene      a .blend file for Blender to render instead of the still's own balloon
    subject    the object of that scene that the still shows

    Raises InputError for a file that is no picture and for what cannot be asked; a match that falls
    short says so in its outcome.
    """
    from scene_stager.inverse.answer.request import MatchRequest
    from scene_stager.inverse.loop.job import read_mask
    from scene_stager.inverse.loop.match import match as found
    from scene_stager.script.scene_script import SceneScript

    if isinstance(script, str | Path):
        script = read_script(script)
    asked = MatchRequest(
        script=SceneScript() if script is None else script,
        locked=frozenset(locked),
        mask=read_mask(Path(mask)) if isinstance(mask, str | Path) else mask,
        at=at,
        height_m=height_m,
        mode=mode,
        renderer=renderer,
        inspector=inspector,
        library=None if library is None else Path(library),
        forward=forward,
        scene=None if scene is None else Path(scene),
        subject=subject,
    )
    return found(Path(still), asked)
