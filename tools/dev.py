#!/usr/bin/env python3
"""Try, test, check, measure and time the project: python tools/dev.py COMMAND.

Standard library only. The first run makes .venv beside this folder and installs the pinned
dependencies into it, with the networks that the tests run; `test` and `bench` make one for Blender
too. Later runs see the stamp that was left there and begin at once.
"""

import argparse
import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT)]

from tools import blenders, networks, rooms  # noqa: E402
from tools.environments import Environment, no_python, python_of  # noqa: E402

OLDEST_PYTHON = (3, 11)
HOME = Environment(
    ROOT / ".venv",
    ("-e", f"{ROOT}[all]"),
    ROOT / "constraints.txt",
    watched=(ROOT / "pyproject.toml",),
)
MOST_TEST_WORKERS = 8
EVERY_BLENDER = "--every-blender"
TAKES_ARGUMENTS = ("test", "quick", "measure", "matrix", "bench")
# Also tried, by the tests of these rooms, where there is one: the Python of Blender from 5.1 on.
NEWER_PYTHON = (3, 13)
PURE_ROOMS = ("maths", "shot", "script", "compiler", "moks", "contract")
MEASURES = "tools/measure_light.py"
NEEDS_BLENDER = ("test", "bench")
NEEDS_NETWORKS = ("setup", "check", "test", "quick", "bench")
NO_BLENDER = "SCENE_STAGER_NO_BLENDER"
ONE_SENTENCE_OF = "SCENE_STAGER_ONE_SENTENCE_OF"

DEMO = ("hero_dolly_push_in", "crane_reveal", "walk_and_talk_verite")
WALKED, LAW = "dry_dock", "red_only_on_the_living"


def main():
    """Run one command and return its exit code."""
    options, extra = _parser().parse_known_args()
    if sys.version_info < OLDEST_PYTHON:
        wanted, found = (".".join(map(str, v)) for v in (OLDEST_PYTHON, sys.version_info[:3]))
        return _complain(
            f"needs Python {wanted} or newer, found {found}; try: python{wanted} {_self()}"
        )
    if extra and options.command not in TAKES_ARGUMENTS:
        return _complain(f"{options.command} takes no arguments, found {' '.join(extra)}")
    problem = prepare(options.command, extra)
    if problem:
        return _complain(problem)
    return COMMANDS[options.command](extra)


def setup(extra):
    """Only make .venv ready."""
    print(f"Ready: {HOME.python.relative_to(ROOT)}")
    return 0


def demo(extra):
    """Bake three scenarios and walk a part of a small world, into out/; say where to look."""
    for name in DEMO:
        code = HOME.run("-m", "scene_stager.cli", "bake", name, "--out", str(Path("out") / name))
        if code:
            return code
    print("\nBaked three shots. Look here:")
    for name in DEMO:
        print(f"  {Path('out') / name}")
    print(
        "Each folder holds what was baked and how it looks; its shot.usda opens in any USD viewer,"
    )
    print("and in Blender with File > Import > Universal Scene Description.")
    return _walk_a_world()


def _walk_a_world():
    """Draw one place of the small world, index it, and write its site."""
    world, index, site = (str(Path("out") / "world" / part) for part in ("files", "index", "site"))
    asset = ("-m", "scene_stager.cli", "asset")
    for step in (
        ("tools/make_world.py", world, "--only", WALKED),
        (*asset, "index", world, "--index", index),
        (*asset, "page", "--index", index, "--out", site, "--title", "The Vigil", "--law", LAW),
    ):
        code = HOME.run(*step)
        if code:
            return code
    print("\nA dry-dock, from its first sketch to a relief and back; walk it in a browser:")
    print(f"  {Path(site) / 'index.html'}")
    return 0


def check(extra):
    """Format, lint, types and the quick tests."""
    return _steps(*_judges(), ("quick tests", _pytest("-m", "not slow")))


def test(extra):
    """Everything: format, lint, types, all tests with their coverage, accuracy, and one Blender.

    Arguments go to pytest, which then runs alone; but --every-blender runs everything, and the
    tests for Blender in every promised version, and those of the pure rooms in a newer Python. It
    counts no coverage, which costs half as much time again.
    """
    if extra and extra != [EVERY_BLENDER]:
        return HOME.run("-m", "pytest", "-q", *extra)
    covered = ("--cov", "--cov-report=term:skip-covered")
    which = () if extra else ("-m", "not every_blender", *covered)
    code = _steps(
        *_judges(),
        ("accuracy", (MEASURES, "usual", "--quick", "--only", "match")),
        ("tests", _pytest(*which, "--durations=20")),
    )
    return max(code, matrix(["--quick"]), _in_newer_python()) if extra else code


def quick(extra):
    """The quick tests of rooms or files: quick reading, quick core/scene_stager/moks/plan.py."""
    found = {name: rooms.tests_of(name) for name in extra}
    without = [name for name, tests in found.items() if not tests]
    if without or not extra:
        what = f"no tests of {', '.join(without)}" if without else "no room or file named"
        return _complain(f"quick: {what}; rooms with tests are {', '.join(rooms.rooms())}")
    tests = [str(test.relative_to(ROOT)) for hits in found.values() for test in hits]
    return HOME.run("-m", "pytest", "-q", "-m", "not slow", *dict.fromkeys(tests))


def measure(extra):
    """How near answers come on stills of known truth; 1 where a bar of tools/bars.py is missed.

    Arguments go to tools/measure_light.py: sets, folders, and which readings.
    """
    return HOME.run(MEASURES, *extra)


def matrix(extra):
    """Whether scenes are the same to the byte with every promised Python, numpy and USD.

    Arguments go to tools/evaluate_matrix.py: --quick, or which of them.
    """
    return HOME.run("tools/evaluate_matrix.py", *extra)


def bench(extra):
    """Run every script in tests/bench, or those named (bench hosts), and print its table."""
    there = {f.stem[len("bench_") :]: f for f in (ROOT / "tests" / "bench").glob("bench_*.py")}
    unknown = [name for name in extra if name not in there]
    if unknown or not there:
        found = f"found {', '.join(unknown) or 'none'}"
        return _complain(f"bench: {found}, expected one of {', '.join(sorted(there))}")
    scripts = [there[name] for name in extra or sorted(there)]
    return _steps(*((script.stem, (str(script),)) for script in scripts))


COMMANDS = {one.__name__: one for one in (demo, test, check, quick, measure, matrix, bench, setup)}


def prepare(command, extra):
    """Make ready what a command needs; a problem comes back as a line."""
    problem = HOME.prepare()
    if problem:
        return problem
    lack = networks.prepare(HOME) if command in NEEDS_NETWORKS else ""
    if lack:
        _complain(lack)
    if command not in NEEDS_BLENDER:
        return ""
    # Where a Blender cannot be had, its tests are skipped with this line.
    wanted = blenders.RELEASES if EVERY_BLENDER in extra else (blenders.USUAL,)
    with ThreadPoolExecutor(_cores()) as at_once:  # unpacking one keeps one core
        missing = [line for line in at_once.map(blenders.prepare, wanted) if line]
    os.environ[NO_BLENDER] = "; ".join(missing)
    for line in missing:
        _complain(line)
    return ""


def _in_newer_python():
    """The quick tests of the pure rooms in a newer Python; a line where there is none."""
    name = ".".join(map(str, NEWER_PYTHON))
    python = python_of(NEWER_PYTHON)
    if not python:
        print(f"\n== left out: tests in {no_python(NEWER_PYTHON)}", flush=True)
        return 0
    newer = Environment(
        ROOT / f".venv-py{name.replace('.', '')}",
        ("-e", str(ROOT), "hypothesis", "pytest", "pytest-xdist"),
        HOME.constraints,
        python,
        HOME.watched,
    )
    problem = newer.prepare()
    if problem:
        return _complain(f"Python {name}: {problem}", code=1)
    os.environ[ONE_SENTENCE_OF] = "8"  # what they mean is judged already, and every rule has many
    tests = (f"tests/{room}" for room in PURE_ROOMS)
    return _steps((f"Python {name}", _pytest("-m", "not slow", *tests)), home=newer)


def _judges():
    return (
        ("format", ("-m", "ruff", "format", "--check", "--quiet", ".")),
        ("lint", ("-m", "ruff", "check", "--quiet", ".")),
        ("types", ("-m", "mypy", "--num-workers", str(_cores()))),
        ("types of hosts", ("tools/host_types.py",)),
    )


def _pytest(*arguments):
    # One worker per core pays from two cores up; a single core is quicker without the detour. One
    # that has nothing left to do takes tests over from one that waits for a Blender.
    spread = ("-n", str(_cores()), "--dist", "worksteal") if _cores() > 1 else ()
    return ("-m", "pytest", "-q", *spread, *arguments)


def _cores():
    return min(os.cpu_count() or 1, MOST_TEST_WORKERS)


def _steps(*steps, home=None):
    """Run every (name, arguments), even after one failed; say what failed at the end."""
    failed = []
    for name, arguments in steps:
        print(f"\n== {name}", flush=True)
        started_s = time.monotonic()
        code = (home or HOME).run(*arguments)
        print(
            f"== {name}: {'failed' if code else 'ok'}, {time.monotonic() - started_s:.1f} s",
            flush=True,
        )
        if code:
            failed.append(name)
    return _complain(f"failed: {', '.join(failed)}", code=1) if failed else 0


def _parser():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0], prog=_self())
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, command in COMMANDS.items():
        commands.add_parser(name, help=command.__doc__)
    return parser


def _self():
    return "tools/dev.py"


def _complain(line, code=2):
    print(f"tools/dev.py: {line}", file=sys.stderr)
    return code


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(_complain("stopped", code=130))
