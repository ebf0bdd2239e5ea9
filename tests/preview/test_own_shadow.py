"""A sculpture's shadows on itself, against rays thrown one by one at its triangles."""

import numpy as np
import pytest

from scene_stager.preview.own_shadow import seen_over, seen_past_itself
from scene_stager.shot.stand_ins import sculpture

PERSON = sculpture("person")
SOFT = 0.05  # sine of half the angle of the light


def hits(start, way):
    """Whether anything lies on a ray, by Moeller and Trumbore 1997."""
    a, b, c = (PERSON.mesh.places_m[PERSON.mesh.triangles[:, k]] for k in range(3))
    one, two = b - a, c - a
    p = np.cross(way, two)
    det = (one * p).sum(axis=1)
    per = 1.0 / np.where(np.abs(det) < 1e-14, np.inf, det)
    from_a = start - a
    u = (from_a * p).sum(axis=1) * per
    q = np.cross(from_a, one)
    v, far = (q @ way) * per, (two * q).sum(axis=1) * per
    return bool(np.any((u >= 0) & (v >= 0) & (u + v <= 1) & (far > 0.002)))


@pytest.mark.parametrize("way", [(0.6, -0.6, 0.53), (-0.98, -0.1, 0.17), (0.0, -0.3, 0.95)])
def test_points_in_shadow_are_those_that_rays_say(way):
    way = np.array(way) / np.linalg.norm(way)
    facing, places = PERSON.mesh.facings, PERSON.mesh.places_m
    head = np.flatnonzero((places[:, 2] > 0.86) & (facing @ way > 0.2))
    some = head[:: max(len(head) // 250, 1)]
    towards = tuple(np.full(len(some), c) for c in way)
    seen = seen_past_itself(PERSON, some, towards, np.full(len(some), SOFT))
    dark = np.array([hits(places[k] + 0.0008 * facing[k], way) for k in some])
    assert 0.02 < dark.mean() < 0.7
    assert np.mean((seen < 0.5) == dark) > 0.88


def test_the_nose_shades_the_cheek_on_the_far_side_only():
    places = PERSON.mesh.places_m
    beside = (np.abs(np.abs(places[:, 0]) - 0.012) < 0.004) & (np.abs(places[:, 2] - 0.912) < 0.008)
    left, right = (
        np.flatnonzero(beside & (side * places[:, 0] > 0) & (PERSON.mesh.facings[:, 1] < -0.5))
        for side in (1, -1)
    )
    way = np.array((0.86, -0.42, 0.28))

    def mean(some):
        towards = tuple(np.full(len(some), c) for c in way)
        return seen_past_itself(PERSON, some, towards, np.full(len(some), SOFT)).mean()

    assert mean(left) > 0.8 > 0.4 > mean(right)


def test_what_nothing_rises_over_is_seen_whole_and_a_higher_horizon_hides_more():
    cosine, wide = np.linspace(0.01, 1.0, 50), np.full(50, SOFT)
    np.testing.assert_array_equal(seen_over(cosine, np.zeros(50), wide), 1.0)
    rows = [seen_over(cosine, np.full(50, lifted), wide) for lifted in (0.1, 0.3, 0.6)]
    assert np.all(np.diff(rows, axis=0) <= 0)
    assert np.all(rows[2][cosine < 0.5] == 0)
