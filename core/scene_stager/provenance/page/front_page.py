# SPDX-License-Identifier: Apache-2.0
"""Where a walk begins: the domains, their subjects, and the search."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from scene_stager.presets.record_shape import STAGES
from scene_stager.provenance.page import cards
from scene_stager.provenance.page.cards import NAMES, PIPELINE, PLAIN, PRODUCER, RESEARCHER, SHORT
from scene_stager.provenance.page.flow import in_order
from scene_stager.provenance.page.frame import NO_DOMAIN, WORDS, framed, lead, plural, section
from scene_stager.provenance.page.hypertext import Html, joined, tag
from scene_stager.provenance.page.river import BROKEN, EXPECTED, GAP, STATES, River

FIRST = 12  # tiles of a domain on the front page; the others are on its own
LEADS = {
    PLAIN: "Every subject, from its first drawing to what it became. Pick one.",
    RESEARCHER: "Every subject, with how many steps are declared and how many are missing.",
    PIPELINE: "Every subject, with how many files it has and the page that tells them.",
    PRODUCER: "Every subject, with what is done, what is owed and what is in doubt.",
}


@dataclass(frozen=True, slots=True)
class Tile:
    """What the front page keeps of a river, so that no more than that stays in memory."""

    page: str
    title: str
    domain: str
    tile: Html


def tile_of(river: River, page: str) -> Tile:
    """A river as one picture and what is to be known before it is opened."""
    seen = [one for one in in_order(river.stops, []) if one.small]
    shown = seen[-1] if seen else river.stops[-1]
    whole = sum(one.is_whole for one in river.stops)
    gaps, waits = river.count(GAP), river.count(EXPECTED)
    broken = river.count(BROKEN) + sum(
        law.verdict == "broken" for one in river.stops for law in one.laws
    )
    owed = [
        plural(gaps, "gap") if gaps else "",
        f"{waits} awaited" if waits else "",
        f"{broken} broken" if broken else "",
    ]
    said = [
        tag("span", river.title, class_="what"),
        cards.said(", ".join(river.environments) or plural(whole, "work"), PLAIN),
        cards.said(f"{plural(len(river.edges), 'step')} declared", RESEARCHER),
        cards.said(f"{plural(whole, 'file')}, {page}", PIPELINE),
        cards.said(", ".join(filter(None, owed)) or "complete", PRODUCER),
    ]
    marks = [tag("b", words, class_="bad" if "broken" in words else "") for words in owed if words]
    made = tag(
        "a", cards.picture_of(shown, ""), tag("span", said, class_="words"),
        cards.course_strip(river.stops), tag("span", marks, class_="marks"),
        href=page, class_="tile",
    )  # fmt: skip
    return Tile(page, river.title, river.domain, made)


def front_page(title: str, tiles: Iterable[Tile]) -> Iterator[tuple[str, str]]:
    """The first page, and one for each domain that is too long for it: names and texts."""
    domains: dict[str, list[Tile]] = {}
    for tile in sorted(tiles, key=lambda one: (one.domain.lower(), one.title.lower(), one.page)):
        domains.setdefault(tile.domain, []).append(tile)
    parts: list[Html] = [
        tag("h1", title),
        tag("p", _counted(domains), class_="logline"),
        lead(LEADS),
    ]
    for number, (domain, of_it) in enumerate(domains.items()):
        named = domain or NO_DOMAIN
        more = None
        if len(of_it) > FIRST:
            page = f"domain-{number + 1}.html"
            more = tag("p", tag("a", f"All {len(of_it)}", href=page), class_="more")
            all_of_it = [
                tag("p", tag("a", "All domains", href="index.html"), class_="way"),
                tag("h1", named), lead(LEADS),
                section(plural(len(of_it), "subject"), _tiles(of_it), *NAMES),
            ]  # fmt: skip
            yield page, framed(named, all_of_it, "", "front")
        parts.append(section(named, joined([_tiles(of_it[:FIRST]), more]), *NAMES))
    yield "index.html", framed(title, parts, "", "front")


def _tiles(tiles: list[Tile]) -> Html:
    return tag("div", (one.tile for one in tiles), class_="tiles")


def _counted(domains: dict[str, list[Tile]]) -> str:
    subjects = sum(map(len, domains.values()))
    return f"{plural(len(domains), 'domain')}, {plural(subjects, 'subject')}."


def search_page() -> str:
    """The page that searches all of the corpus by its words."""
    stages = [(stage, f"{stage} {STAGES[stage]}") for stage in STAGES]
    states = [(state, STATES[state]) for state in STATES]
    parts = [
        tag("p", tag("a", "All domains", href="index.html"), class_="way"),
        tag("h1", "Search"),
        tag("p", _filter("stage", "Any stage", stages), _filter("state", "Any state", states),
            _filter("domain", "Any domain", []), class_="picks"),
        tag("p", "Searching needs this page's script; the domains do not.", class_="count quiet",
            aria_live="polite"),
        tag("ol", class_="found"),
        tag("script", src=WORDS, defer=True),
    ]  # fmt: skip
    return framed("Search", parts, "", "searches")


def _filter(name: str, every: str, of: list[tuple[str, str]]) -> Html:
    options = [tag("option", every, value=""), *(tag("option", s, value=v) for v, s in of)]
    return tag("select", options, class_=f"by-{name}", aria_label=every)


def words_of(river: River, page: str) -> Iterator[str]:
    """What the search knows of each stop: a line of JSON, safe in a script's own file."""
    for one in river.stops:
        row = [
            cards.title_of(one), one.environment, one.domain, one.stage, one.state, one.when[:10],
            one.file, " ".join((one.subject, one.hand, one.tool, one.kind, one.origin)),
            one.small, f"{page}#f-{one.own[:SHORT]}",
        ]  # fmt: skip
        yield json.dumps(row, ensure_ascii=True)
