# SPDX-License-Identifier: Apache-2.0
"""What every page of a site has about it: the policy, the look, the search and the readers."""

from collections.abc import Iterable, Mapping

from scene_stager.page_look import reader_buttons, style
from scene_stager.provenance.page.cards import NAMES
from scene_stager.provenance.page.hypertext import Html, Inside, joined, tag

# Nothing but the site's own files, and nothing that stands in a page runs.
POLICY = (
    "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; form-action 'self'; "
    "base-uri 'none'"
)
LOOK, WALK, WORDS = "look.css", "walk.js", "words.js"
SEARCH = "search.html"
NO_DOMAIN = "No domain said"


def framed(title: str, parts: Iterable[Inside], depth: str, kind: str) -> str:
    """A whole page; `depth` is the way up to the site's folder."""
    head = [
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=POLICY),
        tag("meta", name="viewport", content="width=device-width,initial-scale=1"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("title", title),
        tag("link", rel="stylesheet", href=depth + LOOK),
        tag("script", src=depth + WALK, defer=True),
    ]
    main = tag("main", _search(depth), parts)
    page = tag("html", tag("head", head), tag("body", main, class_=f"of-{kind}"), lang="en")
    return f"<!doctype html>{page}\n"


def _search(depth: str) -> Html:
    """The search, which is a page of its own; a form needs no script to get there."""
    box = tag(
        "input", type="search", name="q", placeholder="Search the corpus", aria_label="Search",
        autocomplete="off",
    )  # fmt: skip
    return tag("form", box, action=depth + SEARCH, method="get", role="search", class_="search")


def lead(leads: Mapping[str, str]) -> Html:
    """The readers' switch, and to each what they will find."""
    said = (tag("p", words, class_=f"lead {reader}") for reader, words in leads.items())
    return joined([Html("".join(reader_buttons(NAMES))), *said])


def section(title: str, body: Html, *readers: str) -> Html:
    """A part of the page for some readers; nothing where there is nothing in it."""
    if not body:
        return Html("")
    return tag("section", tag("h2", title), body, class_=" ".join(readers))


def plural(count: int, noun: str) -> str:
    """1 picture, 2 pictures."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def look(walked: str) -> str:
    """The whole style sheet: the look of every page of ours, and what these add."""
    hides = "".join(
        f"#reader-{one}:checked~section .for:not(.{one}){{display:none}}" for one in NAMES
    )
    return style(NAMES) + walked + hides
