# SPDX-License-Identifier: Apache-2.0
"""The door for films that we write: an MP4, by the encoder of the machine, where it has one."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

from scene_stager.errors import MissingPartError

if TYPE_CHECKING:
    from PIL import Image

ENCODER = "ffmpeg"
# House defaults, not measured: small files that stand still well when they are stopped.
QUALITY_CRF, EFFORT = "20", "veryfast"
LONGEST_WAIT_S = 120.0  # for the encoder to finish what it was handed


class Film:
    """A film under way. Frames are of one size, even across and down, as H.264 wants them."""

    def __init__(self, pipe: IO[bytes]) -> None:
        self._pipe, self._going = pipe, True

    def add(self, frame: Image.Image) -> None:
        """One more frame; of no effect once the encoder is gone, which is told at the end."""
        if self._going:
            try:
                self._pipe.write(frame.convert("RGB").tobytes())
            except BrokenPipeError:
                self._going = False


def encoder() -> str | None:
    """The program that makes films, where this machine has one."""
    return shutil.which(ENCODER)


@contextmanager
def film(
    path: Path, size_px: tuple[int, int], fps: tuple[int, int], said: str = ""
) -> Iterator[Film]:
    """A film being written to a path: H.264 in an MP4 that plays as it loads.

    `said` goes into it as its comment. Raises MissingPartError when the encoder cannot do it, or
    when there is none; whatever of the file there was is gone then.
    """
    program = encoder()
    if program is None:
        raise MissingPartError(f"{ENCODER} is not installed, so there is no MP4")
    child = subprocess.Popen(
        [program, *_words(size_px, fps, said), str(path.resolve())],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    pipe = cast("IO[bytes]", child.stdin)
    try:
        yield Film(pipe)
        with suppress(BrokenPipeError):
            pipe.close()
        child.wait(LONGEST_WAIT_S)
    finally:
        if child.poll() is None:
            child.kill()
            child.wait()
        with suppress(BrokenPipeError):
            pipe.close()
        if child.returncode != 0:
            path.unlink(missing_ok=True)
    if child.returncode != 0:
        raise MissingPartError(f"{program} made no MP4: it ended with {child.returncode}")


def _words(size_px: tuple[int, int], fps: tuple[int, int], said: str) -> list[str]:
    """What the encoder is told: bare pixels come in, a file that any player knows goes out."""
    wide, high = size_px
    return [
        *("-hide_banner", "-loglevel", "error", "-y"),
        *("-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{wide}x{high}"),
        *("-r", f"{fps[0]}/{fps[1]}", "-i", "-", "-an"),
        *("-c:v", "libx264", "-preset", EFFORT, "-crf", QUALITY_CRF),
        *("-vf", "scale=out_color_matrix=bt709:out_range=tv", "-pix_fmt", "yuv420p"),
        *("-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "iec61966-2-1"),
        *("-movflags", "+faststart", "-fflags", "+bitexact", "-flags", "+bitexact"),
        *("-metadata", f"comment={said}"),
    ]
