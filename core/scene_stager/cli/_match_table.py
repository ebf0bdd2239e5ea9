# SPDX-License-Identifier: Apache-2.0
"""The table of a batch of matches: it grows on the terminal while they end."""

import sys
from types import TracebackType
from typing import TYPE_CHECKING, Any

from scene_stager.cli._show import complain, print_table, say
from scene_stager.errors import printable

if TYPE_CHECKING:
    from rich.table import Table

HEADS = ("still", "outcome", "key", "colour", "fill under key", "rim", "haze /m", "lens", "steps")
STATUSES = ("done", "kept", "failed")
LINES_SHOWN = 30

Told = dict[str, Any]


class MatchTable:
    """Rows as they come, on stderr of a terminal; nothing where nobody watches."""

    def __init__(self, count: int, quiet: bool) -> None:
        self._count, self._live = count, not quiet and sys.stderr.isatty()
        self._rows: list[tuple[str, ...]] = []
        self._screen: Any = None

    def __enter__(self) -> "MatchTable":
        if self._live:
            from rich.console import Console
            from rich.live import Live

            self._screen = Live(
                self._table(), console=Console(stderr=True), transient=True, refresh_per_second=8
            )
            self._screen.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._screen is not None:
            self._screen.__exit__(kind, error, trace)

    def add(self, one: Told) -> None:
        """Show one more."""
        self._rows.append(row_of(one))
        if self._screen is not None:
            self._screen.update(self._table())

    def print(self, told: list[Told]) -> None:
        """The whole table on stdout, then what failed and what to know, on stderr."""
        print_table("Matches", HEADS, [row_of(one) for one in told])
        for one in told:
            if one["status"] == "failed":
                complain(one["line"])
            for warning in one.get("warnings", ()):
                say(f"{one['image']}: {warning}")
            aside = (one.get("library") or {}).get("set_aside")
            if one["status"] == "done" and aside:
                say(f"{one['image']}: the library was damaged and is now {aside}")
        if len(told) > 1:
            count = {status: sum(one["status"] == status for one in told) for status in STATUSES}
            now, kept, failed = count.values()
            say(f"{len(told)} stills: {now} matched now, {kept} kept from before, {failed} failed")

    def _table(self) -> "Table":
        from rich import box
        from rich.markup import escape
        from rich.table import Table

        table = Table(title=f"Matching {len(self._rows)} of {self._count}", box=box.SIMPLE)
        for head in HEADS:
            table.add_column(head, overflow="fold")
        for row in self._rows[-LINES_SHOWN:]:
            table.add_row(*(escape(printable(cell)) for cell in row))
        return table


def row_of(one: Told) -> tuple[str, ...]:
    """One match as people read it."""
    name = one["path"].replace("\\", "/").rsplit("/", 1)[-1]
    if one["status"] == "failed":
        return (name, "failed", *("-" for _ in HEADS[2:]))
    key, camera = one.get("key"), one.get("camera")
    if key is None or camera is None:
        return (name, one["outcome"].replace("_", " "), *("-" for _ in HEADS[2:]))
    return (
        name,
        one["outcome"].replace("_", " "),
        _direction(key),
        f"{key['kelvin']:.0f} K",
        f"{one['fill_ratio_stops']:.1f} stops",
        one["rim_mode"].replace("_", " "),
        f"{one['haze_per_m']:.3f}",
        f"{camera['focal_mm']:.0f} mm",
        str(one["iterations"]),
    )


def _direction(key: dict[str, float]) -> str:
    """Azimuth and elevation, and how far off they may be two times in three where that is said."""
    said = f"{key['azimuth_deg']:+.0f}° / {key['elevation_deg']:+.0f}°"
    within_deg = key.get("within_deg")
    return said if within_deg is None else f"{said} ±{within_deg:.0f}°"
