#!/usr/bin/env python3
"""Show that a change left every answer as it was: eight bakes, eighteen matches, to the last digit.

    python tools/same_answers.py record before.json [--checkout FOLDER]
    python tools/same_answers.py compare before.json after.json

`record` asks the command line of a checkout: this one, or an old one that is named. `compare`
prints what differs and exits 1 where anything does. Seconds are not answers.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SCENARIOS = "core/scene_stager/shot/scenarios"
STILLS = "tests/reading/stills"
NOT_AN_ANSWER = {"seconds", "outputs", "path", "report"}


def record(checkout: Path) -> dict[str, Any]:
    """Every answer of a checkout, by scenario and by still."""
    names = sorted(file.stem for file in (checkout / SCENARIOS).glob("*.json"))
    stills = sorted((checkout / STILLS).glob("*.png"))
    with tempfile.TemporaryDirectory() as folder:
        bakes = {name: _bake(checkout, name, Path(folder)) for name in names}
        said = _ask(checkout, "match", *map(str, stills), "--no-picture", "--out", folder)
    matches = {still.stem: one for still, one in zip(stills, said["matches"], strict=True)}
    return {"bakes": bakes, "matches": _answers(matches)}


def _bake(checkout: Path, name: str, folder: Path) -> dict[str, Any]:
    said = _ask(checkout, "bake", name, "--preview", "none", "--out", str(folder / name))
    return {key: said[key] for key in ("plan_hash", "take_digest", "frames", "channels")}


def _ask(checkout: Path, *words: str) -> Any:
    """What a command says as JSON; a match that falls short (exit code 1) is an answer too."""
    command = [sys.executable, "-m", "scene_stager.cli", *words, "--json"]
    variables = dict(os.environ, PYTHONPATH=str(checkout / "core"))
    done = subprocess.run(command, capture_output=True, env=variables, check=False)
    if done.returncode not in (0, 1):
        sys.exit(f"{' '.join(words)}: {done.stderr.decode(errors='replace')}")
    return json.loads(done.stdout)


def _answers(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _answers(v) for k, v in value.items() if k not in NOT_AN_ANSWER}
    return [_answers(v) for v in value] if isinstance(value, list) else value


def differences(before: Any, after: Any, where: str = "") -> list[str]:
    """Each place where two records differ, with both values."""
    if isinstance(before, dict) and isinstance(after, dict):
        keys = [*before, *(key for key in after if key not in before)]
        pairs = [(str(key), before.get(key), after.get(key)) for key in keys]
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        pairs = [(str(i), *pair) for i, pair in enumerate(zip(before, after, strict=True))]
    else:
        return [] if before == after else [f"{where}: {before!r} became {after!r}"]
    return [line for key, old, new in pairs for line in differences(old, new, f"{where}/{key}")]


def main() -> int:
    """Record or compare, and return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("command", choices=["record", "compare"])
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--checkout", type=Path, default=ROOT)
    options = parser.parse_args()
    if options.command == "record":
        answers = record(options.checkout.resolve())
        options.files[0].write_text(json.dumps(answers, indent=1), encoding="utf-8")
        print(f"{len(answers['bakes'])} bakes, {len(answers['matches'])} matches recorded")
        return 0
    before, after = (json.loads(file.read_text(encoding="utf-8")) for file in options.files)
    lines = differences(before, after)
    print("\n".join(lines) or "no answer differs")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
