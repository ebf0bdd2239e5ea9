"""Places that belong together on two surfaces: landmarks themselves, similar and bent bodies."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scene_stager.errors import InputError
from scene_stager.maths.frames import rotate_wxyz
from scene_stager.maths.surface.correspondence import bent_as, corresponding_anchor
from scene_stager.maths.surface.mesh import triangle_mesh
from scene_stager.maths.surface.tracing import Anchor, places_of, walked_surface
from scene_stager.shot.lighting.target_link_intrinsic import transferred_offset_m
from tests.maths.known_surfaces import ellipsoid_of, sphere_of

turns = st.tuples(*[st.floats(-1, 1)] * 4).filter(lambda q: np.linalg.norm(q) > 0.1)
BALL, EGG = (walked_surface(one.mesh) for one in (sphere_of(3, radius=1.0), ellipsoid_of(3)))
FACES = (3, 200, 431, 610, 777, 1012, 1200)


def pairs_at(*faces, shares=(0.5, 0.3, 0.2)):
    return [(Anchor(face, shares), Anchor(face, shares)) for face in faces]


def place(surface, anchor):
    return places_of(surface.mesh, np.array([anchor.face]), np.array([anchor.shares]))[0]


@settings(max_examples=20, deadline=None)
@given(turns, st.floats(0.1, 10.0))
def test_on_the_same_body_turned_scaled_and_moved_every_place_is_found_again(turn, scale):
    turn = np.array(turn) / np.linalg.norm(turn)
    moved = scale * rotate_wxyz(turn, EGG.mesh.places_m) + (4.0, -2.0, 1.0)
    other = EGG.deformed(triangle_mesh(moved, EGG.mesh.triangles))
    at = Anchor(555, (0.2, 0.7, 0.1))
    found = corresponding_anchor(EGG, other, pairs_at(*FACES[:3]), at)
    assert place(other, found) == pytest.approx(place(other, at), abs=1e-8 * scale)


def test_landmarks_go_where_they_are_told_on_a_body_of_another_form():
    for here, there in pairs_at(*FACES):
        found = corresponding_anchor(BALL, EGG, pairs_at(*FACES), here)
        assert place(EGG, found) == pytest.approx(place(EGG, there), abs=1e-9)


def spread_over(mesh, count):
    """Triangles that are far from each other, each as far as can be from those before."""
    middles, faces = mesh.places_m[mesh.triangles].mean(axis=1), [0]
    far = np.linalg.norm(middles - middles[0], axis=1)
    while len(faces) < count:
        faces.append(int(far.argmax()))
        far = np.minimum(far, np.linalg.norm(middles - middles[faces[-1]], axis=1))
    return faces


def test_between_landmarks_a_stretched_body_is_met_the_better_the_more_there_are():
    asked = [Anchor(face) for face in range(7, 1280, 97)]
    off_m = []
    for count in (6, 12, 24, 48):
        pairs = pairs_at(*spread_over(BALL.mesh, count))
        found = [corresponding_anchor(BALL, EGG, pairs, one) for one in asked]
        ends = zip(found, asked, strict=True)
        off_m.append(np.mean([np.linalg.norm(place(EGG, f) - place(EGG, a)) for f, a in ends]))
    # Each time twice as many, which lie closer by the root of two.
    assert (np.diff(np.log2(off_m)) < -1.0).all()
    assert off_m[-1] < 0.003


def test_what_a_similar_body_leaves_is_bent_as_scipys_spline_of_distances_has_it():
    from scipy.interpolate import RBFInterpolator
    from scipy.linalg import orthogonal_procrustes

    rng = np.random.default_rng(3)
    marks, asked = rng.normal(size=(9, 3)), rng.normal(size=(20, 3))
    moved = 1.7 * marks + rng.normal(size=(9, 3)) * 0.2 + 5.0
    off, to = marks - marks.mean(axis=0), moved - moved.mean(axis=0)
    turn, size = orthogonal_procrustes(off, to)
    assert np.linalg.det(turn) > 0.0

    def alike(places):
        return (places - marks.mean(axis=0)) @ turn * size / (off**2).sum() + moved.mean(axis=0)

    spline = RBFInterpolator(marks, moved - alike(marks), kernel="linear", degree=0)
    np.testing.assert_allclose(bent_as(marks, moved, asked), alike(asked) + spline(asked))


def test_a_light_beside_a_ball_comes_to_stand_beside_an_egg_with_both_its_anchors():
    ends = []
    for face in (40, 90):
        here = Anchor(face)
        ends.append((here, corresponding_anchor(BALL, EGG, pairs_at(*FACES), here)))
    (at, there), (to, beyond) = ends
    offset_m = 0.8 * place(BALL, at)  # straight away from the ball
    laid = transferred_offset_m(offset_m, (BALL, at, to), (EGG, there, beyond))
    facing = place(EGG, there) / np.array([1.5, 1.0, 0.7]) ** 2
    assert laid @ facing / np.linalg.norm(facing) == pytest.approx(np.linalg.norm(laid), rel=1e-3)


@pytest.mark.parametrize(
    ("pairs", "said"),
    [
        ([], "pairs: found 0 of anchors, expected 3 or more"),
        (pairs_at(3, 200), "pairs: found 2 of anchors, expected 3 or more"),
        (pairs_at(3, 3, 3), "pairs: found anchors of this surface on a line"),
        (
            [(Anchor(face), Anchor(3)) for face in FACES],
            "pairs: found anchors of the other on a line",
        ),
        (pairs_at(3, 200, 9999), "anchor.face: found 9999, expected 0 to 1279"),
    ],
)
def test_pairs_that_say_too_little_are_refused_in_one_line(pairs, said):
    with pytest.raises(InputError, match=said) as refused:
        corresponding_anchor(EGG, EGG, pairs, Anchor(5))
    assert "\n" not in str(refused.value)
