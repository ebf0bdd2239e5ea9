# SPDX-License-Identifier: Apache-2.0
"""A child process that answers lines of JSON, with limits on time and size."""

import json
import queue
import subprocess
import tempfile
import threading
from collections.abc import Sequence
from contextlib import suppress
from typing import IO, Any

from scene_stager.errors import HostError

# House defaults, not measured.
MOST_BYTES = 1 << 20  # of one line
ENDING_S = 5.0  # what a child has to go by itself
LAST_LINES = 4000  # bytes of its complaints that are looked at


class Pipe:
    """Starts a child; `ask` sends it one line and waits for one."""

    def __init__(self, command: Sequence[str], hint: str) -> None:
        self._hint = hint
        self._said = tempfile.TemporaryFile()  # noqa: SIM115 - `close` closes it
        try:
            self._child = subprocess.Popen(
                list(command),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._said,
            )
        except OSError as error:
            self._said.close()
            raise HostError(f"{command[0]} does not start: {error.strerror}") from error
        self._lines: queue.Queue[bytes] = queue.Queue()
        answers = self._child.stdout
        if answers is not None:
            threading.Thread(target=_read, args=(answers, self._lines), daemon=True).start()

    def ask(self, asked: dict[str, Any], limit_s: float) -> dict[str, Any]:
        """Send a request and wait for its reply.

        raises   HostError when the child has ended, is late, or says no such thing as a reply
        """
        line = json.dumps(asked, allow_nan=False).encode() + b"\n"
        if len(line) > MOST_BYTES:
            raise HostError(f"Blender: a request of {len(line)} bytes, expected {MOST_BYTES}")
        try:
            if self._child.stdin is not None:
                self._child.stdin.write(line)
                self._child.stdin.flush()
            reply = self._lines.get(timeout=limit_s)
        except OSError:
            reply = b""
        except queue.Empty:
            raise HostError(f"Blender: no reply within {limit_s:.0f} s; it was ended") from None
        except (KeyboardInterrupt, SystemExit):
            self._child.kill()  # nobody waits for its picture any more
            raise
        if not reply:
            raise HostError(self._last_words())
        try:
            told = json.loads(reply) if reply.endswith(b"\n") else None
        except ValueError:
            told = None
        if not isinstance(told, dict):
            raise HostError(f"Blender: found {reply[:60]!r}, expected a reply in JSON")
        return told

    def close(self) -> None:
        """End the child: by itself if it will, by force if it will not."""
        if self._child.stdin is not None:
            with suppress(OSError):
                self._child.stdin.close()
        try:
            self._child.wait(ENDING_S)
        except subprocess.TimeoutExpired:
            self._child.kill()
            self._child.wait()
        if self._child.stdout is not None:
            self._child.stdout.close()
        self._said.close()

    def _last_words(self) -> str:
        """Why a child ended, in one line."""
        try:
            code: int | None = self._child.wait(ENDING_S)
        except subprocess.TimeoutExpired:
            code = None
        size = self._said.seek(0, 2)
        self._said.seek(max(0, size - LAST_LINES))
        lines = self._said.read().decode("utf-8", "replace").strip().splitlines()
        last = lines[-1].strip() if lines else "it said nothing"
        return f"Blender ended with code {code} ({last}). {self._hint}"


def _read(stream: IO[bytes], lines: "queue.Queue[bytes]") -> None:
    """Put every line into the queue; an empty one stands for the end."""
    with suppress(OSError, ValueError):
        while line := stream.readline(MOST_BYTES):
            lines.put(line)
            if not line.endswith(b"\n"):
                break
    lines.put(b"")
