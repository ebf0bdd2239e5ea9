"""Pages that are made from code: written, or only held against what is there."""

import argparse
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def keep_up_to_date(pages: dict[Path, str], told: str, words: list[str], program: str) -> int:
    """Write the pages that are stale; with --check only name them, and return 1 if there are any.

    `told` is the help of the program, `program` its path as a person types it.
    """
    parser = argparse.ArgumentParser(
        prog=program, description=told, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true", help="only say which are out of date")
    check = parser.parse_args(words).check
    stale = [path for path, text in pages.items() if _found(path) != text]
    for path in stale:
        shown = path.relative_to(ROOT)
        if check:
            print(f"{shown} is out of date: run python {program}")
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(pages[path], encoding="utf-8", newline="\n")
        print(f"wrote {shown}")
    return 1 if check and stale else 0


def _found(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.exists() else None
