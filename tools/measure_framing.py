#!/usr/bin/env python3
"""Count the frames on which a subject is out of the picture, over many drawn scripts.

    python tools/measure_framing.py --scripts 1000

Scripts are drawn as the tests draw them: any that the compiler takes, and every frame of each is
looked at. Those that look away from their subject on purpose, by `pan_deg` or `tilt_deg`, are left
out. What a restless rig shakes out of a long lens is counted apart: the bake says on which frames.
Takes about five minutes for 1,000 with two processes. Exits 1 where a frame is lost.
"""

import argparse
import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, fields
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

DRAWN_AT_ONCE = 40  # with one seed: Hypothesis repeats itself in a longer run


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
    shaken_by: Counter[str] = field(default_factory=Counter)
    worst: list[str] = field(default_factory=list)

    def add(self, script: SceneScript) -> None:
        """Bake a script and look at every frame."""
        if first_look_deg(script) != (0.0, 0.0):
            self.looking_away += 1
            return
        take = execute(emit_moks_plan(compile(script))).take
        look, said = Look.of(take), report_on(take).warnings
        lost = np.abs(look.intended_xy).max(axis=1) > 0.5
        shaken = ~lost & ((np.abs(look.actual_xy).max(axis=1) > 0.5) | (look.depth_m <= 0.0))
        self.scripts += 1
        self.frames += take.frame_count
        self.lost += int(lost.sum())
        self.shaken_out += int(shaken.sum())
        self.shaken_by[script.rig.rig] += int(shaken.sum())
        self.blurred += any("out of focus" in line for line in said)
        self.sunken += any("under the floor" in line for line in said)
        if lost.any() or shaken.any():
            self.worst.append(
                f"{int(lost.sum())} frames lost and {int(shaken.sum())} shaken out of "
                f"{script.to_json()}"
            )

    def plus(self, other: "Count") -> "Count":
        """Both together."""
        return Count(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(self)))

    def told(self) -> str:
        """The counts as a few lines."""
        share, shaken = (100.0 * n / max(self.frames, 1) for n in (self.lost, self.shaken_out))
        by = ", ".join(f"{rig} {count}" for rig, count in self.shaken_by.most_common() if count)
        return "\n".join(
            [
                f"{self.scripts} scripts, {self.frames} frames: {share:.3f} % out of frame",
                f"{shaken:.3f} % are shaken out by the rig's own unrest, which the bake says"
                + (f": frames of {by}" if by else ""),
                f"{self.looking_away} more look away on purpose",
                f"{self.blurred} scripts are out of focus somewhere, and say on which frames",
                f"{self.sunken} have a lamp under the floor, and say so",
            ]
        )


def measured(drawn_with: int) -> Count:
    """Draw a few scripts with one seed and look at them all."""
    count = Count()

    @seed(drawn_with)
    @settings(
        max_examples=DRAWN_AT_ONCE,
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


def measured_together(scripts: int, first_seed: int, jobs: int) -> Count:
    """Draw with one seed after the other until so many scripts were looked at."""
    count, drawn_with = Count(), first_seed
    with ProcessPoolExecutor(jobs) as pool:
        while count.scripts < scripts:
            for found in pool.map(measured, range(drawn_with, drawn_with + jobs)):
                count = count.plus(found)
            drawn_with += jobs
            print(f"{count.scripts} of {scripts}", end="\r", file=sys.stderr, flush=True)
    return count


def main() -> int:
    """Count, print, and return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--scripts", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    count = measured_together(options.scripts, options.seed, options.jobs)
    print(count.told())
    for line in count.worst[:40]:
        print(line)
    return 1 if count.lost else 0


if __name__ == "__main__":
    sys.exit(main())
