#!/usr/bin/env python3
"""Count the frames on which a subject is out of the picture, over many drawn scripts.

    python tools/measure_framing.py --scripts 1000

Scripts are drawn as the tests draw them: any that the compiler takes. Those that look away from
their subject on purpose, by `pan_deg` or `tilt_deg`, are left out. What a restless rig shakes out
of a long lens is counted apart: the bake says on which frames. Exits 1 where the framing itself
loses a frame.
"""

import argparse
import sys
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from hypothesis import HealthCheck, Phase, given, seed, settings

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from scene_stager import compile, emit_moks_plan  # noqa: E402
from scene_stager.moks.executor import execute  # noqa: E402
from scene_stager.preview.bake_report import Look, report_on  # noqa: E402
from scene_stager.script.scene_script import SceneScript  # noqa: E402
from scene_stager.script.stations import first_look_deg  # noqa: E402
from tests.strategies import valid_scripts  # noqa: E402

MOST_FRAMES = 240  # of one script, spread over it by how long it is


@dataclass
class Count:
    """What was found so far."""

    scripts: int = 0
    frames: int = 0
    lost: int = 0
    shaken_out: int = 0
    blurred: int = 0
    sunken: int = 0
    looking_away: int = 0
    worst: list[str] = field(default_factory=list)

    def add(self, script: SceneScript) -> None:
        """Bake the first frames of a script and look at each."""
        if first_look_deg(script) != (0.0, 0.0):
            self.looking_away += 1
            return
        first = script.start_frame
        last = first + min(script.frame_count, MOST_FRAMES) - 1
        take = execute(emit_moks_plan(compile(script)), frames=(first, last)).take
        look, said = Look.of(take), report_on(take).warnings
        lost = np.abs(look.intended_xy).max(axis=1) > 0.5
        shaken = (np.abs(look.actual_xy).max(axis=1) > 0.5) | (look.depth_m <= 0.0)
        self.scripts += 1
        self.frames += take.frame_count
        self.lost += int(lost.sum())
        self.shaken_out += int((shaken & ~lost).sum())
        self.blurred += any("out of focus" in line for line in said)
        self.sunken += any("under the floor" in line for line in said)
        if lost.any():
            self.worst.append(f"{int(lost.sum())} frames lost of {script.to_json()}")

    def told(self) -> str:
        """The counts as a few lines."""
        share, shaken = (100.0 * n / max(self.frames, 1) for n in (self.lost, self.shaken_out))
        return "\n".join(
            [
                f"{self.scripts} scripts, {self.frames} frames: {share:.3f} % out of frame",
                f"{shaken:.3f} % are shaken out by the rig's own unrest, which the bake says",
                f"{self.looking_away} more look away on purpose",
                f"{self.blurred} scripts are out of focus somewhere, and say on which frames",
                f"{self.sunken} have a lamp under the floor, and say so",
            ]
        )


def measured(scripts: int, drawn_with: int) -> Count:
    """Draw so many scripts and look at them all."""
    count = Count()

    @seed(drawn_with)
    @settings(
        max_examples=scripts,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(valid_scripts())
    def look(script: SceneScript) -> None:
        count.add(script)

    look()
    return count


def main() -> int:
    """Count, print, and return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--scripts", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    count = measured(options.scripts, options.seed)
    print(count.told())
    for line in count.worst[:3]:
        print(line)
    return 1 if count.lost else 0


if __name__ == "__main__":
    sys.exit(main())
