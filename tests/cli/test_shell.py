"""At the shell: standard input, the Tab key, and what no terminal should be sent."""

import io
import json
import os
import subprocess
import sys
from types import SimpleNamespace

import pytest

from scene_stager.cli import main
from scene_stager.shot.scenarios import scenario_texts

SCENARIO = "hero_dolly_push_in"
TEXT = scenario_texts()[SCENARIO]


@pytest.fixture
def plan_hash(capsys):
    def of(source):
        assert main(["compile", source, "--json"]) == 0
        return json.loads(capsys.readouterr().out)["plan_hash"]

    return of


def feed(monkeypatch, data):
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(data)))


@pytest.mark.parametrize("said", [TEXT, f"\ufeff{TEXT}", f"{SCENARIO}\n"])
def test_a_dash_is_what_comes_from_standard_input(plan_hash, monkeypatch, said):
    feed(monkeypatch, said.encode())
    assert plan_hash("-") == plan_hash(SCENARIO)


def test_prose_comes_from_standard_input_too(plan_hash, monkeypatch):
    prose = "slow technocrane reveal of the pilot, 25mm, Kodachrome"
    feed(monkeypatch, prose.encode())
    assert plan_hash("-") == plan_hash(prose)


@pytest.mark.skipif(not os.path.isdir("/dev/fd"), reason="Windows names no open files")
def test_a_pipe_of_the_shell_is_read_like_a_file(plan_hash):
    reader, writer = os.pipe()
    with open(writer, "w", encoding="utf-8") as pipe:
        pipe.write(TEXT)
    assert plan_hash(f"/dev/fd/{reader}") == plan_hash(SCENARIO)
    os.close(reader)


@pytest.mark.parametrize(
    ("data", "words"),
    [(b"", "found nothing"), (b"\xff\xfe", "the byte 0xff"), (b" " * (2**20 + 1), "over 1048576")],
)
def test_what_is_no_script_on_standard_input_is_one_line(monkeypatch, capsys, data, words):
    feed(monkeypatch, data)
    assert main(["bake", "-"]) == 2
    grumbling = capsys.readouterr().err
    assert words in grumbling
    assert grumbling.count("\n") == 1


def offered(*words, shell="bash"):
    """What a shell is told when somebody presses Tab at the end of `words`."""
    env = {**os.environ, "COMP_WORDS": " ".join(["scene-stager", *words])}
    env |= {"COMP_CWORD": str(len(words)), "_SCENE_STAGER_COMPLETE": f"complete_{shell}"}
    env |= {"_TYPER_COMPLETE_ARGS": env["COMP_WORDS"], "_TYPER_COMPLETE_FISH_ACTION": "get-args"}
    command = [sys.executable, "-m", "scene_stager.cli"]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    return done.stdout.split()


@pytest.mark.parametrize(
    ("words", "names"),
    [
        (("ba",), ["bake"]),
        (("bake", "hero"), [SCENARIO]),
        (("bake", "x", "--stock", "vision"), ["vision3_250d", "vision3_500t"]),
        (("bake", "x", "--rig", "tech"), ["technocrane"]),
        (("bake", "x", "--host", "m"), ["maya-ascii", "maya-ascii-arnold"]),
        (("compile", "x", "--stop-after", "hang"), ["hang_the_lights"]),
        (("list", "form"), ["format", "formats"]),
        (("preset", "fo"), ["fork"]),
        (("asset", "ver"), ["verify"]),
        (("bake", "no_such"), []),
    ],
)
def test_the_tab_key_offers_what_fits(words, names):
    assert offered(*words) == names


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_other_shells_are_offered_the_same(shell):
    assert "technocrane" in " ".join(offered("bake", "x", "--rig", "tech", shell=shell))


def test_the_lines_for_a_shell_name_our_program(monkeypatch, capsys):
    monkeypatch.setenv("_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION", "1")
    with pytest.raises(SystemExit) as ended:
        main(["--show-completion", "bash"])
    assert ended.value.code == 0
    assert "complete -o default -F _scene_stager_completion scene-stager" in capsys.readouterr().out
