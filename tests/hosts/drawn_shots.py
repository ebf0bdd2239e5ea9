"""Shots drawn from a number: any rig and move, drones straight down, rolls over the top.

The same number is always the same shot, and any shot can be drawn alone.
"""

import math
import random
from dataclasses import replace

import numpy as np
from scipy.spatial.transform import Rotation

from scene_stager import compile, emit_moks_plan, read_script
from scene_stager.moks.executor import execute
from scene_stager.moks.take import Channel, Take
from scene_stager.script.amounts import with_amounts
from scene_stager.script.read import scenarios
from scene_stager.script.rig import Rig
from scene_stager.script.scene_script import SceneScript
from scene_stager.script.validate import validate
from scene_stager.shot.rigs import rigs

# Of those that Maya has a unit for; what it has none for it refuses, in test_maya_ascii.py.
RATES = ((24, 1), (25, 1), (30, 1), (48, 1), (60, 1), (120, 1))
RATES += ((24000, 1001), (30000, 1001), (60000, 1001))
FLYING = ("drone", "wirecam")
STAYING_ABOVE = ("hold", "orbit", "rise", "descend", "push_in", "pull_out")
STEEP_DEG = (80.0, 85.0, 88.0, 89.0)  # how high a camera stands that looks straight down
MOST_DEG = 14.9  # a frame: adapters leave what turns by 15 and more as it is
BESIDE_DEG = (0.0, 1e-7, 0.05, 0.5, 3.0, 30.0)  # how closely a pole is passed
MOST_FRAMES, MOST_S = 48, 20.0
ORDINARY, DOWN, OVER, DOWN_AND_OVER = KINDS = ("any", "down", "over the top", "down and over")


def kind_of(number: int) -> str:
    """Of which kind the shot of a number is: they take turns."""
    return KINDS[number % len(KINDS)]


def drawn_shot(number: int) -> Take:
    """The Take of a number: at most two seconds' worth of frames from a drawn script."""
    draw = random.Random(number)
    script = drawn_script(draw, kind_of(number) in (DOWN, DOWN_AND_OVER))
    count = min(script.frame_count, draw.randint(2, MOST_FRAMES))
    first = script.start_frame + draw.randint(0, script.frame_count - count)
    take = execute(emit_moks_plan(compile(script)), frames=(first, first + count - 1)).take
    return _tumbling(draw, take) if kind_of(number) in (OVER, DOWN_AND_OVER) else take


def drawn_script(draw: random.Random, down: bool) -> SceneScript:
    """A script without a mistake: a scenario with another rig, move, framing, lens and clock."""
    while True:
        script = _attempt(draw, down)
        if not validate(script):
            return script


def _attempt(draw: random.Random, down: bool) -> SceneScript:
    script = read_script(draw.choice(sorted(scenarios())))
    rig = draw.choice(FLYING if down else sorted(rigs()))
    move = draw.choice(STAYING_ABOVE if down else rigs()[rig].moves)
    framing = replace(
        script.framing,
        placement="center" if down else script.framing.placement,
        angle="eye_level",
        elevation_deg=draw.choice(STEEP_DEG) if down else draw.uniform(-10.0, 89.0),
        azimuth_deg=draw.uniform(-180.0, 180.0),
        roll_deg=draw.choice((0.0, 180.0, draw.uniform(-180.0, 180.0))),
        size=draw.choice(("wide", "full", "medium", "close_up")),
    )
    fps = draw.choice(RATES)
    script = replace(
        script,
        name="drawn",
        fps=fps,
        frame_count=math.ceil(MOST_S * fps[0] / fps[1]),
        start_frame=draw.choice((1, 0, 1001, draw.randint(-500, 5000))),
        seed=draw.randint(0, 2**32 - 1),
        framing=framing,
        rig=Rig(rig=rig, move=move, imperfection=draw.choice((0.0, 1.0, 3.0))),
        lens=replace(script.lens, zoom="none", focal_length_mm=draw.uniform(14.0, 200.0)),
    )
    return with_amounts(script)


def _tumbling(draw: random.Random, take: Take) -> Take:
    """The same, its camera tilted right over the top and rolled: by a pole, or through it."""
    camera = take.channel("camera.rotate_wxyz")
    turns = Rotation.from_quat(np.array(list(camera.rows()))[:, [1, 2, 3, 0]])
    beside_deg = draw.choice(BESIDE_DEG)
    tilt_deg = draw.uniform(1.0, MOST_DEG - 1.0)
    roll_deg = draw.choice((0.0, draw.uniform(0.0, MOST_DEG - 1.0)))
    frames = np.arange(take.frame_count) - draw.uniform(0.0, take.frame_count - 1)
    middle = turns[int(np.abs(frames).argmin())]
    heading_deg = draw.uniform(-180.0, 180.0)
    pole = Rotation.from_euler("ZX", (heading_deg, draw.choice((0.0, 180.0))), degrees=True)
    pole = pole * Rotation.from_euler("Y", beside_deg, degrees=True)
    speed = math.hypot(tilt_deg, roll_deg)
    axis = np.array((tilt_deg, 0.0, roll_deg)) / speed
    steps = Rotation.from_rotvec(np.radians(min(speed, MOST_DEG)) * frames[:, None] * axis)
    wxyz = (pole * steps * middle.inv() * turns).as_quat()[:, [3, 0, 1, 2]]
    turned = Channel(camera.name, camera.unit, 4, wxyz.reshape(-1).tolist())
    channels = tuple(turned if one.name == camera.name else one for one in take.channels)
    return replace(take, channels=channels)
