# SPDX-License-Identifier: Apache-2.0
"""A tape of a model gives what the model gave, and nothing else."""

import numpy as np
import pytest

from scene_stager.errors import InputError
from scene_stager.inverse.forward.recorded import Recorder, load_recorded
from scene_stager.inverse.least_squares.calibrate import calibrate
from tests.inverse.stages import lit, model, problem

LEVELS = np.array([1.0, 0.25, 0.5, 0.02])
START = np.array([40.0, 30.0])


def test_a_match_on_tape_is_the_match_that_was_recorded(tmp_path):
    drawn_by = model()
    observed = lit(drawn_by, np.array([52.0, 31.0]), LEVELS)
    listened = Recorder(drawn_by)
    task = problem(drawn_by, observed)
    live = calibrate(_with(task, listened), [START])
    listened.save(tmp_path / "tape.npz")
    played = load_recorded(tmp_path / "tape.npz")
    again = calibrate(_with(task, played), [START])
    np.testing.assert_array_equal(again.best.guess.pose, live.best.guess.pose)
    np.testing.assert_array_equal(again.best.guess.picture, live.best.guess.picture)
    assert again.outcome is live.outcome


def test_a_pose_that_was_never_drawn_is_refused(tmp_path):
    listened = Recorder(model())
    listened.draw(START)
    listened.save(tmp_path / "tape.npz")
    with pytest.raises(InputError, match=r"pose \(1, 2\)"):
        load_recorded(tmp_path / "tape.npz").draw([1.0, 2.0])


@pytest.mark.parametrize("content", [b"", b"not a tape", b"PK\x03\x04broken"])
def test_a_file_that_is_no_tape_is_refused_in_one_line(tmp_path, content):
    (tmp_path / "tape.npz").write_bytes(content)
    with pytest.raises(InputError, match="tape of a forward model"):
        load_recorded(tmp_path / "tape.npz")


def _with(task, drawn_by):
    from dataclasses import replace

    return replace(task, model=drawn_by)
