# SPDX-License-Identifier: Apache-2.0
"""A stranger's USD scene, opened so that nothing outside of its own folder is.

Every layer that it names is looked at before it is opened, and copied into memory; the names are
changed to those of the copies. So what is composed is made of copies alone: a layer that lies
elsewhere or is not there is left out and told.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

from scene_stager.errors import InputError, MissingPartError, Mistake, shorten
from scene_stager.hosts.usd import MISSING
from scene_stager.plain_file import read_start, shown_name, shown_path
from scene_stager.stranger_usd import open_layer

MOST_LAYERS = 256  # house default, not measured
EXPECTED = "a .usda or .usdc scene"
ENDINGS = (".usda", ".usdc", ".usd")
COPY = "anon:"  # how the library calls a layer in memory
FROM_FILES = ("references", "payload")
PARTS_OF_A_LIST = ("addedItems", "prependedItems", "appendedItems", "deletedItems", "orderedItems")
CLIPS = ("clips", "clipSets")  # values from other files, opened only when they are asked for


@dataclass(eq=False)
class Scene:
    """A composed scene: its stage, and where each of its layers was read."""

    path: str
    folder: Path
    stage: Any = None
    layers: dict[Path, Any] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)

    def folder_of(self, identifier: str) -> Path:
        """Where the layer with this name in memory was read; the scene's own folder otherwise."""
        for path, layer in self.layers.items():
            if layer.identifier == identifier:
                return path.parent
        return self.folder

    def file_of(self, attribute: Any, named: str) -> Path | None:
        """The file that an attribute names, beside the layer that says so, if it is a plain one in
        the scene's folder or below."""
        specs = attribute.GetPropertyStack()
        return self.inside(self.folder_of(specs[0].layer.identifier if specs else ""), named)

    def inside(self, folder: Path, named: str) -> Path | None:
        """The same for a name that is spelt from a folder."""
        if not named or "://" in named or "[" in named or "\0" in named:
            return None
        try:
            place = (folder / named).resolve()
            return place if place.is_relative_to(self.folder) and place.is_file() else None
        except (OSError, ValueError, RuntimeError):
            return None


def is_scene(path: Path) -> bool:
    """Whether a file is a USD scene, by its name."""
    return path.suffix.lower() in (*ENDINGS, ".usdz")


def open_scene(path: Path) -> Scene:
    """A scene, composed of copies. Raises InputError, one line; MissingPartError without USD."""
    where = shown_path(path)
    read_start(path, EXPECTED, 8, where)
    with usd_quiet(where):
        from pxr import Usd

        from scene_stager.provenance.law.scene_size import must_be_modest

        real = path.resolve()
        scene = Scene(where, real.parent)
        root = _copy(scene, real)
        must_be_modest(root, where)
        scene.stage = Usd.Stage.Open(root)
    return scene


@contextmanager
def usd_quiet(where: str) -> Iterator[None]:
    """Let what the USD library warns of be told by us. Raises InputError, one line, for what it
    raises; MissingPartError where it is not installed."""
    try:
        import_module("pxr.Usd")
        from pxr import Tf, UsdUtils
    except ImportError as error:
        raise MissingPartError(MISSING) from error
    delegate = UsdUtils.CoalescingDiagnosticDelegate()
    try:
        yield
    except Tf.ErrorException as error:
        raise InputError(Mistake(where, "nothing that USD can read", EXPECTED)) from error
    finally:
        delegate.TakeUncoalescedDiagnostics()
        del delegate


def _copy(scene: Scene, real: Path) -> Any:
    """A layer in memory, and with it all that it names; those that are known are not read twice."""
    waiting = [real]
    while waiting:
        place = waiting.pop()
        if place in scene.layers:
            continue
        if len(scene.layers) >= MOST_LAYERS:
            raise InputError(
                Mistake(scene.path, f"over {MOST_LAYERS} layers", "fewer, or a flattened scene")
            )
        scene.layers[place] = open_layer(
            place, EXPECTED, scene.path if place == real else shown_name(place)
        )
        waiting += [near for _, near in _named(scene, place) if near is not None]
    for place, layer in list(scene.layers.items()):
        for named, near in _named(scene, place):
            layer.UpdateCompositionAssetDependency(
                named, scene.layers[near].identifier if near else ""
            )
            if near is None:
                scene.left_out.append(f"{shorten(named, 80)} is not opened")
        _cut_off(scene, layer)
    return scene.layers[real]


def _named(scene: Scene, place: Path) -> Iterator[tuple[str, Path | None]]:
    """What a layer names, each with its file if it may be opened."""
    from pxr import Sdf

    for named in scene.layers[place].GetCompositionAssetDependencies():
        if not named or named.startswith(COPY):
            continue
        bare, _ = Sdf.Layer.SplitIdentifier(named)
        near = scene.inside(place.parent, bare)
        yield named, near if near is not None and near.suffix.lower() in ENDINGS else None


def _cut_off(scene: Scene, layer: Any) -> None:
    """Take out of a copy all that still names a file: value clips, which are opened at some later
    time, and names that are worked out from variables."""
    specs: list[Any] = []

    def look(path: Any) -> None:
        is_one = path.IsPrimPath() or path.IsPrimVariantSelectionPath()
        spec = layer.GetPrimAtPath(path) if is_one else None
        if spec is not None:
            specs.append(spec)

    layer.Traverse("/", look)
    for spec in specs:
        for key in (one for one in CLIPS if spec.HasInfo(one)):
            spec.ClearInfo(key)
            scene.left_out.append(f"the value clips of {spec.path} are not opened")
        for key in (one for one in FROM_FILES if spec.HasInfo(one)):
            spec.SetInfo(key, _of_copies(spec.GetInfo(key)))
    layer.subLayerPaths[:] = [one for one in layer.subLayerPaths if one.startswith(COPY)]


def _of_copies(listed: Any) -> Any:
    """References or payloads without those that name anything but a copy, or the layer itself."""
    parts = ["explicitItems"] if listed.isExplicit else PARTS_OF_A_LIST
    for part in parts:
        items = getattr(listed, part)
        kept = [one for one in items if not one.assetPath or one.assetPath.startswith(COPY)]
        if len(kept) < len(items):
            setattr(listed, part, kept)
    return listed
