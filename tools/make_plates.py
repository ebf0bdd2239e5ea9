#!/usr/bin/env python3
"""Draw the plates of docs/plates.md from the code that they tell of, so that they cannot drift.

python tools/make_plates.py          draw them
python tools/make_plates.py --check  say whether they are up to date
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "core")]

from tools.pages.keep import keep_up_to_date  # noqa: E402
from tools.plates import loop, phase, rigs, slots, transport  # noqa: E402

PLATES = {
    "ss_01_slots": slots.plate,
    "ss_02_rigs": rigs.plate,
    "ss_03_loop": loop.plate,
    "ss_04_phase": phase.plate,
    "ss_05_transport": transport.plate,
}


def main(words):
    """Write the plates, or only check them; 0 when all is well."""
    return keep_up_to_date(pages(), __doc__, words, "tools/make_plates.py")


def pages():
    """Every plate, as text."""
    return {ROOT / "docs" / "plates" / f"{name}.svg": draw() for name, draw in PLATES.items()}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
