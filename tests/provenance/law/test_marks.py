"""A stencil that wanders on its wall: measured by registration, judged by its own size."""

import cv2
import numpy as np
import pytest
from scipy import ndimage

from scene_stager.errors import InputError
from scene_stager.provenance.law.document import MarkRule
from scene_stager.provenance.law.marks import judge_mark
from scene_stager.provenance.law.registration import find_shift
from scene_stager.provenance.law.sequence import judge_sequence
from scene_stager.provenance.law.verdict import LawVerdict
from tests.provenance.law.worlds import LAW, still

RULE = MarkRule("stencil", 0.03)
SIZE = (160, 200)
WHERE = np.zeros(SIZE, dtype=bool)
WHERE[60:90, 80:110] = True


def wall(rng):
    return 0.3 + 0.1 * ndimage.gaussian_filter(rng.standard_normal(SIZE), 1.5) / 0.2


def frame(drift=(0.0, 0.0), camera=(0.0, 0.0), light=1.0, emblem=None):
    """A wall with an emblem on it; the emblem has drifted, the camera has moved (down, right)."""
    rng = np.random.default_rng(7)
    ground = wall(rng)
    mark = ndimage.gaussian_filter(rng.standard_normal(SIZE), 2.0) / 0.14 * 0.1 + 0.6
    stamp = ndimage.gaussian_filter(WHERE.astype(float), 0.7)
    moved = ndimage.shift(stamp, drift, order=3, mode="nearest").clip(0, 1)
    mark = ndimage.shift(mark, drift, order=3, mode="nearest") if emblem is None else emblem
    scene = ground * (1 - moved) + mark * moved
    scene = ndimage.shift(scene, camera, order=3, mode="nearest") * light
    return still(np.repeat(scene.clip(0, 1)[..., None], 3, axis=-1))


def judged(*later):
    return judge_sequence(LAW, [], [frame(), *later], WHERE * 1.0)


def test_a_mark_that_stays_on_its_wall_holds_whatever_the_camera_and_the_light_do():
    answer = judged(frame(camera=(3.4, -5.2)), frame(camera=(-4.0, 2.0), light=0.8))
    assert (answer.verdict, answer.unsure) == (LawVerdict.HOLDS, ())


@pytest.mark.parametrize("drift", [(0.0, 3.0), (-2.5, 1.0), (5.0, -4.0)])
def test_a_mark_that_drifts_is_broken_and_measured(drift):
    answer = judged(frame(drift=drift, camera=(2.0, 3.0)))
    assert answer.verdict is LawVerdict.BROKEN
    told_px = float(answer.notes[0].split("drifts ")[1].split(" px")[0])
    assert told_px == pytest.approx(np.hypot(*drift), abs=0.25)
    left, top, right, bottom = answer.regions[0].box_px
    assert (left, top) == pytest.approx((80 + drift[1] + 3, 60 + drift[0] + 2), abs=1)
    assert (right - left, bottom - top) == (30, 30)


def test_a_mark_that_is_gone_is_unverifiable_and_so_is_one_on_an_even_wall():
    gone = judged(frame(emblem=np.random.default_rng(3).random(SIZE)))
    assert gone.verdict is LawVerdict.UNVERIFIABLE
    even = still(np.full((*SIZE, 3), 0.3))
    assert judge_sequence(LAW, [], [even, even], WHERE * 1.0).verdict is LawVerdict.UNVERIFIABLE
    assert judged().verdict is LawVerdict.UNVERIFIABLE  # one picture


def test_the_shift_is_where_another_library_finds_it():
    before, after = (p.rgb[..., 0].astype(float) for p in (frame(), frame(camera=(4.0, -6.0))))
    found = find_shift(before, WHERE, after, 16)
    theirs = cv2.matchTemplate(
        after.astype(np.float32), before[60:90, 80:110].astype(np.float32), cv2.TM_CCOEFF_NORMED
    )
    _, likeness, _, (x, y) = cv2.minMaxLoc(theirs)
    assert (round(found.right_px), round(found.down_px)) == (x - 80, y - 60) == (-6, 4)
    assert found.likeness == pytest.approx(likeness, abs=1e-3)


@pytest.mark.parametrize("mask", [WHERE * 0.0, np.ones((10, 10))])
def test_a_mask_that_is_no_mark_is_refused_in_one_line(mask):
    with pytest.raises(InputError, match="--mark"):
        judge_mark(RULE, mask, [frame(), frame()])
