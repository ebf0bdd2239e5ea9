# SPDX-License-Identifier: GPL-3.0-or-later
"""A match in a child process: started, watched, ended, and its files kept with the user's data."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

import bpy

from scene_stager.errors import HostError, shorten
from scene_stager.script.field import rules_of
from scene_stager.script.judge import judge
from scene_stager.script.parts import PARTS
from scene_stager.script.scene_script import SLOTS
from scene_stager.script.strict_json import MAX_BYTES, parse

NEEDS = ("scipy", "gudhi", "PIL")
PYTHON_VARIABLE = "SCENE_STAGER_PYTHON"
CHILD = Path(__file__).with_name("match_child.py")
MATCH, SCRIPT, PICTURE = "match.json", "script.json", "match.png"
LAST_WORDS = 300
LONGEST_PROMOTE_S = 120.0


def why_not_match() -> str:
    """Why no still can be matched here; empty when one can."""
    if os.environ.get(PYTHON_VARIABLE):
        return ""
    if not core_has_matching():
        return "This package bakes only; install the full one to match stills"
    missing = [name for name in NEEDS if importlib.util.find_spec(name) is None]
    if missing:
        return (
            f"Matching needs {', '.join(missing)}: install the full package, or name a Python "
            f"that has scene-stager in {PYTHON_VARIABLE}"
        )
    return ""


class Child:
    """A process with the whole core, which is asked one thing and answers in one line.

    `ended` is asked now and then; `stop` ends it.
    """

    def __init__(self, asked: dict[str, Any]) -> None:
        self._words = tempfile.TemporaryFile()  # noqa: SIM115 - `_close` closes it
        self._said = tempfile.TemporaryFile()  # noqa: SIM115 - `_close` closes it
        python = os.environ.get(PYTHON_VARIABLE) or sys.executable
        try:
            # -P: the folder beside the child holds our core, which may only bake.
            self._child = subprocess.Popen(
                [python, "-P", str(CHILD)],
                stdin=subprocess.PIPE,
                stdout=self._said,
                stderr=self._words,
            )
        except OSError as error:
            self._close()
            raise HostError(f"{python} does not start: {error.strerror}") from error
        # One that has ended by now says why where its answer is read.
        with suppress(BrokenPipeError), self._child.stdin as stdin:
            stdin.write(json.dumps({"paths": core_paths(), **asked}).encode() + b"\n")

    def ended(self) -> bool:
        """Whether there is an answer."""
        return self._child.poll() is not None

    def wait(self, limit_s: float) -> None:
        """Wait for the answer; HostError when it does not come in time."""
        try:
            self._child.wait(limit_s)
        except subprocess.TimeoutExpired:
            self.stop()
            raise HostError(f"match: no answer within {limit_s:.0f} s; it was ended") from None

    def answer(self) -> dict[str, Any]:
        """What it said at its end. HostError in one line when it failed."""
        try:
            told = self._told()
        finally:
            self._close()
        if not told.get("ok"):
            raise HostError(str(told.get("line", "no reason given")))
        return told

    def stop(self) -> None:
        """End it, whatever it is doing."""
        self._child.kill()
        self._child.wait()
        self._close()

    def _told(self) -> dict[str, Any]:
        self._said.seek(0)
        lines = self._said.read(MAX_BYTES).splitlines()
        with suppress(ValueError, IndexError):
            told = json.loads(lines[-1])
            if isinstance(told, dict):
                return told
        self._words.seek(0)
        last = self._words.read().decode("utf-8", "replace").strip()[-LAST_WORDS:]
        raise HostError(f"match: the process ended without an answer ({shorten(last, LAST_WORDS)})")

    def _close(self) -> None:
        self._said.close()
        self._words.close()


class Matching(Child):
    """One match under way, into a folder of its own in `out`; what an earlier one found stays."""

    def __init__(self, still: Path, options: dict[str, Any], out: Path) -> None:
        if not still.is_file():
            raise HostError(f"match: found no file {still.name!r}, expected a picture")
        super().__init__({"still": str(still), "out": str(out), "options": options})

    def result(self) -> Path:
        """The folder of the match, after its end. HostError in one line when it failed."""
        return Path(str(self.answer().get("folder", "")))


def promote(folder: Path, name: str, title: str, description: str, overwrite: bool) -> str:
    """Keep a match as a preset in the library; what was kept. HostError when the gate refuses."""
    wanted = {
        "folder": str(folder),
        "name": name,
        "title": title,
        "description": description,
        "overwrite": overwrite,
    }
    child = Child({"promote": wanted})
    child.wait(LONGEST_PROMOTE_S)
    return str(child.answer().get("line", ""))


def match_folder() -> Path:
    """Where matches are kept: with the user's own Blender data."""
    return Path(bpy.utils.user_resource("DATAFILES", path="scene_stager")) / "matches"


def outcome_of(folder: Path) -> dict[str, Any]:
    """The match file of a folder, as plain data."""
    tree = parse((folder / MATCH).read_bytes(), MATCH)
    return tree if isinstance(tree, dict) else {}


def offered(told: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """What a match knows and its script has not, part by part, by the fields of the script."""
    slots = told.get("slots")
    found: dict[str, dict[str, Any]] = {}
    for part, names in PARTS.items():
        for slot in names:
            one = slots.get(slot) if isinstance(slots, dict) else None
            fields = one.get("offered") if isinstance(one, dict) else None
            for name, rule in rules_of(SLOTS[slot]).items() if isinstance(fields, dict) else ():
                path = f"{slot}.{name}"
                if name in fields and judge(path, rule, fields[name]) is None:
                    found.setdefault(part, {})[path] = fields[name]
    return found


def in_words(told: dict[str, Any]) -> str:
    """A match in one line, for the status bar."""
    key = told.get("key")
    if not isinstance(key, dict):
        return str(told.get("outcome", "nothing found")).replace("_", " ")
    return (
        f"{str(told['outcome']).replace('_', ' ')}: key {key['azimuth_deg']:+.0f}° / "
        f"{key['elevation_deg']:+.0f}°, {key['kelvin']:.0f} K, fill {told['fill_ratio_stops']:.1f} "
        f"stops under it, {told['iterations']} steps"
    )


def core_paths() -> list[str]:
    """Where the child finds the core and the libraries: where this Python finds them."""
    from scene_stager import errors

    own = str(Path(errors.__file__).resolve().parents[1])
    if not os.environ.get(PYTHON_VARIABLE):
        return [own, *(p for p in sys.path if p)]
    # Another Python has libraries of its own, and the whole core where ours only bakes.
    return [own] if core_has_matching() else []


def core_has_matching() -> bool:
    from scene_stager import errors

    return Path(errors.__file__).with_name("inverse").is_dir()
