"""Hands and eyes inside a Blender with windows: mouse, keys, pictures, and the button under them.

Every function is a generator: at each `yield` Blender handles what was sent and draws itself.
"""

import json

import bpy

ROW_PX = 6  # how finely the mouse looks for a button
mouse = {"x": 0, "y": 0}  # where it is: a key belongs to what is under it


def place():
    """The window, its 3D view, and the side bar of that."""
    window = bpy.context.window_manager.windows[0]
    area = next(area for area in window.screen.areas if area.type == "VIEW_3D")
    return window, area, next(region for region in area.regions if region.type == "UI")


def middle():
    """The middle of the 3D view, in pixels from the lower left of the window."""
    area = place()[1]
    return area.x + area.width // 2, area.y + area.height // 2


def moved(x, y):
    """The mouse, somewhere else."""
    mouse.update(x=x, y=y)
    place()[0].event_simulate(type="MOUSEMOVE", value="NOTHING", **mouse)
    yield


def click(x, y):
    """The left button, down and up."""
    yield from moved(x, y)
    for value in ("PRESS", "RELEASE"):
        place()[0].event_simulate(type="LEFTMOUSE", value=value, **mouse)
        yield


def pressed(key, ctrl=False):
    """A key, down and up, where the mouse is."""
    for value in ("PRESS", "RELEASE"):
        place()[0].event_simulate(type=key, value=value, ctrl=ctrl, **mouse)
    yield


def typed(words):
    """Letters, one after the other."""
    for letter in words:
        key = "SPACE" if letter == " " else letter.upper()
        place()[0].event_simulate(type=key, value="PRESS", unicode=letter, **mouse)
        place()[0].event_simulate(type=key, value="RELEASE", **mouse)
        yield


def searched(label):
    """F3, a name, Return: what the first hit does is done."""
    yield from moved(*middle())
    yield from pressed("F3")
    yield from wait(3)
    yield from typed(label)
    yield from wait(3)


def button(command):
    """Where a button is: the place at which Copy Python Command copies its operator."""
    window, area, sidebar = place()
    x = sidebar.x + sidebar.width // 2
    for y in range(sidebar.y + sidebar.height - 40, sidebar.y, -ROW_PX):
        yield from moved(x, y)
        with bpy.context.temp_override(window=window, area=area, region=sidebar):
            copy = bpy.ops.ui.copy_python_command_button
            if copy.poll():
                copy()
                if bpy.context.window_manager.clipboard.strip() == command:
                    return x, y - ROW_PX
    return None


def wait(count):
    """Let some time go by."""
    for _ in range(count):
        yield


def asked(folder, name, **what):
    """Have the process outside do something, and give its answer."""
    draft, answer = folder / f"{name}.draft", folder / f"{name}.answer"
    draft.write_text(json.dumps(what), encoding="utf-8")
    draft.rename(folder / f"{name}.wanted")
    while not answer.exists():
        yield
    told = json.loads(answer.read_text(encoding="utf-8"))
    answer.unlink()
    return told
