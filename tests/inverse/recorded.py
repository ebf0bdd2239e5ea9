# SPDX-License-Identifier: Apache-2.0
"""A forward model on tape: it knows of no still, and plays back what another one drew."""

from dataclasses import dataclass, field

import numpy as np

from scene_stager.inverse.least_squares.model import Drawn, ForwardModel, Knob
from scene_stager.maths.arrays import Floats


@dataclass
class Recorder:
    """Another model, and everything that it was asked so far."""

    model: ForwardModel
    tape: dict[bytes, tuple[Drawn, dict[str, Floats]]] = field(default_factory=dict)

    def draw(self, pose):
        return self.draw_with_slopes(pose).unit

    def draw_with_slopes(self, pose):
        drawn = self.model.draw_with_slopes(pose)
        self.tape[spelt(pose)] = (drawn, dict(self.model.ways(pose)))
        return drawn

    def ways(self, pose):
        return self.model.ways(pose)

    def __getattr__(self, name):
        return getattr(self.model, name)


@dataclass(frozen=True)
class RecordedModel:
    """Plays a tape back: it is all that the protocol asks for, and has nothing else."""

    name: str
    lights: tuple[str, ...]
    leading: str
    knobs: tuple[Knob, ...]
    tape: dict[bytes, tuple[Drawn, dict[str, Floats]]]

    def ways(self, pose):
        return self.tape[spelt(pose)][1]

    def draw(self, pose):
        return self.draw_with_slopes(pose).unit

    def draw_with_slopes(self, pose):
        return self.tape[spelt(pose)][0]


def played_back(recorder: Recorder) -> RecordedModel:
    """What a recorder heard, without the model behind it."""
    model = recorder.model
    return RecordedModel("recorded", model.lights, model.leading, model.knobs, dict(recorder.tape))


def spelt(pose) -> bytes:
    return np.asarray(pose, dtype=np.float64).tobytes()
