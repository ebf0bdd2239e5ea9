# SPDX-License-Identifier: Apache-2.0
"""Does Scene Stager work in this Maya? For whoever has one: a minute, no window, nothing of yours.

mayapy check_in_maya.py [--out REPORT.json] [shot.take.json ...]

Bakes three scenarios (or plays the Takes that are named), compares every channel at every frame
with the Take, saves, opens the file again, compares again, opens the file that the command line
writes, and compares that. Exit code 0 when all agrees, 1 when something does not, 2 when the check
could not be made. REPORT.json says what was found; docs/verify_a_host.md says where to send it.

This file stands outside of the package on purpose: in mayapy neither the module's folder nor
maya.cmds is there before Maya has been started, and the package needs both.
"""

import os
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
PLUG_INS = "MAYA_PLUG_IN_PATH"
OLDEST_PYTHON = (3, 9)  # Maya 2023


def main(words):
    """Start Maya without windows, then check; the exit code."""
    lacking = _lacking()
    if lacking:
        print("check_in_maya.py: " + lacking, file=sys.stderr)
        return 2
    sys.path[:0] = [str(HERE / "scripts"), str(HERE.parent / "core")]
    paths = [str(HERE / "plug-ins"), os.environ.get(PLUG_INS, "")]
    os.environ[PLUG_INS] = os.pathsep.join(path for path in paths if path)
    try:
        from maya import standalone
    except ImportError:
        print("check_in_maya.py: no Maya here; run it with mayapy", file=sys.stderr)
        return 2
    standalone.initialize("python")
    from scene_stager_maya import check

    return check.main(words)


def _lacking():
    """Why it cannot be tried here, by what is known before Maya starts; empty when it can."""
    if sys.version_info < OLDEST_PYTHON:
        found = ".".join(map(str, sys.version_info[:2]))
        return "found Python " + found + ", expected 3.9 or newer, which Maya 2023 and later have"
    if not (HERE / "scripts" / "scene_stager_maya").is_dir():
        return "the module's folder scripts is not beside it; run it where it was unpacked"
    return ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
