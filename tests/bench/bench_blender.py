"""Keys into real Blender: in bulk against one by one, and every scenario through the add-on."""

import subprocess
import sys
from pathlib import Path

from _blender import NONE, bpy_python


def main() -> int:
    """Let the newest Blender time itself."""
    python = bpy_python()
    if python is None:
        print(NONE)
        return 0
    return subprocess.call([python, str(Path(__file__).with_name("_blender_keys.py"))])


if __name__ == "__main__":
    sys.exit(main())
