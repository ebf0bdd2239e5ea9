# SPDX-License-Identifier: Apache-2.0
"""One stop of a river: its card, and further down all that is known of it, for each reader."""

from collections.abc import Iterable

from scene_stager.presets.record_shape import STAGES
from scene_stager.provenance.page.hypertext import Html, joined, tag
from scene_stager.provenance.page.river import (
    BROKEN,
    COLUMNS,
    EVIDENCE,
    EXPECTED,
    GAP,
    SILHOUETTE,
    STATES,
    Edge,
    LawSaid,
    Stop,
)

NAMES = {
    "plain": "Plain",
    "researcher": "Researcher",
    "pipeline": "Pipeline",
    "producer": "Producer",
}
PLAIN, RESEARCHER, PIPELINE, PRODUCER = NAMES
HASHED = (RESEARCHER, PIPELINE, "hash")
SHORT = 12  # digits of a hash that a person compares

Names = dict[str, str]
"""Where on the page each stop is told of, by its own hash."""


def card(stop: Stop, anchors: Names, depth: str) -> Html:
    """A stop as it stands in the river; `depth` is the way up to the site's folder."""
    words = [
        tag("span", title_of(stop), class_="what"),
        said(stop.when[:10] or _kind(stop), PLAIN),
        said(_evidence_words(stop), RESEARCHER),
        said(stop.file or stop.own[:SHORT], PIPELINE),
        said(stop.hand or "nobody named", PRODUCER),
    ]
    where = f"{stop.elsewhere}#f-{stop.own[:SHORT]}" if stop.elsewhere else anchors[stop.own]
    return tag(
        "a", picture_of(stop, depth), tag("span", words, class_="words"), marks(stop),
        class_=f"stop {stop.state}" + (" away" if stop.elsewhere else ""),
        href=where, data_own=stop.own, aria_label=_spoken(stop),
    )  # fmt: skip


def said(text: str, *readers: str) -> Html:
    """A line that some readers see."""
    return tag("span", text, class_=" ".join(("for", *readers)))


def title_of(stop: Stop) -> str:
    """What a stop is called: by its file's name, since a page is of one subject."""
    if stop.state == GAP:
        return STATES[GAP]
    if stop.state == EXPECTED:
        return STATES[EXPECTED]
    stem = stop.file.replace("\\", "/").rsplit("/", 1)[-1].rsplit(".", 1)[0]
    return " ".join(stem.replace("_", " ").split()) or stop.subject or "untitled"


def _kind(stop: Stop) -> str:
    return STAGES.get(stop.stage, stop.kind or "no stage said")


def _spoken(stop: Stop) -> str:
    parts = (title_of(stop), stop.stage and f"{stop.stage} {_kind(stop)}", STATES[stop.state])
    return ", ".join(part for part in (*parts, stop.when[:10]) if part)


def _evidence_words(stop: Stop) -> str:
    if stop.signature == "ours":
        return f"signed; {STATES[stop.state]}"
    return "said to be a root" if stop.is_root else STATES[stop.state]


def picture_of(stop: Stop, depth: str) -> Html:
    """Its small picture, which is loaded when it is near; else a sign of what it is."""
    if stop.small:
        return tag(
            "span", tag("img", src=depth + stop.small, alt="", loading="lazy", decoding="async"),
            map(_accused, stop.laws), class_="see",
        )  # fmt: skip
    sign = {GAP: "?", EXPECTED: "…"}.get(stop.state, stop.kind or "·")
    return tag("span", tag("span", sign, class_="glyph"), class_="see")


def _accused(law: LawSaid) -> Html | None:
    """What breaks a law, drawn over the picture as large as that is shown."""
    if not law.boxes_px:
        return None
    width, height = law.size_px
    boxes = (
        tag("rect", x=left, y=top, width=right - left, height=bottom - top)
        for left, top, right, bottom in law.boxes_px
    )
    return tag("svg", boxes, class_="accused", viewBox=f"0 0 {width} {height}", aria_hidden="true")


def marks(stop: Stop) -> Html:
    """What is to be seen at once, whoever reads: stage, breaks, laws."""
    made = [tag("b", stop.stage, class_="stage")] if stop.stage else []
    if stop.state == BROKEN:
        made.append(tag("b", "broken record", class_="bad"))
    made += [tag("b", "law broken", class_="bad") for law in stop.laws if law.verdict == "broken"]
    return tag("span", made, class_="marks")


def facts(stop: Stop, into: list[Edge], out: list[Edge], all_stops: dict[str, Stop],
          anchors: Names, depth: str) -> Html:  # fmt: skip
    """All that is known of a stop: the same story to everybody, each as deep as they read."""
    rows: list[Html] = [
        _row("What", stop.subject, PLAIN, RESEARCHER, PRODUCER),
        _row("Where", stop.environment, PLAIN, RESEARCHER, PRODUCER),
        _row("Stage", f"{stop.stage} {_kind(stop)}".strip(), *NAMES),
        _row("State", STATES[stop.state], *NAMES),
        _row("When", stop.when, *NAMES),
        _row("Made by", stop.hand, PLAIN, RESEARCHER, PRODUCER),
        _row("With", stop.tool, PIPELINE, RESEARCHER, PRODUCER),
        _row("How it came to be", stop.origin, RESEARCHER, PIPELINE),
        _row("Terms", stop.licence or "none said", PRODUCER),
        _row("Source type", stop.source_type, RESEARCHER, PRODUCER),
        _row("Signature", stop.signature or "none", RESEARCHER, PRODUCER),
        _row("File", stop.file, PIPELINE),
        _row("Kind", stop.kind, PIPELINE),
        _row("Its hash", stop.own if stop.state != EXPECTED else "", *HASHED),
        _row("Plan", stop.plan_hash, *HASHED),
        _row("Prompt", stop.prompt_hash, *HASHED),
        *(_law(law) for law in stop.laws),
    ]
    made_of = [edge_in_words(one, one.parent, all_stops, anchors) for one in into]
    led_to = [edge_in_words(one, one.child, all_stops, anchors) for one in out]
    root = "It was said to be a root: made of nothing else." if stop.is_root else ""
    lists = [
        _list("Made of", made_of, root or "No parents recorded.") if stop.state != GAP else None,
        _list("Led to", led_to, ""),
        _record(stop),
    ]
    return tag(
        "article", picture_of(stop, depth), tag("div", tag("h3", title_of(stop)),
        tag("dl", rows), lists, class_="told"),
        id=f"f-{stop.own[:SHORT]}", class_=f"fact {stop.state}", data_own=stop.own, tabindex="-1",
    )  # fmt: skip


def _row(name: str, value: str, *readers: str) -> Html:
    if not value:
        return Html("")
    return tag("div", tag("dt", name), tag("dd", value), class_=" ".join(("for", *readers)))


def _law(law: LawSaid) -> Html:
    says = f"{law.verdict} ({law.level})" + (f": {law.says}" if law.says else "")
    return _row(f"Law: {law.law}", says, *NAMES)


def _list(name: str, rows: list[Html], none: str) -> Html | None:
    if not rows and not none:
        return None
    inside = tag("ul", rows) if rows else tag("p", none, class_="quiet")
    return joined([tag("h4", name), inside])


def edge_in_words(edge: Edge, other: str, all_stops: dict[str, Stop], anchors: Names) -> Html:
    """One edge in words: the other end, what it was, and why anybody says so."""
    stop = all_stops[other]
    back = 0 < all_stops[edge.child].column < all_stops[edge.parent].column
    name = title_of(stop) + (f" ({stop.stage})" if stop.stage else "")
    others = "; ".join(one.says for one in edge.support if one.what != SILHOUETTE)
    where = f"{stop.elsewhere}#f-{other[:SHORT]}" if stop.elsewhere else anchors[other]
    return tag(
        "li", tag("a", name, href=where), f" as {edge.role}",
        tag("i", _why(edge), class_=f"why {edge.evidence}"),
        tag("i", "goes back to an earlier stage", class_="why back") if back else None,
        (
            tag("i", f"measured: {one.says}", class_="why supported")
            for one in edge.support
            if one.what == SILHOUETTE
        ),
        said(f"measured: {others}", RESEARCHER) if others else None,
        said(f"{edge.kind} {other}", RESEARCHER, PIPELINE),
    )  # fmt: skip


def _why(edge: Edge) -> str:
    says = EVIDENCE.get(edge.evidence, edge.evidence)
    return f"{says}: {edge.said_by}" if edge.said_by else says


def _record(stop: Stop) -> Html | None:
    if not stop.record:
        return None
    inside = tag("pre", stop.record)
    return tag(
        "details", tag("summary", "The record itself"), inside,
        class_=f"for {RESEARCHER} {PIPELINE}",
    )  # fmt: skip


def course_strip(stops: Iterable[Stop]) -> Html:
    """Five dots: which stages there are."""
    there = {one.column for one in stops if one.is_whole}
    dots = [
        tag("i", stage, class_="on" if column in there else "off")
        for column, stage in enumerate(COLUMNS)
        if column
    ]
    return tag("span", dots, class_="strip")
