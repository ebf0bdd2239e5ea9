# SPDX-License-Identifier: Apache-2.0
"""What the answers come to: errors against the truth, and the figures of a set."""

from dataclasses import dataclass

import numpy as np
from tools.measuring.methods import MATCHED, Answer

from scene_stager.reading.lights.directions import angle_between_deg, direction_from_angles

WRONG_LAMP_DEG = 25.0  # off the key by more, and within this of another lamp that is nearer
NEAR_DEG, MATCHED_DEG = 10.0, 12.0
CLEAR_PER_M = 0.01  # found haze under this counts as none
SILENT = direction_from_angles(0.0, 0.0)  # who says nothing counts as if he had said frontal


@dataclass(frozen=True, eq=False)
class Judged:
    """One answer beside its truth; `off_deg` is None where there is no key."""

    image: str
    object_name: str
    truth: dict
    answer: Answer

    @property
    def off_deg(self) -> float | None:
        """The angle between the key that was found and the one that was there."""
        if self.truth["key_azimuth_deg"] is None:
            return None
        return angle_between_deg(self._said, direction_of(self.truth, "key_"))

    @property
    def _said(self) -> np.ndarray:
        return SILENT if self.answer.key is None else self.answer.key

    @property
    def wrong_lamp(self) -> bool:
        """Whether the answer names another lamp the key."""
        off = self.off_deg
        if off is None or off <= WRONG_LAMP_DEG or self.answer.key is None:
            return False
        others = [one for one in self.truth["lamps"] if one["role"] != "key"]
        away = [angle_between_deg(self._said, direction_of(one)) for one in others]
        return min(away, default=180.0) <= WRONG_LAMP_DEG and min(away) < off

    @property
    def invented(self) -> bool:
        """Whether a key is told without a warning where there is none."""
        return self.off_deg is None and self.answer.key is not None and not self.answer.warned

    @property
    def ratio_off(self) -> float | None:
        """Stops of key over fill, said less true, where both are."""
        true = self.truth.get("key_fill_ratio_stops")
        said = self.answer.ratio_stops
        if true is None or self.answer.key is None:
            return None
        return None if said is None else said - true

    @property
    def colour_off_k(self) -> float | None:
        """The key's colour, said less true."""
        if self.answer.kelvin is None or self.truth.get("key_kelvin") is None:
            return None
        return self.answer.kelvin - self.truth["key_kelvin"]

    @property
    def haze_factor(self) -> float:
        """How many times too much or too little; 1 for clear air found clear, else infinite."""
        found, true = self.answer.haze or 0.0, self.truth["haze_density"]
        if true == 0.0:
            return 1.0 if found < CLEAR_PER_M else np.inf
        return max(found / true, true / found) if found > 0 else np.inf


def direction_of(lamp: dict, prefix: str = "") -> np.ndarray:
    """The unit vector to a lamp of a truth."""
    return direction_from_angles(lamp[f"{prefix}azimuth_deg"], lamp[f"{prefix}elevation_deg"])


def figures(rows: list[Judged]) -> dict[str, float]:
    """What a table says of one reading over a set; not a number where nothing tells."""
    keyed = [row for row in rows if row.off_deg is not None]
    off = np.array([row.off_deg for row in keyed])
    wrong = [row for row in keyed if row.wrong_lamp]
    sure = [row.off_deg for row in keyed if row.answer.outcome == MATCHED]
    stated = [row.off_deg <= row.answer.within_deg for row in keyed if row.answer.within_deg]
    rims = [row for row in rows if row.answer.rim is not None]
    sides = [row.answer.rim == row.truth["rim"] for row in rims if row.truth["rim"] != "none"]
    return {
        "stills": len(rows),
        "told": float(np.mean([row.answer.key is not None for row in keyed] or [np.nan])),
        "median": float(np.median(off)) if off.size else np.nan,
        "p75": float(np.percentile(off, 75)) if off.size else np.nan,
        "worst": float(np.sort(off)[-max(1, off.size // 4) :].mean()) if off.size else np.nan,
        "near": float(np.mean(off <= NEAR_DEG)) if off.size else np.nan,
        "wrong lamp": len(wrong) / len(keyed) if keyed else np.nan,
        "wrong unwarned": float(sum(not row.answer.warned for row in wrong)),
        "invented": float(sum(row.invented for row in rows)),
        "matched": len(sure) / len(keyed) if keyed else np.nan,
        "matched near": _mean([one <= MATCHED_DEG for one in sure]),
        **dict.fromkeys(("as stated", "stated least", "stated most"), _mean(stated)),
        "ratio": _median([row.ratio_off for row in rows]),
        "rim wrong": _mean([row.answer.rim != row.truth["rim"] for row in rims]),
        "rim right": _mean(sides),
        "colour": _median([row.colour_off_k for row in rows]),
        "seconds": _median([row.answer.seconds for row in rows]),
        "steps": _median([row.answer.steps for row in rows]),
    }


def hazy_figures(rows: list[Judged]) -> dict[str, float]:
    """What only stills with haze in some of them tell: the factor, and hazy told from clear."""
    hazy = [row for row in rows if row.truth["haze_density"] > 0.0]
    clear = [row for row in rows if row.truth["haze_density"] == 0.0]
    said = [[row.answer.haze or 0.0 for row in some] for some in (hazy, clear)]
    return {"haze": _median([row.haze_factor for row in hazy]), "haze auc": auc(*said)}


def auc(positive: list[float], negative: list[float]) -> float:
    """Chance that a positive scores above a negative (Mann, Whitney 1947)."""
    return _mean([float(p > n) + 0.5 * float(p == n) for p in positive for n in negative])


def means_by_object(rows: list[Judged]) -> dict[str, float]:
    """The mean error on each object of photographs."""
    names = dict.fromkeys(row.object_name for row in rows)
    return {name: _mean([row.off_deg for row in rows if row.object_name == name]) for name in names}


def _mean(values: list) -> float:
    return float(np.mean(values)) if values else np.nan


def _median(values: list) -> float:
    told = [abs(value) for value in values if value is not None]
    return float(np.median(told)) if told else np.nan
