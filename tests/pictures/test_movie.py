"""A film is made by the machine's own encoder, or not at all and said so."""

import os
import stat
import sys

import pytest
from PIL import Image

from scene_stager.errors import MissingPartError
from scene_stager.pictures.movie import film

# Stands in for an encoder: it counts what comes in, and keeps the words that it was told.
STAND_IN = """#!{python}
import sys
words = sys.argv[1:]
size = words[words.index("-s") + 1].split("x")
count, rest = divmod(len(sys.stdin.buffer.read()), int(size[0]) * int(size[1]) * 3)
open(words[-1], "w").write(" ".join([str(count), str(rest), *words]))
sys.exit({code})
"""

pytestmark = pytest.mark.skipif(os.name == "nt", reason="a program here is a script")


def stand_in(folder, text):
    program = folder / "ffmpeg"
    program.write_text(text, "utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)


@pytest.fixture
def machine(tmp_path, monkeypatch):
    (tmp_path / "bin").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    return tmp_path / "bin"


def shoot(path, count=3):
    with film(path, (8, 6), (24000, 1001), "take abc") as reel:
        for _ in range(count):
            reel.add(Image.new("RGB", (8, 6), "white"))


def test_every_frame_reaches_the_encoder_at_the_shots_own_rate(machine, tmp_path):
    stand_in(machine, STAND_IN.format(python=sys.executable, code=0))
    shoot(tmp_path / "a.mp4")
    said = (tmp_path / "a.mp4").read_text("utf-8")
    assert said.startswith("3 0 ")
    assert "-r 24000/1001 -i -" in said and "comment=take abc" in said


def test_without_an_encoder_one_line_says_so(machine, tmp_path):
    with pytest.raises(MissingPartError, match="ffmpeg is not installed"):
        shoot(tmp_path / "a.mp4")


@pytest.mark.parametrize("text", [STAND_IN, "#!/bin/sh\nexit 3\n"])
def test_an_encoder_that_fails_early_or_late_leaves_no_film(machine, tmp_path, text):
    stand_in(machine, text.format(python=sys.executable, code=3))
    with pytest.raises(MissingPartError, match="ended with 3"):
        shoot(tmp_path / "a.mp4", count=5000)
    assert not (tmp_path / "a.mp4").exists()


def test_a_film_that_is_stopped_is_gone(machine, tmp_path):
    stand_in(machine, STAND_IN.format(python=sys.executable, code=0))
    with pytest.raises(KeyboardInterrupt), film(tmp_path / "a.mp4", (8, 6), (24, 1)) as reel:
        reel.add(Image.new("RGB", (8, 6)))
        raise KeyboardInterrupt
    assert not (tmp_path / "a.mp4").exists()
