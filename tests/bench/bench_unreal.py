"""A long shot into Unreal's double: write calls, and the adapter's own time beside bare calls."""

import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[2])]

from tests.bench._unreal import measure  # noqa: E402

FRAMES = 10_000
SCENARIOS = ("hero_dolly_push_in", "walk_and_talk_verite", "stadium_wire_flyover")


def main() -> None:
    """Print the table."""
    print(f"{FRAMES:,} frames, every channel, into Unreal's double (Unreal has no bulk call)")
    print(f"{'scenario':<24} {'numbers':>10} {'add_key':>10} {'own s':>8} {'bare calls s':>13}")
    for name in SCENARIOS:
        row = measure(name, FRAMES)
        print(
            f"{name:<24} {row.numbers:>10,} {row.write_calls:>10,} {row.own_s:>8.2f} "
            f"{row.peer_s:>13.2f}"
        )


if __name__ == "__main__":
    main()
