"""No picture by Cycles moves unseen: the middle of each scenario, as Blender renders it."""

import numpy as np
import pytest

from scene_stager.pictures.read import read_codes
from tests.blender.interpreters import usual_blender
from tests.blender.kept_pictures import (
    BLOCK_PX,
    HIGH_PX,
    SCENARIOS,
    SHOWN,
    WIDE_PX,
    kept,
    moved,
    rendered,
)


@pytest.mark.slow
def test_every_scenario_renders_as_the_picture_that_is_kept(tmp_path):
    now = rendered(usual_blender(), tmp_path)
    lines = [moved(name, now[name], tmp_path / f"{name}.png") for name in SCENARIOS]
    assert [line for line in lines if line] == []


def test_a_render_that_moved_is_shown_before_after_and_what_differs(tmp_path):
    name = SCENARIOS[0]
    before = read_codes(kept(name)).values
    assert before.shape == (HIGH_PX, WIDE_PX, 3)
    assert moved(name, before, tmp_path / "same.png") == ""
    after = before.astype(int)
    after[:BLOCK_PX, :BLOCK_PX, 1] += 5
    assert "moved by 5.0 codes" in moved(name, after.astype(np.uint8), tmp_path / "moved.png")
    shown = read_codes(tmp_path / "moved.png").values
    assert shown.shape == (HIGH_PX, 3 * WIDE_PX, 3)
    assert (shown[:BLOCK_PX, 2 * WIDE_PX : 2 * WIDE_PX + BLOCK_PX, 1] == 5 * SHOWN).all()
    assert np.count_nonzero(shown[:, 2 * WIDE_PX :]) == BLOCK_PX * BLOCK_PX


def test_a_tenth_of_a_stop_is_seen(tmp_path):
    name = "tabletop_product_orbit"
    before = read_codes(kept(name)).values
    brighter = np.clip(before * 2.0 ** (0.1 / 2.2), 0, 255).astype(np.uint8)
    assert moved(name, brighter, tmp_path / "moved.png")
