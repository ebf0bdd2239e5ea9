#!/usr/bin/env python3
"""Write the pages of docs that tell of registries, from the code that they tell of.

python tools/make_docs.py          write them
python tools/make_docs.py --check  say whether they are up to date
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "core")]

from tools.pages import hosts, metrics, rigs, scenarios, script  # noqa: E402

WRITERS = {
    "hosts.md": hosts.page,
    "metrics.md": metrics.page,
    "rigs.md": rigs.page,
    "script.md": script.page,
    "scenarios.md": scenarios.page,
}


def main(arguments):
    """Write the pages, or only check them; 0 when all is well."""
    fresh = pages()
    stale = [path for path, text in fresh.items() if _found(path) != text]
    if "--check" in arguments:
        for path in stale:
            print(f"{path.relative_to(ROOT)} is out of date: run python tools/make_docs.py")
        return 1 if stale else 0
    for path in stale:
        path.write_text(fresh[path], encoding="utf-8", newline="\n")
        print(f"wrote {path.relative_to(ROOT)}")
    return 0


def pages():
    """Every page, as text."""
    return {ROOT / "docs" / name: write() for name, write in WRITERS.items()}


def _found(path):
    return path.read_text(encoding="utf-8") if path.exists() else None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
