"""What stands on the set in USD: the stand-in, the floor, and a null for every selector."""

import math

import numpy as np
import pytest
from pxr import Gf, Usd, UsdGeom, UsdShade

from scene_stager.maths.surface.faults import faults_of
from scene_stager.maths.surface.mesh import volume_m3
from scene_stager.maths.surface.simple_solids import ball, box, drum, hull
from scene_stager.script.subject import KINDS
from scene_stager.shot.stand_ins import stand_ins
from tests.facts import entity
from tests.hosts.usd_check import findings
from tests.hosts.usd_takes import SCENARIOS, baked, opened, take_of

SHAPES = tuple(stand_ins())
OUTLINES = [p.outline for one in stand_ins().values() for p in one.pieces if p.outline]


def subject_take(shape, *, height_m=2.0, facing_deg=0.0, places=(0, 0, 0), selector="role:hero"):
    subject = entity("subject", shape=shape, height_m=height_m, facing_deg=facing_deg)
    proxy = {
        "id": "subject",
        "selector": selector,
        "entity": "subject",
        "position_m": (9.0, 9.0, 9.0),
        "size_m": height_m,
    }
    channels = {"subject.translate_m": places}
    return take_of(channels, [subject], proxies=[proxy])


def bound_cm(prim, frame=1):
    cache = UsdGeom.BBoxCache(frame, [UsdGeom.Tokens.default_])
    box = cache.ComputeWorldBound(prim).ComputeAlignedRange()
    return np.array(box.GetMin()), np.array(box.GetMax())


def true_bound_cm(prim):
    """From the points themselves, not from the extents that were written."""
    found = []
    for one in Usd.PrimRange(prim):
        if one.IsA(UsdGeom.Mesh):
            world = UsdGeom.Xformable(one).ComputeLocalToWorldTransform(1)
            points = UsdGeom.Mesh(one).GetPointsAttr().Get()
            found += [world.Transform(Gf.Vec3d(point)) for point in points]
    return np.min(found, axis=0), np.max(found, axis=0)


@pytest.mark.parametrize("shape", SHAPES)
def test_a_stand_in_stands_on_its_feet_and_is_as_high_as_its_subject(shape, tmp_path):
    stage = opened(subject_take(shape), tmp_path)
    low, high = true_bound_cm(stage.GetPrimAtPath("/Shot/subject/stand_in"))
    assert low[2] == pytest.approx(0.0, abs=2.0)  # within a hundredth of its height
    assert high[2] == pytest.approx(200.0, abs=2.0)


@pytest.mark.parametrize("shape", SHAPES)
def test_a_stand_in_is_drawn_in_viewers_that_trust_extents(shape, tmp_path):
    stage = opened(subject_take(shape), tmp_path)
    prim = stage.GetPrimAtPath("/Shot/subject/stand_in")
    told_low, told_high = bound_cm(prim)
    low, high = true_bound_cm(prim)
    assert (told_low <= low + 1e-3).all()
    assert (told_high >= high - 1e-3).all()
    assert findings(tmp_path / "shot.usda") == []


@pytest.mark.parametrize(("facing_deg", "nose"), [(0, (0, -1)), (90, (1, 0)), (-90, (-1, 0))])
def test_a_stand_in_faces_the_camera_side_and_turns_to_camera_right(facing_deg, nose, tmp_path):
    stage = opened(subject_take("person", facing_deg=facing_deg), tmp_path)
    prim = UsdGeom.Mesh(stage.GetPrimAtPath("/Shot/subject/stand_in/body"))
    world = UsdGeom.Xformable(prim).ComputeLocalToWorldTransform(1)
    points = np.array([world.Transform(Gf.Vec3d(p)) for p in prim.GetPointsAttr().Get()])
    face = points[points[:, 2] > 0.89 * points[:, 2].max()]
    tip = face[np.argmax(face[:, :2] @ nose)][:2]
    assert tip == pytest.approx(np.hypot(*tip) * np.array(nose), abs=0.1)
    # Round the back of the head nothing comes to a point as a nose does.
    ahead = face[face[:, :2] @ nose > np.hypot(*tip) - 1.0]
    assert np.ptp(ahead[:, :2] @ (-nose[1], nose[0])) < 3.0


def test_a_stand_in_goes_where_its_subject_goes(tmp_path):
    stage = opened(subject_take("product", places=[(0, 0, 0), (1, -2, 0.5)]), tmp_path)
    first, then = (bound_cm(stage.GetPrimAtPath("/Shot/subject"), frame) for frame in (1, 2))
    assert then[0] - first[0] == pytest.approx((100, -200, 50))


@pytest.mark.parametrize("name", SCENARIOS)
def test_the_camera_of_every_scenario_sees_its_subject(name, tmp_path):
    take = baked(name)
    stage = opened(take, tmp_path)
    camera = UsdGeom.Camera(stage.GetPrimAtPath("/Shot/camera/lens"))
    target = UsdGeom.Xformable(stage.GetPrimAtPath("/Shot/target"))
    low, high = bound_cm(stage.GetPrimAtPath("/Shot/subject"), take.frames[-1])
    place = target.ComputeLocalToWorldTransform(take.frames[-1]).ExtractTranslation()
    assert camera.GetCamera(take.frames[-1]).frustum.Intersects(place)
    assert (low - 1 <= np.array(place)).all() and (np.array(place) <= high + 1).all()


def test_every_kind_of_subject_has_a_stand_in():
    assert set(KINDS) <= set(SHAPES)


@pytest.mark.parametrize(
    ("solid", "volume"),
    [
        (ball(), 4 * math.pi / 3),
        (drum(), 2 * math.pi),
        (box(), 8.0),
        *((hull(outline), None) for outline in OUTLINES),
    ],
)
def test_solids_are_closed_and_face_outward(solid, volume):
    assert faults_of(solid) == ()
    assert volume is None or volume_m3(solid) == pytest.approx(volume, rel=0.03)  # facets cut


@pytest.mark.parametrize("solid", [ball(), drum(), box(), *map(hull, OUTLINES)])
def test_normals_agree_with_the_way_faces_are_walked(solid):
    told = solid.facings[solid.corners] if solid.corner_facings is None else solid.corner_facings
    assert np.linalg.norm(told, axis=1) == pytest.approx(np.ones(len(told)), abs=1e-5)
    corner = 0
    for count in solid.counts:
        a, b, c = solid.places_m[solid.corners[corner : corner + 3]]
        assert (told[corner : corner + count] @ np.cross(b - a, c - b) > 0).all()
        corner += count


def test_twins_stand_on_both_sides():
    places = {piece.name: piece.centre for piece in stand_ins()["bust"].every_piece()}
    (x, y, z), twin = places["left_ear"], places["right_ear"]
    assert twin == (-x, y, z)
    assert x > 0  # the figure faces -y, so its own left is +x


@pytest.mark.parametrize("name", SCENARIOS)
def test_the_floor_lies_under_the_camera_and_the_subject_all_along(name, tmp_path):
    take = baked(name)
    stage = opened(take, tmp_path)
    low, high = bound_cm(stage.GetPrimAtPath("/Shot/ground"))
    assert (low[2], high[2]) == (0.0, 0.0)
    for channel in ("camera.translate_m", "subject.translate_m"):
        places = 100 * np.array(list(take.channel(channel).rows()))[:, :2]
        assert (low[:2] < places.min(axis=0)).all()
        assert (high[:2] > places.max(axis=0)).all()


def test_floor_tiles_are_a_round_number_of_metres_and_face_up(tmp_path):
    stage = opened(baked("hero_dolly_push_in"), tmp_path)
    tile_cm = 100 * stage.GetPrimAtPath("/Shot/ground").GetAttribute("sceneStager:tile_m").Get()
    assert tile_cm in (100, 200, 500)
    mesh = UsdGeom.Mesh(stage.GetPrimAtPath("/Shot/ground/tiles"))
    points = np.array(mesh.GetPointsAttr().Get())
    around = np.array(mesh.GetFaceVertexIndicesAttr().Get()).reshape(-1, 4)
    a, b, c = (points[around[:, k]] for k in range(3))
    assert np.cross(b - a, c - b)[:, 2] == pytest.approx([tile_cm**2] * 400)
    assert np.array(mesh.GetNormalsAttr().Get()) == pytest.approx(np.array([(0, 0, 1)] * 441))


def test_every_other_tile_is_of_another_finish(tmp_path):
    stage = opened(baked("hero_dolly_push_in"), tmp_path)
    mesh = UsdGeom.Mesh(stage.GetPrimAtPath("/Shot/ground/tiles"))
    marks = UsdGeom.Subset(stage.GetPrimAtPath("/Shot/ground/tiles/marks"))
    odd = set(marks.GetIndicesAttr().Get())
    assert odd == {
        20 * row + column for row in range(20) for column in range(20) if (row + column) % 2
    }
    material, _ = UsdShade.MaterialBindingAPI(marks).ComputeBoundMaterial()
    assert str(material.GetPath()) == "/Shot/materials/floor_mark"
    shown = mesh.GetDisplayColorPrimvar().ComputeFlattened()
    assert len({shown[face] for face in odd}) == 1
    assert shown[0] != shown[1]


def test_pieces_have_their_materials(tmp_path):
    stage = opened(baked("tabletop_product_orbit"), tmp_path)
    cap = stage.GetPrimAtPath("/Shot/subject/stand_in/cap")
    assert cap.HasAPI(UsdShade.MaterialBindingAPI)
    material, _ = UsdShade.MaterialBindingAPI(cap).ComputeBoundMaterial()
    assert str(material.GetPath()) == "/Shot/materials/dark"
    surface, _, _ = material.ComputeSurfaceSource()
    assert surface.GetShaderId() == "UsdPreviewSurface"
    shown = UsdGeom.Mesh(stage.GetPrimAtPath("/Shot/subject/stand_in/cap")).GetDisplayColorAttr()
    assert shown.Get()[0] == surface.GetInput("diffuseColor").Get()


def test_patterns_are_not_drawn(tmp_path):
    stage = opened(baked("tabletop_product_orbit"), tmp_path)
    assert stage.GetPrimAtPath("/Shot/forms/ball").IsAbstract()
    assert "/Shot/forms" not in {str(prim.GetPath()) for prim in stage.Traverse()}


def test_a_selector_becomes_a_null_that_goes_with_its_entity(tmp_path):
    take = subject_take("person", places=[(0, 0, 0), (1, 2, 3)])
    stage = opened(take, tmp_path)
    null = stage.GetPrimAtPath("/Shot/proxies/MISSING_TARGET_role_hero")
    assert null.IsA(UsdGeom.Xform)
    place = UsdGeom.Xformable(null).ComputeLocalToWorldTransform(2).ExtractTranslation()
    assert place == (100, 200, 300)
    assert null.GetCustomDataByKey("sceneStager:selector") == "role:hero"
    assert null.GetCustomDataByKey("sceneStager:entity") == "subject"
    assert null.GetRelationship("sceneStager:entity").GetTargets() == ["/Shot/subject"]


def test_a_null_of_nobody_stands_where_the_take_says(tmp_path):
    proxy = {"id": "x", "selector": "tag:*", "entity": "x", "position_m": (1, 2, 3), "size_m": 0.5}
    stage = opened(take_of({}, proxies=[proxy, {**proxy, "id": "y"}]), tmp_path)
    nulls = stage.GetPrimAtPath("/Shot/proxies").GetChildren()
    assert len(nulls) == 2
    for null in nulls:
        place = UsdGeom.Xformable(null).ComputeLocalToWorldTransform(1).ExtractTranslation()
        assert place == (100, 200, 300)
    assert findings(tmp_path / "shot.usda") == []


@pytest.mark.parametrize("selector", ["role:☃", 'name:"\n"', "tag:" + "x" * 200, "name:\u200b"])
def test_a_selector_of_any_letters_is_kept(selector, tmp_path):
    stage = opened(subject_take("bust", selector=selector), tmp_path)
    (null,) = stage.GetPrimAtPath("/Shot/proxies").GetChildren()
    assert null.GetName().startswith("MISSING_TARGET_")
    assert null.GetCustomDataByKey("sceneStager:selector") == selector.replace("\0", "\ufffd")
    assert findings(tmp_path / "shot.usda") == []


def test_marks_are_guides_and_as_large_as_they_say(tmp_path):
    stage = opened(subject_take("person"), tmp_path)
    lines = [prim for prim in stage.Traverse() if prim.IsA(UsdGeom.BasisCurves)]
    assert lines
    for prim in lines:
        curves = UsdGeom.BasisCurves(prim)
        assert curves.ComputePurpose() == UsdGeom.Tokens.guide
        assert sum(curves.GetCurveVertexCountsAttr().Get()) == len(curves.GetPointsAttr().Get())
        told = np.array(curves.GetExtentAttr().Get())
        widths = curves.GetWidthsAttr().Get()
        wanted = np.array(UsdGeom.Curves.ComputeExtent(curves.GetPointsAttr().Get(), widths))
        assert told == pytest.approx(wanted, abs=1e-4)
    box_prim = UsdGeom.BasisCurves(
        stage.GetPrimAtPath("/Shot/proxies/MISSING_TARGET_role_hero/box")
    )
    points = np.array(box_prim.GetPointsAttr().Get())
    assert (points[:, 2].min(), points[:, 2].max(), len(points)) == (0, 200, 24)
