"""Damaged pictures of every kind end in one clear line or are read; and what does neither is seen.

`tools/fuzz_pictures.py` does the same with any number of files; see there for what it takes.
"""

import json
import sys
from types import SimpleNamespace

import numpy as np
import pytest
from tools import fuzz_pictures
from tools._picture_seeds import SEEDS
from tools.fuzz_files import Fault
from tools.fuzz_pictures import fuzz, mutation, verdict, work

from scene_stager.errors import InputError, Mistake

COUNT, SEED = 60, 3

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="bounds of processes are POSIX")


@pytest.mark.parametrize("kind", SEEDS)
def test_damaged_pictures_are_read_or_refused_in_one_clear_line(kind):
    ends, faults = fuzz(kind, range(COUNT), SEED)
    assert faults == {}
    assert sum(ends.values()) == COUNT
    assert ends["read"]
    assert kind == "icc" or ends["refused"] > COUNT / 10  # else the damage would be none


@pytest.mark.parametrize("kind", SEEDS)
def test_sound_pictures_are_read_and_the_same_index_is_the_same_damage(kind, tmp_path):
    around = fuzz_pictures.around_profile if kind == "icc" else bytes
    assert {verdict(around(data), tmp_path) for data in SEEDS[kind]()} == {"read"}
    assert mutation(kind, 7, SEED) == mutation(kind, 7, SEED)
    assert len({mutation(kind, index, SEED) for index in range(30)}) > 20


def raises(error):
    def read(file, **options):
        raise error

    return read


def gives(**fields):
    sound = {"rgb": np.zeros((2, 2, 3)), "alpha": None, "notes": (),
             "codes": SimpleNamespace(values=np.zeros((2, 2, 3)))}  # fmt: skip
    return lambda file, **options: SimpleNamespace(**(sound | fields))


def where(folder, found):
    return InputError(Mistake(str(folder / "damaged"), found, "a picture"))


@pytest.mark.parametrize(
    "read",
    [
        raises(KeyError("a")),
        raises(MemoryError()),
        raises(InputError(Mistake("elsewhere", "a", "b"))),
        gives(rgb=np.full((2, 2, 3), np.inf)),
        gives(rgb=np.zeros((1, 2, 3))),
        gives(alpha=np.full((2, 2), 1.5)),
        gives(notes=("a\nb",)),
    ],
)
def test_anything_but_light_or_a_clear_line_is_a_fault(read, monkeypatch, capsys):
    monkeypatch.setattr(fuzz_pictures, "read_picture", read)
    work("bmp", [5], SEED)
    begun, ended = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert begun == {"begun": 5}
    assert "Traceback" in ended["fault"]


def test_a_clear_line_of_the_file_itself_is_a_refusal(monkeypatch, tmp_path):
    monkeypatch.setattr(fuzz_pictures, "read_picture", raises(where(tmp_path, "a")))
    assert verdict(b"", tmp_path) == "refused"
    monkeypatch.setattr(fuzz_pictures, "read_picture", raises(where(tmp_path, "x" * 3000)))
    with pytest.raises(Fault, match="not one line"):
        verdict(b"", tmp_path)


def test_a_process_that_dies_is_a_fault_and_the_next_file_is_tried(monkeypatch):
    answers = iter(
        [
            (-11, '{"begun": 1}\n{"end": "read"}\n{"begun": 2}\n'),
            (0, '{"begun": 3}\n{"end": "refused"}\n'),
        ]
    )

    def run(words, **options):
        code, said = next(answers)
        return SimpleNamespace(returncode=code, stdout=said, stderr="Segmentation fault")

    monkeypatch.setattr(fuzz_pictures.subprocess, "run", run)
    ends, faults = fuzz("bmp", [1, 2, 3], SEED)
    assert (ends, list(faults)) == ({"read": 1, "refused": 1}, [2])
    assert "died with -11: Segmentation fault" in faults[2]
