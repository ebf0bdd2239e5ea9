#!/usr/bin/env python3
"""Write the pages of docs that tell of registries, from the code that they tell of.

python tools/make_docs.py          write them
python tools/make_docs.py --check  say whether they are up to date
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "core")]

from tools.pages import hosts, metrics, rigs, scenarios, script, usd  # noqa: E402
from tools.pages.keep import keep_up_to_date  # noqa: E402

WRITERS = {
    "hosts.md": hosts.page,
    "metrics.md": metrics.page,
    "rigs.md": rigs.page,
    "script.md": script.page,
    "scenarios.md": scenarios.page,
    "usd.md": usd.page,
}


def main(words):
    """Write the pages, or only check them; 0 when all is well."""
    return keep_up_to_date(pages(), __doc__, words, "tools/make_docs.py")


def pages():
    """Every page, as text."""
    return {ROOT / "docs" / name: write() for name, write in WRITERS.items()}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
