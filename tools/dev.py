#!/usr/bin/env python3
"""Try, test, check and time the project: python tools/dev.py demo | test | check | bench.

Standard library only. The first run makes .venv beside this folder and installs the pinned
dependencies into it; later runs see the stamp it left there and begin at once.
"""

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

OLDEST_PYTHON = (3, 11)
ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "scene-stager-stamp.txt"
CONSTRAINTS = ROOT / "constraints.txt"
MOST_TEST_WORKERS = 8

DEMO = ("hero_dolly_push_in", "crane_reveal", "walk_and_talk_verite")


def main():
    """Run one command and return its exit code."""
    options, extra = _parser().parse_known_args()
    if sys.version_info < OLDEST_PYTHON:
        wanted, found = (".".join(map(str, v)) for v in (OLDEST_PYTHON, sys.version_info[:3]))
        return _complain(
            f"needs Python {wanted} or newer, found {found}; try: python{wanted} {_self()}"
        )
    if extra and options.command != "test":
        return _complain(f"{options.command} takes no arguments, found {' '.join(extra)}")
    problem = prepare()
    if problem:
        return _complain(problem)
    return COMMANDS[options.command](extra)


def setup(extra):
    """Only make .venv ready."""
    print(f"Ready: {venv_python().relative_to(ROOT)}")
    return 0


def demo(extra):
    """Bake three scenarios into out/ and say where to look."""
    for name in DEMO:
        code = _run("-m", "scene_stager.cli", "bake", name, "--out", str(Path("out") / name))
        if code:
            return code
    print("\nBaked three shots. Look here:")
    for name in DEMO:
        print(f"  {Path('out') / name}")
    print(
        "Each folder holds what was baked and how it looks; its shot.usda opens in any USD viewer,"
    )
    print("and in Blender with File > Import > Universal Scene Description.")
    return 0


def check(extra):
    """Format, lint, types and the quick tests."""
    return _steps(*_judges(), ("quick tests", _pytest("-m", "not slow")))


def test(extra):
    """Everything: format, lint, types, all tests. Arguments go to pytest, which then runs alone."""
    if extra:
        return _run("-m", "pytest", "-q", *extra)
    return _steps(*_judges(), ("all tests", _pytest()))


def bench(extra):
    """Run every script in tests/bench and print its table."""
    scripts = sorted((ROOT / "tests" / "bench").glob("bench_*.py"))
    if not scripts:
        return _complain("found no tests/bench/bench_*.py")
    return _steps(*((script.stem, (str(script),)) for script in scripts))


COMMANDS = {"demo": demo, "test": test, "check": check, "bench": bench, "setup": setup}


def prepare():
    """Make .venv hold what the project asks for; a problem comes back as a line."""
    stamp = fingerprint()
    if venv_python().exists() and STAMP.exists() and STAMP.read_text(encoding="utf-8") == stamp:
        return ""
    print("Preparing .venv (once): pinned dependencies, then the project itself ...", flush=True)
    started_s = time.monotonic()
    STAMP.unlink(missing_ok=True)
    uv = shutil.which("uv")
    if not ((uv and _install_with_uv(uv)) or _install_with_pip()):
        return "could not install the dependencies; see above"
    STAMP.write_text(stamp, encoding="utf-8")
    print(f"Prepared in {time.monotonic() - started_s:.0f} s.", flush=True)
    return ""


def fingerprint():
    """What .venv depends on, as one digest: two files, this Python, and where the checkout is."""
    digest = hashlib.sha256()
    for file in (ROOT / "pyproject.toml", CONSTRAINTS):
        digest.update(file.read_bytes().replace(b"\r\n", b"\n"))
    digest.update(repr((sys.version_info[:2], str(ROOT))).encode())
    return digest.hexdigest()


def venv_python():
    """The interpreter inside .venv, wherever this platform keeps it."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def _install_with_uv(uv):
    """True when uv made and filled .venv; pip has its turn when it did not."""
    made = _venv_works() or _call(
        uv, "venv", "--quiet", "--clear", "--python", sys.executable, VENV
    )
    pinned = ("-c", CONSTRAINTS, "-e", f"{ROOT}[all]")
    return made and _call(uv, "pip", "install", "--quiet", "--python", venv_python(), *pinned)


def _install_with_pip():
    """True when the standard library's venv and pip made and filled .venv."""
    if not _venv_works() and not _call(sys.executable, "-m", "venv", "--clear", VENV):
        return False
    pip = (venv_python(), "-m", "pip")
    if not _call(*pip, "--version", quiet=True):
        _call(venv_python(), "-m", "ensurepip", "--upgrade", quiet=True)
    return _call(*pip, "install", "--quiet", "-c", CONSTRAINTS, "-e", f"{ROOT}[all]")


def _venv_works():
    """True when .venv runs, and on the same Python as this."""
    version = f"import sys; sys.exit(sys.version_info[:2] != {sys.version_info[:2]})"
    return venv_python().exists() and _call(venv_python(), "-c", version, quiet=True)


def _judges():
    return (
        ("format", ("-m", "ruff", "format", "--check", "--quiet", ".")),
        ("lint", ("-m", "ruff", "check", "--quiet", ".")),
        ("types", ("-m", "mypy")),
    )


def _pytest(*arguments):
    # One worker per core pays from two cores up; a single core is quicker without the detour.
    cores = min(os.cpu_count() or 1, MOST_TEST_WORKERS)
    spread = ("-n", str(cores)) if cores > 1 else ()
    return ("-m", "pytest", "-q", *spread, *arguments)


def _steps(*steps):
    """Run every (name, arguments), even after one failed; say what failed at the end."""
    failed = []
    for name, arguments in steps:
        print(f"\n== {name}", flush=True)
        started_s = time.monotonic()
        code = _run(*arguments)
        print(
            f"== {name}: {'failed' if code else 'ok'}, {time.monotonic() - started_s:.1f} s",
            flush=True,
        )
        if code:
            failed.append(name)
    return _complain(f"failed: {', '.join(failed)}", code=1) if failed else 0


def _run(*arguments):
    """Run the Python of .venv in the checkout and return its exit code."""
    return subprocess.call([str(venv_python()), *arguments], cwd=ROOT, env=_environment())


def _call(*command, quiet=False):
    """True when an outside command ends well. It never waits for an answer from the keyboard."""
    hush = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL} if quiet else {}
    words = [str(word) for word in command]
    try:
        done = subprocess.run(
            words, cwd=ROOT, env=_environment(), stdin=subprocess.DEVNULL, check=False, **hush
        )
    except OSError as error:
        print(f"{words[0]}: {error.strerror}", file=sys.stderr)
        return False
    return done.returncode == 0


def _environment():
    """This environment without other Pythons' paths, in UTF-8, asking nothing."""
    kept = {k: v for k, v in os.environ.items() if k not in {"PYTHONPATH", "PYTHONHOME"}}
    quiet = {"PYTHONUTF8": "1", "PIP_NO_INPUT": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    return {**kept, **quiet, "VIRTUAL_ENV": str(VENV)}


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
