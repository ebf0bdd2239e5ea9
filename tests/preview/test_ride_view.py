"""A light that rides is drawn over its mesh: its way, as much of the mesh, where it was lost."""

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from scene_stager import bake
from scene_stager.maths.surface.mesh import triangle_mesh
from scene_stager.moks.mesh_files.read import read_mesh
from scene_stager.moks.take import Channel
from scene_stager.preview.bake_report import report_on
from scene_stager.preview.contact_sheet import contact_sheet, key_frames, picture_size_px
from scene_stager.preview.numbers import riders, values
from scene_stager.preview.relief import MOST_FACETS, draw_facets, facets_in, mixed
from scene_stager.preview.ride_view import ON_DARK, STATIONS, draw_ride
from scene_stager.preview.shot_report import report_page
from scene_stager.preview.sketch import Disc, Sketch, SketchWords, Stroke
from scene_stager.preview.top_view import DARK, draw_top_view
from scene_stager.script.overrides import Overrides, overridden
from scene_stager.script.read import read_script
from tests.maths.known_surfaces import sphere_of

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
KEY = "light.key"


@pytest.fixture(scope="module")
def hull():
    return read_mesh((EXAMPLES / "dock_walk.mesh.ply").read_bytes()).mesh


@pytest.fixture(scope="module")
def take():
    script = overridden(read_script(EXAMPLES / "dock_walk.json"), Overrides(fps=(4, 1)))
    return bake(script, inputs={"mesh": EXAMPLES / "dock_walk.mesh.ply"})


def lost(take, first, last):
    """The same shot, whose ride is lost from one index to another: there its surface ends."""
    gone = np.zeros(take.frame_count)
    gone[first:last] = 1.0
    ends = ("ride_fault", "ride_classic_share")
    channels = tuple(
        Channel(one.name, one.unit, 1, gone.tolist()) if one.name.endswith(ends) else one
        for one in take.channels
    )
    return replace(take, channels=channels)


def marks_of(sketch, kind):
    return [mark for mark in sketch.marks if isinstance(mark, kind)]


def test_the_walk_goes_from_right_to_left_and_the_light_is_as_far_over_it_as_it_is(take, hull):
    drawn = draw_ride(take, KEY, hull, 600, 400, ON_DARK)
    (dashed,) = [one for one in marks_of(drawn, Stroke) if one.dashed]
    (way,) = [one for one in marks_of(drawn, Stroke) if one.width_px == 2.4]
    x, y = np.array(dashed.points).T
    # She walks along -y at one height, and is seen from +x: to the left, and level.
    assert (np.diff(x) < 0.0).all()
    assert np.ptp(y) < 1e-9
    px_per_m = (x[0] - x[-1]) / np.ptp(values(take, "target.translate_m")[:, 1])
    along_m = np.diff(values(take, f"{KEY}.translate_m")[:, 1])
    np.testing.assert_allclose(np.diff(np.array(way.points)[:, 0]), along_m * px_per_m, atol=1e-6)
    assert len(marks_of(drawn, Disc)) == 2 * STATIONS


def test_it_is_seen_from_the_side_that_the_light_is_on(take, hull):
    name = f"{KEY}.translate_m"
    mirrored = values(take, name) * (-1.0, 1.0, 1.0)
    channels = tuple(
        Channel(name, "m", 3, mirrored.ravel().tolist()) if one.name == name else one
        for one in take.channels
    )
    drawn = draw_ride(replace(take, channels=channels), KEY, hull, 600, 400, ON_DARK)
    (dashed,) = [one for one in marks_of(drawn, Stroke) if one.dashed]
    assert (np.diff(np.array(dashed.points)[:, 0]) > 0.0).all()


def test_where_it_is_lost_its_way_is_dashed_and_the_fault_is_named(take, hull):
    drawn = draw_ride(lost(take, 10, 20), KEY, hull, 600, 400, ON_DARK)
    runs = [one for one in marks_of(drawn, Stroke) if one.width_px == 2.4]
    assert [(one.dashed, len(one.points)) for one in runs] == [(False, 10), (True, 11), (False, 14)]
    words = [one.text for one in marks_of(drawn, SketchWords)]
    assert f"border, frame {take.start_frame + 10}" in words


def test_sheet_plan_and_report_show_the_hull(take, hull):
    pictures = [np.zeros((*picture_size_px(take)[::-1], 3), dtype=np.uint8) for _ in range(8)]
    pictures = pictures[: len(key_frames(take))]
    report = report_on(take)
    bare, full = (np.asarray(contact_sheet(take, report, pictures, one)) for one in (None, hull))
    assert (bare != full).any(axis=-1).mean() > 0.02
    plans = [draw_top_view(take, 600, 400, DARK, 0, one) for one in (None, hull)]
    assert len(plans[1].marks) - len(plans[0].marks) > 500
    page = report_page(take, report, None, hull)
    assert "Key over its surface" in page
    assert all(f">{title}" in page for title in ("Turn of its frame", "Change of the bend"))
    assert len(page) - len(report_page(take, report)) < 700_000


def test_a_shot_without_a_ride_is_drawn_as_ever():
    plain = bake("interview_three_point", frames=(1, 2))
    assert riders(plain) == []
    assert "over its surface" not in report_page(plain, report_on(plain))


def test_a_large_mesh_is_drawn_coarser_where_it_was():
    ball = sphere_of(5, radius=1.0).mesh
    facets_m = facets_in(ball, np.full(3, -9.0), np.full(3, 9.0))
    assert 200 < len(facets_m) <= MOST_FACETS
    off = np.abs(np.linalg.norm(facets_m.reshape(-1, 3), axis=1) - 1.0)
    assert off.max() < 0.02
    assert len(facets_in(ball, np.full(3, 5.0), np.full(3, 9.0))) == 0


def test_what_is_nearer_to_the_viewer_covers_what_is_behind_and_stays_on_the_page():
    low, high = (
        np.array([[0, 0, 0], [9, 0, 0], [0, 9, 0]]),
        np.array([[0, 0, 1], [1, 0, 1], [0, 1, 1]]),
    )
    mesh = triangle_mesh(
        np.concatenate([high, low]).astype(float), np.array([[0, 1, 2], [3, 4, 5]])
    )
    facets_m = facets_in(mesh, np.full(3, -1.0), np.full(3, 10.0))
    sketch = Sketch(80, 80)
    draw_facets(
        sketch, facets_m, np.eye(3), lambda p: (10 * p[0], 80 - 10 * p[1]), ("#000000", "#ffffff")
    )
    behind, before = (np.array(one.points) for one in marks_of(sketch, Stroke))
    assert np.ptp(before[:, 0]) < np.ptp(behind[:, 0]) == 80.0


def test_inks_are_mixed_by_numbers_and_those_of_a_page_by_the_page():
    assert mixed("#000000", "#ff8040", 0.5) == "#804020"
    assert re.fullmatch(
        r"color-mix\(in srgb, var\(--b\) 25%, var\(--a\)\)", mixed("var(--a)", "var(--b)", 0.25)
    )
