# SPDX-License-Identifier: Apache-2.0
"""The compiler, in order. Each pass takes a valid scene and gives back a valid, fuller one."""

from collections.abc import Callable

from scene_stager.compiler.ir import SceneIR
from scene_stager.compiler.passes.dress_the_set import dress_the_set
from scene_stager.compiler.passes.frame_the_subject import frame_the_subject
from scene_stager.compiler.passes.hang_the_lights import hang_the_lights
from scene_stager.compiler.passes.let_in_the_air import let_in_the_air
from scene_stager.compiler.passes.load_the_film import load_the_film
from scene_stager.compiler.passes.mount_the_lens import mount_the_lens
from scene_stager.compiler.passes.move_the_rig import move_the_rig
from scene_stager.compiler.passes.stand_on_the_spot import stand_on_the_spot
from scene_stager.compiler.verify import verify
from scene_stager.errors import InputError, Mistake
from scene_stager.moks.clock import Clock
from scene_stager.script.scene_script import SceneScript
from scene_stager.script.staging import Staging
from scene_stager.script.validate import check

Pass = Callable[[SceneScript, Staging, SceneIR], SceneIR]

# The lens needs to know how far the subject is, the framing which lens is on, the lights where
# the camera stands, the air which lights flicker, and all of it is carried to its spot in the end:
# hence the order.
PIPELINE: tuple[Pass, ...] = (
    dress_the_set,
    move_the_rig,
    mount_the_lens,
    frame_the_subject,
    let_in_the_air,
    hang_the_lights,
    load_the_film,
    stand_on_the_spot,
)


def compile_script(script: SceneScript, *, stop_after: str | None = None) -> SceneIR:
    """Run the pipeline, or its first part: every pass is a place to stop and look.

    Raises InputError with every mistake of the script, or one that names the passes there are.
    """
    names = [step.__name__ for step in PIPELINE]
    if stop_after is not None and stop_after not in names:
        raise InputError(Mistake("--stop-after", repr(stop_after), f"one of {', '.join(names)}"))

    staging = check(script)
    scene = SceneIR(
        title=script.title or script.name,
        clock=Clock(script.fps, script.start_frame, script.frame_count),
    )
    for step in PIPELINE:
        scene = verify(step(script, staging, scene), after=step.__name__)
        if step.__name__ == stop_after:
            break
    return scene
