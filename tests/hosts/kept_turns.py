"""Whether a host keeps the turns of a shot: on every frame, and on every key between frames.

Between frames a host is held to what its keys were to say: the straight way where it keys
quaternions, else the curves of hosts/euler.py, put together again by scipy.
"""

from typing import NamedTuple

import numpy as np
from scipy.spatial.transform import Rotation, Slerp

from scene_stager.hosts.euler import euler_track
from scene_stager.hosts.play import owner_of
from scene_stager.moks.take import Take
from tests.hosts.shared_promises import baked, off_deg, rows_of

MOST_OFF_DEG = 0.02
SHARES = np.array([0.25, 0.5, 0.75])  # of a frame: where it is looked at besides its keys
# Euler angles are those of LEFT @ stage turn @ RIGHT, for what looks along its -z.
UP = np.array([[1.0, 0, 0], [0, 0, 1], [0, -1, 0]])  # Maya's +y up from +z up
AHEAD = np.array([[0.0, -1, 0], [0, 0, 1], [-1, 0, 0]])  # Unreal's +x ahead from -z ahead
FRAMES = {"maya": (UP, np.eye(3)), "unreal": (np.eye(3), AHEAD)}


class Kept(NamedTuple):
    """How many frames and keys between frames there were, and the worst of each in degrees."""

    frames: int = 0
    between: int = 0
    on_frames_deg: float = 0.0
    between_deg: float = 0.0

    def plus(self, other: "Kept") -> "Kept":
        """Both together."""
        return Kept(
            self.frames + other.frames,
            self.between + other.between,
            max(self.on_frames_deg, other.on_frames_deg),
            max(self.between_deg, other.between_deg),
        )

    @property
    def whole(self) -> bool:
        """True when nothing was lost."""
        return max(self.on_frames_deg, self.between_deg) <= MOST_OFF_DEG


def kept_by(host: str, bench, take: Take) -> Kept:
    """What a host keeps of the turns of camera and key; it is given the whole shot."""
    owner, total = baked(bench, take), Kept()
    for part in turning(take):
        found, wanted = rows_of(bench, take, owner, part, "rotate_wxyz")
        total = total.plus(Kept(take.frame_count, 0, off_deg(found, wanted).max()))
        if hasattr(bench, "turns_at") and take.frame_count > 1:
            total = total.plus(_kept_between(host, bench, take, part, wanted))
    return total


def turning(take: Take) -> list[str]:
    """The camera, and the key light where it turns."""
    return [part for part in ("camera", "light.key") if take.has(f"{part}.rotate_wxyz")]


def _kept_between(host, bench, take, part, wanted):
    turns = Rotation.from_quat(np.roll(wanted, -1, axis=1))
    order = bench.order_of(owner_of(take), part) if hasattr(bench, "order_of") else ""
    asked_at, asked = asked_turns(host, turns, order)
    whole = np.arange(take.frame_count - 1)
    times = np.unique(np.concatenate([asked_at, *(whole + share for share in SHARES)]))
    found = bench.turns_at(owner_of(take), part, take.start_frame + times)
    expected = np.roll(asked(times).as_quat(), 1, axis=1)
    between = int((asked_at % 1.0 != 0.0).sum())
    return Kept(0, between, 0.0, off_deg(np.array(found), expected).max())


def asked_turns(host: str, turns: Rotation, order: str):
    """When the keys are, in frames from the first, and what they were to say at any time."""
    if not order:
        frames = np.arange(len(turns), dtype=float)
        return frames, Slerp(frames, turns)
    left, right = FRAMES[host.split(maxsplit=1)[0]]
    seen = [tuple(map(tuple, left @ turn @ right)) for turn in turns.as_matrix()]
    track = euler_track(seen, order)

    def asked(times):
        angles = [np.interp(times, track.offsets, track.angles_deg["xyz".index(a)]) for a in order]
        shown = Rotation.from_euler(order, np.stack(angles, axis=-1), degrees=True).as_matrix()
        return Rotation.from_matrix(left.T @ shown @ right.T)

    return np.array(track.offsets), asked
