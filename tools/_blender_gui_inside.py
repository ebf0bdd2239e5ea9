"""Inside a Blender with windows: what tools/try_blender_gui.py has it do, step by step.

Started with -P; after `--` come a folder for messages, the checkout and a scenario. A step is a
`yield`: Blender then handles the events that were sent and draws itself before the next.
"""

# ruff: noqa: E402 - the path comes first: it runs as a script in Blender

import json
import os
import sys
import tempfile
import traceback
from pathlib import Path

import bpy

FOLDER, ROOT, SCENARIO, PART = sys.argv[sys.argv.index("--") + 1 :][:4]
FOLDER = Path(FOLDER)
sys.path.append(ROOT)  # for tests/blender/dump.py; the add-on is the one that was installed

from tools._blender_gui_hands import (
    asked,
    button,
    click,
    middle,
    moved,
    place,
    pressed,
    searched,
    wait,
)

from tests.blender import dump

MODULE = "bl_ext.user_default.scene_stager"
BAKE, REBIND = "bpy.ops.scene_stager.bake()", "bpy.ops.scene_stager.rebind()"
TAKE = "dropped.take.json"
STILL = Path(ROOT) / "docs" / "gallery" / "interview_three_point.webp"
PAUSE_S = 0.25
TOOLTIP_STEPS = 12  # as long as a tooltip takes to come
told = {"steps": [], "wrong": [], "boxes": {}, "bake at": None, "hovered": False}
bpy.context.preferences.view.show_splash = False


def check(good, line):
    """Note a step that went well, or one that did not."""
    told["steps" if good else "wrong"].append(line)


def steps():
    """All of it, in order; every part leaves the file as it found it."""
    yield from installed()
    yield from panel_open()
    for part in (baked_by_click, grey, found_by_f3, rebound, matching_cancelled, dropped):
        before = dump.whole_file()
        yield from part()
        after = dump.whole_file()
        name = part.__name__.replace("_", " ")
        check(after == before, f"{name}: the file is as it was{differs(before, after)}")


def installed():
    """Install the extension as a person does."""
    bpy.ops.extensions.package_install_files(
        filepath=str(FOLDER / "extension.zip"), repo="user_default", enable_on_install=True
    )
    check(MODULE in bpy.context.preferences.addons, "the extension is installed and switched on")
    yield


def panel_open():
    """Show the side bar with our tab, on a scene with the settings that are to be baked."""
    area = place()[1]
    area.spaces.active.show_region_ui = True
    yield from wait(2)
    sidebar = place()[2]
    sidebar.active_panel_category = "Stager"
    check(sidebar.active_panel_category == "Stager", "the side bar has a tab Stager")
    settings = bpy.context.scene.scene_stager
    settings.scenario = SCENARIO
    settings.use_phase, settings.phase, settings.use_seed, settings.seed = True, 0.25, True, 7
    area.tag_redraw()
    yield from wait(4)
    bpy.ops.ed.undo_push(message="Ready")
    yield from picture("before")


def baked_by_click():
    """Find the button with the mouse, click it, look, and undo."""
    before, count = dump.whole_file(), len(bpy.data.objects)
    where = yield from button(BAKE)
    check(where is not None, "the button Bake Scene is under the mouse")
    if where is None:
        return
    told["bake at"] = where
    (FOLDER / "bake_at.json").write_text(json.dumps(where), encoding="utf-8")
    yield from click(*where)
    yield from wait(12)
    check(len(bpy.data.actions) > 0, "a click on it bakes")
    check(len(bpy.data.objects) > count, "camera, lights and stand-ins are there")
    camera = bpy.context.scene.camera
    owned = camera is not None and "scene_stager_owner" in camera
    check(owned, "the scene looks through the shot's camera")
    check(dump.whole_file() != before, "the file has changed")
    yield from picture("baked")
    yield from undone()
    after = dump.whole_file()
    check(after == before, f"one Ctrl-Z, and the file is as it was{differs(before, after)}")
    yield from picture("undone")


def grey():
    """In Edit Mode the button is grey, does nothing, and says why."""
    where = told["bake at"]
    if where is None:
        return
    yield from in_mode("EDIT")
    yield from click(*where)
    yield from wait(4)
    check(not bpy.data.actions, "the grey button bakes nothing")
    try:
        bpy.ops.scene_stager.bake()
        check(False, "Bake Scene refuses in Edit Mode")
    except RuntimeError as error:
        check("Bakes in Object Mode only" in str(error), "and says: Bakes in Object Mode only")
    yield from in_mode("OBJECT")


def hovered():
    """With the real pointer, for simulated ones get no tooltips: rest it on the grey button."""
    bpy.ops.preferences.addon_enable(module=MODULE)
    yield from panel_open()
    where = json.loads((FOLDER / "bake_at.json").read_text(encoding="utf-8"))
    yield from in_mode("EDIT")
    yield from picture("grey")
    high = place()[0].height
    answer = yield from asked(FOLDER, "hover", do="hover", x=where[0], y=high - where[1])
    check(not answer["line"], answer["line"] or "the real pointer rests on the grey button")
    yield from wait(TOOLTIP_STEPS)
    told["hovered"], told["bake at"] = True, where
    yield from picture("grey_tooltip")


def in_mode(mode):
    """The cube in another mode."""
    with bpy.context.temp_override(window=place()[0], area=place()[1]):
        bpy.ops.object.mode_set(mode=mode)
    yield from wait(4)


def found_by_f3():
    """F3 finds the operators by their names; Return does them."""
    settings = bpy.context.scene.scene_stager
    yield from searched("Preview Camera Path")
    yield from picture("f3")
    yield from pressed("RET")
    yield from wait(6)
    check(settings.show_path, "F3 finds Preview Camera Path")
    yield from picture("path")
    yield from chosen_by_f3("Bake Scene")
    check(len(bpy.data.actions) > 0, "F3 finds Bake Scene")
    check(not settings.show_path, "the bake takes the path away")
    yield from chosen_by_f3("Match Scene to Shot")
    same = bpy.context.scene.frame_end == settings.shot_range[1]
    check(same, "F3 finds Match Scene to Shot")
    for thing in bpy.context.view_layer.objects:
        thing.select_set(thing == bpy.context.scene.camera)
    yield from chosen_by_f3("Release")
    free = "scene_stager_owner" not in bpy.context.scene.camera
    check(free, "F3 finds Release")
    yield from undone(4)


def chosen_by_f3(label):
    """F3, a name, Return."""
    yield from searched(label)
    yield from pressed("RET")
    yield from wait(10)


def rebound():
    """Bake with a target missing, let the cube be it, and click Rebind in the panel."""
    where = told["bake at"]
    if where is None:
        return
    cube, scene = bpy.data.objects["Cube"], bpy.context.scene
    yield from click(*where)
    yield from wait(12)
    missing = [one.stand_in for one in scene.scene_stager.remarks if one.stand_in]
    check(len(missing) == 1, "what is missing is listed")
    yield from picture("missing")
    for one in scene.scene_stager.remarks:
        if one.stand_in:
            one.object = cube
    there = yield from button(REBIND)
    check(there is not None, "the button Rebind is under the mouse")
    if there is not None:
        yield from click(*there)
        yield from wait(8)
        gone = not any(name in bpy.data.objects for name in missing)
        check(gone, "a click on it puts the cube in the stand-in's place")
        listed = any(one.stand_in for one in scene.scene_stager.remarks)
        check(not listed, "and takes it off the list")
        yield from picture("rebound")
        yield from undone()
    yield from undone()


def matching_cancelled():
    """Begin to match a still, see that it is under way, press Esc: nothing has changed."""
    from bl_ext.user_default.scene_stager.interface.matching import under_way

    if not Path(os.environ.get("SCENE_STAGER_PYTHON", "")).is_file():
        told["steps"].append("matching not tried: SCENE_STAGER_PYTHON names no Python here")
        return
    window, area, sidebar = place()
    with bpy.context.temp_override(window=window, area=area, region=sidebar):
        begun = bpy.ops.scene_stager.match_reference("INVOKE_DEFAULT", filepath=str(STILL))
    check(begun == {"RUNNING_MODAL"}, "a match begins, and Blender stays awake")
    yield from wait(8)
    check(under_way.still == STILL.name, "the panel and the status bar say what is waited for")
    yield from picture("matching")
    yield from moved(*middle())
    yield from pressed("ESC")
    yield from wait(4)
    check(not under_way.still, "Esc ends it")
    left = list(Path(tempfile.gettempdir()).glob("scene-stager-match-*"))
    check(not left, "and leaves no files")


def dropped():
    """A Take is dropped on the viewport by another program, and is played at once."""
    x, y = middle()
    yield from moved(x, y)
    high = place()[0].height
    answer = yield from asked(FOLDER, "drop", do="drop", file=TAKE, x=x, y=high - y)
    if answer["line"]:
        check(False, f"the drop by XDND did not come about: {answer['line']}")
        return
    yield from wait(16)
    there = any("scene_stager_owner" in thing for thing in bpy.data.objects)
    check(there, "a Take that another program drops on the viewport (XDND) is played")
    yield from picture("dropped")
    yield from undone()


def undone(times=1):
    """Ctrl-Z over the 3D view."""
    yield from moved(*middle())
    for _ in range(times):
        yield from pressed("Z", ctrl=True)
        yield from wait(8)


def differs(before, after):
    """Which shelves are not as they were."""
    shelves = [key for key in before if before[key] != after.get(key)]
    return f" (it is not: {', '.join(shelves)})" if shelves else ""


def picture(name):
    """Have a picture of the screen taken."""
    _, _, sidebar = place()
    told["boxes"][name] = [sidebar.x, sidebar.y, sidebar.width, sidebar.height]
    yield from asked(FOLDER, name, do="picture")


def tick():
    """Do the next step; write down what came of it all and leave after the last."""
    try:
        next(SEQUENCE)
    except StopIteration:
        leave()
    except Exception as error:  # noqa: BLE001 - whatever it is, it is told, and Blender ends
        traceback.print_exc()
        told["wrong"].append(f"{type(error).__name__}: {error}")
        leave()
    return PAUSE_S


def leave():
    """Write the result and end Blender."""
    (FOLDER / "result.json").write_text(json.dumps(told), encoding="utf-8")
    bpy.ops.wm.quit_blender()


SEQUENCE = hovered() if PART == "hover" else steps()
bpy.app.timers.register(tick, first_interval=1.5, persistent=True)
