"""A path as a file: comes back to the bit, and what is none is refused in one line."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scene_stager.errors import InputError
from scene_stager.moks import path_file
from scene_stager.moks.path_file import read_path, sampled_path

GOOD = {
    "schema": "scene_stager.path",
    "version": 1,
    "times_s": [0.0, 0.5, 2],
    "positions_m": [[0, 0, 1.6], [0.0, -0.7, 1.6], [0.1, -2.8, 1.6]],
}


def spelt(**changes) -> bytes:
    return json.dumps({**GOOD, **changes}).encode()


@given(
    st.lists(st.tuples(st.floats(1e-6, 300), *[st.floats(-1e6, 1e6)] * 3), min_size=1, max_size=9)
)
def test_comes_back_to_the_bit_and_is_written_the_same_again(rows):
    table = np.array(rows)
    path = sampled_path(2.0 * np.cumsum(table[:, 0]), table[:, 1:])
    again = read_path(path.to_json().encode())
    assert again.times_s.tobytes() == path.times_s.tobytes()
    assert again.positions_m.tobytes() == path.positions_m.tobytes()
    assert again.to_json() == path.to_json()


def test_says_what_a_person_wrote():
    path = read_path(spelt())
    assert path.times_s.tolist() == [0.0, 0.5, 2.0]
    assert path.positions_m[2].tolist() == [0.1, -2.8, 1.6]
    with pytest.raises(ValueError, match="read-only"):
        path.positions_m[0, 0] = 1.0


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "path: found text that is not JSON"),
        (b"\xff", "path: found the byte 0xff at 0, expected text in UTF-8"),
        (b"[" * 100_000, "path: found"),
        (spelt(schema="scene_stager.take"), "path.schema: found 'scene_stager.take'"),
        (spelt(version=2), "path.version: found 2, expected 1 to 1. A newer Scene Stager"),
        (spelt(unit="cm"), "path.unit: found an unknown key"),
        (spelt(times_s=7), "path.times_s: found 7, expected a list of numbers"),
        (spelt(times_s=[0.0, "0.5", 2.0]), "path.times_s: found"),
        (spelt(times_s=[0.0, True, 2.0]), "path.times_s: found"),
        (spelt(times_s=[0.0, None, 2.0]), "path.times_s: found"),
        (spelt(times_s=[0.0, 10**400, 2.0]), "path.times_s: found something else"),
        (spelt(times_s=[0.0, 0.5]), "path.positions_m: found 3, expected 2, one for each time"),
        (spelt(times_s=[], positions_m=[]), "path.times_s: found an array of 0"),
        (spelt(times_s=[0.0, 0.5, 0.5]), "path.times_s[2]: found 0.5, expected later"),
        (spelt(times_s=[0.0, 2.0, 0.5]), "path.times_s[2]: found 0.5, expected later"),
        (spelt(times_s=[0.0, 0.5, 1e6]), "path: found times or places out of reach"),
        (spelt(positions_m=[[0, 0, 0], [0, 0], [0, 0, 0]]), "path.positions_m: found something"),
        (spelt(positions_m=[[0, 0]] * 3), "path.positions_m: found an array of 3 x 2"),
        (spelt(positions_m=[[0, 0, "1"]] * 3), "path.positions_m[0]: found"),
        (spelt(positions_m=[[0, 0, [1]]] * 3), "path.positions_m[0]: found"),
        (spelt(positions_m=[[0, 0, 1e7]] * 3), "path: found times or places out of reach"),
        (
            spelt(positions_m=[7, 8, 9]),
            "path.positions_m: found [7, 8, 9], expected a list of rows",
        ),
    ],
)
def test_what_is_no_path_is_refused_in_one_line(data, said):
    with pytest.raises(InputError) as caught:
        read_path(data)
    assert str(caught.value).startswith(said)
    assert len(str(caught.value).splitlines()) == 1


def test_more_samples_than_a_shot_has_frames_are_refused(monkeypatch):
    monkeypatch.setattr(path_file, "MAX_FRAMES", 2)
    with pytest.raises(InputError, match="found an array of 3, expected 1 to 2 numbers"):
        read_path(spelt())
