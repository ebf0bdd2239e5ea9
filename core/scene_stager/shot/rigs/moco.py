# SPDX-License-Identifier: Apache-2.0
"""Motion control: a robot arm on a track that makes the same move again, very nearly."""

from scene_stager.maths.arrays import Floats
from scene_stager.maths.motion.lattice import channel_key, normals
from scene_stager.shot.rigs._axes import ESTIMATE, degrees, metres
from scene_stager.shot.rigs._profile import Motion, RigProfile
from scene_stager.shot.rigs._signature import COLUMNS, Settings, at_rest, number

# Where one pass lies beside another. Recalled: arms repeat to 0.02-0.1 mm. Read, for scale: a
# calibrated Stäubli TX60 is right to 0.094 mm and 0.044 degrees, an uncalibrated one to 0.312 mm.
REPEAT_RMS_M = 0.00005
REPEAT_RMS_DEG = 0.003

TRACK = "house default, not measured; hard speed read: 4 m/s on the track of a Bolt"
ARM = "house default, not measured; no speed above the working one is claimed for the arm"


def repeat_error(motion: Motion, seed: int, settings: Settings) -> Floats:
    """Where this pass lies beside the ideal one: still within the pass, other for every pass.

    shapes   motion over n times; result (n, 6)
    units    metres, then degrees
    frame    rig
    source   house default, not measured; bounds in the constants above
    """
    result = at_rest(motion)
    pass_number = int(number(settings, "pass_number"))
    for column, name in enumerate(COLUMNS):
        drawn = normals(channel_key(seed, f"moco.pass.{pass_number}.{name}"), 1)[0]
        result[:, column] = drawn * (REPEAT_RMS_M if column < 3 else REPEAT_RMS_DEG)
    return result


PROFILE = RigProfile(
    title="Motion control",
    axes=(
        metres("travel", (1.5, 4.0), (3.0, 8.0), (15.0, 60.0), TRACK),
        metres("rise", (1.5, 1.5), (3.0, 8.0), (15.0, 60.0), ARM),
        degrees("pan", (60.0, 150.0), (120.0, 400.0), (600.0, 2000.0), ESTIMATE),
        degrees("tilt", (60.0, 150.0), (120.0, 400.0), (600.0, 2000.0), ESTIMATE),
        degrees("roll", (60.0, 150.0), (120.0, 400.0), (600.0, 2000.0), ESTIMATE),
    ),
    kinematics="free",
    moves=(
        *("hold", "push_in", "pull_out", "orbit", "rise", "descend", "track_left", "track_right"),
        *("pan_left", "pan_right", "tilt_up", "tilt_down", "reveal"),
    ),
    operator_half_time_s=0.0,
    focus_half_time_s=0.0,
    signature=repeat_error,
    settings={"pass_number": 1},
    notes=(
        "A machine: no operator's lag, no puller's lag, nothing moves within a pass. "
        "What differs is where one pass lies beside another; `rig.pass_number` picks the pass."
    ),
    source=(
        "limits: house default, not measured, but for the track's top speed, which is read; "
        "repeatability: house default, not measured, within recalled and read bounds"
    ),
    freedoms=("track", "rotate", "lift", "extend", "pan", "tilt", "roll"),
)
