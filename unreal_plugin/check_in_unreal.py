# SPDX-License-Identifier: Apache-2.0
"""Does Scene Stager work in this Unreal? For whoever has one: a minute, in a project of your own.

UnrealEditor-Cmd Project.uproject -run=pythonscript
    -script="/path/check_in_unreal.py --out=/path/report.json"

or, in the editor's console: py "/path/check_in_unreal.py" --out=/path/report.json

The plug-in must be in the project. Takes may be named after it (whole paths); else three scenarios
are baked, which needs numpy. Everything goes into /Game/SceneStagerCheck, which you may delete.
"""

import sys


def main(words):
    """The exit code; a line where the check could not be made."""
    try:
        import unreal
    except ImportError:
        print("check_in_unreal.py: no Unreal here; run it in the editor", file=sys.stderr)
        return 2
    try:
        from scene_stager_unreal import check
    except ImportError as error:
        lacking = "the plug-in Scene Stager is not in this project, or is switched off"
        unreal.log_error(f"check_in_unreal.py: {lacking} ({error})")
        return 2
    return check.main(words)


if __name__ == "__main__":
    code = main(sys.argv[1:])
    if code:
        raise SystemExit(code)
