"""Inside a Blender with windows: what tools/try_blender_gui.py has it do, step by step.

Started with -P; after `--` come a folder for messages, the checkout and a scenario. A step is a
`yield`: Blender then handles the events that were sent and draws itself before the next.
"""

import json
import sys
import traceback
from pathlib import Path

import bpy

FOLDER, ROOT, SCENARIO = sys.argv[sys.argv.index("--") + 1 :][:3]
FOLDER = Path(FOLDER)
sys.path.append(ROOT)  # for tests/blender/dump.py; the add-on is the one that was installed

MODULE = "bl_ext.user_default.scene_stager"
BAKE = "bpy.ops.scene_stager.bake()"
PAUSE_S = 0.25
ROW_PX = 6  # how finely the mouse looks for the button
told = {"steps": [], "wrong": [], "boxes": {}}


def check(good, line):
    """Note a step that went well, or one that did not."""
    told["steps" if good else "wrong"].append(line)


def steps():
    """All of it, in order."""
    yield from installed()
    yield from panel_open()
    yield from clicked_and_undone()


def installed():
    """Install the extension as a person does."""
    bpy.context.preferences.view.show_splash = False
    bpy.ops.extensions.package_install_files(
        filepath=str(FOLDER / "extension.zip"), repo="user_default", enable_on_install=True
    )
    check(MODULE in bpy.context.preferences.addons, "the extension is installed and switched on")
    yield


def panel_open():
    """Show the side bar with our tab, on a scene with the settings that are to be baked."""
    yield from pressed("ESC")  # the splash
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


def clicked_and_undone():
    """Find the button with the mouse, click it, look, undo, and compare."""
    from tests.blender import dump

    before, count = dump.whole_file(), len(bpy.data.objects)
    where = yield from button()
    check(where is not None, "the button Bake Scene is under the mouse")
    if where is None:
        return
    yield from click(*where)
    yield from wait(12)
    check(len(bpy.data.actions) > 0, "a click on it bakes")
    check(len(bpy.data.objects) > count, "camera, lights and stand-ins are there")
    camera = bpy.context.scene.camera
    owned = camera is not None and "scene_stager_owner" in camera
    check(owned, "the scene looks through the shot's camera")
    check(dump.whole_file() != before, "the file has changed")
    yield from picture("baked")
    yield from pressed("Z", ctrl=True)
    yield from wait(8)
    after = dump.whole_file()
    check(after == before, f"one Ctrl-Z, and the file is as it was{differs(before, after)}")
    yield from picture("undone")


def differs(before, after):
    """Which shelves are not as they were."""
    shelves = [key for key in before if before[key] != after.get(key)]
    return f" (it is not: {', '.join(shelves)})" if shelves else ""


def button():
    """Where Bake Scene is: the place at which Copy Python Command copies its operator."""
    window, area, sidebar = place()
    x = sidebar.x + sidebar.width // 2
    for y in range(sidebar.y + sidebar.height - 40, sidebar.y, -ROW_PX):
        window.event_simulate(type="MOUSEMOVE", value="NOTHING", x=x, y=y)
        yield
        with bpy.context.temp_override(window=window, area=area, region=sidebar):
            copy = bpy.ops.ui.copy_python_command_button
            if copy.poll():
                copy()
                if bpy.context.window_manager.clipboard.strip() == BAKE:
                    return x, y - ROW_PX
    return None


def moved(window, x, y):
    """The mouse, somewhere else."""
    window.event_simulate(type="MOUSEMOVE", value="NOTHING", x=x, y=y)
    yield


def click(x, y):
    """The left button, down and up."""
    window = place()[0]
    window.event_simulate(type="MOUSEMOVE", value="NOTHING", x=x, y=y)
    yield
    for value in ("PRESS", "RELEASE"):
        window.event_simulate(type="LEFTMOUSE", value=value, x=x, y=y)
        yield


def pressed(key, ctrl=False):
    """A key, down and up, where the mouse is."""
    window = place()[0]
    for value in ("PRESS", "RELEASE"):
        window.event_simulate(type=key, value=value, ctrl=ctrl)
    yield


def picture(name):
    """Ask for a picture of the screen, and wait until it is taken."""
    _, _, sidebar = place()
    told["boxes"][name] = [sidebar.x, sidebar.y, sidebar.width, sidebar.height]
    wanted = FOLDER / f"{name}.wanted"
    wanted.touch()
    while wanted.exists():
        yield


def wait(count):
    """Let some time go by."""
    for _ in range(count):
        yield


def place():
    """The window, its 3D view, and the side bar of that."""
    window = bpy.context.window_manager.windows[0]
    area = next(area for area in window.screen.areas if area.type == "VIEW_3D")
    return window, area, next(region for region in area.regions if region.type == "UI")


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


SEQUENCE = steps()
bpy.app.timers.register(tick, first_interval=1.5, persistent=True)
