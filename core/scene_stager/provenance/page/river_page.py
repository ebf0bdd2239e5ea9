# SPDX-License-Identifier: Apache-2.0
"""The page of one river: how it flows, two of its stages side by side, and every stop told."""

from collections import defaultdict

from scene_stager.presets.record_shape import STAGES
from scene_stager.provenance.page import cards
from scene_stager.provenance.page.cards import NAMES, PIPELINE, PLAIN, PRODUCER, RESEARCHER, SHORT
from scene_stager.provenance.page.drawing import course_of, legend, runs
from scene_stager.provenance.page.flow import Flow, flow_of, in_order
from scene_stager.provenance.page.frame import NO_DOMAIN, framed, lead, plural, section
from scene_stager.provenance.page.hypertext import Html, joined, tag
from scene_stager.provenance.page.river import (
    BROKEN,
    COLUMNS,
    EXPECTED,
    GAP,
    REMEMBERED,
    Edge,
    River,
    Stop,
)

MOST_TOLD = 4  # who name one parent
Ways = defaultdict[str, list[Edge]]
UP = "../"
LEADS = {
    PLAIN: "What became of what. Time runs down; each column is a medium.",
    RESEARCHER: "On what each step rests: which record, whose word, what was measured beside it.",
    PIPELINE: "Which files, by which hashes, and the record of each as it stands in the file.",
    PRODUCER: "Who made what and on what terms, and what is still missing.",
}


def river_page(river: River) -> str:
    """The whole page of a river."""
    flow = flow_of(river)
    stops = {one.own: one for one in (*river.others, *river.stops)}
    into, out = _ways(river, stops)
    anchors = {own: f"#f-{own[:SHORT]}" for own in stops}
    parts = [
        tag(
            "p",
            tag("a", "All domains", href=f"{UP}index.html"),
            " / ",
            river.domain or NO_DOMAIN,
            class_="way",
        ),
        tag("h1", river.title),
        tag("p", story(river), class_="logline"),
        lead(LEADS),
        *_flowing(river, flow, stops, into, anchors),
        section("Side by side", _side_by_side(river), *NAMES),
        section("One by one", _told(river, stops, into, out, anchors), *NAMES),
        section("Refused", _refused(river, stops, anchors), RESEARCHER, PIPELINE),
        section("Looks alike", _candidates(river, stops, anchors), RESEARCHER),
    ]
    return framed(river.title, parts, UP, "river")


def _flowing(
    river: River, flow: Flow, stops: dict[str, Stop], into: Ways, anchors: cards.Names
) -> list[Html]:
    """Course and river; of works that nothing joins, the works."""
    missing = _missing(river)
    if not river.edges:
        works = (tag("li", cards.card(one, anchors, UP)) for one in river.stops)
        grid = tag("ol", works, class_="found")
        return [
            section("What is missing", missing or Html(""), *NAMES),
            section("Works", grid, *NAMES),
        ]
    course = joined([course_of(river), missing])
    drawn = joined([legend(), _river(flow, stops, into, anchors)])
    return [section("Its course", course, *NAMES), section("The river", drawn, *NAMES)]


def story(river: River) -> str:
    """What happened, in the same words to every reader."""
    whole = [one for one in river.stops if one.is_whole]
    stages = [
        f"{stage} {STAGES[stage]}" for stage in STAGES if any(o.stage == stage for o in whole)
    ]
    said = f"{plural(len(whole), 'work')}" + (f" in {', '.join(stages)}" if stages else "") + "."
    back = sum(course.is_return for course in flow_of(river).courses)
    counts = (
        (back, "time it goes back to an earlier stage", "times it goes back to an earlier stage"),
        (river.count(GAP), "parent is nowhere", "parents are nowhere"),
        (river.count(EXPECTED), "work is awaited", "works are awaited"),
        (river.count(BROKEN), "record is broken", "records are broken"),
        (_laws_broken(river), "law is broken", "laws are broken"),
    )
    told = [f"{count} {one if count == 1 else many}" for count, one, many in counts if count]
    return " ".join([said, *(f"{line}." for line in told)])


def _laws_broken(river: River) -> int:
    return sum(law.verdict == "broken" for one in river.stops for law in one.laws)


def _missing(river: River) -> Html | None:
    """What is owed, for who has to get it."""
    stops = {one.own: one for one in (*river.others, *river.stops)}
    wanted_by: dict[str, list[str]] = {own: [] for own in stops}
    for edge in river.edges:
        wanted_by[edge.parent].append(f"{cards.title_of(stops[edge.child])} as its {edge.role}")
    rows = [
        tag("li", f"{cards.title_of(one)}: {_owed(one, wanted_by[one.own])}")
        for one in river.stops
        if one.state in (GAP, EXPECTED, BROKEN, REMEMBERED)
    ]
    rows += [
        tag("li", f"{cards.title_of(one)}: {law.law}, {law.level}: {law.says}")
        for one in river.stops
        for law in one.laws
        if law.verdict == "broken"
    ]
    return tag("ul", rows, class_="warnings") if rows else None


def _owed(stop: Stop, wanted_by: list[str]) -> str:
    if stop.state == GAP:
        who = ", ".join(wanted_by[:MOST_TOLD])
        return f"{stop.own[:SHORT]} is named by {who}. Find that file, and index it."
    if stop.state == EXPECTED:
        return " ".join(part for part in (stop.stage, stop.subject, stop.file) if part)
    if stop.state == REMEMBERED:
        return f"{stop.file} came back without its record; its pixels are known."
    return f"{stop.file} was edited after it was stamped."


def _river(flow: Flow, stops: dict[str, Stop], into: Ways, anchors: cards.Names) -> Html:
    """Rows from the earliest to the latest, each with the lines behind it."""
    heads = [
        tag("li", tag("b", COLUMNS[k] or "?"), " ", STAGES.get(COLUMNS[k], "no stage said"))
        for k in flow.columns
    ]
    rows = [
        tag(
            "li", run,
            (_cell(row.get(k), k, into, stops, anchors) for k in flow.columns),
            class_="row",
        )
        for row, run in zip(flow.rows, runs(flow), strict=True)
    ]  # fmt: skip
    links = [f"{course.edge.parent[:SHORT]} {course.edge.child[:SHORT]}" for course in flow.courses]
    return tag(
        "div", tag("ol", heads, class_="heads", aria_hidden="true"), tag("ol", rows, class_="rows"),
        class_="river six" if len(flow.columns) > 5 else "river", data_edges=",".join(links),
    )  # fmt: skip


def _cell(
    stop: Stop | None, column: int, into: Ways, stops: dict[str, Stop], anchors: cards.Names
) -> Html:
    """A place in a row; on a narrow page its lines are told in words."""
    if stop is None:
        return tag("div", class_="cell")
    lines = [cards.edge_in_words(one, one.parent, stops, anchors) for one in into[stop.own]]
    words = tag("ul", lines, class_="from") if lines else None
    return tag("div", cards.card(stop, anchors, UP), words, class_=f"cell c{column}")


def _side_by_side(river: River) -> Html:
    """Two pictures of the river under a slider; the first and the last, until others are picked."""
    seen = [one for one in in_order(river.stops, _inside(river)) if one.large]
    if len(seen) < 2:
        return Html("")
    first, last = seen[0], seen[-1]

    def pick(which: str, picked: Stop) -> Html:
        options = [
            tag(
                "option", f"{one.stage} {cards.title_of(one)}".strip(), value=UP + one.large,
                selected=one is picked,
            )
            for one in seen
        ]  # fmt: skip
        return tag("label", f"{which} ", tag("select", options, class_=which.lower()))

    return tag(
        "div",
        tag("p", pick("Left", first), pick("Right", last), class_="picks"),
        tag(
            "div",
            _large(last, "under"),
            _large(first, "over"),
            tag("input", type="range", min="0", max="100", value="50", step="1",
                aria_label="How much of the left picture shows", class_="cut"),
            class_="both",
        ),
        class_="compare",
    )  # fmt: skip


def _large(stop: Stop, which: str) -> Html:
    name = cards.title_of(stop)
    return tag("img", src=UP + stop.large, alt=name, class_=which)


def _inside(river: River) -> list[Edge]:
    own = {one.own for one in river.stops}
    return [one for one in river.edges if one.child in own and one.parent in own]


def _ways(river: River, stops: dict[str, Stop]) -> tuple[Ways, Ways]:
    """The edges into each stop, and out of it."""
    into: Ways = defaultdict(list)
    out: Ways = defaultdict(list)
    for edge in river.edges:
        if edge.child in stops and edge.parent in stops:
            into[edge.child].append(edge)
            out[edge.parent].append(edge)
    return into, out


def _told(
    river: River, stops: dict[str, Stop], into: Ways, out: Ways, anchors: cards.Names
) -> Html:
    return joined(
        cards.facts(one, into[one.own], out[one.own], stops, anchors, UP)
        for one in in_order(river.stops, _inside(river))
    )


def _refused(river: River, stops: dict[str, Stop], anchors: cards.Names) -> Html:
    """What was said and cannot be: a file that came of what was made of it."""
    rows = [
        tag("li", cards.title_of(stops[one.child]), " of ",
            cards.edge_in_words(one, one.parent, stops, anchors))
        for one in river.refused
        if one.child in stops and one.parent in stops
    ]  # fmt: skip
    says = "Said, and not believed: it would make a file an ancestor of itself."
    return joined([tag("p", says, class_="quiet"), tag("ul", rows)]) if rows else Html("")


def _candidates(river: River, stops: dict[str, Stop], anchors: cards.Names) -> Html:
    """What looks alike, in a table of its own: no line of the river is ever made of it."""
    rows = [
        tag(
            "li", tag("a", cards.title_of(stops[one.one]), href=anchors[one.one]), " and ",
            tag("a", cards.title_of(stops[one.other]), href=anchors[one.other]), f": {one.says}",
        )
        for one in river.candidates
        if one.one in stops and one.other in stops
    ]  # fmt: skip
    if not rows:
        return Html("")
    says = "Proposals, for you to judge. Nothing that looks alike is drawn as a line."
    return joined([tag("p", says, class_="quiet"), tag("ul", rows, class_="alike")])
