# SPDX-License-Identifier: Apache-2.0
"""Processes that answer calls for this one, and end with it, whatever they are doing.

One call at a time to each. A process that dies costs the call it was at, no other. Each is a group
of its own, so Ctrl-C in a terminal reaches only who asked; that one ends the group, with whatever
it has started.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from types import FrameType
from typing import Any, Final

Call = tuple[Callable[..., Any], tuple[Any, ...]]
"""A function that is importable by name, and its arguments."""

GOING_S = 0.5  # how long a process may take to clear up before it is killed

STOPS = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)
DIED: Final = object()  # the answer of a process that has none to give


class Workers:
    """Processes that wait for calls; `processes` starts them."""

    def __init__(self, first: Call | None) -> None:
        self._first = first
        self._every: list[_Worker] = []
        self._free: list[_Worker] = []

    def hire(self) -> None:
        """Start one more."""
        with _undisturbed():
            worker = _Worker(self._first)
            self._every.append(worker)
            self._free.append(worker)

    def answers(self, calls: Sequence[Call]) -> Iterator[tuple[int, Any]]:
        """Each call's place and answer, in the order in which they end; DIED for one that has none.

        What a call raises is raised here.
        """
        waiting = list(enumerate(calls))[::-1]
        busy: dict[Any, tuple[_Worker, int]] = {}
        while waiting or busy:
            while waiting and self._free:
                place, call = waiting.pop()
                worker = self._free.pop()
                worker.ask(call)
                busy[worker.pipe] = worker, place
            for pipe in wait(list(busy)):
                worker, place = busy.pop(pipe)
                answer = worker.answer()
                if answer is not DIED:
                    self._free.append(worker)
                elif waiting:
                    self.hire()
                if isinstance(answer, _Raised):
                    raise answer.error
                yield place, answer

    def end(self, at_once: bool) -> None:
        """End every process: by itself when it has nothing to do, else within GOING_S."""
        if at_once:
            for worker in self._every:
                worker.signal(signal.SIGTERM)
        until_s = time.monotonic() + GOING_S
        for worker in self._every:
            worker.end(until_s)


@contextmanager
def processes(count: int, first: Call | None = None) -> Iterator[Workers]:
    """Workers for as long as the block runs; each does the call `first` before all others."""
    crew = Workers(first)
    at_once = True
    try:
        for _ in range(count):
            crew.hire()
        yield crew
        at_once = False
    finally:
        crew.end(at_once)


class _Worker:
    """One process, seen from who asks it."""

    def __init__(self, first: Call | None) -> None:
        # Spawned, not forked: the libraries for pictures and for SQLite do not like to be copied.
        spawn = multiprocessing.get_context("spawn")
        self.pipe, its_end = spawn.Pipe()
        self._process = spawn.Process(target=_serve, args=(its_end, first), daemon=True)
        with _deaf_to_ctrl_c():
            self._process.start()
        its_end.close()

    def ask(self, call: Call) -> None:
        with suppress(OSError):  # it has died; its answer will say so
            self.pipe.send(call)

    def answer(self) -> Any:
        try:
            return self.pipe.recv()
        except (EOFError, OSError):
            return DIED

    def signal(self, number: int) -> None:
        """To the process and what it has started."""
        pid = self._process.pid
        if pid is None or not self._process.is_alive():
            return
        try:
            os.killpg(pid, number)
        except (AttributeError, ProcessLookupError, PermissionError):  # Windows; or just begun
            self._process.kill()

    def end(self, until_s: float) -> None:
        self.pipe.close()  # what waits for a call ends by itself
        self._process.join(max(until_s - time.monotonic(), 0.0))
        if self._process.is_alive():
            self.signal(signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)
        self._process.join()
        self._process.close()


class _Raised:
    """What a call raised, on its way to who asked."""

    def __init__(self, error: Exception) -> None:
        self.error = error


def _serve(pipe: Connection, first: Call | None) -> None:
    """What a process does: answer calls until nobody asks any more."""
    _keep_to_oneself()
    if first is not None:
        first[0](*first[1])
    with suppress(EOFError, OSError):
        while True:
            function, arguments = pipe.recv()
            pipe.send(_answer(function, arguments))


def _answer(function: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
    try:
        return function(*arguments)
    except Exception as error:  # noqa: BLE001 (it is raised again where the answer is waited for)
        return _Raised(error)


def _keep_to_oneself() -> None:
    """A group of its own that hears no Ctrl-C, clears up when told to end, dies with its parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _leave)
    if sys.platform != "win32":
        os.setpgid(0, 0)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _leave(*_: object) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise SystemExit(1)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        if sys.platform != "win32":
            os.killpg(0, signal.SIGKILL)
        os._exit(1)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Who asks us to end meanwhile is heard afterwards: a process that has got half of what it
    needs to begin could only complain. Blocking alone would not do: another thread may hear it."""
    came: list[tuple[int, FrameType | None]] = []
    before: dict[int, Callable[[int, FrameType | None], Any]] = {}
    # Python handles signals in its main thread only, so no other is ever disturbed.
    here = threading.current_thread() is threading.main_thread()
    for number in STOPS if here else ():
        handler = signal.getsignal(number)
        if callable(handler):
            before[number] = handler
            signal.signal(number, lambda *told: came.append(told))
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        for told in came:
            before[told[0]](*told)


@contextmanager
def _deaf_to_ctrl_c() -> Iterator[None]:
    """What is started meanwhile hears no Ctrl-C until it says so itself; ours waits so long."""
    if sys.platform == "win32":
        yield
        return
    resource_tracker.ensure_running()  # else it is started in between, and takes the mask off
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
