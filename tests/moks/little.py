"""A few small operations and a plan of them, for tests about plans and not about film."""

import hashlib

import numpy as np

from scene_stager.moks.make_plan import make_plan
from scene_stager.moks.operations import operations
from scene_stager.moks.operations._operation import Operation, show
from scene_stager.moks.plan import PlanNode
from tests.facts import entity

HASH = "0" * 64


def same_throughout(params, inputs, gives):
    """Every input and the result have one unit and one width."""
    odd = [outlet for outlet in inputs if outlet != gives]
    return f"{show(odd[0])} where the result is {show(gives)}" if odd else ""


def same_unit(params, inputs, gives):
    """Every input has the unit of the result."""
    odd = [unit for unit, _ in inputs if unit != gives[0]]
    return f"an input in {odd[0]!r} where the result is in {gives[0]!r}" if odd else ""


def wave(params, inputs, t_s):
    """Some sines with phases of their own: transcendental, so that last bits could differ."""
    columns = []
    for column in range(params["axes"]):
        name = f"{params['seed']}:{params['channel']}:{column}"
        phase = int.from_bytes(hashlib.sha256(name.encode()).digest()[:4], "little") / 2**32
        turn = 2 * np.pi * (params["hz"] * t_s + phase)
        columns.append(np.sin(turn) + 0.3 * np.exp(np.cos(3.1 * turn)))
    return np.stack(columns, axis=-1)


def add(params, inputs, t_s):
    total = np.zeros_like(inputs[0])
    for one in inputs:
        total = total + one
    return total


def scale(params, inputs, t_s):
    return params["factor"] * inputs[0]


def size(params, inputs, t_s):
    return np.sqrt(sum(column * column for column in inputs[0].T))[:, None]


def tell_time(params, inputs, t_s):
    return t_s[:, None]


KINDS = {
    "constant": operations()["constant"],
    "wave": Operation("Wave", (), None, None, wave, "a sum of sines"),
    "add": Operation(
        "Add", (("first", None, None),), None, None, add, "+", many=True, check=same_throughout
    ),
    "scale": Operation("Scale", (("one", None, None),), None, None, scale, "x", check=same_unit),
    "size": Operation("Size", (("vector", None, 3),), None, 1, size, "Pythagoras", check=same_unit),
    "time": Operation("Time", (), "s", 1, tell_time, "the clock"),
}


def node(name, kind, inputs=(), unit="m", width=1, **params):
    return PlanNode(name, kind, params, tuple(inputs), unit, width)


def little_nodes(factor=2.0, sway_hz=0.7, seed=1):
    """A camera that sways, a target that does not, a light that follows the camera."""
    return [
        node("camera._path", "constant", width=3, value=[0.0, -4.0, 1.7]),
        node("camera._sway", "wave", width=3, axes=3, hz=sway_hz, seed=seed, channel="sway"),
        node("camera._scaled", "scale", ["camera._sway"], width=3, factor=factor),
        node("camera.translate_m", "add", ["camera._path", "camera._scaled"], width=3),
        node("target.translate_m", "constant", width=3, value=[0.0, 0.0, 1.6]),
        node("camera._away", "scale", ["camera.translate_m"], width=3, factor=-1.0),
        node("camera._line", "add", ["target.translate_m", "camera._away"], width=3),
        node("camera.focus_distance_m", "size", ["camera._line"]),
        node("light.key._drift", "wave", width=3, axes=3, hz=0.2, seed=seed, channel="drift"),
        node("light.key.translate_m", "add", ["light.key._drift", "camera._path"], width=3),
        node("unheard._noise", "wave", axes=1, hz=5.0, seed=seed, channel="unheard"),
    ]


CHANNELS = (
    "camera.translate_m",
    "camera.focus_distance_m",
    "target.translate_m",
    "light.key.translate_m",
)


def little_plan(
    nodes=None, *, fps=(24, 1), start_frame=1, frame_count=60, channels=CHANNELS, **more
):
    return make_plan(
        title="Little",
        fps=fps,
        start_frame=start_frame,
        frame_count=frame_count,
        nodes=little_nodes() if nodes is None else nodes,
        channels=channels if isinstance(channels, dict) else {name: name for name in channels},
        entities=[
            entity("camera"),
            entity("subject"),
        ],
        proxies=[
            {
                "id": "hero",
                "selector": "role:hero",
                "entity": "subject",
                "position_m": [0.0, 0.0, 0.0],
                "size_m": 1.75,
            }
        ],
        **{"kinds": KINDS, **more},
    )
