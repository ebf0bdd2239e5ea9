"""An unpacked archive on its own: what it plays, and what it still imports by an absolute name."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tools.packaging._layout import ROOT, absolute_imports

from tests.hosts.promises import a_take


def played_alone(code: str, home: Path, scratch: Path) -> list:
    """Run `code` on a fresh Python with (home, ROOT, a Take's file) and read the JSON it prints."""
    take = scratch / "shot.take.json"
    take.write_text(a_take().to_json(), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", code, str(home), str(ROOT), str(take)],
        env={**os.environ, "PYTHONUTF8": "1", "PYTHONPATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def imports_that_stay_absolute(folder: Path) -> list[str]:
    """The Python files of a package that would reach for a core outside of it."""
    every = folder.rglob("*.py")
    return [f.name for f in every if absolute_imports(f.read_text(encoding="utf-8"))]
