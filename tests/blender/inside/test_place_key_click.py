"""The click of Place Key, as far as a Blender without a screen goes: it handles no events.

They are handed to the operator as a window would, with the size of the real 3D view. What holds
this, the matrices that it is looked through with, and who keeps the operator waiting are stand-ins.
"""

from types import SimpleNamespace

import bpy
import numpy as np
import pytest
from bpy_extras.view3d_utils import location_3d_to_region_2d
from mathutils import Matrix, Vector

from tests.blender.inside import test_place_key
from tests.blender.inside.test_place_key import MIDDLE, aside, key_at, off_mirror_deg, seen_at

pytestmark = pytest.mark.blender
ball = test_place_key.ball


class Waiting:
    """The operator, waiting in a window: what it was asked for, and what it says."""

    def __init__(self, effect="highlight", rim="from behind"):
        from blender_addon.interface.placing import SCENE_STAGER_OT_place_key

        self.kind, self.said, self.hints, self.kept = SCENE_STAGER_OT_place_key, [], [], []
        self.effect, self.rim, self.x, self.y = effect, rim, 0.5, 0.5
        self.view, self.bar = the_view()
        area = SimpleNamespace(type="VIEW_3D", regions=[self.view, self.bar])
        self.context = SimpleNamespace(
            scene=bpy.context.scene,
            screen=SimpleNamespace(areas=[area]),
            workspace=SimpleNamespace(status_text_set=self.hints.append),
            window_manager=SimpleNamespace(modal_handler_add=self.kept.append),
        )

    def report(self, kinds, line):
        self.said.append((kinds, line))

    def execute(self, context):
        return self.kind.execute(self, bpy.context)

    def handed(self, **event):
        """What becomes of an event."""
        return self.kind.modal(self, self.context, SimpleNamespace(**event))

    def clicked(self, place, **otherwise):
        """What becomes of the left button, down where a place is seen."""
        spot = location_3d_to_region_2d(self.view, self.view.data, Vector(place.tolist()))
        at = {"mouse_x": self.view.x + round(spot.x), "mouse_y": self.view.y + round(spot.y)}
        return self.handed(**{"type": "LEFTMOUSE", "value": "PRESS", **at, **otherwise})


def the_view():
    """What the window's 3D view is looked through, and a side bar that lies over its right."""
    (area,) = (one for one in bpy.context.screen.areas if one.type == "VIEW_3D")
    region = next(one for one in area.regions if one.type == "WINDOW")
    size = {name: getattr(region, name) for name in ("x", "y", "width", "height")}
    view = SimpleNamespace(type="WINDOW", data=None, **size)
    left = view.x + view.width - 200
    return view, SimpleNamespace(type="UI", **{**size, "x": left, "width": 200})


def to_camera():
    return np.array(bpy.context.scene.camera.matrix_world.translation) - MIDDLE


def looked_from(waiting, turn_deg):
    """Its 3D view is turned about the ball from where the shot's camera is."""
    off, turn, view = to_camera(), np.radians(turn_deg), waiting.view
    right = np.array([-off[1], off[0], 0.0])
    away = Vector((np.cos(turn) * off + np.sin(turn) * right).tolist())
    turned = away.to_track_quat("Z", "Y").to_matrix().to_4x4()
    seen = (Matrix.Translation(Vector(MIDDLE.tolist()) + away) @ turned).inverted()
    graph, camera = bpy.context.evaluated_depsgraph_get(), bpy.context.scene.camera
    window = camera.calc_matrix_camera(graph, x=view.width, y=view.height)
    view.data = SimpleNamespace(
        view_matrix=seen,
        window_matrix=window,
        perspective_matrix=window @ seen,
        is_perspective=True,
        view_perspective="PERSP",
    )


def test_the_button_keeps_the_operator_waiting_and_says_what_for(ball):
    waiting = Waiting("rim")
    assert waiting.kind.invoke(waiting, waiting.context, SimpleNamespace()) == {"RUNNING_MODAL"}
    assert waiting.kept == [waiting]
    assert waiting.hints == ["Click where the key's rim is to be; Esc cancels"]


@pytest.mark.parametrize("turn_deg", [0.0, 25.0])
def test_a_click_in_a_view_that_is_turned_puts_the_highlight_there(ball, turn_deg):
    place, stood, waiting = aside(0.3), key_at(), Waiting()
    looked_from(waiting, turn_deg)
    assert waiting.clicked(place) == {"FINISHED"}
    asked = seen_at(place)
    # A click is a whole pixel of the view.
    assert (waiting.x, waiting.y) == pytest.approx((asked["x"], asked["y"]), abs=2e-3)
    assert np.linalg.norm(key_at() - stood) > 0.1
    assert off_mirror_deg(waiting.x, waiting.y, lamp=key_at()) < 0.1
    assert waiting.hints == [None]
    assert waiting.said[-1][0] == {"INFO"}


def test_what_is_no_click_into_the_view_goes_on_to_blender(ball):
    waiting, stood, place = Waiting(), key_at(), aside(0.3)
    looked_from(waiting, 0.0)
    for otherwise in (
        {"type": "MOUSEMOVE", "value": "NOTHING"},
        {"type": "MIDDLEMOUSE"},
        {"value": "RELEASE"},
        {"mouse_x": waiting.view.x + waiting.view.width + 5},
        {"mouse_x": waiting.bar.x + 5},
    ):
        assert waiting.clicked(place, **otherwise) == {"PASS_THROUGH"}
    assert tuple(key_at()) == tuple(stood)
    assert waiting.hints == []


@pytest.mark.parametrize("kind", ["ESC", "RIGHTMOUSE"])
def test_escape_ends_it_and_nothing_has_changed(ball, kind):
    waiting, stood = Waiting(), key_at()
    assert waiting.handed(type=kind, value="PRESS", mouse_x=0, mouse_y=0) == {"CANCELLED"}
    assert tuple(key_at()) == tuple(stood)
    assert (waiting.hints, waiting.said) == ([None], [])


def test_a_click_far_to_the_right_is_still_in_the_view(ball):
    waiting = Waiting()
    looked_from(waiting, 0.0)
    # As far from the bottom it would be above the view: across is across.
    right = {"mouse_x": waiting.bar.x - 20, "mouse_y": waiting.view.y + 40}
    assert right["mouse_x"] > waiting.view.y + waiting.view.height
    assert waiting.handed(type="LEFTMOUSE", value="PRESS", **right) == {"CANCELLED"}
    assert [line for _, line in waiting.said] == ["Nothing is there: click on a surface"]


def test_a_click_past_everything_or_on_the_back_of_the_ball_is_refused_in_a_line(ball):
    stood, past, behind = key_at(), Waiting(), Waiting()
    looked_from(past, 0.0)
    looked_from(behind, 180.0)
    assert past.clicked(MIDDLE + np.array([0.0, 0.0, 0.8])) == {"CANCELLED"}
    off = to_camera()
    assert behind.clicked(MIDDLE - 0.5 * off / np.linalg.norm(off)) == {"CANCELLED"}
    assert [line for _, line in past.said] == ["Nothing is there: click on a surface"]
    assert [line for _, line in behind.said] == [
        "The shot's camera does not see that point: Sphere is before it"
    ]
    assert tuple(key_at()) == tuple(stood)
