"""Start-up stays light: nothing heavy is loaded before somebody needs it."""

import subprocess
import sys

import pytest

HEAVY = ("numpy", "scipy", "gudhi", "pydantic", "pxr", "PIL", "typer", "rich")
HEAVY += ("onnxruntime", "ai_edge_litert")

# Refuses every import of the modules named in argv[2:], as if they were not installed.
WITHOUT = """
import sys
class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in sys.argv[2:]:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
sys.meta_path.insert(0, Absent())
exec(sys.argv[1])
"""


def loaded_by(code: str) -> set[str]:
    """Which heavy modules a fresh interpreter holds after running some code."""
    report = f"{code}\nimport sys\nprint('loaded', *(m for m in {HEAVY!r} if m in sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", report], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return set(done.stdout.splitlines()[-1].split()[1:])


def run_without(modules: tuple[str, ...], code: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", WITHOUT, code, *modules]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_importing_the_package_loads_nothing_heavy():
    assert loaded_by("import scene_stager; dir(scene_stager)") == set()


def test_importing_the_command_line_loads_only_its_own_framework():
    assert loaded_by("import scene_stager.cli") <= {"typer"}


def test_bakes_with_numpy_and_nothing_else():
    code = "import scene_stager as s; print(s.bake('hero_dolly_push_in', frames=(1, 2)).digest)"
    done = run_without(tuple(m for m in HEAVY if m != "numpy"), code)
    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.strip()) == 64


@pytest.mark.parametrize("module", ["json", "numpy"])
def test_sees_what_was_loaded_and_can_take_it_away(module):
    assert ("numpy" in loaded_by("import numpy")) is True
    assert f"No module named {module!r}" in run_without((module,), f"import {module}").stderr
