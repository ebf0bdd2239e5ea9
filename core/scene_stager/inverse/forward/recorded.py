# SPDX-License-Identifier: Apache-2.0
"""A forward model that was recorded: it plays back what another one drew, and invents nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from scene_stager.canonical import digest_of
from scene_stager.errors import InputError, Mistake
from scene_stager.inverse.least_squares.model import Drawn, ForwardModel, Knob
from scene_stager.maths.arrays import Floats

DIGITS = 9  # a pose is known by its numbers to so many significant digits


@dataclass(slots=True)
class Recorder:
    """Another model, and everything it has drawn so far."""

    model: ForwardModel
    tape: dict[str, Drawn] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The name of the model that is listened to."""
        return self.model.name

    @property
    def lights(self) -> tuple[str, ...]:
        """Its lights."""
        return self.model.lights

    @property
    def knobs(self) -> tuple[Knob, ...]:
        """Its knobs."""
        return self.model.knobs

    def draw(self, pose: Sequence[float] | Floats) -> Floats:
        """Let the model draw, with its slopes, so that either can be played back."""
        return self.draw_with_slopes(pose).unit

    def draw_with_slopes(self, pose: Sequence[float] | Floats) -> Drawn:
        """Let the model draw, and keep it."""
        drawn = self.model.draw_with_slopes(pose)
        self.tape[_spelt(pose)] = drawn
        return drawn

    def save(self, path: Path) -> None:
        """Write the tape as one `.npz` file of plain arrays."""
        arrays: dict[str, Floats | NDArray[np.str_]] = {
            "lights": np.array(self.lights),
            "knobs": np.array([[k.name, k.unit] for k in self.knobs]),
            "ranges": np.array([[k.low, k.high, k.telling] for k in self.knobs]),
        }
        for key, drawn in self.tape.items():
            arrays[f"{key}.unit"] = drawn.unit
            arrays[f"{key}.physical"] = drawn.physical
            arrays[f"{key}.slopes"] = drawn.slopes
        with path.open("wb") as file:
            np.savez_compressed(file, **arrays)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class RecordedModel:
    """Plays a tape back. A pose that is not on it is refused."""

    lights: tuple[str, ...]
    knobs: tuple[Knob, ...]
    tape: dict[str, Drawn]
    name: str = "recorded"

    def draw(self, pose: Sequence[float] | Floats) -> Floats:
        """Every light's picture at a recorded pose, shape (lights, n, 3)."""
        return self.draw_with_slopes(pose).unit

    def draw_with_slopes(self, pose: Sequence[float] | Floats) -> Drawn:
        """The same with slopes; InputError for a pose that was never drawn."""
        found = self.tape.get(_spelt(pose))
        if found is None:
            shown = ", ".join(f"{value:.6g}" for value in pose)
            raise InputError(
                Mistake("recorded model", f"the pose ({shown})", "one of the recorded poses")
            )
        return found


def load_recorded(path: Path) -> RecordedModel:
    """Read a tape that `Recorder.save` wrote; InputError when it is not one."""
    try:
        with path.open("rb") as opened, np.load(opened, allow_pickle=False) as file:
            arrays = {name: file[name] for name in file.files}
        knobs = tuple(
            Knob(str(name), str(unit), *map(float, numbers))
            for (name, unit), numbers in zip(arrays["knobs"], arrays["ranges"], strict=True)
        )
        keys = [name.removesuffix(".unit") for name in arrays if name.endswith(".unit")]
        tape = {
            key: Drawn(arrays[f"{key}.unit"], arrays[f"{key}.physical"], arrays[f"{key}.slopes"])
            for key in keys
        }
        return RecordedModel(tuple(map(str, arrays["lights"])), knobs, tape)
    except (OSError, ValueError, KeyError, TypeError, EOFError, BadZipFile) as error:
        found = type(error).__name__
        raise InputError(Mistake(path.name, found, "a tape of a forward model")) from error


def _spelt(pose: Sequence[float] | Floats) -> str:
    return digest_of([f"{float(value):.{DIGITS}g}" for value in pose])[:16]
