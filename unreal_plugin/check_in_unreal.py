# SPDX-License-Identifier: Apache-2.0
"""Does Scene Stager work in this Unreal? For whoever has one: a minute, in a project of your own.

UnrealEditor-Cmd Project.uproject -run=pythonscript
    -script="/path/check_in_unreal.py --out=/path/report.json"

or, in the editor's console: py "/path/check_in_unreal.py" --out=/path/report.json

The plug-in must be in the project. Takes may be named after it (whole paths); else three scenarios
are baked, which needs numpy. Everything goes into /Game/SceneStagerCheck, which you may delete.
"""

import sys

from scene_stager_unreal import check

if __name__ == "__main__":
    code = check.main(sys.argv[1:])
    if code:
        raise SystemExit(code)
