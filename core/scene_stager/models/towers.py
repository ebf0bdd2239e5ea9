# SPDX-License-Identifier: Apache-2.0
"""A model folder of the user's, run: pictures and words as vectors of one space."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from scene_stager.errors import InputError, MissingPartError, Mistake, shorten
from scene_stager.maths.arrays import Floats
from scene_stager.maths.resample import area_average, bilinear
from scene_stager.models.identity import NetworkIdentity, Singles, Vectors
from scene_stager.models.load import missing_runtime, open_network
from scene_stager.models.network import Network
from scene_stager.models.towers_manifest import (
    MANIFEST,
    PREPARED,
    TEXT,
    TOKENIZER,
    VISION,
    is_within,
    read_of_folder,
    read_towers_manifest,
    settings_of,
)
from scene_stager.models.towers_text import TextTokens

PREPARATION = "towers.1"  # raise it with any change of what goes in or comes out
VECTOR_NAMES = ("image_embeds", "text_embeds", "pooler_output", "sentence_embedding")
MOST_SIDE_PX = 1024


@dataclass(frozen=True, slots=True)
class TowerInput:
    """How pictures go in: size, whether the middle is cut out, and what is taken away."""

    rows: int
    columns: int
    is_cut: bool
    mean: tuple[float, ...]
    spread: tuple[float, ...]


class Towers:
    """A model folder, whose halves are opened when they are first needed. Raises InputError for a
    folder that is not as its manifest says, MissingPartError where nothing here runs it."""

    def __init__(self, folder: Path, threads: int = 1) -> None:
        self.folder, self.manifest, self._threads = folder, read_towers_manifest(folder), threads
        if why := missing_runtime("onnx"):
            raise MissingPartError(f"{folder.name}: {why}")
        self._words: TextTokens | None = None
        self._text: Network | None = None
        self._vision: tuple[Network, TowerInput] | None = None

    @property
    def identity(self) -> NetworkIdentity:
        """Which model, and which way of asking it."""
        return NetworkIdentity(self.manifest.digest, PREPARATION)

    def of_texts(self, texts: list[str]) -> Vectors:
        """Unit vectors (n, dim) of texts. Raises InputError."""
        if self._words is None or self._text is None:
            self._words = TextTokens(self._read(TOKENIZER), self.manifest)
            self._text = self._network(TEXT)
        return self._vectors(run_text(self._text, self._words.ids(texts)), len(texts), TEXT)

    def of_pictures(self, shown: list[Floats]) -> Vectors:
        """Unit vectors (n, dim) of display values (h, w, 3), 1 is white. Raises InputError."""
        if self._vision is None:
            look = look_of(settings_of(self.folder, PREPARED, self.manifest.files[PREPARED]))
            self._vision = (self._network(VISION), look)
        network, look = self._vision
        batch = np.stack([prepared(one, look) for one in shown])
        name = only_input(network, VISION)
        return self._vectors(network.run({name: batch}), len(shown), VISION)

    def _read(self, place: str) -> bytes:
        return read_of_folder(self.folder, place, self.manifest.files[place])

    def _network(self, place: str) -> Network:
        return open_network(self._read(place), "onnx", self.manifest.digest, place, self._threads)

    def _vectors(self, made: dict[str, Any], count: int, place: str) -> Vectors:
        rows = vectors_of(made, place)
        if rows.shape != (count, self.manifest.dim):
            expected = f"{(count, self.manifest.dim)}, as {MANIFEST} has it"
            raise InputError(Mistake(place, f"vectors of shape {rows.shape}", expected))
        return Vectors(self.identity, unit_rows(rows, place))


def run_text(network: Network, ids: np.ndarray) -> dict[str, Any]:
    """The text half asked with what it wants of tokens, mask and kinds. Raises InputError."""
    arrays = {"input_ids": ids, "attention_mask": np.ones_like(ids)}
    arrays["token_type_ids"] = np.zeros_like(ids)
    wanted = set(network.inputs)
    if "input_ids" not in wanted or not wanted <= set(arrays):
        raise InputError(Mistake(TEXT, f"inputs {shorten(sorted(wanted))}", "input_ids"))
    return network.run({name: array for name, array in arrays.items() if name in wanted})


def only_input(network: Network, place: str) -> str:
    """The name of the one thing that goes in. Raises InputError for more than one."""
    if len(network.inputs) != 1:
        found = f"inputs {shorten(sorted(network.inputs))}"
        raise InputError(Mistake(place, found, "one, of pixels"))
    return next(iter(network.inputs))


def vectors_of(made: dict[str, Any], place: str) -> Singles:
    """The vectors among a network's outputs, (n, dim). Raises InputError."""
    for name in VECTOR_NAMES:
        if name in made and np.ndim(made[name]) == 2:
            return np.asarray(made[name], dtype=np.float32)
    raise InputError(Mistake(place, f"outputs {shorten(sorted(made))}", " or ".join(VECTOR_NAMES)))


def unit_rows(rows: Singles, place: str) -> Singles:
    """Vectors of length one. Raises InputError for what is no number, or has no length.

    shapes   rows (n, d) -> (n, d)
    units    none
    valid    finite rows that are not all 0
    source   definition
    """
    lengths = np.linalg.norm(rows.astype(np.float64), axis=1, keepdims=True)
    if not np.isfinite(lengths).all() or not (lengths > 0.0).all():
        raise InputError(Mistake(place, "vectors that are no numbers", "finite ones, not all 0"))
    return np.asarray(rows / lengths, dtype=np.float32)


def look_of(settings: dict[str, Any]) -> TowerInput:
    """How pictures go in, of the settings file. Raises InputError."""
    size, crop = settings.get("size"), settings.get("crop_size")
    is_cut = bool(settings.get("do_center_crop", False))
    rows, columns = _sides(crop if is_cut and crop is not None else size)
    mean: tuple[float, ...] = (0.0,) * 3
    spread: tuple[float, ...] = (1.0,) * 3
    if settings.get("do_normalize", True):
        mean, spread = _three(settings, "image_mean"), _three(settings, "image_std")
    if min(spread) <= 0.0:
        raise InputError(Mistake(f"{PREPARED} image_std", shorten(spread), "more than 0"))
    return TowerInput(rows, columns, is_cut, mean, spread)


def _sides(size: object) -> tuple[int, int]:
    tree = size if isinstance(size, dict) else {"shortest_edge": size}
    edge = tree.get("shortest_edge")
    rows, columns = tree.get("height", edge), tree.get("width", edge)
    if not all(is_within(side, 1, MOST_SIDE_PX) for side in (rows, columns)):
        expected = f"sides of 1 to {MOST_SIDE_PX} pixels"
        raise InputError(Mistake(f"{PREPARED} size", shorten(size), expected))
    return int(str(rows)), int(str(columns))


def _three(settings: dict[str, Any], name: str) -> tuple[float, ...]:
    value = settings.get(name)
    three = value if isinstance(value, list) and len(value) == 3 else ()
    if not three or not all(isinstance(n, int | float) and -10.0 < n < 10.0 for n in three):
        raise InputError(Mistake(f"{PREPARED} {name}", shorten(value), "three numbers"))
    return tuple(map(float, three))


def prepared(shown: Floats, look: TowerInput) -> Singles:
    """A picture as the vision half takes it, (3, rows, columns).

    shapes   shown (h, w, 3) -> (3, look.rows, look.columns)
    units    display values, 1 is white, in; out less the mean, over the spread
    valid    any size; the middle is cut out where the model wants that, else it is squeezed
    source   the model's settings; resampled by area averages, or bilinear where it is enlarged
    """
    high, wide = shown.shape[:2]
    if look.is_cut:
        side = min(high / look.rows, wide / look.columns)
        rows, columns = max(1, round(side * look.rows)), max(1, round(side * look.columns))
        top, left = (high - rows) // 2, (wide - columns) // 2
        shown = shown[top : top + rows, left : left + columns]
        high, wide = rows, columns
    smaller = area_average(shown, min(high, look.rows), min(wide, look.columns))
    sized = np.moveaxis(bilinear(smaller, look.rows, look.columns), 2, 0)
    each = (3, 1, 1)
    mean, spread = np.reshape(look.mean, each), np.reshape(look.spread, each)
    return np.asarray((np.clip(sized, 0.0, 1.0) - mean) / spread, dtype=np.float32)
