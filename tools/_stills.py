"""Stills whose truth is known, as the programs that measure take them from a command line."""

import argparse
import json
from pathlib import Path

STILLS = Path(__file__).resolve().parents[1] / "tests" / "reading" / "stills"
TRUTH = "truth.json"


def folder_of_stills(text: str) -> Path:
    """An argument that names a folder with stills and their truth."""
    folder = Path(text)
    if not (folder / TRUTH).is_file():
        raise argparse.ArgumentTypeError(f"found {text!r}, expected a folder with a {TRUTH}")
    return folder


def truths_of(folder: Path) -> list[dict]:
    """What is true of every still of a folder; `image` names the still."""
    return json.loads((folder / TRUTH).read_text(encoding="utf-8"))
