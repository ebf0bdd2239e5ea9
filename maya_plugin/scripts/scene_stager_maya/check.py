# SPDX-License-Identifier: Apache-2.0
"""What check_in_maya.py asks of a real Maya: bake, look, save, open, look again, report."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from maya import cmds

from scene_stager.errors import StagerError
from scene_stager.hosts.maya_ascii import write_maya
from scene_stager.hosts.owners_report import (
    AGREES,
    MOST_TOLD,
    SCENARIOS,
    OwnersReport,
    owners_report,
    report_place,
    write_report,
)
from scene_stager.hosts.play import owner_of
from scene_stager.hosts.take_file import read_take_file
from scene_stager.moks.take import Take

from . import scene, wishes
from .bake import bake_take
from .compare import compare
from .doctor import report as doctor

CAMERA, SPACE = "camera_of_the_check", "sceneStagerCheck"


def main(words: list[str]) -> int:
    """Check Takes that are named, or three scenarios; print what was found and write the report."""
    name, files = "scene_stager_maya_report.json", list(words)
    if "--out" in files:
        at = files.index("--out")
        name, files = (files[at + 1 : at + 2] or [""])[0], files[:at] + files[at + 2 :]
    try:
        out = report_place(name)
        told = check([read_take_file(file) for file in files] or _three())
        write_report(told, out)
    except StagerError as error:
        print(error, file=sys.stderr)
        return 2
    for shot in told["shots"]:
        for stage, lines in shot["wrong"].items():
            print("\n".join(f"WRONG {shot['title']}, {stage}: {line}" for line in lines))
    print(f"{told['verdict']}; the report is {out}")
    return 0 if told["verdict"] == AGREES else 1


def _three() -> list[Take]:
    """Three scenarios, baked here. Raises MissingPartError when this Maya cannot bake."""
    from scene_stager.hosts.wishes import ShotWishes

    return [wishes.bake(ShotWishes(source=name))[0] for name in SCENARIOS]


def check(takes: list[Take]) -> OwnersReport:
    """The whole report."""
    with tempfile.TemporaryDirectory() as folder:
        shots = [_shot(take, Path(folder)) for take in takes]
    return owners_report("Maya", str(cmds.about(version=True)), doctor(), shots)


def _shot(take: Take, folder: Path) -> dict[str, Any]:
    """One Take: baked and undone, baked again, saved, opened, baked over, and as shot.ma."""
    wrong: dict[str, list[str]] = {}
    compared: dict[str, int] = {}

    def look(stage: str) -> None:
        found = compare(take)
        compared[stage] = found.channels
        wrong[stage] = [*found.wrong[:MOST_TOLD], *found.missing]

    cmds.file(newFile=True, force=True)
    cmds.undoInfo(state=True)
    started_s = time.perf_counter()
    keys = bake_take(take).key_count
    seconds = time.perf_counter() - started_s
    look("baked")
    cmds.undo()
    wrong["undone"] = _left(take)
    bake_take(take)
    _save_and_open(str(folder / "saved.ma"))
    look("saved and opened")
    bake_take(take)
    look("baked over the opened file")
    wrong["curves"] = list(_idle_curves())
    written = folder / "shot.ma"
    write_maya(take, written)
    cmds.file(str(written), open=True, force=True)
    look("shot.ma opened")
    bake_take(take)
    look("baked over shot.ma")
    _with_what_is_there(take, look)
    return {
        "title": take.title,
        "plan_hash": take.plan_hash,
        "take_digest": take.digest,
        "frames": take.frame_count,
        "keys": keys,
        "seconds": round(seconds, 3),
        "channels_compared": compared,
        "wrong": wrong,
    }


def _with_what_is_there(take: Take, look: Callable[[str], None]) -> None:
    """A camera of the scene's own, and a namespace: baked, and the camera given back."""
    cmds.file(newFile=True, force=True)
    camera = str(cmds.createNode("transform", name=CAMERA))
    cmds.createNode("camera", name=f"{CAMERA}Shape", parent=camera)
    bake_take(take, wishes.MayaWishes(camera, SPACE))
    look("a camera of the scene, in a namespace")
    bake_take(take, wishes.MayaWishes(namespace=SPACE))
    look("the camera given back")


def _save_and_open(name: str) -> None:
    cmds.file(rename=name)
    cmds.file(save=True, type="mayaAscii", force=True)
    cmds.file(newFile=True, force=True)
    cmds.file(name, open=True, force=True)


def _left(take: Take) -> list[str]:
    return ["what was baked is still there"] if scene.made_by(owner_of(take)) else []


def _idle_curves() -> Iterator[str]:
    """Curves that drive nothing: a bake that lost sight of its own leaves them."""
    for curve in cmds.ls(type="animCurve") or ():
        if not cmds.listConnections(f"{curve}.output", source=False, destination=True):
            yield f"the curve {curve} drives nothing"
