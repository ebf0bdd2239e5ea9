"""No turn of a shot is lost in any host: on frames, and between them where a pole asks for keys.

Shots are few here; `python tools/measure_turns.py --shots 200` looks at all, in real Blender too.
"""

from functools import cache

import numpy as np
import pytest

from tests.hosts.drawn_shots import DOWN, DOWN_AND_OVER, KINDS, ORDINARY, OVER, drawn_shot, kind_of
from tests.hosts.kept_turns import kept_by
from tests.hosts.registry import benches

HOSTS = benches()
SHOTS = (3, 6, 11, 17)  # straight down, over the top at 120 fps, and both
shot = cache(drawn_shot)


@pytest.mark.parametrize("number", SHOTS)
@pytest.mark.parametrize("host", sorted(HOSTS))
def test_every_turn_of_a_drawn_shot_is_kept_on_frames_and_between_them(host, number):
    kept = kept_by(host, HOSTS[host](), shot(number))
    assert kept.frames >= shot(number).frame_count
    assert kept.whole, kept


def test_the_shots_drawn_here_ask_for_keys_between_frames():
    assert {kind_of(number) for number in SHOTS} == {DOWN, OVER, DOWN_AND_OVER}
    for host, number in (("maya ascii", 11), ("unreal", 6)):
        if host in HOSTS:
            assert kept_by(host, HOSTS[host](), shot(number)).between > 3


@pytest.mark.skipif("unreal" not in HOSTS, reason="needs unreal-stub")
def test_a_host_that_puts_keys_on_whole_frames_only_is_seen(monkeypatch):
    from tests.hosts.doubles.unreal import MADE

    channel = MADE["MovieSceneScriptingDoubleChannel"]
    add_key = channel.add_key

    def rounded(self, time, *rest):
        per = self._section._track._sequence._ticks_per_frame()
        on_frame = rest[-2] != MADE["MovieSceneTimeUnit"].TICK_RESOLUTION
        whole = time if on_frame else MADE["FrameNumber"](round(time.value / per) * per)
        return add_key(self, whole, *rest)

    monkeypatch.setattr(channel, "add_key", rounded)
    kept = kept_by("unreal", HOSTS["unreal"](), shot(10))
    assert not kept.whole and kept.between_deg > 1.0


def test_a_shot_is_the_same_however_it_is_drawn_and_kinds_take_turns():
    assert drawn_shot(17).digest == shot(17).digest != shot(6).digest
    assert [kind_of(n) for n in range(4)] == [ORDINARY, DOWN, OVER, DOWN_AND_OVER] == list(KINDS)


@pytest.mark.parametrize(("number", "within_deg"), [(17, 1.0), (3, 1.0), (6, 5.0)])
def test_what_looks_straight_down_or_rolls_over_the_top_comes_near_a_pole(number, within_deg):
    wxyz = np.array(list(shot(number).channel("camera.rotate_wxyz").rows()))
    _, x, y, _ = wxyz.T
    height = 1.0 - 2.0 * (x * x + y * y)  # of the camera's own z: 1 looks straight down
    assert np.abs(height).max() > np.cos(np.radians(within_deg))
