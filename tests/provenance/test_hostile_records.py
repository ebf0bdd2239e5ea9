"""Files that somebody made to harm: bombs, depths, lies; and a machine that stops in the middle."""

import os
import signal
import struct
import subprocess
import sys
import time
import tracemalloc
import zlib

import pytest

from scene_stager.errors import InputError
from scene_stager.provenance.carriers import png
from scene_stager.provenance.stamp import look_at, stamp, strip, verify
from scene_stager.provenance.xmp import OURS, packet_with, records_in_packet
from scene_stager.whole_file import is_draft
from tests.provenance.carried import PICTURES, RECORD, make

BOMB = zlib.compress(b"\0" * (200 * 2**20), 9)
LONGEST_S = 2.0
MOST_BYTES = 2**28


def chunk(name, body):
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def with_chunk(path, name, body):
    data = path.read_bytes()
    place = data.index(b"IDAT") - 4
    path.write_bytes(data[:place] + chunk(name, body) + data[place:])
    return path


@pytest.fixture(autouse=True)
def within_time_and_memory():
    """Nothing here may take long, or much."""
    tracemalloc.start()
    started_s = time.perf_counter()
    yield
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert time.perf_counter() - started_s < 5 * LONGEST_S  # other work is done here beside
    assert peak < MOST_BYTES


def packed(key):
    return key + b"\0\1\0\0\0" + BOMB


@pytest.mark.parametrize(
    ("name", "body"),
    [
        (b"iTXt", packed(png.KEY)),
        (b"iTXt", packed(png.XMP_KEY)),
        (b"zTXt", b"Comment\0\0" + BOMB),
        (b"iTXt", png.KEY + b"\0\0\0\0\0" + b"[" * 100_000),
        (b"iTXt", png.KEY + b"\0\0\0\0\0" + b"\xff" * 500),
    ],
)
def test_a_bomb_in_a_chunk_is_not_unpacked_and_never_holds(name, body, tmp_path):
    path = with_chunk(make(tmp_path, "a.png"), name, body)
    try:
        assert verify(path).verdict != "holds"
    except InputError as error:
        assert len(str(error).splitlines()) == 1


LAUGHS = (
    b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 10))
    + b"]><x>&a9;</x>"
)
PACKETS = {
    "billion laughs": LAUGHS,
    "a file of the system": b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>',
    "a DTD from elsewhere": b'<!DOCTYPE x SYSTEM "http://example.org/x.dtd"><x/>',
    "depth": b"<x>" * 100_000,
    "length": b"<x>" + b"<y/>" * 100_000 + b"</x>",
    "no end": b"<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF",
    "not UTF-8": b"<x>\xff\xfe</x>",
}


@pytest.mark.parametrize("kind", PACKETS)
def test_hostile_xmp_is_refused_and_nothing_is_fetched(kind):
    packet = PACKETS[kind].replace(b"<x>", b"<x>" + b"<!-- %s -->" % OURS.encode(), 1)
    packet += b"<!-- " + OURS.encode() + b" -->"
    with pytest.raises(ValueError, match="XMP packet"):
        list(records_in_packet(packet))
    with pytest.raises(ValueError, match="XMP packet"):
        packet_with(packet, RECORD)


def test_a_file_with_hostile_xmp_is_left_alone(tmp_path):
    path = with_chunk(make(tmp_path, "a.png"), b"iTXt", png.XMP_KEY + b"\0\0\0\0\0" + LAUGHS)
    before = path.read_bytes()
    with pytest.raises(InputError, match="damaged"):
        stamp(path, RECORD)
    assert path.read_bytes() == before


def test_a_packet_of_other_words_is_not_even_parsed():
    assert list(records_in_packet(b"<x>" * 10**6)) == []


def test_a_record_that_fits_but_is_none_is_broken(tmp_path):
    for body in (b"{}", b"null", b'{"schema":"scene_stager.record","version":1}', b"\xff"):
        path = with_chunk(make(tmp_path, "a.png"), b"iTXt", png.KEY + b"\0\0\0\0\0" + body)
        assert verify(path).verdict == "broken"
        strip(path)
        assert verify(path).verdict == "no_record"


def test_a_chunk_whose_sum_is_wrong_is_no_record(tmp_path):
    path = make(tmp_path, "a.png")
    stamp(path, RECORD)
    data = bytearray(path.read_bytes())
    data[data.index(b"Maana")] ^= 1
    path.write_bytes(data)
    assert len(look_at(path).places) == 1  # of two


@pytest.mark.parametrize("name", PICTURES)
def test_a_file_that_is_cut_short_anywhere_is_refused_or_broken(name, tmp_path):
    path = make(tmp_path, name)
    stamp(path, RECORD)
    data = path.read_bytes()
    for part in range(24):
        path.write_bytes(data[: len(data) * part // 24])
        try:
            assert verify(path).verdict != "holds"
        except InputError as error:
            assert len(str(error).splitlines()) == 1


# Stops the machine, as far as a process can be: in the middle of writing the draft, after it, after
# the draft was judged, and after it took the place.
STOPPED = """
import os, signal, sys
from pathlib import Path
from scene_stager.provenance import stamp as subject
from tests.provenance.carried import RECORD
step = sys.argv[2]
def stop():
    os.kill(os.getpid(), signal.SIGKILL)
write, replace = Path.write_bytes, os.replace
def write_bytes(path, data):
    write(path, data[: len(data) // 2] if step == "half" else data)
    if step in ("half", "draft"):
        stop()
def moved(*names):
    if step == "judged":
        stop()
    replace(*names)
    stop()
Path.write_bytes, os.replace = write_bytes, moved
subject.stamp(Path(sys.argv[1]), RECORD)
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows kills in another way")
@pytest.mark.parametrize("step", ["half", "draft", "judged", "moved"])
def test_a_stamp_that_is_killed_leaves_the_old_file_or_the_new_one(step, tmp_path):
    path = make(tmp_path, "a.png")
    before = path.read_bytes()
    command = [sys.executable, "-c", STOPPED, str(path), step]
    done = subprocess.run(command, check=False, capture_output=True)
    assert done.returncode == -signal.SIGKILL, done.stderr
    verdict = verify(path).verdict
    assert verdict == ("holds" if step == "moved" else "no_record")
    assert (path.read_bytes() == before) == (step != "moved")
    left = [one.name for one in tmp_path.iterdir() if one != path]
    assert all(map(is_draft, left)) and bool(left) == (step != "moved")
    stamp(path, RECORD)
    assert verify(path).verdict == "holds"
