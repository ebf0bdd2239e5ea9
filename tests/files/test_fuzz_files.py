"""Damaged files of every kind end in clear lines or are sound; and the damage itself is real.

`tools/fuzz_files.py` does the same with any number of files; see there for what it takes.
"""

import json
import time

import pytest
from tools import fuzz_files
from tools.fuzz_files import Fault, Fuzzed, fuzz, judge_lines, kinds, mended, mutation, verdict

from scene_stager.errors import InputError, Mistake, PlanError

KINDS = kinds()
COUNT, SEED = 60, 1


@pytest.mark.parametrize("name", KINDS)
def test_damaged_files_are_read_or_refused_in_clear_lines(name):
    ends, faults, _ = fuzz(KINDS[name], range(COUNT), SEED)
    assert faults == {}
    # Else the damage would be none; but a sentence is not lost for a word that nobody knows.
    assert ends["refused"] > (COUNT / 10 if name == "prose" else COUNT / 2)


def test_the_same_index_is_the_same_file_and_another_is_another():
    kind = KINDS["take"]
    assert mutation(kind, 7, SEED) == mutation(kind, 7, SEED)
    assert len({mutation(kind, index, SEED) for index in range(50)}) > 40


def test_hashes_are_made_right_so_that_what_stands_behind_them_is_tried():
    kind = KINDS["plan"]
    plan = json.loads(kind.seeds[-1])
    constant = next(node for node in plan["nodes"] if node["kind"] == "constant")
    constant["params"]["value"][0] += 1.0
    data = json.dumps(plan).encode()
    assert verdict(kind, data) == "refused"
    assert verdict(kind, mended(kind, data)) == "sound"


def raises(error: Exception) -> Fuzzed:
    def read(data):
        raise error

    return Fuzzed("own", [b'{"a": [1, 2, 3]}'], read)


@pytest.mark.parametrize(
    "error",
    [
        KeyError("a"),
        RecursionError(),
        MemoryError(),
        UnicodeEncodeError("utf-8", "\ud800", 0, 1, "surrogates not allowed"),
        InputError(Mistake("a", "x" * 5000, "less")),
        PlanError("\x1b[2J"),
        InputError(Mistake("", "nothing", "a place")),
        PlanError("one\ntwo"),
    ],
)
def test_anything_but_a_clear_line_is_a_fault(error):
    ends, faults, _ = fuzz(raises(error), range(5), SEED)
    assert (len(faults), sum(ends.values())) == (5, 0)


def test_a_hang_is_a_fault(monkeypatch):
    monkeypatch.setattr(fuzz_files, "LONGEST_S", 0.05)
    with pytest.raises(Fault, match=r"took longer than 0\.05 s"):
        verdict(Fuzzed("own", [b""], lambda data: time.sleep(5)), b"")


def test_a_file_that_is_another_when_it_is_read_again_is_a_fault():
    kind = Fuzzed("own", [b""], lambda data: data, lambda data: data + b"!")
    with pytest.raises(Fault, match="another file when it is read again"):
        verdict(kind, b"")


def test_a_clear_line_is_none():
    judge_lines(InputError(Mistake("plan.title", "7", "text", "Write it in quotes.")))
