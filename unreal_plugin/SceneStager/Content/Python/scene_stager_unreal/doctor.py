# SPDX-License-Identifier: Apache-2.0
"""What works in this editor, one line each, with what to do about what does not."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path

import unreal

from . import panel, render_queue

NEEDS = {
    "MovieSceneScriptingFloatChannel": "the plug-in SequencerScripting",
    "EditorActorSubsystem": "the plug-in EditorScriptingUtilities",
    "EditorAssetLibrary": "the plug-in EditorScriptingUtilities",
    "ToolMenus": "the editor, not a game",
}
OLDEST, NEWEST = (5, 3), (5, 8)
PLAY_PYTHON, BAKE_PYTHON = (3, 9), (3, 11)


def report() -> list[str]:
    """Lines for people: ok, no or unknown, and what each is good for."""
    return [*_engine(), *_python(), *_parts(), *_extras()]


def _engine() -> list[str]:
    text = str(unreal.SystemLibrary.get_engine_version())
    numbers = text.partition("-")[0].split(".")
    version = tuple(int(n) for n in numbers[:2] if n.isdigit())
    if OLDEST <= version <= NEWEST:
        return [f"ok: Unreal {text}"]
    wanted = " to ".join(".".join(map(str, v)) for v in (OLDEST, NEWEST))
    return [f"unknown: Unreal {text}; written for {wanted}"]


def _python() -> list[str]:
    here = ".".join(map(str, sys.version_info[:3]))
    plays = "ok" if sys.version_info >= PLAY_PYTHON else "no"
    lines = [f"{plays}: Python {here} plays a shot.take.json (3.9 and later do)"]
    if sys.version_info < BAKE_PYTHON:
        lines.append("no: baking in the editor needs Python 3.11, that is Unreal 5.4 or later")
    elif find_spec("numpy") is None:
        lines.append(
            "no: baking in the editor needs numpy: install it with the editor's own Python, "
            f"{unreal.get_interpreter_executable_path()} -m pip install numpy"
        )
    else:
        lines.append("ok: baking in the editor, with numpy")
    return lines


def _parts() -> list[str]:
    lines = []
    for name, remedy in NEEDS.items():
        here = hasattr(unreal, name)
        lines.append(f"ok: {name}" if here else f"no: {name} is missing; it needs {remedy}")
    units = [n for n in ("MovieSceneTimeUnit", "SequenceTimeUnit") if hasattr(unreal, n)]
    lines.append(f"ok: {units[0]}" if units else "no: neither name of the time unit is known")
    return lines


def _extras() -> list[str]:
    looks = sorted(f.stem for f in (Path(__file__).resolve().parent / "luts").glob("*.png"))
    return [
        "ok: the panel can be made"
        if panel.can_be_made()
        else "no: this editor's Python makes no panels (EditorUtilityLibrary.add_source_widget "
        "came after Unreal 5.3); the menu does it all",
        f"ok: {len(looks)} film looks: {', '.join(looks)}" if looks else "no: no film looks here",
        "ok: CineAssembly metadata"
        if hasattr(unreal, "CineAssembly")
        else "no: no CineAssembly "
        "(Unreal 5.6 with Cinematic Assembly Tools); metadata goes onto the sequence",
        *_render(),
        "Nobody has run this plug-in in Unreal yet: docs/unreal.md says what was checked, and how.",
    ]


def _render() -> list[str]:
    """Which formats can be queued, and the plug-in that the others want for."""
    wanting = {name: render_queue.lacking(name) for name in render_queue.FORMATS}
    return [
        f"no: no {name} from the Movie Render Queue: turn on the plug-in {plugin}"
        if plugin
        else f"ok: {name} from the Movie Render Queue"
        for name, plugin in wanting.items()
    ]
