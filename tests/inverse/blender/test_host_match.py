# SPDX-License-Identifier: Apache-2.0
"""A real renderer's last word, tried with the preview in its place; and the set it is given."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from scene_stager.cli import main
from scene_stager.inverse.answer.request import MatchRequest
from scene_stager.inverse.blender import blender_process
from scene_stager.inverse.blender.host_match import (
    BlenderLook,
    mesh_for,
    refine_by_host,
    size_px,
)
from scene_stager.inverse.forward.still_scene import scene_of_guess
from scene_stager.inverse.least_squares.ranking import apart_deg, leading_way
from scene_stager.inverse.loop.match import match
from scene_stager.inverse.loop.match import render as last_word
from scene_stager.inverse.solve.solve_still import solve_still
from scene_stager.inverse.still.still import still_of
from scene_stager.pictures.read import read_picture
from scene_stager.preview.camera import project
from scene_stager.preview.renderer import render
from tests.inverse.stages import LIGHTS, way

TRUTH = way(LIGHTS["key_azimuth_deg"], LIGHTS["key_elevation_deg"])


@pytest.fixture(scope="module")
def seen(still):
    """The still on its grid, and the quick answer."""
    found = still_of(read_picture(still))
    return SimpleNamespace(still=found, calibration=solve_still(found)[0])


def drawn_by_the_preview(seen, **changed):
    """A renderer: the preview's own, of the ball that the still really shows."""
    wide, high = size_px(seen.still, 320)

    def draw(scene):
        subject = replace(scene.subject, kind="sphere", **changed)
        return np.asarray(render(replace(scene, subject=subject), wide, high))

    return draw


def test_the_balloon_is_closed_and_faces_outwards(seen):
    mesh = mesh_for(seen.calibration)
    edges = np.concatenate([mesh.triangles[:, [k, (k + 1) % 3]] for k in range(3)])
    pairs, counts = np.unique(edges, axis=0, return_counts=True)
    assert (counts == 1).all()
    assert {tuple(p) for p in pairs} == {tuple(p[::-1]) for p in pairs}
    a, b, c = (mesh.places_m[mesh.triangles[:, k]] for k in range(3))
    normal = np.cross(b - a, c - a)
    ball_m3 = 4.0 / 3.0 * np.pi * (seen.still.height_m / 2.0) ** 3
    assert (a * normal).sum() / 6.0 == pytest.approx(ball_m3, rel=0.25)
    facing = mesh.facings[mesh.triangles].mean(axis=1)
    agree = (normal * facing).sum(axis=1) > 0
    area = np.linalg.norm(normal, axis=1)
    assert area[agree].sum() > 0.97 * area.sum()


def test_the_camera_sees_the_balloon_where_the_mask_is(seen):
    mesh, guess = mesh_for(seen.calibration), seen.calibration.best.guess
    inside = seen.still.shape.inside
    rows, columns = inside.shape
    places = tuple(mesh.places_m.T)
    column, row, depth = project(scene_of_guess(guess).camera, places, columns, rows)
    assert (depth > 0).all()
    assert inside[row.astype(int), column.astype(int)].all()
    assert column.max() - column.min() > np.ptp(np.flatnonzero(inside.any(0))) - 1
    assert row.max() - row.min() > np.ptp(np.flatnonzero(inside.any(1))) - 1


def test_the_set_is_lit_as_the_guess_says(seen):
    guess = seen.calibration.best.guess
    scene = scene_of_guess(guess)
    key = next(light for light in scene.lights if light.name == "key")
    away = np.subtract(key.position_m, key.target_m)
    assert apart_deg(away / np.linalg.norm(away), leading_way(guess)) < 1e-4
    wide, high = size_px(seen.still, 320)
    picture = drawn_by_the_preview(seen)(scene)
    assert picture.shape == (high, wide, 3)
    model = guess.picture.mean(axis=0)
    assert picture.reshape(-1, 3).mean(axis=0) == pytest.approx(model, rel=0.15)


def test_the_answer_is_the_guess_whose_own_picture_is_nearest(seen):
    found = refine_by_host(seen.still, seen.calibration, drawn_by_the_preview(seen))
    assert apart_deg(leading_way(found.calibration.best.guess), TRUTH) < 8.0
    assert found.misses[found.chosen] <= 1.03 * min(found.misses)
    assert found.chosen > 0  # the balloon is not quite a ball: there is something to correct
    assert len(found.pictures) == len(found.misses) == len(found.moved_deg) + 1
    points = found.calibration.best.descent.iterates
    assert points[0] is seen.calibration.best.descent.iterates[0]
    assert (found.chosen == 0) == (points[-1] is seen.calibration.best.guess)


def test_what_only_makes_it_worse_is_not_taken(seen):
    """A renderer that answers every correction with the opposite leaves the quick answer."""
    quick = drawn_by_the_preview(seen)
    first = []

    def contrary(scene):
        first.append(quick(scene))
        return first[0] * (1.0 + 0.5 * (len(first) - 1))

    found = refine_by_host(seen.still, seen.calibration, contrary)
    assert found.chosen == 0
    assert found.calibration.best.guess is seen.calibration.best.guess


def test_a_match_tells_what_the_renderer_saw(still, seen, monkeypatch):
    def answer(self, its_still, calibration):
        return refine_by_host(its_still, calibration, drawn_by_the_preview(seen))

    monkeypatch.setattr(BlenderLook, "__call__", answer)
    quick = match(still)
    look = BlenderLook(blender_process.BlenderForward("eevee"))
    last = last_word(quick, MatchRequest(look=look))
    plain, told = last.as_json(), last.as_json()["refinement"]
    assert plain["forward"] == "eevee"
    assert len(told["misses"]) == len(told["moved_deg"]) + 1
    assert told["misses"][told["chosen"]] <= told["misses"][0]
    expected = "none" if told["chosen"] else "cycles"
    assert plain["offsets"]["renderer"] == expected
    assert "refinement" not in quick.as_json()
    assert last.host.picture.shape[-1] == 3


def test_nothing_starts_before_it_is_needed(monkeypatch):
    monkeypatch.setattr(blender_process, "find_spec", lambda name: pytest.fail("was looked for"))
    with BlenderLook(blender_process.BlenderForward()):
        pass


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (("--forward", "maya"), "--forward: found 'maya', expected one of analytic, eevee, cycles"),
        (("--scene", "x.blend"), "--scene: found --forward analytic"),
        (("--forward", "cycles", "--subject", "Ada"), "--subject: found 'Ada'"),
        (("--forward", "cycles", "--scene", "none.blend"), "--scene: found no file"),
        (("--forward", "cycles", "--scheduler", "tcp://x:1"), "--forward: found cycles and"),
    ],
)
def test_what_does_not_go_together_is_one_line(still, monkeypatch, capsys, words, line):
    monkeypatch.setenv("SCENE_STAGER_BPY_PYTHON", "some-python")
    assert main(["match", str(still), *words]) == 2
    said = capsys.readouterr().err.strip()
    assert line in said
    assert "\n" not in said


def test_no_blender_is_one_line_before_any_work(still, monkeypatch, capsys, tmp_path):
    for name in blender_process.VARIABLES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(blender_process, "find_spec", lambda name: None)
    monkeypatch.setattr(blender_process.shutil, "which", lambda name: None)
    out = tmp_path / "out"
    assert main(["match", str(still), "--forward", "cycles", "--out", str(out)]) == 1
    said = capsys.readouterr().err.strip()
    assert "found no Blender" in said
    assert "\n" not in said
    assert not out.exists()
