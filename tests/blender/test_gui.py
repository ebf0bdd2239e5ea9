"""The add-on in a Blender with windows: tried where there is one, and a clear line where not."""

import os
import subprocess
import sys

import pytest
from tools import try_blender_gui
from tools.packaging._layout import ROOT

from tests.blender.interpreters import usual_blender


def tool(*words, **variables):
    return subprocess.run(
        [sys.executable, str(ROOT / "tools" / "try_blender_gui.py"), *map(str, words)],
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )


def program(folder, said):
    """A program that answers --version."""
    path = folder / "blender"
    path.write_text(f"#!{sys.executable}\nprint({said!r})\n", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


@pytest.mark.skipif(os.name == "nt", reason="the stand-in is a script for POSIX")
@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("Blender 3.4.1\n\tbuild date", "is Blender 3.4.1, and extensions need 4.2 or newer"),
        ("Blender 4.1.0", "extensions need 4.2"),
        ("something else", "does not say which Blender it is"),
    ],
)
def test_a_blender_that_will_not_do_is_named_and_nothing_is_tried(tmp_path, said, wanted):
    done = tool("--out", tmp_path / "out", BLENDER=program(tmp_path, said))
    assert done.returncode == 0
    assert "skipped" in done.stdout
    assert wanted in done.stdout
    assert not (tmp_path / "out").exists()


def test_says_how_to_name_a_blender_when_there_is_none(tmp_path):
    done = tool("--out", tmp_path / "out", BLENDER="", PATH=str(tmp_path))
    assert done.returncode == 0
    assert "found no Blender; name one of 4.2 or newer in BLENDER" in done.stdout


def test_a_blender_that_ends_early_is_wrong(tmp_path):
    log = tmp_path / "blender.log"
    log.write_text("first\nno such device\n")
    told = try_blender_gui.result(tmp_path, tmp_path, log)
    assert told["wrong"] == ["Blender ended before it was done (no such device)"]


@pytest.mark.slow
def test_a_click_bakes_and_one_undo_takes_it_back(tmp_path):
    usual_blender()  # builds the extension
    done = tool("--out", tmp_path)
    if "skipped" in done.stdout:
        pytest.skip(done.stdout.strip())
    assert done.returncode == 0, done.stdout + done.stderr
    assert "one Ctrl-Z, and the file is as it was" in done.stdout
    for name in ("before", "baked", "undone", "panel_baked"):
        assert (tmp_path / f"{name}.png").stat().st_size > 10_000
