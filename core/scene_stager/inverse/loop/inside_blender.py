# SPDX-License-Identifier: Apache-2.0
"""The thinking half of a match that runs inside Blender: it asks, Blender renders and answers.

Run as `python -m scene_stager.inverse.loop.inside_blender --folder DIR --out DIR`, with Blender
at the other end of its standard streams (blender_addon/smoke_inverse_cinematography.py). Blender's
own Python needs nothing but numpy that way.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from scene_stager.errors import HostError, StagerError
from scene_stager.inverse.answer.match_file import HostMatch, Match, significant
from scene_stager.inverse.answer.request import MatchRequest
from scene_stager.inverse.blender.blender_process import Asks, BlenderForward
from scene_stager.inverse.blender.host_match import BlenderLook
from scene_stager.inverse.forward.analytic import toward
from scene_stager.inverse.least_squares.ranking import apart_deg, leading_way
from scene_stager.inverse.loop.job import files_of
from scene_stager.inverse.loop.match import match
from scene_stager.pictures.write import encode_picture, screen_codes
from scene_stager.preview.parameters import default_vector, scene_of
from scene_stager.preview.renderer import render

# House defaults, not measured, but where a line says otherwise.
SCHEMA = "scene_stager.inverse_smoke"
STILL, TELEMETRY = "reference.png", "telemetry.json"
KIND, HEIGHT_M = "sphere", 1.6  # what stands in the still that is made: house default
# The still that is made when none is given: a ball, whose shape a picture tells entirely. Neither
# are these round numbers nor where the search begins.
TRUTH = {
    "key_azimuth_deg": -52.0,
    "key_elevation_deg": 33.0,
    "key_kelvin": 4200.0,
    "fill_azimuth_deg": 41.0,
    "fill_stops": -2.6,
    "rim_stops": -0.8,
    "ambient_level": 0.03,
    "camera_elevation_deg": 9.0,
    "camera_distance_m": 5.5,
}
LIMIT_S = 600.0  # for a picture: house default


class Streams:
    """The way to the Blender that started this process: lines out, lines in."""

    def __init__(self, asks: IO[str], answers: IO[str]) -> None:
        self._asks, self._answers = asks, answers

    def ask(self, asked: dict[str, Any], limit_s: float) -> dict[str, Any]:
        """Send a request and wait for its reply; whoever started us ends us when it takes long.

        raises   HostError when Blender is gone or says no such thing as a reply
        """
        self._asks.write(json.dumps(asked, allow_nan=False) + "\n")
        self._asks.flush()
        line = self._answers.readline()
        if not line:
            raise HostError("Blender is gone")
        told = json.loads(line)
        if not isinstance(told, dict):
            raise HostError(f"Blender: found {line[:60]!r}, expected a reply in JSON")
        return told

    def close(self) -> None:
        """Nothing to end: Blender outlives us."""


def main(words: Sequence[str] | None = None) -> int:
    """Match inside Blender, and write down how it came nearer; the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--folder", type=Path, required=True, help="where Blender puts pictures")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--still", type=Path)
    parser.add_argument("--engine", choices=("eevee", "cycles"), default="eevee")
    parser.add_argument("--samples", type=int, default=1)
    parser.add_argument("--width", type=int, default=512)
    parser.add_argument("--rounds", type=int, default=2)
    asked = parser.parse_args(words)
    asks = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    wanted = BlenderForward(asked.engine, asked.samples, asked.width, first_s=LIMIT_S)
    running = (Streams(asks, sys.stdin), asked.folder)
    try:
        run(wanted, running, asked.out, asked.still, asked.rounds)
    except StagerError as error:
        print(f"match: {error}", file=sys.stderr)
        return 2
    return 0


def run(
    wanted: BlenderForward, running: tuple[Asks, Path], out: Path, still: Path | None, rounds: int
) -> dict[str, object]:
    """The loop with a Blender that waits: still, quick match, corrections by its pictures.

    Without a `still` the preview draws one. Writes the reference, a frame a picture, the files of
    the match and the telemetry into `out`; returns the telemetry. Raises HostError for a still
    without a subject.
    """
    out.mkdir(parents=True, exist_ok=True)
    truth, still = (dict(TRUTH), _own_still(out, wanted)) if still is None else (None, still)
    frames = _Frames(out)
    with BlenderLook(wanted, rounds=rounds, running=running, watch=frames) as look:
        found = match(still, MatchRequest(forward=wanted.engine, look=look))
        version = look.blender
    if found.host is None:
        raise HostError(f"{still.name}: no subject stands out")
    for name, data in files_of(found, picture=False).items():
        (out / name).write_bytes(data)
    telemetry = _told(found, found.host, frames)
    telemetry |= {"still": still.name, "blender": version, "samples": wanted.samples}
    telemetry |= _answer(found.host, truth)
    text = json.dumps(telemetry, indent=1, sort_keys=True, allow_nan=False)
    (out / TELEMETRY).write_text(text + "\n", encoding="utf-8")
    return telemetry


@dataclass(slots=True)
class _Frames:
    """Blender's pictures, each kept as a file when it comes."""

    out: Path
    told: list[dict[str, object]] = field(default_factory=list)
    rendering_s: float = 0.0

    def __call__(self, picture: NDArray[np.float32], seconds: float) -> None:
        name = f"frame_{len(self.told):02d}.png"
        (self.out / name).write_bytes(encode_picture(screen_codes(picture)))
        self.told.append({"picture": name, "seconds": round(seconds, 3)})
        self.rendering_s += seconds


def _told(found: Match, host: HostMatch, frames: _Frames) -> dict[str, object]:
    """How the match came nearer, as plain data."""
    high, wide = host.picture.shape[:2]
    missed = zip(frames.told, host.misses, strict=True)
    return {
        "schema": SCHEMA,
        "version": 1,
        "engine": found.forward,
        "size_px": [wide, high],
        "draws": found.draws,
        "steps": host.quick.best.steps,
        "costs": [significant(one.cost) for one in host.quick.best.descent.iterates],
        "frames": [frame | {"miss": round(miss, 5)} for frame, miss in missed],
        "moved_deg": [round(one, 4) for one in host.moved_deg],
        "chosen": host.chosen,
        "outcome": found.outcome,
        "seconds": {"rendering": round(frames.rendering_s, 3), "all": found.seconds},
    }


def _own_still(out: Path, wanted: BlenderForward) -> Path:
    """The preview's picture of the set whose truth we know."""
    size = wanted.width, round(wanted.width * 9 / 16)
    drawn = render(scene_of(default_vector(**TRUTH), KIND, HEIGHT_M), *size)
    still = out / STILL
    still.write_bytes(encode_picture(screen_codes(drawn)))
    return still


def _answer(host: HostMatch, truth: dict[str, float] | None) -> dict[str, object]:
    """Where the key was found and, where the still is our own, how far off that is."""
    guess = host.calibration.best.guess
    pose = guess.problem.model.named(guess.pose)
    told: dict[str, object] = {
        "key": {name: round(pose[name], 3) for name in ("key_azimuth_deg", "key_elevation_deg")}
    }
    if truth is not None:
        off = apart_deg(
            leading_way(guess), toward(truth["key_azimuth_deg"], truth["key_elevation_deg"])
        )
        told |= {"truth": truth, "key_off_deg": round(off, 3)}
    return told


if __name__ == "__main__":
    sys.exit(main())
