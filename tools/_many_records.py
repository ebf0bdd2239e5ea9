"""How quickly records of many files are read, judged, indexed, looked up; each beside its bar."""

import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
from PIL import Image

from scene_stager.pictures.read import read_codes
from scene_stager.presets.lineage import Lineage
from scene_stager.provenance.index.build import changes, read_all
from scene_stager.provenance.index.store import AssetIndex
from scene_stager.provenance.near_duplicates import near_duplicates
from scene_stager.provenance.parents import parent_of_file
from scene_stager.provenance.record import MOST_BYTES
from scene_stager.provenance.stamp import look_at, stamp, verify
from tests.provenance.carried import RECORD
from tests.provenance.pictures import scene

# House defaults: as many as a studio's store of one show has.
MANY, TOLD_APART, DEEP = 36_000, 2_000, 20
NEAR = {36_000: 5.0, 1_000_000: 150.0}  # milliseconds that one question may take
# A JPEG cannot be held to 1.1: it is decoded at 650 MB of pixels a second, and sha256, with the
# processor's own instructions for it, takes 2,090. That alone is 1.32. The library hands out no row
# before the last one is decoded, so there is nothing to hash meanwhile.
JUDGED = {"a.png": 1.1, "a.jpg": 1.6}
TIMES = 9
SIDE_PX = 1024
Figure = tuple[str, float, float, str]


def many(folder: Path) -> int:
    """Print what was measured beside its bar; the exit code, 1 where a bar is missed."""
    missed = 0
    for part in (reading, looking_up, judging, sizes, indexing):
        (place := folder / part.__name__).mkdir()
        for what, found, bar, unit in part(place):
            is_missed = found > bar
            print(f"{'MISSED' if is_missed else 'ok':<7}{what}: {found:.4g} of {bar:g} {unit}")
            missed += is_missed
        shutil.rmtree(place)
    return 1 if missed else 0


def reading(folder: Path) -> Iterator[Figure]:
    """Records alone, pixels left alone."""
    Image.fromarray(scene(7)).save(first := folder / "source.png")
    stamp(first, RECORD)
    for number in range(TOLD_APART):
        shutil.copyfile(first, folder / f"{number:05d}.png")
    files = sorted(folder.glob("[0-9]*.png"))
    started_s = time.process_time()
    count = sum(len(look_at(files[n % len(files)]).records) for n in range(MANY))
    yield f"{count} records read", time.process_time() - started_s, 10.0, "s of one processor"


def looking_up(folder: Path) -> Iterator[Figure]:
    """What is near to a picture, in its eight forms, among hashes that are mapped from a file."""
    rng = np.random.default_rng(1)
    for count, bar_ms in NEAR.items():
        np.save(path := folder / "hashes.npy", rng.integers(0, 256, (count, 32), dtype=np.uint8))
        hashes = np.load(path, mmap_mode="r")
        for ways, name in ((1, "as it stands"), (8, "in eight forms")):
            forms = np.array(hashes[:ways])
            took_s = least_s(lambda f=forms, h=hashes: near_duplicates(f, h))
            yield f"what is near among {count:,}, {name}", 1e3 * took_s, ways * bar_ms, "ms"


def judging(folder: Path) -> Iterator[Figure]:
    """Verifying against decoding alone."""
    codes = scene(8, SIDE_PX, SIDE_PX)
    for name, bar in JUDGED.items():
        Image.fromarray(codes).save(path := folder / name, quality=92)
        stamp(path, RECORD)
        ratio = least_s(lambda p=path: verify(p)) / least_s(lambda p=path: read_codes(p))
        what = f"verify over decode, {name[2:].upper()} of {SIDE_PX} x {SIDE_PX}"
        yield what, ratio, bar, "times"


def sizes(folder: Path) -> Iterator[Figure]:
    """A record of the twentieth generation, and that of the second."""
    written = []
    for number in range(DEEP):
        Image.fromarray(scene(number, 64, 64)).save(path := folder / f"{number}.png")
        parents = [parent_of_file(folder / f"{number - 1}.png", "source")] if number else []
        stamp(path, replace(RECORD, lineage=Lineage("generate", tuple(parents))))
        written.append(len(look_at(path).records[0].to_json().encode("utf-8")))
    yield f"bytes of a record of generation {DEEP}", written[-1], MOST_BYTES, "bytes"
    yield "bytes more than that of generation 2", written[-1] - written[1], 0, "bytes"


def indexing(folder: Path) -> Iterator[Figure]:
    """An index of many small files from nothing, then with nothing changed, then of larger ones."""
    Image.fromarray(scene(9, 48, 48)).save(first := folder / "source.png")
    stamp(first, RECORD)
    (small := folder / "small").mkdir()
    for number in range(MANY):
        shutil.copyfile(first, small / f"{number:05d}.png")
    time.sleep(2.5)  # what was only just written would be read again
    index = AssetIndex(folder / "index")
    yield f"index of {MANY} small files from nothing", take_in(index, small), 240.0, "s"
    yield "the same, nothing changed", take_in(index, small), 5.0, "s"
    (large := folder / "large").mkdir()
    for number in range(24):
        Image.fromarray(scene(number, SIDE_PX, SIDE_PX)).save(large / f"{number}.png")
    decoded_s = sum(least_s(lambda p=path: read_codes(p), 2) for path in sorted(large.iterdir()))
    took_s = take_in(AssetIndex(folder / "other"), large)
    yield "index over decode, PNG of 1024 x 1024, one process", took_s / decoded_s, 2.5, "times"


def take_in(index: AssetIndex, folder: Path) -> float:
    """Seconds that one run takes: many files by two processes, few by this one."""
    started_s = time.perf_counter()
    found = changes(index, [folder])
    for _ in read_all(index, found.to_read, jobs=2):
        pass
    index.drop(found.gone)
    index.finish()
    return time.perf_counter() - started_s


def least_s(act: Callable[[], object], times: int = TIMES) -> float:
    """Seconds of one processor that something takes, the least of some times: others are at work
    here."""
    took_s = []
    for _ in range(times):
        started_s = time.process_time()
        act()
        took_s.append(time.process_time() - started_s)
    return min(took_s)
