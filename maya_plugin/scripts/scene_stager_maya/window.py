# SPDX-License-Identifier: Apache-2.0
"""The dockable window: what to bake, and what is missing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from maya import cmds

from scene_stager.errors import StagerError
from scene_stager.hosts.play import PlayReport
from scene_stager.hosts.take_file import read_take_file
from scene_stager.hosts.wishes import OWN, UNASKED, ShotWishes, asked
from scene_stager.moks.take import Take

from . import as_shot, bake, borrow, doctor, look, spaces, wishes

NAME = "SceneStagerWindow"
TITLE = "Scene Stager"
SCRIPT: Any = "from scene_stager_maya import window; window.fill()"
# Words and order are those of the panel in Blender.
LISTS = {
    "scenario": ("Scenario", "The shot to begin with"),
    "look_preset": ("Look Preset", "A preset of your library, put on the shot"),
    "move_preset": ("Move Preset", "A preset that brings a rig and its move, over all the rest"),
    "rig": ("Rig", "What carries the camera"),
    "stock": ("Stock", "The film in the camera"),
}
BAKES = "Compute the shot and write camera, lights, air and film into the scene as plain keys"
LABEL_WIDTH = 90
ROWS = 4


def show() -> None:
    """Open the window, or bring it to the front."""
    if is_open():
        cmds.workspaceControl(NAME, edit=True, restore=True)
        return
    cmds.workspaceControl(
        NAME, label=TITLE, uiScript=SCRIPT, retain=False, initialWidth=360, initialHeight=520
    )


def is_open() -> bool:
    """True when the window is there."""
    return bool(cmds.workspaceControl(NAME, exists=True))


def fill() -> None:
    """Put the controls into the window; Maya calls this, also when it restores a workspace."""
    cmds.columnLayout(adjustableColumn=True, rowSpacing=4, parent=NAME)
    reason = wishes.why_not()
    if reason:
        cmds.text(label=reason, align="left", wordWrap=True)
    else:
        _choices()
    _where()
    cmds.button(
        _c("bake"),
        label="Bake Scene",
        enable=not reason,
        annotation=reason or f"{BAKES}; one undo step",
        command=lambda *_: safely(bake_now),
    )
    cmds.button(
        _c("match"),
        label="Match from Take...",
        command=lambda *_: safely(match_now),
        annotation="Play a shot.take.json that was baked or matched elsewhere",
    )
    _below()
    refresh()


def _choices() -> None:
    from scene_stager.presets.offers import offered  # which needs what baking needs

    known = {key: offered(key) for key in LISTS}
    for key, (label, about) in LISTS.items():
        unasked = (UNASKED[key],) if key in UNASKED else ()
        cmds.optionMenuGrp(
            _c(key), label=f"{label} ", columnWidth=(1, LABEL_WIDTH), annotation=about
        )
        for item in (*unasked, *known[key]):
            cmds.menuItem(label=item)
    cmds.textFieldButtonGrp(
        _c("target"),
        label="Target ",
        buttonLabel="Selected",
        columnWidth=(1, LABEL_WIDTH),
        annotation="What the shot is about: name:, tag:, role: or collection: and a pattern; the "
        "scenario's own selector when empty",
        buttonCommand=lambda *_: safely(take_selected),
    )
    cmds.checkBox(
        _c("use_range"),
        label="Use These Frames",
        value=False,
        annotation="Bake only some frames of the shot",
    )
    cmds.intFieldGrp(
        _c("range"),
        label="Frames ",
        annotation="First and last frame, both included, in the shot's own rate",
        numberOfFields=2,
        value1=1,
        value2=100,
        columnWidth=(1, LABEL_WIDTH),
    )
    cmds.checkBox(
        _c("use_phase"),
        label="Use This Phase",
        value=False,
        annotation="Set the one slider of the air; off, the scenario's own counts",
    )
    cmds.floatSliderGrp(
        _c("phase"),
        label="Phase φ ",
        field=True,
        minValue=0.0,
        maxValue=1.0,
        value=0.3,
        columnWidth=(1, LABEL_WIDTH),
        annotation="The air, from 0 to 1: 0 is calm and clear, 1 wild and thick",
    )


def _where() -> None:
    """What of the scene's own the bake may use."""
    cmds.textFieldButtonGrp(
        _c("camera"),
        label="Camera ",
        buttonLabel="Selected",
        columnWidth=(1, LABEL_WIDTH),
        annotation="A camera of yours to key instead of making one; empty makes one",
        buttonCommand=lambda *_: safely(take_camera),
    )
    cmds.textFieldButtonGrp(
        _c("namespace"),
        label="Namespace ",
        buttonLabel="Current",
        columnWidth=(1, LABEL_WIDTH),
        annotation="Where the shot's nodes go, such as seq:shot; empty where it stood before, or "
        "the current one",
        buttonCommand=lambda *_: safely(take_namespace),
    )


def _below() -> None:
    """What is missing, the film's look, and the doctor."""
    cmds.frameLayout(label="Missing Targets", collapsable=True)
    cmds.textScrollList(
        _c("missing"),
        numberOfRows=ROWS,
        selectCommand=lambda *_: select_missing(),
        annotation="What was not found; a click selects its stand-in",
    )
    cmds.button(
        _c("rebind"),
        label="Rebind",
        command=lambda *_: safely(rebind_now),
        annotation="Look again, and drop the stand-ins of what is there now",
    )
    cmds.setParent("..")
    cmds.frameLayout(label="Film Look", collapsable=True)
    cmds.button(
        _c("look"),
        label="See Through the Film",
        command=lambda *_: safely(look_now),
        enable=bool(look.looks()),
        annotation="Show the scene through the stock, by colour management; nothing is baked",
    )
    cmds.button(
        _c("unlook"),
        label="Colours as They Were",
        command=lambda *_: safely(look.restore),
        annotation="Give colour management back what it had",
    )
    cmds.setParent("..")
    cmds.button(
        _c("doctor"),
        label="Doctor",
        command=lambda *_: run_doctor(),
        annotation="What works in this Maya, and what is missing",
    )
    cmds.text(_c("said"), label="", align="left", wordWrap=True)


def chosen() -> ShotWishes:
    """What the window asks for now."""

    def value(kind: str, key: str) -> Any:
        return getattr(cmds, kind)(_c(key), query=True, value=True)

    picked = {key: value("optionMenuGrp", key) for key in LISTS}
    frames = None
    if value("checkBox", "use_range"):
        first: Any = cmds.intFieldGrp(_c("range"), query=True, value1=True)
        last: Any = cmds.intFieldGrp(_c("range"), query=True, value2=True)
        frames = (int(first), int(last))
    phase = float(value("floatSliderGrp", "phase")) if value("checkBox", "use_phase") else None
    target: Any = cmds.textFieldButtonGrp(_c("target"), query=True, text=True)
    others = {key: asked(key, picked[key]) for key in UNASKED}
    target = (target or "").strip()
    return ShotWishes(picked["scenario"], target=target, phase=phase, frames=frames, **others)


def permitted() -> wishes.MayaWishes:
    """What the window lets a bake do to the scene; what Maya does by itself without one."""
    if not is_open():
        return wishes.MayaWishes()
    told: list[Any] = [
        cmds.textFieldButtonGrp(_c(key), query=True, text=True) for key in ("camera", "namespace")
    ]
    return wishes.MayaWishes(*((words or "").strip() for words in told))


def bake_now() -> None:
    """Bake what is chosen into the scene."""
    _play(*wishes.bake(chosen()))


def match_now() -> None:
    """Ask for a Take and play it into the scene."""
    found = cmds.fileDialog2(
        caption="Match from Take", fileMode=1, fileFilter="Scene Stager Take (*.take.json *.json)"
    )
    if found:
        _play(read_take_file(found[0]))


def match() -> None:
    """The same for menu and shelf, with or without the window."""
    safely(match_now)


def set_up() -> None:
    """Time slider, render camera and resolution as the shot has them, for the menu."""
    safely(lambda: _say(as_shot.set_up()))


def rebind() -> None:
    """Rebind, for the menu."""
    safely(rebind_now)


def take_selected() -> None:
    """Let what is selected be the target."""
    names = cmds.ls(selection=True) or []
    if names:
        plain = names[0].rpartition("|")[2].replace("\\", "\\\\")
        cmds.textFieldButtonGrp(_c("target"), edit=True, text=f"name:{plain}")


def take_camera() -> None:
    """Let the camera that is selected be the one to key."""
    names = cmds.ls(selection=True, long=True) or []
    if names:
        path = borrow.find_camera(names[0])
        cmds.textFieldButtonGrp(_c("camera"), edit=True, text=path)


def take_namespace() -> None:
    """Let the namespace that is current now be the shot's."""
    cmds.textFieldButtonGrp(_c("namespace"), edit=True, text=spaces.current())


def rebind_now() -> None:
    """Drop the stand-ins of what is there now."""
    found = bake.rebind()
    said = ", ".join(name for _, name in found)
    _say(f"Found {said}" if said else "Nothing more was found")
    refresh()


def look_now() -> None:
    """See the scene through the film that is chosen."""
    stock: Any = cmds.optionMenuGrp(_c("stock"), query=True, value=True)
    names = look.looks()
    look.show(names[0] if stock == OWN and names else stock)


def select_missing() -> None:
    """Select the stand-in that is picked in the list."""
    picked: Any = cmds.textScrollList(_c("missing"), query=True, selectItem=True)
    paths = {selector: path for path, selector in bake.stand_ins()}
    wanted = [paths[name] for name in picked or () if name in paths]
    if wanted:
        cmds.select(*wanted, replace=True)


def run_doctor() -> None:
    """Say what works here."""
    cmds.confirmDialog(title=f"{TITLE}: Doctor", message="\n".join(doctor.report()), button=["OK"])


def refresh() -> None:
    """List what is missing now."""
    if not is_open():
        return
    cmds.textScrollList(_c("missing"), edit=True, removeAll=True)
    for _, selector in bake.stand_ins():
        cmds.textScrollList(_c("missing"), edit=True, append=selector)


def _play(take: Take, remarks: tuple[str, ...] = ()) -> None:
    report: PlayReport = bake.bake_take(take, permitted())
    remarks = (*remarks, *report.warnings)
    lines = [f"{take.title or report.owner}: {report.key_count} keys", *remarks]
    for line in remarks:
        cmds.warning(f"{TITLE}: {line}")
    _say("\n".join(lines))
    refresh()


def safely(act: Callable[[], object]) -> None:
    """Do something; what goes wrong is a dialog with all its lines, and the scene as it was."""
    try:
        act()
    except StagerError as error:
        _say(str(error))
        cmds.confirmDialog(title=TITLE, message=str(error), button=["OK"], icon="warning")


def _say(text: str) -> None:
    if is_open():
        cmds.text(_c("said"), edit=True, label=text)
    else:
        cmds.inViewMessage(statusMessage=text.partition("\n")[0], fade=True, position="topCenter")


def _c(key: str) -> str:
    """A control's name."""
    return f"sceneStager_{key}"
