"""A folder of pictures and other things, and its index: to be changed, killed and made anew."""

from dataclasses import replace
from pathlib import Path

from scene_stager.presets.lineage import Lineage, Parent
from scene_stager.provenance.index.build import changes, read_all
from scene_stager.provenance.index.store import AssetIndex
from scene_stager.provenance.parents import parent_of_file
from scene_stager.provenance.stamp import stamp
from tests.provenance.carried import RECORD, make
from tests.provenance.pictures import scene

NOBODY = Parent("a" * 64, "sketch")


def take_in(index: AssetIndex, *folders: Path, jobs: int = 1) -> int:
    """What `asset index` does; how many files were read."""
    found = changes(index, folders)
    read = sum(read_all(index, found.to_read, jobs))
    index.drop(found.gone)
    index.finish()
    return read


def set_of_pictures(folder: Path) -> Path:
    """Six pictures: two are stamped, one with a parent that is there and one that is not."""
    folder.mkdir()
    for place in range(3):
        make(folder, f"s{place}.png", scene(place, 64, 80))
    make(folder, "s3.jpg", scene(3, 64, 80))
    make(folder, "s4.tif", scene(4, 64, 80))
    make(folder, "s5.exr", scene(5, 64, 80))
    (folder / "deep").mkdir()
    (folder / "deep" / "script.json").write_text("{}")
    (folder / "notes.txt").write_text("mine")
    parents = (parent_of_file(folder / "s0.png", "sketch"), NOBODY)
    stamp(folder / "s1.png", replace(RECORD, lineage=Lineage("generate", parents)))
    stamp(folder / "s4.tif", replace(RECORD, subject="a heron", lineage=Lineage("capture", ())))
    return folder


def remade(index: AssetIndex, *folders: Path) -> str:
    """What an index says that is made of the same files, and the same journal, from nothing."""
    place = index.folder.with_name("remade")
    for file in place.glob("*") if place.exists() else ():
        file.unlink()
    place.mkdir(exist_ok=True)
    journal = index.folder / "records.jsonl"
    if journal.exists():
        (place / journal.name).write_bytes(journal.read_bytes())
    again = AssetIndex(place)
    take_in(again, *folders)
    return again.dump()
