"""The kept pictures: each scenario on four film stocks, with its own rig and another.

`python -m tests.preview.picture_oracle` writes them anew, once a change was meant to move them.
What it moved stands in the picture that the failing test names: before, after and difference.
"""

from dataclasses import replace
from pathlib import Path

import numpy as np

from scene_stager import bake
from scene_stager.maths.arrays import Bytes
from scene_stager.pictures.read import read_codes
from scene_stager.pictures.write import encode_picture, write_picture
from scene_stager.preview.pictures import picture
from scene_stager.script.give_way import give_way
from scene_stager.script.read import read_script
from scene_stager.script.scene_script import SceneScript
from scene_stager.shot.scenarios import scenario_texts
from scene_stager.shot.stocks import stocks
from scene_stager.whole_file import write_whole

KEPT = Path(__file__).with_name("oracle")
WIDTH_PX, HEIGHT_PX = 256, 144
SCENARIOS = tuple(scenario_texts())
STOCKS = tuple(sorted(stocks()))
FEW = 1e-3  # of all values: house default
SHOWN = 16  # times: a difference of one code is seen beside the pictures that differ


def sheet(name: str) -> Bytes:
    """Rows are rigs, its own and another; columns are stocks. Grain is left out: it is noise."""
    own = read_script(name)
    return np.vstack(
        [np.hstack([_shot(script, stock) for stock in STOCKS]) for script in _rigs(own)]
    )


def _rigs(own: SceneScript) -> tuple[SceneScript, SceneScript]:
    other = "dolly" if own.rig.rig == "handheld" else "handheld"
    return own, give_way(own, {"rig.rig": other}).script


def _shot(script: SceneScript, stock: str) -> Bytes:
    shot = replace(script, stock=replace(script.stock, stock=stock))
    middle = script.frame_count // 2
    take = bake(shot, frames=(middle, middle))
    return picture(take, 0, WIDTH_PX, HEIGHT_PX, grain=0.0)


def kept(name: str) -> Path:
    """Where the sheet of a scenario is kept."""
    return KEPT / f"{name}.png"


def moved(name: str, now: Bytes, to: Path) -> str:
    """How far a sheet is from the kept one; empty where it is the same.

    Where they differ, before, after and difference are written side by side.
    """
    before = read_codes(kept(name)).values
    apart = np.abs(before.astype(int) - now.astype(int))
    # Another processor's sines may round one code the other way here and there.
    if apart.max() <= 1 and np.mean(apart > 0) < FEW:
        return ""
    shown = np.clip(apart * SHOWN, 0, 255).astype(np.uint8)
    write_picture(to, np.vstack([before, now, shown]))
    most = int(apart.max())
    return f"{name}: {np.mean(apart > 0):.2%} of values moved, by up to {most} codes; see {to}"


def main() -> None:
    """Write every sheet, and say which."""
    KEPT.mkdir(exist_ok=True)
    for name in SCENARIOS:
        write_whole(kept(name), encode_picture(sheet(name), smallest=True))
        print(kept(name).name)


if __name__ == "__main__":
    main()
