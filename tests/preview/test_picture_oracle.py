"""No pixel of the kept pictures moves unseen: 8 scenarios, 4 film stocks, 2 rigs."""

import numpy as np
import pytest
from PIL import Image

from tests.preview.picture_oracle import HEIGHT_PX, SCENARIOS, STOCKS, WIDTH_PX, kept, moved, sheet


@pytest.mark.slow
@pytest.mark.parametrize("name", SCENARIOS)
def test_the_pictures_of_a_scenario_are_those_that_are_kept(name, tmp_path):
    assert moved(name, sheet(name), tmp_path / f"{name}.png") == ""


def test_a_picture_that_moved_is_shown_before_after_and_what_differs(tmp_path):
    name = SCENARIOS[0]
    with Image.open(kept(name)) as image:
        before = np.asarray(image)
    assert before.shape == (2 * HEIGHT_PX, len(STOCKS) * WIDTH_PX, 3)
    assert moved(name, before, tmp_path / "same.png") == ""
    after = before.copy()
    after[10, 20, 1] ^= 4
    assert "by up to 4 codes" in moved(name, after, tmp_path / "moved.png")
    with Image.open(tmp_path / "moved.png") as image:
        shown = np.asarray(image)
    assert shown.shape == (3 * before.shape[0], *before.shape[1:])
    difference = shown[2 * before.shape[0] :]
    assert difference[10, 20, 1] == 64 and np.count_nonzero(difference) == 1
