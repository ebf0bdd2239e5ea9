# SPDX-License-Identifier: Apache-2.0
"""What may be asked of a match, for the command line, Python and Blender alike."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from scene_stager.errors import InputError, Mistake, shorten
from scene_stager.inverse.answer.offsets import offsets_of
from scene_stager.script.parts import PARTS
from scene_stager.script.scene_script import SceneScript

if TYPE_CHECKING:
    from scene_stager.inverse.answer.match_file import HostMatch
    from scene_stager.inverse.forward.still_model import StillModel
    from scene_stager.inverse.least_squares.ranking import Calibration
    from scene_stager.inverse.still.still import Still
    from scene_stager.maths.arrays import Bools

MODES = ("geometric", "heuristic")
ANALYTIC = "analytic"
FORWARDS = (ANALYTIC, "eevee", "cycles")
OFFLINE, NOBODY = "offline", "none"
LEAST_HEIGHT_M, MOST_HEIGHT_M = 0.01, 1000.0  # house defaults


class RealRenderer(Protocol):
    """A renderer that may have the last word."""

    @property
    def engine(self) -> str:
        """What it renders with: one of `FORWARDS`, but not analytic."""
        ...

    def __call__(self, still: Still, calibration: Calibration[StillModel]) -> HostMatch:
        """Correct a calibration by pictures of it."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class MatchRequest:
    """What is asked of a match besides the still.

    script: what the answer is applied to. take: which `PARTS` of the still go into it. locked:
    slots ("stock") and fields ("lighting.rim_mode") that are not touched. mask: True on the
    subject, where somebody knows it. at: a place on it, column and row in pixels or as shares up to
    1, where several things stand. height_m: how tall the subject really is. mode: "heuristic"
    turns the knobs by a table instead of slopes. renderer: who will render the numbers; what it
    shows otherwise than the analytic model is taken off. inspector: who says what is off, or
    "none". library: a file of solved matches to begin near and to add to. forward: who has the
    last word; `eevee` and `cycles` are Blender's, on the still's balloon or on the object
    `subject` of the .blend file `scene`. look: a renderer that waits already, which then has the
    last word; one is started for `forward` where there is none.

    shapes   mask (h, w), as large as the still
    """

    script: SceneScript = field(default_factory=SceneScript)
    take: frozenset[str] = frozenset(PARTS)
    locked: frozenset[str] = frozenset()
    mask: Bools | None = None
    at: tuple[float, float] | None = None
    height_m: float | None = None
    mode: str = MODES[0]
    renderer: str = "cycles"
    inspector: str = OFFLINE
    library: Path | None = None
    forward: str = ANALYTIC
    scene: Path | None = None
    subject: str = ""
    look: RealRenderer | None = None

    @property
    def held(self) -> frozenset[str]:
        """The slots and fields that stay: what is locked, and what is not to be taken."""
        left = frozenset(PARTS) - self.take
        return self.locked.union(*(PARTS[part] for part in left))


def check_request(asked: MatchRequest, prefix: str = "") -> None:
    """Raises InputError for what cannot be asked; `prefix` is what a caller's names begin with."""

    def mistake(name: str, found: str, expected: str) -> InputError:
        return InputError(Mistake(f"{prefix}{name}", found, expected))

    if asked.mode not in MODES:
        raise mistake("mode", shorten(asked.mode), f"one of {', '.join(MODES)}")
    if unknown := sorted(asked.take - set(PARTS)):
        raise mistake("take", shorten(unknown[0]), f"some of {', '.join(PARTS)}")
    offsets_of(asked.renderer)
    if asked.forward not in FORWARDS:
        raise mistake("forward", shorten(asked.forward), f"one of {', '.join(FORWARDS)}")
    height = asked.height_m
    if height is not None and not LEAST_HEIGHT_M <= height <= MOST_HEIGHT_M:
        expected = f"metres from {LEAST_HEIGHT_M:g} to {MOST_HEIGHT_M:g}"
        raise mistake("height" if prefix else "height_m", f"{height:g}", expected)
    if asked.forward == ANALYTIC and (asked.scene is not None or asked.subject):
        name = "scene" if asked.scene is not None else "subject"
        raise mistake(name, f"{prefix}forward {ANALYTIC}", f"{prefix}forward eevee or cycles")
    if asked.scene is None and asked.subject:
        raise mistake("subject", shorten(asked.subject), f"a {prefix}scene that holds it")
    if asked.scene is not None and not asked.scene.is_file():
        raise mistake("scene", f"no file {shorten(str(asked.scene))}", "a .blend file")
