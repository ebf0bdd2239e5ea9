"""What a hand on the mouse does outside Blender, on an X server: hover, and drop a file.

The drop says what a file manager says when a person lets go of a file (the source's side of XDND,
https://www.freedesktop.org/wiki/Specifications/XDND/), with libX11 alone.
"""

import ctypes
import ctypes.util
import time
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import POINTER, Structure, Union, byref, c_int, c_long, c_ubyte, c_uint, c_ulong
from pathlib import Path

VERSION = 5
LONGEST_S = 10.0
STEPS, STEP_PX, STEP_S = 8, 4, 0.05  # of a hand that comes to rest
CLIENT_MESSAGE, SELECTION_NOTIFY, SELECTION_REQUEST = 33, 31, 30
XA_ATOM, REPLACE = 4, 0
WORDS = (
    *("XdndAware", "XdndEnter", "XdndPosition", "XdndStatus", "XdndDrop", "XdndFinished"),
    *("XdndSelection", "XdndActionCopy", "text/uri-list"),
)


class NoDrop(Exception):
    """The file could not be dropped; the message says why."""


class _Message(Structure):
    _fields_ = (
        *(("type", c_int), ("serial", c_ulong), ("send_event", c_int)),
        *(("display", ctypes.c_void_p), ("window", c_ulong), ("message_type", c_ulong)),
        *(("format", c_int), ("data", c_long * 5)),
    )


class _Request(Structure):
    _fields_ = (
        *(("type", c_int), ("serial", c_ulong), ("send_event", c_int)),
        *(("display", ctypes.c_void_p), ("owner", c_ulong), ("requestor", c_ulong)),
        *(("selection", c_ulong), ("target", c_ulong), ("property", c_ulong), ("time", c_ulong)),
    )


class _Answer(Structure):
    _fields_ = (
        *(("type", c_int), ("serial", c_ulong), ("send_event", c_int)),
        *(("display", ctypes.c_void_p), ("requestor", c_ulong), ("selection", c_ulong)),
        *(("target", c_ulong), ("property", c_ulong), ("time", c_ulong)),
    )


class _Event(Union):
    _fields_ = (
        *(("type", c_int), ("message", _Message), ("request", _Request)),
        *(("answer", _Answer), ("room", c_long * 24)),
    )


ON_ERROR = ctypes.CFUNCTYPE(c_int, ctypes.c_void_p, ctypes.c_void_p)(lambda *_: 0)


def drop(display: str, file: Path, x: int, y: int) -> None:
    """Drop a file at a place of the screen, in pixels from the upper left; NoDrop says why not."""
    with _server(display) as (x11, server):
        _Drag(x11, server, file).go(x, y)


def hover(display: str, x: int, y: int) -> None:
    """Move the real pointer to a place of the screen in a few small steps, and leave it there."""
    with _server(display) as (x11, server):
        root = c_ulong(x11.XDefaultRootWindow(server))
        for left in range(STEPS, -1, -1):
            x11.XWarpPointer(server, c_ulong(0), root, 0, 0, 0, 0, x - left * STEP_PX, y)
            x11.XFlush(server)
            time.sleep(STEP_S)


@contextmanager
def _server(display: str) -> Iterator[tuple[ctypes.CDLL, ctypes.c_void_p]]:
    found = ctypes.util.find_library("X11")
    if not found:
        raise NoDrop("there is no libX11 here")
    x11 = ctypes.CDLL(found)
    x11.XOpenDisplay.restype = ctypes.c_void_p
    for name in ("XDefaultRootWindow", "XCreateSimpleWindow", "XInternAtom"):
        getattr(x11, name).restype = c_ulong
    x11.XSetErrorHandler(ON_ERROR)
    server = ctypes.c_void_p(x11.XOpenDisplay(display.encode()))
    if not server:
        raise NoDrop(f"no X server answers at {display}")
    try:
        yield x11, server
    finally:
        x11.XCloseDisplay(server)


class _Drag:
    """One file on its way."""

    def __init__(self, x11: ctypes.CDLL, server: ctypes.c_void_p, file: Path) -> None:
        self.x11, self.server = x11, server
        self.uris = file.resolve().as_uri().encode() + b"\r\n"
        self.atom = {word: x11.XInternAtom(server, word.encode(), 0) for word in WORDS}
        self.root = c_ulong(x11.XDefaultRootWindow(server))
        self.source = c_ulong(
            x11.XCreateSimpleWindow(
                server, self.root, 0, 0, c_uint(1), c_uint(1), 0, c_ulong(0), c_ulong(0)
            )
        )
        self.target = c_ulong(0)

    def go(self, x: int, y: int) -> None:
        """Enter the window, move, let go, hand over the name when asked, and hear the end."""
        self.target = c_ulong(self._window_that_takes_drops())
        self.x11.XSetSelectionOwner(
            self.server, c_ulong(self.atom["XdndSelection"]), self.source, c_ulong(0)
        )
        self.x11.XWarpPointer(self.server, c_ulong(0), self.root, 0, 0, 0, 0, x, y)
        self._say("XdndEnter", VERSION << 24, self.atom["text/uri-list"])
        self._say("XdndPosition", 0, x << 16 | y, 0, self.atom["XdndActionCopy"])
        status = self._hear("XdndStatus")
        if not status.data[1] & 1:
            raise NoDrop("the window does not take the file")
        self._say("XdndDrop")
        self._hear("XdndFinished")

    def _say(self, word: str, *data: int) -> None:
        event = _Event()
        message = event.message
        message.type, message.format = CLIENT_MESSAGE, 32
        message.window, message.message_type = self.target.value, self.atom[word]
        message.data[:] = [self.source.value, *data, *[0] * (4 - len(data))]
        self.x11.XSendEvent(self.server, self.target, 0, c_long(0), byref(event))
        self.x11.XFlush(self.server)

    def _hear(self, word: str) -> _Message:
        """The target's answer; the file's name is handed over on the way, when it is asked for."""
        ends_s = time.monotonic() + LONGEST_S
        event = _Event()
        while time.monotonic() < ends_s:
            if not self.x11.XPending(self.server):
                time.sleep(0.01)
                continue
            self.x11.XNextEvent(self.server, byref(event))
            if event.type == SELECTION_REQUEST:
                self._hand_over(event.request)
            elif event.type == CLIENT_MESSAGE and event.message.message_type == self.atom[word]:
                return event.message
        raise NoDrop(f"no {word} came within {LONGEST_S:.0f} s")

    def _hand_over(self, asked: _Request) -> None:
        wanted = asked.target == self.atom["text/uri-list"]
        if wanted:
            self.x11.XChangeProperty(
                self.server,
                c_ulong(asked.requestor),
                c_ulong(asked.property),
                c_ulong(asked.target),
                8,
                REPLACE,
                self.uris,
                len(self.uris),
            )
        event = _Event()
        answer = event.answer
        answer.type, answer.requestor, answer.selection = (
            SELECTION_NOTIFY,
            asked.requestor,
            asked.selection,
        )
        answer.target, answer.time = asked.target, asked.time
        answer.property = asked.property if wanted else 0
        self.x11.XSendEvent(self.server, c_ulong(asked.requestor), 0, c_long(0), byref(event))
        self.x11.XFlush(self.server)

    def _window_that_takes_drops(self) -> int:
        waiting = [self.root.value]
        while waiting:
            window = waiting.pop(0)
            if self._is_aware(window):
                return window
            waiting += self._children(window)
        raise NoDrop("no window on this screen takes drops")

    def _is_aware(self, window: int) -> bool:
        kind, form = c_ulong(), c_int()
        count, left, data = c_ulong(), c_ulong(), POINTER(c_ubyte)()
        self.x11.XGetWindowProperty(
            self.server,
            c_ulong(window),
            c_ulong(self.atom["XdndAware"]),
            c_long(0),
            c_long(1),
            0,
            c_ulong(XA_ATOM),
            byref(kind),
            byref(form),
            byref(count),
            byref(left),
            byref(data),
        )
        if data:
            self.x11.XFree(data)
        return count.value > 0

    def _children(self, window: int) -> list[int]:
        root, parent = c_ulong(), c_ulong()
        children, count = POINTER(c_ulong)(), c_uint()
        self.x11.XQueryTree(
            self.server, c_ulong(window), byref(root), byref(parent), byref(children), byref(count)
        )
        found = [children[place] for place in range(count.value)]
        if children:
            self.x11.XFree(children)
        return found
