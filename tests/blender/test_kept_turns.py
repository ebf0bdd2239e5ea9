"""No turn of a drawn shot is lost in real Blender, baked by the add-on or imported as USD."""

import pytest

from tests.blender.interpreters import usual_blender
from tests.blender.kept_in_blender import WAYS, kept_in_blender
from tests.hosts.drawn_shots import drawn_shot

SHOTS = (3, 6, 17)  # straight down, over the top, and both


@pytest.mark.slow
def test_every_turn_of_a_drawn_shot_is_kept_on_frames_and_between_them():
    takes = [drawn_shot(number) for number in SHOTS]
    found = kept_in_blender(usual_blender(), takes)
    assert set(found) == set(WAYS)
    for kept in found.values():
        assert kept.frames == sum(take.frame_count for take in takes)
        assert kept.whole, found
