# SPDX-License-Identifier: Apache-2.0
"""From arguments to an exit code; whatever goes wrong on the way is said in plain lines."""

import gc
import os
import re
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import FrameType

import typer

from scene_stager.cli._command import BAD_INPUT, NO, STOPPED, TOO_LARGE, YES, Command
from scene_stager.cli._show import NAME, complain, tell
from scene_stager.errors import (
    HostError,
    InputError,
    MissingPartError,
    PlanError,
    ServiceError,
    StagerError,
    printable,
    shorten,
)
from scene_stager.registry import load_folder

ASKED_TO_END = ("SIGINT", "SIGTERM", "SIGHUP")
FROM_SIGNAL = 128  # the exit code of who ends by a signal is that much more than its number
CLEARING_S = 2.0
SELDOM = 200_000  # new objects until rubbish is looked for: what a command loads is none
LONGEST_NAME = 200  # of a file, in a message
NUMBERS = {"int_parsing": "a whole number", "float_parsing": "a number"}
NUMBERS |= {"int_parsing_size": "a whole number of fewer digits"}
ABOUT = "Pick a rig, a scenario and a film stock; get the shot as plain keyframes."


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command line and return its exit code: 0 done, 1 the answer is no, 2 bad input."""
    if arguments is not None:
        return _run(list(arguments))
    # A process of our own, where threads that wait for work cost seconds, and so does looking for
    # rubbish among all that was loaded when all of it is about to end.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        return _run(sys.argv[1:])
    finally:
        gc.freeze()


def _run(words: Sequence[str]) -> int:
    """Run one command line, and say what goes wrong."""
    _never_fail_to_print()
    gc.set_threshold(SELDOM)
    stop = _Stop()
    try:
        with _terminable(stop):
            app = _app(words[0] if words else "")
            code = app(args=list(words) or ["--help"], prog_name=NAME, standalone_mode=False)
            sys.stdout.flush()
    except (InputError, PlanError) as error:
        return _complain(str(error), BAD_INPUT)
    except typer.TyperException as error:
        return _complain(_spoken(error), BAD_INPUT)
    except (MissingPartError, HostError, ServiceError) as error:
        return _complain(str(error), NO)
    except StagerError as error:
        return _complain(f"a mistake of ours, not yours: {error}", NO)
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] == "scene_stager":
            raise
        return _complain(f"{error.name} is not installed; see {NAME} doctor", NO)
    except BrokenPipeError:
        return _reader_left()
    except OSError as error:
        return _complain(_system_line(error), BAD_INPUT)
    except (KeyboardInterrupt, typer.Abort):
        code = STOPPED
    except MemoryError:
        return _complain(_too_large(words), BAD_INPUT)
    if code == STOPPED:
        _forget_that_text_was_run()
        return _complain("stopped; nothing was left half-written", stop.code)
    return int(code or YES)


def commands(asked: str = "") -> dict[str, Command]:
    """Every command, keyed by the name of its file; that which is asked for alone, if there is."""
    return load_folder("scene_stager.cli", "COMMAND", Command, asked)


def _app(asked: str = "") -> typer.Typer:
    app = typer.Typer(
        help=ABOUT, add_completion=True, pretty_exceptions_enable=False, rich_markup_mode=None
    )
    app.callback(invoke_without_command=True)(_before_all)
    for name, command in commands(asked).items():
        _take_in(app, name, command)
    return app


def _take_in(app: typer.Typer, name: str, command: Command) -> None:
    """Give the framework a command, or a command with its actions."""
    if command.run is not None:
        app.command(name, help=command.summary)(command.run)
        return
    group = typer.Typer(help=command.summary, rich_markup_mode=None)
    for action, one in command.actions.items():
        _take_in(group, action, one)
    app.add_typer(group, name=name, subcommand_metavar="ACTION ...")


def _too_large(words: Sequence[str]) -> str:
    """What is said when memory ran out, by the command that was asked for."""
    known, said = commands(), TOO_LARGE
    for word in words[:2]:
        if word in known:
            said, known = known[word].too_large, dict(known[word].actions)
    return said


def _before_all(
    version: bool = typer.Option(False, "--version", help="Print the version and stop."),
) -> None:
    if version:
        from scene_stager import __version__

        tell(f"{NAME} {__version__}")
        raise typer.Exit


def _complain(text: str, code: int) -> int:
    """Every line of `text` on stderr, signed; broken output is no reason to fail differently."""
    for line in text.split("\n") if text else ["no reason given"]:
        complain(line)
    return code


def _spoken(error: typer.TyperException) -> str:
    """A usage error on one line, and where to read more."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else NAME
    plain = " ".join(error.format_message().split()).rstrip(".")
    said = _wrong_number(error) or _wrong_action(error) or plain
    return f"{said}; see {command} --help"


def _wrong_number(error: typer.TyperException) -> str:
    """What was found where a number should be; the framework's own words leave that out."""
    cause, param = error.__cause__, getattr(error, "param", None)
    errors = getattr(cause, "errors", None)
    if param is None or errors is None:
        return ""
    first = errors()[0]
    expected = NUMBERS.get(first["type"])
    return (
        f"{param.opts[0]}: found {shorten(first['input'])}, expected {expected}" if expected else ""
    )


def _wrong_action(error: typer.TyperException) -> str:
    """Which actions there are, for a word that is none; which take an option, for one that does
    not."""
    context, option = getattr(error, "ctx", None), getattr(error, "option_name", None)
    if context is None or context.parent is None:
        return ""
    if option is None:
        actions = getattr(context.command, "commands", {})
        word = next(iter(re.findall("'(.*)'", error.format_message())), "nothing")
        found = f"{context.info_name}: found {shorten(word)}, expected one of {', '.join(actions)}"
        return found if actions else ""
    others = getattr(context.parent.command, "commands", {})
    takers = [n for n, one in others.items() if any(option in p.opts for p in one.params)]
    if context.parent.parent is None or not takers:
        return ""
    family = context.parent.info_name
    return f"{option}: found {family} {context.info_name}, expected {family} {' or '.join(takers)}"


def _system_line(error: OSError) -> str:
    """What the operating system refused, and where."""
    what = error.strerror or type(error).__name__
    return f"{_cut(printable(str(error.filename)))}: {what}" if error.filename else what


def _cut(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else f"{name[:LONGEST_NAME]}…"


def _reader_left() -> int:
    """Whoever read our output has gone: be silent, also when Python flushes on its way out."""
    sink = os.open(os.devnull, os.O_WRONLY)
    os.dup2(sink, sys.stdout.fileno())
    return NO


def _never_fail_to_print() -> None:
    """Show signs that a console cannot print in another way, and do not stop at them."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def _forget_that_text_was_run() -> None:
    """Let our exit code stand. `python -m` ends itself by SIGINT at the very end when the last text
    that was run as code, as a dataclass is when it is made, was left by KeyboardInterrupt; whether
    somebody caught that is not asked (CPython, run_eval_code_obj)."""
    eval("0")


class _Stop:
    """What to do when somebody asks us to end: Ctrl-C, SIGTERM, or a terminal that was closed.

    All are answered alike, by KeyboardInterrupt, so that what is being written is cleared away.
    Those who ask again at once are not heard: clearing away takes moments.
    """

    def __init__(self) -> None:
        self.code, self._deaf_until_s = STOPPED, 0.0
        self.was_heard = False

    def __call__(self, number: int, frame: FrameType | None) -> None:
        now_s = time.monotonic()
        if now_s < self._deaf_until_s:
            return
        self._deaf_until_s = now_s + CLEARING_S
        self.code = FROM_SIGNAL + number
        self.was_heard = True
        raise KeyboardInterrupt


@contextmanager
def _terminable(stop: "_Stop") -> Iterator[None]:
    """Listen to who asks us to end, unless whoever started us wants it ignored.

    Some libraries make another error of it, such as one that is just being imported.
    """
    before = {}
    try:
        for name in ASKED_TO_END:
            number = getattr(signal, name, None)
            if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
                before[number] = signal.signal(number, stop)
    except ValueError:  # not the main thread: signals are somebody else's
        pass
    try:
        yield
    except Exception as error:
        if stop.was_heard:
            raise KeyboardInterrupt from error
        raise
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
