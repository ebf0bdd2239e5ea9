# SPDX-License-Identifier: Apache-2.0
"""A match and its file: what one still gave, as plain data, and what is read back of it.

The one owner of the words that a match may end with. The digest by which it is known is beside
those of all documents of ours.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from scene_stager.errors import InputError, Mistake
from scene_stager.inverse.least_squares.outcome import Outcome
from scene_stager.plain_file import read_plain_file, shown_name
from scene_stager.provenance.documents import (
    MATCH_SCHEMA,
    MATCH_VERSION,
    match_digest,
    match_tree,
)
from scene_stager.script.from_plain import read_tree
from scene_stager.script.judge import show
from scene_stager.script.scene_script import SLOTS, SceneScript
from scene_stager.script.strict_json import MAX_BYTES, parse

if TYPE_CHECKING:  # a file is read and promoted where nothing that solves is installed
    import numpy as np
    from numpy.typing import NDArray

    from scene_stager.inverse.answer.fusers._fuser import Fused
    from scene_stager.inverse.answer.solved import Solved
    from scene_stager.inverse.forward.still_model import StillModel
    from scene_stager.inverse.least_squares.ranking import Calibration
    from scene_stager.inverse.still.still import Still
    from scene_stager.pictures.picture import Picture

MATCH_FILE = "match.json"
NO_SUBJECT = "no_subject"
OUTCOMES = (*(one.word for one in Outcome), NO_SUBJECT)
ANSWERED = (Outcome.MATCHED.word, Outcome.AMBIGUOUS.word)
FELL_SHORT = tuple(
    one.word
    for one in (Outcome.CLOSEST, Outcome.UNFINISHED, Outcome.ILL_POSED, Outcome.UNEXPLAINED)
)
NOT_WORTH_KEEPING = (Outcome.ILL_POSED.word, NO_SUBJECT)
DIGEST = re.compile("[0-9a-f]{64}")
MOST_STEPS_TOLD = 10_000  # of a history that is written: house default


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another arrangement that explains the still, and how much worse, as a factor on the cost."""

    solved: Solved
    apart_deg: float
    cost_factor: float


@dataclass(frozen=True, slots=True, eq=False)
class HostMatch:
    """The calibration after a real renderer has looked at it, and what it saw.

    `moved_deg` says how far the key went in each round, `misses` how far each picture is off the
    still: root mean square of relative luminance at what is compared. `chosen` is the place of the
    answer among them; 0 is the quick model's own, whose calibration is `quick`.

    shapes   pictures: the renderer's, (h, w, 3) linear light
    """

    calibration: Calibration[StillModel]
    quick: Calibration[StillModel]
    moved_deg: tuple[float, ...]
    misses: tuple[float, ...]
    chosen: int
    pictures: tuple[NDArray[np.float32], ...]
    renderer: str = ""

    @property
    def picture(self) -> NDArray[np.float32]:
        """The renderer's picture of the answer, (h, w, 3) linear light."""
        return self.pictures[self.chosen]

    def as_json(self) -> dict[str, object]:
        """What the match file says of it."""
        return {
            "renderer": self.renderer,
            "moved_deg": [significant(one, 4) for one in self.moved_deg],
            "misses": [significant(one, 4) for one in self.misses],
            "chosen": self.chosen,
        }


@dataclass(frozen=True, slots=True, eq=False)
class MatchSignatures:
    """What the reading says of the still and of the preview of one calibration, on one grid.

    shapes   picture: the preview, (h, w, 3) linear light

    `vector` is where the still lies among others (see `library_vector`); the metrics are by name.
    None stands for what a picture does not tell.
    """

    vector: tuple[float | None, ...]
    reference: Mapping[str, float | None]
    preview: Mapping[str, float | None]
    picture: NDArray[np.float64]
    calibration: Calibration[StillModel]


@dataclass(frozen=True, slots=True, eq=False)
class Match:
    """What one still gave: the script with it applied, the numbers, and what they are worth.

    `outcome` is the name of an Outcome in small letters, or `no_subject`: then `solved` is None and
    the script is as it was. Two times in three the key lies within `key_within_deg` of where it is
    said to be; None where nobody says. `iterations` are Newton steps on the pose along the way to
    the answer, `draws` all guesses that were drawn. `still` and `calibration` are what the numbers
    come from; `host` is what a real renderer saw, `library` what similar stills taught, and
    `inspector` what an inspector said, where they were asked. `answer` is what a library keeps of
    it. `image_pixels` is the pixel hash of the still's file, where there is one, `picture` what was
    read of it.
    """

    image: str
    script: SceneScript
    outcome: str
    solved: Solved | None = None
    key_within_deg: float | None = None
    fused: Mapping[str, Fused] = field(default_factory=dict)
    alternatives: tuple[Alternative, ...] = ()
    role_swap: bool = False
    certificate: Mapping[str, object] = field(default_factory=dict)
    iterations: int = 0
    draws: int = 0
    residual_history: tuple[float, ...] = ()
    seconds: float = 0.0
    forward: str = "analytic"
    offsets: Mapping[str, object] = field(default_factory=dict)
    mode: str = "geometric"
    warnings: tuple[str, ...] = ()
    answer: Mapping[str, float] = field(default_factory=dict)
    library: Mapping[str, object] | None = None
    inspector: Mapping[str, object] | None = None
    still: Still | None = None
    calibration: Calibration[StillModel] | None = None
    signatures: MatchSignatures | None = None
    host: HostMatch | None = None
    image_pixels: str | None = None
    picture: Picture | None = None

    def as_json(self) -> dict[str, object]:
        """The match file's content: plain data. Equal stills, asked alike, give equal content but
        for `seconds`."""
        plain: dict[str, object] = {
            "schema": MATCH_SCHEMA,
            "version": MATCH_VERSION,
            "image": self.image,
            "outcome": self.outcome,
            "mode": self.mode,
            "forward": self.forward,
            "offsets": dict(self.offsets),
            "iterations": self.iterations,
            "draws": self.draws,
            "residual_history": list(self.residual_history),
            "seconds": self.seconds,
            "role_swap": self.role_swap,
            "certificate": dict(self.certificate),
            "slots": {name: one.as_json() for name, one in self.fused.items()},
            "alternatives": [_alternative(one) for one in self.alternatives],
            "warnings": list(self.warnings),
            "script": self.script.as_json(),
        }
        said = {
            "signature": None if self.signatures is None else list(self.signatures.vector),
            "answer": dict(self.answer) or None,
            "library": self.library,
            "inspector": self.inspector,
            "refinement": None if self.host is None else self.host.as_json(),
            "image_pixels": self.image_pixels,
        }
        plain |= {name: one for name, one in said.items() if one is not None}
        if self.solved is None:
            return plain
        return plain | _headline(self.solved, self.key_within_deg)


@dataclass(frozen=True, slots=True)
class MatchFile:
    """What promoting needs of a match file, judged. `told` names the fields that the still told,
    slot by slot; `digest` is the match's own, `image_pixels` the pixel hash of the still, where the
    file says it."""

    script: SceneScript
    outcome: str
    told: Mapping[str, frozenset[str]]
    residual: float | None
    condition: float | None
    iterations: int | None
    digest: str
    image_pixels: str | None = None

    @property
    def worth_keeping(self) -> bool:
        """False for a match that says nothing, or whose numbers trade against each other."""
        return self.outcome not in NOT_WORTH_KEEPING

    @property
    def has_a_part(self) -> bool:
        """True where the still told some fields, however the rest trade against each other."""
        return self.outcome != NO_SUBJECT and any(self.told.values())


def read_match_file(path: Path) -> MatchFile:
    """Read a match file, or the one in a folder. Raises InputError with every mistake in it."""
    file = path / MATCH_FILE if path.is_dir() else path
    data = read_plain_file(file, f"a {MATCH_FILE}", MAX_BYTES, str(file))
    return read_match(data, shown_name(file))


def read_match(data: bytes, where: str = MATCH_FILE) -> MatchFile:
    """The match that JSON text spells. Raises InputError with every mistake in it."""
    tree = match_tree(parse(data, where), where)
    outcome = tree.get("outcome")
    if outcome not in OUTCOMES:
        raise InputError(
            Mistake(f"{where} outcome", show(outcome), f"one of {', '.join(OUTCOMES)}")
        )
    reading = read_tree(tree.get("script"), where)
    if reading.mistakes:
        raise InputError(reading.mistakes)
    certificate = tree.get("certificate")
    known = certificate if isinstance(certificate, dict) else {}
    steps = tree.get("iterations")
    return MatchFile(
        reading.script,
        str(outcome),
        _told(tree.get("slots")),
        _amount(known.get("residual")),
        _amount(known.get("condition")),
        steps if type(steps) is int and 0 <= steps <= MOST_STEPS_TOLD else None,
        match_digest(tree),
        _pixels(tree.get("image_pixels")),
    )


def significant(value: float, digits: int = 6) -> float:
    """A number to so many significant digits."""
    return float(f"{value:.{digits}g}")


def _told(slots: object) -> dict[str, frozenset[str]]:
    """The fields of each slot that were filled from the still; a stranger's other keys are not
    believed."""
    found: dict[str, frozenset[str]] = {}
    for slot, kind in SLOTS.items():
        said = slots.get(slot) if isinstance(slots, dict) else None
        because = said.get("because") if isinstance(said, dict) else None
        fields = because if isinstance(because, dict) else {}
        own = getattr(kind, "__dataclass_fields__", {})
        found[slot] = frozenset(name for name in fields if name in own)
    return found


def _pixels(value: object) -> str | None:
    return value if isinstance(value, str) and DIGEST.fullmatch(value) else None


def _amount(value: object) -> float | None:
    if not isinstance(value, int | float) or isinstance(value, bool):
        return None
    return significant(value) if 0 <= value < 1e6 else None


def _headline(solved: Solved, within_deg: float | None) -> dict[str, object]:
    """The part of the match file that `scene-stager match --json` promises."""
    sure = {} if within_deg is None else {"within_deg": significant(within_deg)}
    return {
        "key": {
            "azimuth_deg": significant(solved.key_azimuth_deg),
            "elevation_deg": significant(solved.key_elevation_deg),
            "kelvin": significant(solved.key_kelvin),
            "stops": significant(solved.key_stops),
            "softness_deg": significant(solved.key_softness_deg),
            **sure,
        },
        "fill_ratio_stops": significant(solved.fill_ratio_stops),
        "rim_mode": solved.rim_mode,
        "ambient_sh": [list(row) for row in solved.ambient_sh],
        "haze_per_m": significant(solved.haze_per_m),
        "camera": {
            "focal_mm": significant(solved.focal_mm),
            "elevation_deg": significant(solved.camera_elevation_deg),
            "distance_m": significant(solved.camera_distance_m),
            "height_m": significant(solved.camera_height_m),
        },
        "known": {name: significant(value) for name, value in solved.known.items()},
    }


def _alternative(one: Alternative) -> dict[str, object]:
    plain = {
        name: significant(value) if isinstance(value, float) else value
        for name, value in asdict(one.solved).items()
        if name not in ("known", "ambient_sh", "subject_albedo")
    }
    return plain | {
        "apart_deg": significant(one.apart_deg),
        "cost_factor": significant(one.cost_factor),
    }
