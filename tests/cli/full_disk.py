"""Every command that writes, on a disk that is full: one line, exit code 2, nothing half-written.

    python -m tests.cli.full_disk [--disk FOLDER]

Files may not grow beyond a kilobyte here (RLIMIT_FSIZE). With --disk, FOLDER is a disk that is
nearly full, and nothing else is limited. Prints one line of JSON for each command.
"""

import argparse
import contextlib
import io
import json
import os
import shutil
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
STILL = ROOT / "tests" / "reading" / "stills" / "ref_11_003.png"
MATCH = ROOT / "tests" / "baselines" / "match_v1.json"
SMALLEST_BYTES = 1000

# What is asked, and the file or folder of the full disk that the one line names.
COMMANDS = {
    "bake crane_reveal --preview none --out DISK/x": "x",  # its sky is the first to be written
    "bake crane_reveal --preview none --out DISK/y --host maya-ascii": "y/shot.ma",
    "bake crane_reveal --preview none --out DISK": "",
    "match still.png --no-picture --inspector none --out DISK": "still",
    "metrics still.png --picture DISK/sheet.png": "",
    "sh map.png --out DISK/dome": "dome",
    "farm crane_reveal --out DISK/farm": "farm",
    "preset make crane_reveal new": "presets/new.preset.json",
    "preset publish look.preset.json DISK/shared": "shared/crane_reveal.preset.json",
    "preset merge look.preset.json look.preset.json look.preset.json --out DISK/deep/m.json": (
        "deep/m.json"
    ),
    "promote match.json --name new": "presets/new.preset.json",
    "library DISK/library.sqlite --rebuild .": "library.sqlite",
}


def main() -> int:
    """Ask for everything and tell what came of it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--disk", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        here = Path(scratch)
        fill(here)
        disk = options.disk or here / "disk"
        disk.mkdir(exist_ok=True)
        os.environ["SCENE_STAGER_PRESETS"] = str(disk / "presets")
        os.chdir(here)
        if options.disk is None:
            import resource

            resource.setrlimit(resource.RLIMIT_FSIZE, (SMALLEST_BYTES, SMALLEST_BYTES))
        for words in COMMANDS:
            print(json.dumps({"words": words, **ask(words, disk)}), flush=True)
    return 0


def fill(here: Path) -> None:
    """What the commands read."""
    from PIL import Image

    from scene_stager.presets.library import Library
    from scene_stager.presets.preset import Lineage, preset_of
    from scene_stager.script.read import read_script

    shutil.copy(STILL, here / "still.png")
    shutil.copy(MATCH, here / "match.json")
    Image.new("RGB", (64, 32), "grey").save(here / "map.png")
    preset = preset_of(read_script("crane_reveal"), ("lighting", "lens", "stock"), Lineage())
    Library(here).keep(preset).rename(here / "look.preset.json")


def ask(words: str, disk: Path) -> dict[str, object]:
    """One command: its exit code, what it said, and what is on the disk afterwards."""
    from scene_stager.cli import main as command_line

    before = on(disk)
    out, said = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(said):
        code = command_line(words.replace("DISK", str(disk)).split())
    left = sorted(on(disk) - before)
    return {"code": code, "said": said.getvalue().replace(str(disk), "DISK"), "left": left}


def on(disk: Path) -> set[str]:
    """Everything on a disk."""
    return {path.relative_to(disk).as_posix() for path in disk.rglob("*")}


if __name__ == "__main__":
    sys.exit(main())
