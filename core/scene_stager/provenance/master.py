# SPDX-License-Identifier: Apache-2.0
"""A master evaluated: each variant of each shot by itself, then all of them on one clock.

Layers are named by the sha256 of their bytes, so that the text of the master, which names them,
has a digest that covers everything beneath it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from scene_stager.errors import InputError, Mistake
from scene_stager.hosts.placed_shot import PlacedShot
from scene_stager.hosts.usd import cut_text, master_text
from scene_stager.moks.manifest import MOST_BYTES, PlanManifest, file_inside, read_manifest
from scene_stager.moks.master_file import WHERE, Master, MasterShot, Variant, read_master_file
from scene_stager.moks.plan_json import read_plan_file
from scene_stager.plain_file import read_plain_file
from scene_stager.provenance.evaluate import Evaluated, evaluate_told

LAYERS = "layers"  # the folder beside a master that holds what it is made of
MANIFEST = "a manifest, as bake writes it"

Keep = Callable[[str, bytes], object]
"""Takes the name and the bytes of a layer, or of a picture that a layer names."""


@dataclass(frozen=True, slots=True)
class EvaluatedMaster:
    """A master as USD, and every scene in it, by `shot.variant`. `digest` is of its text."""

    usd: str
    digest: str
    scenes: dict[str, Evaluated]


@dataclass(frozen=True, slots=True)
class _Called:
    """What a master names, and where: a variant, its plan's file and rate, and its manifest."""

    name: str
    where: str
    plan: Path
    fps: tuple[int, int]
    manifest: Path
    told: PlanManifest

    @property
    def frames(self) -> range:
        return range(self.told.frames[0], self.told.frames[1] + 1)


def evaluate_master(
    file: Path,
    keep: Keep,
    *,
    workers: int = 1,
    cache_dir: Path | None = None,
    check: bool = False,
) -> EvaluatedMaster:
    """Evaluate the master in a file; `keep` is handed every layer, each as soon as it is there.

    Raises InputError with what does not hold in the master, and then in its shots.
    """
    master = read_master_file(file)
    called = [[_called(file.parent, *one) for one in _named(k, s)] for k, s in _counted(master)]
    _must_fit(master, called)
    scenes: dict[str, Evaluated] = {}
    placed = []
    for shot, ways in zip(master.shots, called, strict=True):
        layers = []
        for one in ways:
            with _of(one.where):
                scene = evaluate_told(
                    read_plan_file(one.plan),
                    one.told,
                    one.manifest.parent,
                    workers=workers,
                    cache_dir=cache_dir,
                    check=check,
                )
            for picture, data in scene.pictures.items():
                keep(picture, data)
            layers.append((one.name, _kept(scene.usd, keep)))
            # There may be many.
            scenes[f"{shot.name}.{one.name}"] = replace(scene, usd="", pictures={})
        frames = _frames(shot, ways[0])
        offset = frames[0] - ways[0].frames[0]
        placed.append(PlacedShot(shot.name, frames, offset, shot.vary, layers))
    cut = _kept(cut_text(master.fps, placed), keep)
    usd = master_text(master.title, master.fps, placed, cut)
    return EvaluatedMaster(usd, sha256(usd.encode("utf-8")).hexdigest(), scenes)


def summed(master: Master, folder: Path) -> Master:
    """The master with the sha256 of every manifest as it is now. Raises InputError."""
    shots = []
    for index, shot in _counted(master):
        sums = [
            sha256(_manifest_bytes(folder, one, where)[1]).hexdigest()
            for one, where in _named(index, shot)
        ]
        pairs = zip(shot.variants, sums, strict=True)
        variants = tuple(replace(one, sha256=found) for one, found in pairs)
        shots.append(replace(shot, variants=variants))
    return replace(master, shots=tuple(shots))


def _counted(master: Master) -> Iterator[tuple[int, MasterShot]]:
    return enumerate(master.shots)


def _named(index: int, shot: MasterShot) -> Iterator[tuple[Variant, str]]:
    """Every variant of a shot, and where it stands in the master."""
    for k, one in enumerate(shot.variants):
        yield one, f"{WHERE}.shots[{index}].variants[{k}]"


def _called(folder: Path, variant: Variant, where: str) -> _Called:
    """The plan and the manifest that a variant names. Raises InputError for any others."""
    file, data = _manifest_bytes(folder, variant, where)
    found = sha256(data).hexdigest()
    if not variant.sha256:
        advice = "--write-manifest fills in those that are there."
        raise InputError(Mistake(f"{where}.sha256", "nothing", f"{found}, of its manifest", advice))
    if found != variant.sha256:
        advice = "Bring the one that was meant; --write-manifest takes those that are there."
        raise InputError(Mistake(f"{where}.manifest", f"sha256 {found}", variant.sha256, advice))
    with _of(where):
        told = read_manifest(data)
        way = file_inside(folder, variant.plan, "plan")
        plan = read_plan_file(way)
        told.must_be_of(plan)
    return _Called(variant.name, where, way, plan.fps, file, told)


@contextmanager
def _of(where: str) -> Iterator[None]:
    """Say of each mistake which variant's it is."""
    try:
        yield
    except InputError as error:
        told = (replace(one, where=f"{where}, {one.where}") for one in error.mistakes)
        raise InputError(told) from None


def _manifest_bytes(folder: Path, variant: Variant, where: str) -> tuple[Path, bytes]:
    file = file_inside(folder, variant.manifest, f"{where}.manifest")
    return file, read_plain_file(file, MANIFEST, MOST_BYTES, f"{where}.manifest")


def _must_fit(master: Master, called: Sequence[Sequence[_Called]]) -> None:
    """Raises InputError with every shot that is not of the master's rate, whose variants differ in
    length, or that begins before the one before it ends."""
    mistakes, free_frame = [], None
    for index, (shot, ways) in enumerate(zip(master.shots, called, strict=True)):
        here = f"{WHERE}.shots[{index}]"
        for k, one in enumerate(ways):
            where = f"{here}.variants[{k}]"
            if one.fps[0] * master.fps[1] != one.fps[1] * master.fps[0]:
                expected = "{}/{} fps, as the master".format(*master.fps)
                mistakes.append(Mistake(where, "{}/{} fps".format(*one.fps), expected))
            if (one.frames[:1], len(one.frames)) != (ways[0].frames[:1], len(ways[0].frames)):
                found = f"frames {_span(one.frames)}"
                mistakes.append(Mistake(where, found, f"{_span(ways[0].frames)}, as the first"))
        if free_frame is not None and shot.at_frame < free_frame:
            expected = f"{free_frame} or later, where the shot before it has ended"
            mistakes.append(Mistake(f"{here}.at_frame", str(shot.at_frame), expected))
        free_frame = shot.at_frame + len(ways[0].frames)
    if mistakes:
        raise InputError(mistakes)


def _frames(shot: MasterShot, first: _Called) -> range:
    return range(shot.at_frame, shot.at_frame + len(first.frames))


def _span(frames: range) -> str:
    return f"{frames.start} to {frames.stop - 1}"


def _kept(text: str, keep: Keep) -> str:
    """Hand a layer over, and say where it is from the master."""
    data = text.encode("utf-8")
    name = f"{sha256(data).hexdigest()}.usda"
    keep(name, data)
    return f"./{LAYERS}/{name}"
