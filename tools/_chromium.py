"""A real browser without a window, spoken to through a pipe: what it shows, asks for and says."""

import base64
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
LONGEST_S = 20.0
# The pipe's two ends are 3 and 4, by the browser's own custom.
WIRE = """
import os, sys
ends = [os.dup(int(end)) for end in sys.argv[1:3]]
ends = [os.dup2(end, end + 20) for end in ends]
for place, end in enumerate(ends, 3):
    os.dup2(end, place, inheritable=True)
os.execv(sys.argv[3], sys.argv[3:])
"""
KEYS = {
    "ArrowUp": 38, "ArrowDown": 40, "ArrowLeft": 37, "ArrowRight": 39,
    "Enter": 13, "Escape": 27, "Tab": 9, "Home": 36, "End": 35,
}  # fmt: skip
FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--hide-scrollbars",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-default-apps", "--disable-dev-shm-usage", "--force-color-profile=srgb",
    "--remote-debugging-pipe",
)  # fmt: skip


def found() -> str | None:
    """The browser's program, where there is one."""
    return next((path for path in map(shutil.which, NAMES) if path), None)


class Browser:
    """One page of a running browser; `requests` and `complaints` are of the page that is open."""

    def __init__(self, to_it: int, from_it: int) -> None:
        self._to, self._from, self._read, self._count = to_it, from_it, b"", 0
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self._loaded, self._runs_scripts = False, True
        made = self._ask("Target.createTarget", session=None, url="about:blank")
        attached = self._ask(
            "Target.attachToTarget", session=None, targetId=made["targetId"], flatten=True
        )
        self._session = attached["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self._ask(f"{domain}.enable")

    def open(self, url: str) -> None:
        """Go to a page and wait until all of it is there."""
        self.requests, self.complaints, self._loaded = [], [], False
        self._ask("Page.navigate", url=url)
        self.wait_for_load()

    def wait_for_load(self) -> None:
        """Wait until the page that is on its way is there."""
        ends = time.monotonic() + LONGEST_S
        while not self._loaded and time.monotonic() < ends:
            self._listen()
        self._loaded = False
        if self._runs_scripts:
            self.run("new Promise(done => requestAnimationFrame(() => setTimeout(done, 60)))")
        else:
            time.sleep(0.2)

    def run(self, script: str) -> object:
        """The value of an expression in the page."""
        said = self._ask(
            "Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True
        )
        if "exceptionDetails" in said:
            raise AssertionError(said["exceptionDetails"])
        return said["result"].get("value")

    def press(self, key: str) -> None:
        """One key, down and up again, as hands do it."""
        code = KEYS.get(key, ord(key[0].upper()))
        text = {"text": key} if len(key) == 1 else {"text": "\r"} if key == "Enter" else {}
        for kind in ("keyDown", "keyUp"):
            said = text if kind == "keyDown" else {}
            self._ask(
                "Input.dispatchKeyEvent", type=kind, key=key, windowsVirtualKeyCode=code, **said
            )

    def type(self, text: str) -> None:
        """Words into what has the focus."""
        self._ask("Input.insertText", text=text)

    def size(self, width: int, height: int, *, phone: bool = False) -> None:
        """How large the window is."""
        self._ask(
            "Emulation.setDeviceMetricsOverride",
            width=width, height=height, deviceScaleFactor=2 if phone else 1, mobile=phone,
        )  # fmt: skip

    def look(self, *, dark: bool = False, paper: bool = False) -> None:
        """Which side a reader has asked for, and whether it goes on paper."""
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self._ask("Emulation.setEmulatedMedia", media="print" if paper else "", features=[scheme])

    def scripts(self, run: bool) -> None:
        """Whether pages may run scripts of their own."""
        self._runs_scripts = run
        self._ask("Emulation.setScriptExecutionDisabled", value=not run)

    def picture(self, file: Path, *, whole: bool = False) -> None:
        """What is seen, as a PNG."""
        made = self._ask("Page.captureScreenshot", format="png", captureBeyondViewport=whole)
        file.write_bytes(base64.b64decode(made["data"]))

    def paper(self, file: Path) -> None:
        """The page as it is printed, as a PDF."""
        made = self._ask("Page.printToPDF", preferCSSPageSize=True, printBackground=True)
        file.write_bytes(base64.b64decode(made["data"]))

    def _ask(self, method: str, session: str | None = "", **arguments: object) -> dict:
        self._count += 1
        number = self._count
        message = {"id": number, "method": method, "params": arguments}
        if session is not None:
            message["sessionId"] = session or self._session
        os.write(self._to, json.dumps(message).encode() + b"\0")
        while True:
            said = self._listen()
            if said.get("id") == number:
                if "error" in said:
                    raise AssertionError(f"{method}: {said['error']}")
                return said["result"]

    def _listen(self) -> dict:
        while b"\0" not in self._read:
            came = os.read(self._from, 1 << 16)
            if not came:
                raise AssertionError("the browser went away")
            self._read += came
        first, _, self._read = self._read.partition(b"\0")
        said = json.loads(first)
        self._note(said.get("method", ""), said.get("params", {}))
        return said

    def _note(self, method: str, said: dict) -> None:
        if method == "Network.requestWillBeSent":
            self.requests.append(said["request"]["url"])
        elif method == "Page.loadEventFired":
            self._loaded = True
        elif method == "Page.javascriptDialogOpening":
            self.complaints.append(f"dialog: {said['message']}")
        elif method == "Runtime.exceptionThrown":
            self.complaints.append(str(said["exceptionDetails"].get("exception", said)))
        elif method == "Runtime.consoleAPICalled" and said["type"] in ("error", "warning"):
            self.complaints.append(str(said["args"]))
        elif method == "Log.entryAdded" and said["entry"]["level"] in ("error", "warning"):
            self.complaints.append(said["entry"]["text"])


@contextmanager
def browser():
    """A browser that ends with the block, and keeps nothing."""
    asks, to_it = os.pipe()
    from_it, answers = os.pipe()
    with tempfile.TemporaryDirectory() as home:
        run = subprocess.Popen(
            [sys.executable, "-c", WIRE, str(asks), str(answers), found(), *FLAGS,
             f"--user-data-dir={home}"],
            pass_fds=(asks, answers), start_new_session=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(asks)
        os.close(answers)
        try:
            yield Browser(to_it, from_it)
        finally:
            os.close(to_it)
            os.close(from_it)
            try:
                run.wait(5)
            except subprocess.TimeoutExpired:
                run.kill()
                run.wait()
