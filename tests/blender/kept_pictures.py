"""The kept pictures by Cycles: the middle of each scenario, small, with few samples.

`python -m tests.blender.kept_pictures` renders them anew, once a change was meant to move them.
What it moved stands in the picture that the failing test names: before, after and difference.
"""

import os
import subprocess
import tempfile
from pathlib import Path

import numpy as np

from scene_stager.maths.arrays import Bytes, Floats
from scene_stager.pictures.read import read_codes
from scene_stager.pictures.write import encode_picture, write_picture
from scene_stager.shot.scenarios import scenario_texts
from scene_stager.whole_file import write_whole
from tests.blender.interpreters import usual_blender

ROOT = Path(__file__).resolve().parents[2]
KEPT = Path(__file__).with_name("kept")
SCENARIOS = tuple(scenario_texts())
WIDE_PX, HIGH_PX, SAMPLES, QUALITY = 256, 144, 16, 95
BLOCK_PX = 16  # noise, and what packing does, is looked through in the mean of a block
# That the mean of a block may move. The Blender that is tried moves by what packing does alone,
# another one by up to 5.1 (5.0 against 5.3: its samples fall elsewhere); a tenth of a stop by 4.
MOST_CODES = 3.0
SHOWN = 8  # times: a difference is seen beside the pictures that differ
INSIDE = """
import sys
sys.path[:0] = ["core", "."]
from blender_addon import smoke
from scene_stager.front_door import read_script
_, out, samples, wide, *names = sys.argv
for name in names:
    middle = str(read_script(name).frame_count // 2)
    sys.argv = ["smoke", "--", "--scenario", name, "--frames", f"{middle}:{middle}"]
    sys.argv += ["--engines", "cycles", "--samples", samples, "--wide", wide]
    sys.argv += ["--out", f"{out}/{name}"]
    if smoke.main():
        sys.exit(1)
"""


def rendered(python: str, to: Path) -> dict[str, Bytes]:
    """Every scenario as a Blender renders it, in one process of a Python that has bpy."""
    command = [python, "-c", INSIDE, str(to), str(SAMPLES), str(WIDE_PX), *SCENARIOS]
    kept = {k: v for k, v in os.environ.items() if k not in {"PYTHONPATH", "PYTHONHOME"}}
    done = subprocess.run(command, cwd=ROOT, env=kept, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return {name: read_codes(to / name / "cycles.png").values[..., :3] for name in SCENARIOS}


def kept(name: str) -> Path:
    """Where the picture of a scenario is kept."""
    return KEPT / f"{name}.webp"


def moved(name: str, now: Bytes, to: Path) -> str:
    """How far a picture is from the kept one; empty where it is the same but for noise.

    Where they differ, before, after and difference are written side by side.
    """
    before = read_codes(kept(name)).values
    apart = blocks(now) - blocks(before)
    most = float(np.abs(apart).max())
    if most <= MOST_CODES:
        return ""
    wide = np.kron(np.abs(apart), np.ones((BLOCK_PX, BLOCK_PX, 1)))
    shown = np.clip(wide * SHOWN, 0, 255).astype(np.uint8)
    write_picture(to, np.hstack([before, now, shown]))
    return f"{name}: the mean of a block moved by {most:.1f} codes; see {to}"


def blocks(codes: Bytes) -> Floats:
    """Means of squares of a picture, (9, 16, 3)."""
    high, wide, _ = codes.shape
    apart = codes.reshape(high // BLOCK_PX, BLOCK_PX, wide // BLOCK_PX, BLOCK_PX, 3)
    return np.asarray(apart.mean(axis=(1, 3)), dtype=np.float64)


def main() -> None:
    """Render every picture anew, and say which."""
    KEPT.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for name, codes in rendered(usual_blender(), Path(folder)).items():
            write_whole(kept(name), encode_picture(codes, ".webp", quality=QUALITY))
            print(kept(name).name)


if __name__ == "__main__":
    main()
