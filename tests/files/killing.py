"""Kill a process before its k-th operation on files; for every k, no state is left out."""

import os
import signal
import sys
from collections.abc import Callable

# What Python tells of itself (sys.addaudithook) before it changes something on a disk.
CHANGES = {
    "os.rename",
    "os.mkdir",
    "os.remove",
    "os.rmdir",
    "os.truncate",
    "os.link",
    "fcntl.flock",
}
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC


def killed_before(step: int, act: Callable[[], object]) -> bool:
    """Act in a child that is killed with SIGKILL before its operation number `step`, from 1 on.

    False when it came to its end instead. Raises ChildProcessError when it failed.
    """
    child = os.fork()
    if child == 0:
        _act_and_die(step, act)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL:
        return True
    if status:
        raise ChildProcessError(f"step {step}: the child ended with {status}")
    return False


def _act_and_die(step: int, act: Callable[[], object]) -> None:
    left = [step]

    def watch(event: str, args: tuple[object, ...]) -> None:
        if event in CHANGES or (event == "open" and isinstance(args[2], int) and args[2] & WRITES):
            left[0] -= 1
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    code = 1
    try:
        sys.addaudithook(watch)
        act()
        code = 0
    finally:
        os._exit(code)
