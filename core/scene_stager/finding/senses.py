# SPDX-License-Identifier: Apache-2.0
"""What a word of the trade means in measured numbers. To add one, or move a bound: senses.json."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from scene_stager.errors import RegistryError
from scene_stager.finding.measured import names
from scene_stager.maths.arrays import Floats
from scene_stager.script.prose.synonyms import Value


@dataclass(frozen=True, slots=True)
class Bound:
    """A measured number between two values, of which one may be open.

    `soft` is how far inside of them a number holds outright, and how far outside not at all;
    with `either_way` its sign does not count.
    """

    number: str
    soft: float
    least: float = -math.inf
    most: float = math.inf
    either_way: bool = False

    def margin(self, rows: Floats) -> Floats:
        """How far inside the bounds each row's number lies.

        shapes   rows (..., count of names) -> (...)
        units    multiples of `soft`; negative outside
        valid    a number that is not there is as far outside as one can be
        source   definition
        """
        value = rows[..., names().index(self.number)]
        value = np.abs(value) if self.either_way else value
        inside = np.minimum(value - self.least, self.most - value) / self.soft
        return np.where(np.isnan(inside), -np.inf, inside)

    def tell(self, row: Floats) -> str:
        """The number of one picture, in words: "key_stops -2.31 (most -1.5)"."""
        value = float(row[names().index(self.number)])
        bounds = [
            f"{name} {bound:g}"
            for name, bound in (("least", self.least), ("most", self.most))
            if math.isfinite(bound)
        ]
        return f"{self.number} {value:.4g} ({', '.join(bounds)})"


@dataclass(frozen=True, slots=True)
class Sense:
    """What a label means: all of its bounds."""

    label: str
    bounds: tuple[Bound, ...]

    def margin(self, rows: Floats) -> Floats:
        """The least of its bounds' margins, rows (..., count of names) -> (...)."""
        least: Floats = np.minimum.reduce([bound.margin(rows) for bound in self.bounds])
        return least

    def held(self, rows: Floats) -> Floats:
        """How far it holds, 0 to 1; one half on a bound. rows (..., count of names) -> (...)."""
        return np.clip(0.5 + 0.5 * self.margin(rows), 0.0, 1.0)


@dataclass(frozen=True, slots=True)
class _Table:
    """`words` and `fields` name senses; `ranges` hold those of numbers, by their upper ends."""

    senses: Mapping[str, Sense]
    words: Mapping[str, str]
    fields: Mapping[str, Mapping[str, str]]
    ranges: Mapping[str, list[tuple[float, str]]]


def senses() -> Mapping[str, Sense]:
    """Every sense by its label."""
    return _table().senses


def words_of_pictures() -> Mapping[str, str]:
    """Words of what only a finished picture has, which no field of a script is for: label by
    word."""
    return _table().words


def sense_of(field: str, value: Value) -> Sense | None:
    """What a script's field means of a finished picture; None for what no number shows."""
    table = _table()
    if field in table.fields:
        label = table.fields[field].get(str(value), "")
        return table.senses.get(label)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    for most, label in table.ranges.get(field, ()):
        if value <= most:
            return table.senses.get(label)
    near = NEAR.get(field)
    if near is None:
        return None
    number, share = near
    bound = Bound(number, 0.5 * share * value, (1.0 - share) * value, (1.0 + share) * value)
    return Sense(f"{number} {value:g}", (bound,))


# Fields whose number is wanted as it was said, within a share of it: house defaults.
NEAR = {"lens.focal_length_mm": ("focal_mm", 0.2), "lens.frame_aspect": ("frame_aspect", 0.04)}


@cache
def _table() -> _Table:
    text = files("scene_stager.finding").joinpath("senses.json").read_text("utf-8")
    tree: dict[str, Any] = json.loads(text)
    found = {
        label: Sense(label, tuple(Bound(**bound) for bound in bounds))
        for label, bounds in tree["senses"].items()
    }
    ranges = {
        field: [(math.inf if most is None else float(most), label) for most, label in steps]
        for field, steps in tree["ranges"].items()
    }
    _check(found, tree["words"], tree["fields"], ranges)
    return _Table(found, tree["words"], tree["fields"], ranges)


def _check(
    found: Mapping[str, Sense],
    words: Mapping[str, str],
    fields: Mapping[str, Mapping[str, str]],
    ranges: Mapping[str, list[tuple[float, str]]],
) -> None:
    """Raises RegistryError for a number or a label that there is none of."""
    for sense in found.values():
        for bound in sense.bounds:
            if bound.number not in names() or bound.soft <= 0.0 or bound.least > bound.most:
                raise RegistryError(f"senses.json: {sense.label}: no such bound, {bound}")
    named = {*words.values(), *(one for of in fields.values() for one in of.values())}
    named |= {label for steps in ranges.values() for _, label in steps}
    if missing := sorted(named - {*found, ""}):
        raise RegistryError(f"senses.json: no sense is called {missing[0]!r}")
