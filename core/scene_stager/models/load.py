# SPDX-License-Identifier: Apache-2.0
"""Opens networks of the shelf, each once; says in a line why one cannot be used here."""

import os
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec

from scene_stager.errors import InputError, MissingPartError, Mistake
from scene_stager.models.known import known_models
from scene_stager.models.manifest import Manifest
from scene_stager.models.network import MOST_THREADS, Network
from scene_stager.models.shelf import Shelf

RUNTIMES = {"onnx": "onnxruntime", "tflite": "ai_edge_litert"}
HOW_TO_RUN = "pip install 'scene-stager[models]'"
MOST_OPEN = 4


@dataclass(frozen=True, slots=True)
class Available:
    """Whether a network can be used here; where it cannot, `why` says so in a line."""

    why: str = ""

    def __bool__(self) -> bool:
        return not self.why


def available(name: str, shelf: Shelf | None = None) -> Available:
    """Whether a network is on the shelf and something here runs it; nothing heavy is loaded."""
    shelf = shelf or Shelf()
    try:
        if name not in shelf.names():
            known = known_models().get(name)
            how = known.how_to_get if known else f"scene-stager models add {name} --from FILE"
            return Available(f"{name}: not on the shelf {shelf.folder}; {how}")
        manifest = shelf.manifest(name)
        if not shelf.path_of(manifest).is_file():
            return Available(
                f"{name}: {manifest.file} is missing from {shelf.folder}; add it again"
            )
    except InputError as error:
        return Available(str(error))
    why = missing_runtime(manifest.kind)
    return Available(f"{name}: {why}" if why else "")


def missing_runtime(kind: str) -> str:
    """Why networks of a kind cannot run here, in a line; empty when they can."""
    module = RUNTIMES[kind]
    if find_spec(module) is not None:
        return ""
    return f"{module.replace('_', '-')} is not installed; {HOW_TO_RUN}"


def load(name: str, shelf: Shelf | None = None, threads: int = 1) -> Network:
    """A network of the shelf, ready to run on 1 or 2 threads. Raises MissingPartError, InputError.

    Its bytes are held against its sha256 when it is opened, and again only when the file's size,
    time or place has changed.
    """
    shelf = shelf or Shelf()
    if not 1 <= threads <= MOST_THREADS:
        raise InputError(Mistake("threads", str(threads), f"1 to {MOST_THREADS}"))
    here = available(name, shelf)
    if not here:
        raise MissingPartError(here.why)
    manifest = shelf.manifest(name)
    stat = os.stat(shelf.path_of(manifest))
    state = (stat.st_size, stat.st_mtime_ns, stat.st_ino)
    return _opened(str(shelf.folder), manifest, state, threads)


@lru_cache(maxsize=MOST_OPEN)
def _opened(folder: str, manifest: Manifest, state: tuple[int, ...], threads: int) -> Network:
    from pathlib import Path

    data = Shelf(Path(folder)).read(manifest)
    return open_network(data, manifest.kind, manifest.digest, manifest.name, threads)


def open_network(data: bytes, kind: str, digest: str, where: str, threads: int = 1) -> Network:
    """A network from its bytes. Raises InputError for what is no sound network of its kind."""
    if kind == "onnx":
        from scene_stager.models._onnx import OnnxNetwork

        return OnnxNetwork(data, digest, where, threads)
    from scene_stager.models._tflite import TfliteNetwork

    return TfliteNetwork(data, digest, where, threads)
