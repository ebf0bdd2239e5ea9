"""The person that stands in: made like a person, and where the composition takes the eyes to be."""

from pathlib import Path

import numpy as np
import pytest
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from scene_stager.maths.surface.mesh import volume_m3
from scene_stager.script.subject import USUAL_FOCUS_HEIGHT_M, USUAL_HEIGHT_M
from scene_stager.shot import stand_ins
from scene_stager.shot.stand_ins import sculpture

trimesh = pytest.importorskip("trimesh", reason="python -m pip install trimesh")
STATURE_M = USUAL_HEIGHT_M["person"]
# The hair stands this far over the crown, which statures are measured to.
HAIR = 0.007


@pytest.fixture(scope="module")
def bodies():
    """What the mesh falls apart into, by a library that did not make it, largest first."""
    mesh = sculpture("person").mesh
    whole = trimesh.Trimesh(mesh.places_m, mesh.triangles, process=False)
    return sorted(whole.split(), key=lambda one: -one.area)


def places():
    return sculpture("person").mesh.places_m


def profile():
    """The middle of the face from the side: (y, z), from the crown down to the throat."""
    mid = places()[np.abs(places()[:, 0]) < 1e-6]
    return mid[(mid[:, 2] > 0.84) & (mid[:, 1] < 0.0)][:, 1:]


def rings(cut):
    """How many closed lines the segments of a cut join up to."""
    ends, number = np.unique(np.round(cut.reshape(-1, 3), 7), axis=0, return_inverse=True)
    a, b = number.reshape(-1, 2).T
    joined = coo_array((np.ones(len(a)), (a, b)), shape=(len(ends), len(ends)))
    return connected_components(joined, directed=False)[0]


def front_at(low, high):
    """How far forward the middle of the face comes between two heights."""
    side = profile()
    return -side[(side[:, 1] > low) & (side[:, 1] < high), 0].min()


def test_is_a_body_with_two_eyes_and_each_is_closed(bodies):
    assert len(bodies) == 3
    assert all(one.is_watertight and one.is_winding_consistent for one in bodies)


def test_the_eyes_are_where_the_composition_looks_for_them(bodies):
    eyes = np.mean([one.centroid for one in bodies[1:]], axis=0)
    asked = USUAL_FOCUS_HEIGHT_M["person"] / STATURE_M
    assert eyes[2] == pytest.approx(asked, abs=0.003)
    assert abs(eyes[0]) < 1e-9
    # The focal target is over the feet: the eyes are within an iris's reach of 6 cm before it.
    assert eyes[1] * STATURE_M == pytest.approx(-0.06, abs=0.01)


# Fractions of stature after Drillis and Contini 1966, figure 1, as in Winter, "Biomechanics and
# Motor Control of Human Movement", figure 4.1; they are measured to the bare crown.
def test_eyes_chin_and_shoulders_are_as_high_as_people_have_them(bodies):
    bare = 1.0 - HAIR
    assert bodies[1].centroid[2] / bare == pytest.approx(0.936, abs=0.005)
    side = profile()
    chin = side[(side[:, 0] < -0.040) & (side[:, 1] < 0.88)][:, 1].min()
    assert chin / bare == pytest.approx(0.870, abs=0.008)
    # The deltoids are widest a little under the tip of the shoulder, which is at 0.818.
    broad = places()[(places()[:, 2] > 0.74) & (places()[:, 2] < 0.82)]
    assert np.ptp(broad[:, 0]) / bare == pytest.approx(0.259 * 1.05, abs=0.02)


def test_weighs_what_a_person_of_that_height_weighs():
    # A body is about as dense as water; a healthy one has a mass of 18.5 to 25 kg/m2 (WHO).
    mass_kg = 1000.0 * volume_m3(sculpture("person").mesh) * STATURE_M**3
    assert 18.5 < mass_kg / STATURE_M**2 < 25.0


def test_the_profile_has_a_brow_a_nose_lips_and_a_chin():
    forehead, bridge = front_at(0.955, 0.965), front_at(0.926, 0.933)
    nose, lip, under = front_at(0.903, 0.913), front_at(0.890, 0.896), front_at(0.880, 0.884)
    brow, chin = front_at(0.938, 0.945), front_at(0.872, 0.879)
    assert brow > max(forehead, bridge)
    assert nose > bridge + 0.008
    assert nose > lip > under
    assert chin > front_at(0.855, 0.864) + 0.005


def test_has_two_hands_of_five_fingers():
    # A level cut through a hanging hand meets its fingers side by side, each a ring of its own.
    mesh = sculpture("person").mesh
    body = trimesh.Trimesh(mesh.places_m, mesh.triangles, process=False)
    cuts = [
        trimesh.intersections.mesh_plane(body, (0, 0, 1), (0, 0, z))
        for z in np.arange(0.36, 0.46, 0.005)
    ]
    assert max(rings(cut[cut[:, :, 0].min(axis=1) > 0.095]) for cut in cuts) >= 4


def test_its_two_halves_are_mirror_images():
    rows = {tuple(row) for row in places() + 0.0}
    assert rows == {(-x + 0.0, y, z) for x, y, z in rows}


def test_its_file_is_smaller_than_a_picture():
    assert (Path(stand_ins.__path__[0]) / "person.npz").stat().st_size < 200_000
