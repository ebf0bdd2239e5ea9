"""Exit codes, and one plain line for everything that goes wrong."""

import os
import signal
import subprocess
import sys
from dataclasses import replace

import pytest

from scene_stager import __version__
from scene_stager.cli import main
from scene_stager.cli._command import Command
from scene_stager.cli._files import whole_files
from scene_stager.cli._main import commands
from scene_stager.errors import (
    CompileError,
    HostError,
    InputError,
    MissingPartError,
    Mistake,
    PlanError,
)

TWO = InputError(
    [Mistake("lens.focus_m", "-2", "more than 0"), Mistake("--out", "a", "b", "Say c.")]
)

# What a command raises, the exit code, and what is said about it on stderr.
FAILURES = [
    (
        TWO,
        2,
        ["lens.focus_m: found -2, expected more than 0", "--out: found a, expected b. Say c."],
    ),
    (PlanError("nodes listen in a circle"), 2, ["nodes listen in a circle"]),
    (MissingPartError("usd-core is not installed"), 1, ["usd-core is not installed"]),
    (HostError("target is locked"), 1, ["target is locked"]),
    (CompileError("pass x"), 1, ["a mistake of ours, not yours: pass x"]),
    (
        ModuleNotFoundError("No module named 'pxr'", name="pxr.Usd"),
        1,
        ["pxr.Usd is not installed; see scene-stager doctor"],
    ),
    (OSError(28, "No space left", "/x"), 2, ["/x: No space left"]),
    (MemoryError(), 2, ["this does not fit into memory"]),
    (KeyboardInterrupt(), 130, ["stopped; nothing was left half-written"]),
]


@pytest.fixture
def only(monkeypatch):
    """Make the command line offer one command, `go`, that runs the given function."""

    def offer(function):
        monkeypatch.setattr(
            "scene_stager.cli._main.commands", lambda asked="": {"go": Command("Go.", function)}
        )

    return offer


@pytest.mark.parametrize(
    ("error", "code", "lines"), FAILURES, ids=lambda value: getattr(type(value), "__name__", None)
)
def test_each_failure_has_its_exit_code_and_one_line_per_mistake(only, capsys, error, code, lines):
    def fail() -> int:
        raise error

    only(fail)
    assert main(["go"]) == code
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.splitlines() == [f"scene-stager: {line}" for line in lines]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("bake", "the shot does not fit into memory; ask for fewer --frames"),
        ("farm", "the shot does not fit into memory; ask for fewer --frames"),
        ("metrics", "the picture does not fit into memory; make it smaller first"),
        ("match", "the picture does not fit into memory; make it smaller first"),
        ("sh", "the picture does not fit into memory; make it smaller first"),
    ],
)
def test_who_runs_out_of_memory_says_of_what_there_was_too_much(monkeypatch, capsys, name, said):
    def fail() -> int:
        raise MemoryError

    known = commands()
    monkeypatch.setattr(
        "scene_stager.cli._main.commands", lambda asked="": {name: replace(known[name], run=fail)}
    )
    assert main([name]) == 2
    assert capsys.readouterr().err == f"scene-stager: {said}\n"


def test_an_action_that_runs_out_of_memory_says_what_its_own_is(monkeypatch, capsys):
    def fail() -> int:
        raise MemoryError

    family = Command("", actions={"go": Command("", fail, "my sheep are too many")})
    monkeypatch.setattr("scene_stager.cli._main.commands", lambda asked="": {"herd": family})
    assert main(["herd", "go"]) == 2
    assert capsys.readouterr().err == "scene-stager: my sheep are too many\n"


@pytest.mark.parametrize("code", [0, 1])
def test_a_command_answers_yes_or_no(only, code):
    def answer() -> int:
        return code

    only(answer)
    assert main(["go"]) == code


@pytest.mark.parametrize(
    "words", [["go", "--wrong"], ["go", "extra"], ["gone"], ["--wrong"], ["go", "--number", "x"]]
)
def test_a_command_line_that_makes_no_sense_is_answered_in_one_line(only, capsys, words):
    def go(number: int = 0) -> int:
        return 0

    only(go)
    assert main(words) == 2
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)
    assert said.err.startswith("scene-stager: ")
    assert "--help" in said.err


def test_says_its_version_and_its_commands(capsys):
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"scene-stager {__version__}\n"
    assert main([]) == 0
    said = capsys.readouterr().out
    assert all(f"  {name} " in said for name in ("bake", "compile", "doctor", "list"))
    cut = [line for line in said.splitlines() if line.startswith("  ") and line.endswith("...")]
    assert cut == []


def test_a_sign_that_the_console_cannot_print_is_shown_in_another_way(only, capsys):
    def fail() -> int:
        raise InputError(Mistake("script", "'\udcff'", "text"))

    only(fail)
    assert main(["go"]) == 2
    assert "script: found '" in capsys.readouterr().err


@pytest.fixture
def ctrl_c():
    """Python's own answer to Ctrl-C, also where whoever started us had it ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.skipif(os.name == "nt", reason="Windows ends processes without asking")
@pytest.mark.parametrize(("name", "code"), [("SIGINT", 130), ("SIGTERM", 143), ("SIGHUP", 129)])
def test_asked_to_stop_it_clears_away_what_it_was_writing(
    only, ctrl_c, capsys, tmp_path, name, code
):
    def go() -> int:
        with whole_files(tmp_path / "out") as desk:
            (desk / "shot.usda").write_text("half")
            try:
                os.kill(os.getpid(), getattr(signal, name))
            finally:
                os.kill(os.getpid(), signal.SIGTERM)  # whoever asks again at once is not heard
        return 0

    only(go)
    number = getattr(signal, name)
    before = signal.getsignal(number)
    if before is signal.SIG_IGN:  # as under nohup, where a command is not to hear it
        signal.signal(number, signal.SIG_DFL)
    try:
        assert main(["go"]) == code
    finally:
        signal.signal(number, before)
    assert capsys.readouterr().err == "scene-stager: stopped; nothing was left half-written\n"
    assert list(tmp_path.iterdir()) == []


def test_is_silent_when_its_reader_leaves():
    command = [sys.executable, "-m", "scene_stager.cli", "list", "stocks", "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 1


def test_the_words_that_help_offers_are_the_words_there_are(capsys):
    from scene_stager.farm.hosts import farm_hosts
    from scene_stager.inverse.answer.offsets import offsets_of
    from scene_stager.inverse.second_look.inspector import inspectors

    assert main(["match", "--help"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert [name for name in inspectors() if name not in said] == []
    for name in said.partition("--renderer ")[2].split()[0].split("|"):
        offsets_of(name)
    assert main(["farm", "--help"]) == 0
    said = capsys.readouterr().out
    assert set(said.partition("--host ")[2].split()[0].split("|")) == set(farm_hosts())


STOPPED_WHERE_IT_HURTS = """
import os, signal, sys
from scene_stager.cli import _main
from scene_stager.cli._command import Command

def made():
    exec("os.kill(os.getpid(), signal.SIGINT)")

def imported():
    try:
        made()
    except KeyboardInterrupt:
        raise ImportError("initialization failed") from None

commands = {"made": Command("", made), "imported": Command("", imported)}
_main.commands = lambda asked="": commands
sys.exit(_main.main())
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows sends no such signal")
@pytest.mark.parametrize("where", ["made", "imported"])
def test_who_is_stopped_says_so_wherever_python_was(tmp_path, where):
    (tmp_path / "stopped.py").write_text(STOPPED_WHERE_IT_HURTS)
    command = [sys.executable, "-m", "stopped", where]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 130
    assert done.stderr == "scene-stager: stopped; nothing was left half-written\n"
