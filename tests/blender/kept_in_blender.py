"""What real Blender keeps of the turns of shots: as the add-on bakes them, and as USD."""

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from scipy.spatial.transform import Rotation

from scene_stager.hosts.usd import write_usd
from scene_stager.moks.take import Take
from tests.hosts.kept_turns import SHARES, Kept, asked_turns
from tests.hosts.shared_promises import off_deg

INSIDE = Path(__file__).with_name("turns_inside.py")
WAYS = ("add-on", "importer")


def kept_in_blender(python: str, takes: Sequence[Take]) -> dict[str, Kept]:
    """By way: what the camera shows on frames and between them, all takes in one Blender."""
    with TemporaryDirectory() as home:
        folder = Path(home)
        for number, take in enumerate(takes):
            (folder / f"{number}.take.json").write_text(take.to_json(), "utf-8")
            write_usd(take, folder / f"{number}.usda")
            (folder / f"{number}.times.json").write_text(json.dumps(_times(take)))
        done = subprocess.run(
            [python, str(INSIDE), str(folder)],
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
        )
        if done.returncode:
            raise RuntimeError(done.stdout[-2000:] + done.stderr[-4000:])
        total = dict.fromkeys(WAYS, Kept())
        for number, take in enumerate(takes):
            shown = json.loads((folder / f"{number}.turns.json").read_text())
            total = {way: total[way].plus(_kept(take, shown[way])) for way in WAYS}
    return total


def _times(take: Take) -> list[float]:
    between = [frame + share for frame in take.frames[:-1] for share in SHARES.tolist()]
    return [*map(float, take.frames), *between]


def _kept(take: Take, shown) -> Kept:
    wanted = np.array(list(take.channel("camera.rotate_wxyz").rows()))
    on, between = np.split(np.array(shown), [take.frame_count])
    kept = Kept(take.frame_count, 0, off_deg(on, wanted).max())
    if take.frame_count == 1:
        return kept
    _, asked = asked_turns("", Rotation.from_quat(np.roll(wanted, -1, axis=1)), "")
    times = np.array(_times(take))[take.frame_count :] - take.start_frame
    expected = np.roll(asked(times).as_quat(), 1, axis=1)
    return kept.plus(Kept(0, 0, 0.0, off_deg(between, expected).max()))
