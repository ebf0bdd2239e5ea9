#!/usr/bin/env python3
"""Damage pictures of every kind, thousands of times: each is read, or refused in one clear line.

    python tools/fuzz_pictures.py                        # 300 mutations of every kind
    python tools/fuzz_pictures.py png tiff --count 3000  # of these, more
    python tools/fuzz_pictures.py exr --only 1234        # that one again, with what was said of it
    python tools/fuzz_pictures.py --keep FOLDER          # and the files that went wrong, kept there

Every kind begins with small sound files of many layouts. Bytes are flipped, cut out, said twice or
made into telling numbers; most PNG files have their check sums made right again, so that
what stands behind them is tried too. The decoders run in a process of its own that may have two
gigabytes of addresses: one that dies, hangs or says anything else than one line is a fault, and the
next goes on behind it. Exits 1 where there was one. Needs Linux.
"""

import argparse
import json
import resource
import signal
import struct
import subprocess
import sys
import tempfile
import time
import traceback
import zlib
from collections import Counter
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from random import Random

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "core")]

from tools._picture_seeds import SEEDS, around_profile  # noqa: E402
from tools.fuzz_files import Fault, judge_lines  # noqa: E402

from scene_stager.errors import InputError  # noqa: E402
from scene_stager.pictures.read import read_picture  # noqa: E402

MOST_ADDRESSES = 2 * 10**9
LONGEST_S = 30  # for one file; a busy machine may be slow, a hang is longer
TELLING = (0, 1, 2, 3, 7, 8, 15, 16, 127, 128, 255, 256, 8192, 16384, 32767, 65535, 2**31 - 1, -1)
BITES = (b"", b"\0", b"\xff\xff\xff\xff", b"IDAT", b"\xff\xda", b"\x7f\xc0\0\0", b"1e999")


def mutation(kind: str, index: int, seed: int) -> bytes:
    """The same file for the same index and seed, whatever was done before."""
    random = Random(f"{seed} {kind} {index}")
    data = random.choice(SEEDS[kind]())
    for _ in range(random.choice((1, 1, 2, 4))):
        data = _damaged(data, random)
    if kind == "icc":
        return around_profile(data)
    return _summed(data) if kind == "png" and random.random() < 0.8 else data


def _damaged(data: bytes, random: Random) -> bytes:
    """One span flipped, cut out, said twice, elsewhere, bitten into; a number; or the end gone."""
    near = random.random() < 0.6  # heads are where the sizes stand
    start = random.randrange(1 + min(len(data), 200 if near else len(data)))
    end = min(start + random.choice((1, 1, 2, 4, 12, 100)), len(data))
    span = data[start:end]
    way = random.randrange(7)
    if way == 0 and random.random() < 0.3:
        return data[:start]
    if way == 1:
        return data[:start] + data[end:]
    if way == 2:
        return data[:start] + span * random.choice((2, 3, 50)) + data[end:]
    if way == 3:
        place = random.randrange(len(data) + 1)
        return data[:place] + span + data[place:]
    if way == 4:
        return data[:start] + random.choice(BITES) + data[end:]
    if way == 5:
        size, order = random.choice((1, 2, 4, 8)), random.choice(("little", "big"))
        number = (random.choice(TELLING) % 256**size).to_bytes(size, order)  # type: ignore[arg-type]
        return data[:start] + number + data[start + size :]
    return data[:start] + bytes(b ^ (1 << random.randrange(8)) for b in span) + data[end:]


def _summed(data: bytes) -> bytes:
    """A PNG whose every chunk that can be found has its right sum."""
    made, at = BytesIO(), 8
    made.write(data[:8])
    while at + 12 <= len(data):
        (size,) = struct.unpack_from(">I", data, at)
        body = data[at + 4 : at + 8 + size]
        made.write(data[at : at + 4] + body + struct.pack(">I", zlib.crc32(body)))
        at += 12 + size
    return made.getvalue() + data[at:]


def verdict(data: bytes, folder: Path) -> str:
    """`read` or `refused`. Raises Fault for anything else that comes out."""
    file = folder / "damaged"
    file.write_bytes(data)
    try:
        found = read_picture(file, smallest_px=1)
    except InputError as error:
        judge_lines(error)
        if not str(error).startswith(f"{file}: found "):
            raise Fault(f"not of the file: {str(error)[:300]!r}") from error
        return "refused"
    shape = found.codes.values.shape[:2] if found.codes else ()
    if found.rgb.shape != (*shape, 3) or not np.isfinite(found.rgb).all():
        raise Fault(f"light of shape {found.rgb.shape} of codes of {shape}")
    if found.alpha is not None and not 0.0 <= found.alpha.min() <= found.alpha.max() <= 1.0:
        raise Fault("an alpha outside of 0 to 1")
    if not all(note.isprintable() for note in found.notes):
        raise Fault(f"notes {found.notes}")
    return "read"


def work(kind: str, indices: Sequence[int], seed: int) -> None:
    """Try mutations, and say on stdout which is begun and how it ended, a line of JSON each."""
    with tempfile.TemporaryDirectory() as folder:
        for index in indices:
            print(json.dumps({"begun": index}), flush=True)
            signal.alarm(LONGEST_S)  # nobody listens: it ends the process, whatever runs in it
            try:
                said = {"end": verdict(mutation(kind, index, seed), Path(folder))}
            except Exception:  # noqa: BLE001 - anything at all is a fault
                said = {"fault": traceback.format_exc()}
            signal.alarm(0)
            print(json.dumps(said), flush=True)


def fuzz(kind: str, indices: Sequence[int], seed: int) -> tuple[Counter[str], dict[int, str]]:
    """How the mutations ended, and what was said of those that ended badly, by index."""
    ends: Counter[str] = Counter()
    faults: dict[int, str] = {}
    left = list(indices)
    while left:
        asked = json.dumps([kind, left, seed])
        done = subprocess.run(
            [sys.executable, __file__, "--work", asked],
            capture_output=True,
            text=True,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (MOST_ADDRESSES,) * 2),
            check=False,
        )
        said = [json.loads(line) for line in done.stdout.splitlines()]
        begun = [line["begun"] for line in said if "begun" in line]
        told = [line for line in said if "begun" not in line]
        ends.update(line["end"] for line in told if "end" in line)
        faults |= {
            i: line["fault"] for i, line in zip(begun, told, strict=False) if "fault" in line
        }
        if len(told) < len(begun):
            faults[begun[-1]] = f"the process died with {done.returncode}: {done.stderr[-2000:]}"
        elif done.returncode or not begun:
            raise RuntimeError(done.stderr)
        left = left[len(begun) :]
    return ends, faults


def main() -> int:
    """Damage, tell, and return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("kinds", nargs="*", metavar="KIND", help=", ".join(SEEDS))
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int, metavar="INDEX")
    parser.add_argument("--keep", type=Path, metavar="FOLDER")
    parser.add_argument("--work", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.work:
        work(*json.loads(options.work))
        return 0
    unknown = [name for name in options.kinds if name not in SEEDS]
    if unknown:
        parser.error(f"found {', '.join(unknown)}, expected some of {', '.join(SEEDS)}")
    indices = range(options.count) if options.only is None else [options.only]
    bad = 0
    for kind in options.kinds or SEEDS:
        started_s = time.perf_counter()
        ends, faults = fuzz(kind, indices, options.seed)
        told = ", ".join(f"{count} {end}" for end, count in sorted(ends.items()))
        print(f"{kind}: {told}, {len(faults)} faults, {time.perf_counter() - started_s:.0f} s")
        for index, said in faults.items():
            print(
                f"  {kind} {index}: {said if options.only is not None else said.splitlines()[-1]}"
            )
            if options.keep is not None:
                options.keep.mkdir(parents=True, exist_ok=True)
                (options.keep / f"{kind}_{index}").write_bytes(mutation(kind, index, options.seed))
        bad += len(faults)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
