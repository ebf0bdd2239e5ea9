# SPDX-License-Identifier: Apache-2.0
"""The lines of a river, row by row: a page may break between any two rows and still flow."""

from collections import defaultdict
from collections.abc import Iterable

from scene_stager.provenance.page.flow import Course, Flow
from scene_stager.provenance.page.hypertext import Html, tag
from scene_stager.provenance.page.river import COLUMNS, EVIDENCE, River

# Pixels of a page; the style sheet has the same ones.
WIDTH, GUTTER, CARD = 1040, 60, 154
CARD_WIDTHS = {5: 166, 6: 138}  # by how many columns there are
ROW = GUTTER + CARD
BESIDE, SPREAD = 15, 108  # between two lines at one end, and of all together
LANES, LANE = 5, 6
AT_SIDE = 46  # below a card's top, where what returns goes in and out
SUPPORT = 4  # how far beside its edge a support is drawn

Piece = tuple[str, str]


def runs(flow: Flow) -> list[Html]:
    """The lines behind each row of a flow."""
    pieces: dict[int, list[Html]] = defaultdict(list)
    for course in flow.courses:
        for row, path, mark in _pieces(course, flow.columns):
            pieces[row] += _drawn(course, path, mark)
    return [
        tag(
            "svg", pieces[row], class_="run", viewBox=f"0 0 {WIDTH} {ROW}",
            width=WIDTH, height=ROW, aria_hidden="true",
        )
        for row in range(len(flow.rows))
    ]  # fmt: skip


def _drawn(course: Course, path: str, mark: tuple[float, float] | None) -> list[Html]:
    """One piece of an edge, what supports it beside it, and at its end what it stands on."""
    edge = course.edge
    kind = f"e {edge.evidence}" + (" back" if course.is_return else "")
    kind += " beside" if edge.role == "sibling" else ""
    made = [tag("path", d=path, class_=kind, data_e=course.number)]
    if edge.is_supported:
        moved = f"translate({SUPPORT} {SUPPORT})"
        made.append(tag("path", d=path, class_="support", data_e=course.number, transform=moved))
    if mark is not None:
        made.append(_sign(edge.evidence, mark, kind, course.number))
    return made


def _sign(evidence: str, at: tuple[float, float], kind: str, number: int | None) -> Html:
    """A disc for a record, a ringed disc for a signature, a diamond for a person's word."""
    x, y = at
    if evidence == "operator":
        path = f"M{x} {y - 5.5}L{x + 5.5} {y}L{x} {y + 5.5}L{x - 5.5} {y}Z"
        return tag("path", d=path, class_=f"sign {kind}", data_e=number)
    disc = tag("circle", cx=x, cy=y, r=3.6, class_=f"sign {kind}", data_e=number)
    if evidence != "signed":
        return disc
    ring = tag("circle", cx=x, cy=y, r=6.6, class_=f"ring {kind}", data_e=number)
    return tag("g", disc, ring)


def middle_of(column: int, columns: tuple[int, ...]) -> float:
    """Where a column's middle is."""
    return WIDTH * (columns.index(column) + 0.5) / len(columns)


def _pieces(
    course: Course, columns: tuple[int, ...]
) -> Iterable[tuple[int, str, tuple[float, float] | None]]:
    """What of an edge is in which row, and where in its last row its evidence stands."""
    (first, start), (last, end) = course.start, course.end
    leaves = middle_of(start, columns) + _beside(course.leaves)
    enters = middle_of(end, columns) + _beside(course.enters)
    half, lane = CARD_WIDTHS[len(columns)] / 2, course.lane % LANES * LANE
    if course.is_return:
        # Out at the right side, round under the card, and in again at the left side.
        right, y = middle_of(start, columns) + half, GUTTER + AT_SIDE + lane
        turn = right + 6 + lane / 2
        yield first, f"M{right} {y}C{turn + 3} {y} {turn} {y + 24} {turn} {y + 48}V{ROW}", None
        leaves, side = turn, middle_of(end, columns) - half
        enters = side - 8 - lane / 2
        yield from _down(first, last, leaves, enters, enters)
        bend = f"M{enters} {GUTTER - 10}V{y - 28}Q{enters} {y} {side - 7} {y}"
        yield last, bend, (side - 5, y)
        return
    aside = middle_of(end, columns) - WIDTH / len(columns) / 2 + 4 + lane
    yield from _down(first, last, leaves, enters, aside)
    yield last, f"M{enters} {GUTTER - 10}V{GUTTER}", (enters, GUTTER - 7)


def _down(
    first: int, last: int, leaves: float, enters: float, lane: float
) -> Iterable[tuple[int, str, None]]:
    """From the foot of one row to the head of another; past rows between in a lane."""
    x = leaves
    for row in range(first + 1, last + 1):
        to = enters if row == last else lane
        half = (GUTTER - 10) / 2
        bend = f"M{x} 0C{x} {half} {to} {half} {to} {GUTTER - 10}"
        yield row, bend + ("" if row == last else f"V{ROW}"), None
        x = to


def _beside(which: tuple[int, int]) -> float:
    place, count = which
    step = min(BESIDE, SPREAD / max(count - 1, 1))
    return (place - (count - 1) / 2) * step


def course_of(river: River) -> Html:
    """Five stages in a row, how many stops each has, and how often one led to another."""
    step, y = 150, 66
    stage_of = {one.own: one.column for one in (*river.others, *river.stops)}
    ways: dict[tuple[int, int], int] = defaultdict(int)
    for edge in river.edges:
        ways[stage_of.get(edge.parent, 0), stage_of.get(edge.child, 0)] += 1
    drawn: list[Html] = []
    for (start, end), count in sorted(ways.items()):
        if start and end and start != end:
            drawn += _arc(start, end, count, step, y)
    for column, stage in enumerate(COLUMNS):
        if not column:
            continue
        count = sum(one.column == column for one in river.stops)
        x = step * (column - 0.5)
        drawn.append(tag("circle", cx=x, cy=y, r=15, class_="stage" if count else "stage none"))
        drawn.append(tag("text", stage, x=x, y=y + 4, class_="in"))
    said = "How its stages led to each other"
    return tag(
        "svg", tag("title", said), drawn, class_="course", viewBox=f"0 0 {5 * step} 132", role="img"
    )


def _arc(start: int, end: int, count: int, step: int, y: int) -> list[Html]:
    """Onwards above, back below: a river that returns to its source is drawn as that."""
    a, b = step * (start - 0.5), step * (end - 0.5)
    sign, kind = (-1, "e record") if end > start else (1, "e record back")
    lift = 20 + 9 * abs(end - start)
    foot, top = y + sign * 17, y + sign * (17 + lift)
    path = f"M{a} {foot}C{a} {top} {b} {top} {b} {foot}"
    above = y + sign * (17 + 0.75 * lift) + (-4 if sign < 0 else 12)
    text = tag(
        "text", f"×{count}", x=(a + b) / 2, y=above, class_="count",
    )  # fmt: skip
    tip = f"M{b - 4} {foot + sign * 7}L{b} {foot}L{b + 4} {foot + sign * 7}"
    return [tag("path", d=path, class_=kind), tag("path", d=tip, class_=kind)] + (
        [text] if count > 1 else []
    )


def legend() -> Html:
    """What lines and signs mean."""

    def shown(drawn: list[Html], words: str) -> Html:
        return tag("li", tag("svg", drawn, viewBox="0 0 44 16", width=44, height=16), words)

    line = "M2 8H40"
    rows = [
        shown([tag("path", d=line, class_=f"e {one}"), _sign(one, (34, 8), f"e {one}", None)], says)
        for one, says in EVIDENCE.items()
    ]
    back = tag("path", d=line, class_="e record back")
    rows.append(shown([back], "goes back to an earlier stage"))
    both = [
        tag("path", d="M2 6H40", class_="e record"),
        tag("path", d="M2 11H40", class_="support"),
    ]
    rows.append(shown(both, "measured, and supports what is declared"))
    return tag("ul", rows, class_="legend")
