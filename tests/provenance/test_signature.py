"""Signatures: judged by the library's own reader, and by ExifTool; ours, another's, or broken."""

import json
import os
import shutil
import stat
import subprocess
from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from scene_stager.cli import main
from scene_stager.errors import InputError
from scene_stager.provenance.certificate import KEY, SigningCertificate
from scene_stager.provenance.pixel_hash import file_hash, pixel_hash_of_file
from scene_stager.provenance.signature import FileSignature, sign_file, signature_of
from scene_stager.provenance.stamp import look_at, stamp, strip, verify
from tests.provenance.carried import RECORD, make

c2pa = pytest.importorskip("c2pa")
SIGNED = ("a.png", "a.jpg", "a.webp", "a.tif")


@pytest.fixture(scope="session")
def own(tmp_path_factory):
    """The certificate of a project."""
    return SigningCertificate(tmp_path_factory.mktemp("signing"))


@pytest.fixture(params=SIGNED)
def signed(request, tmp_path, own):
    path = make(tmp_path, request.param)
    stamp(path, RECORD)
    sign_file(path, own, "1.0")
    return path


def read_by_its_own_library(path):
    """The report of a reader that trusts nobody and asks no network."""
    settings = {"verify": {"remote_manifest_fetch": False, "ocsp_fetch": False}}
    kind = {"png": "image/png", "jpg": "image/jpeg", "webp": "image/webp", "tif": "image/tiff"}
    with (
        c2pa.Context.from_dict(settings) as context,
        c2pa.Reader(kind[path.suffix[1:]], BytesIO(path.read_bytes()), context=context) as reader,
    ):
        return json.loads(reader.json())


def test_the_library_s_own_reader_finds_it_valid_with_the_record_in_it(signed, own):
    said = read_by_its_own_library(signed)
    active = said["manifests"][said["active_manifest"]]
    assert said["validation_state"] == "Valid"  # and not trusted: nobody vouches for a project
    assert active["signature_info"]["common_name"] == "signed by this project"
    inside = {one["label"]: one["data"] for one in active["assertions"]}
    assert inside["org.scene-stager.record"] == verify(signed).record.as_json()
    [made] = inside["c2pa.actions.v2"]["actions"]
    assert made["digitalSourceType"].endswith("/trainedAlgorithmicMedia")
    assert "thumbnail" not in json.dumps(said)
    assert signature_of(signed, own) == FileSignature("ours", "signed by this project")


def test_pixels_and_record_are_as_before(tmp_path, own):
    for name in SIGNED:
        path = make(tmp_path, name)
        before = stamp(path, RECORD)
        sign_file(path, own, "1.0")
        assert pixel_hash_of_file(path) == before.pixel_hash
        assert verify(path).record == before


def test_another_project_s_is_another_s(signed, tmp_path):
    other = SigningCertificate(tmp_path / "other")
    with other.keys():
        pass
    assert signature_of(signed, other).state == "another's"
    assert signature_of(signed, SigningCertificate(tmp_path / "none")).state == "another's"


@pytest.mark.parametrize("name", ["a.png", "a.jpg", "a.tif"])
def test_an_edit_after_it_breaks_it_and_the_record_still_holds(name, tmp_path, own):
    found = shutil.which("exiftool")
    if found is None:
        pytest.skip("exiftool is not installed")
    path = make(tmp_path, name)
    stamp(path, RECORD)
    sign_file(path, own, "1.0")
    command = [found, "-q", "-overwrite_original", "-XMP-dc:Title=theirs", "--", str(path)]
    subprocess.run(command, check=True)
    assert verify(path).verdict == "holds"
    assert signature_of(path, own).state in ("broken", "none")


def test_a_changed_byte_anywhere_is_never_ours_but_in_the_padding_of_the_signature(tmp_path, own):
    path = make(tmp_path, "a.png")
    stamp(path, RECORD)
    sign_file(path, own, "1.0")
    data, rng = path.read_bytes(), np.random.default_rng(7)
    sound, start = read_by_its_own_library(path), data.index(b"caBX")
    inside = range(start, start + int.from_bytes(data[start - 4 : start], "big"))
    for place in map(int, rng.integers(0, len(data), 60)):
        damaged = bytearray(data)
        damaged[place] ^= 1 << int(rng.integers(8))
        path.write_bytes(damaged)
        try:
            state = signature_of(path, own).state
        except InputError as error:
            assert len(str(error).splitlines()) == 1
            continue
        if state == "ours":
            assert place in inside and read_by_its_own_library(path) == sound


def test_a_signed_file_is_neither_stamped_nor_signed_again(signed, own):
    before = file_hash(signed)
    for again in (lambda: stamp(signed, RECORD), lambda: sign_file(signed, own, "1.0")):
        with pytest.raises(InputError, match="signature"):
            again()
    assert file_hash(signed) == before and look_at(signed).is_signed


def test_only_what_is_stamped_is_signed(tmp_path, own):
    path = make(tmp_path, "a.png")
    with pytest.raises(InputError, match="Stamp first"):
        sign_file(path, own, "1.0")
    stamp(path, RECORD)
    Image.fromarray(np.zeros((9, 9, 3), dtype=np.uint8)).save(tmp_path / "b.png")
    strip(path)
    with pytest.raises(InputError, match="Stamp first"):
        sign_file(path, own, "1.0")
    exr = make(tmp_path, "a.exr")
    stamp(exr, RECORD)
    with pytest.raises(InputError, match="C2PA does not know"):
        sign_file(exr, own, "1.0")
    assert signature_of(exr, own) == FileSignature("none")


@pytest.mark.skipif(os.name == "nt", reason="rights are of other systems")
def test_the_key_is_for_its_owner_only_and_is_made_once(own):
    with own.keys() as (chain, key):
        assert stat.S_IMODE((own.folder / KEY).stat().st_mode) == 0o600
    with own.keys() as again:
        assert again == (chain, key)
    assert b"PRIVATE" not in chain and "PRIVATE" not in own.anchor()


def test_it_costs_less_than_four_kilobytes(tmp_path, own):
    path = make(tmp_path, "a.png")
    stamp(path, RECORD)
    before = path.stat().st_size
    sign_file(path, own, "1.0")
    assert path.stat().st_size - before < 5000


def test_exiftool_reads_the_record_in_it(tmp_path, own):
    found = shutil.which("exiftool")
    if found is None:
        pytest.skip("exiftool is not installed")
    path = make(tmp_path, "a.jpg")
    stamp(path, RECORD)
    sign_file(path, own, "1.0")
    said = subprocess.run(
        [found, "-a", "-G3", "--", str(path)], check=True, capture_output=True, text=True
    )
    assert "Maana, a fox" in said.stdout


def test_on_the_command_line(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("SCENE_STAGER_SIGNING", str(tmp_path / "signing"))
    path = str(make(tmp_path, "a.png"))
    assert main(["asset", "sign", path]) == 2
    assert main(["asset", "stamp", path, "--subject", "a fox"]) == 0
    assert main(["asset", "sign", path]) == 2
    assert main(["asset", "stamp", path, "--stage", "S3"]) == 0
    assert main(["asset", "sign", path, "--json"]) == 0
    assert main(["asset", "verify", path]) == 0
    assert "signature ours" in capsys.readouterr().out
    data = bytearray((tmp_path / "a.png").read_bytes())
    place = data.index(b"IEND") - 4
    (tmp_path / "a.png").write_bytes(
        data[:place] + bytes.fromhex("00000004 74455874 61006262 8b5ab0c6") + data[place:]
    )
    capsys.readouterr()
    assert main(["asset", "verify", path, "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["signature"]["state"] == "broken"
