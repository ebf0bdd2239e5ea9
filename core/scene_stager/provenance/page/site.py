# SPDX-License-Identifier: Apache-2.0
"""A site in a folder: one river after the other, so that only one is in memory."""

import json
from collections.abc import Callable, Iterable
from importlib import resources
from pathlib import Path

from scene_stager.errors import InputError, Mistake, shorten
from scene_stager.moks.json_document import load_object
from scene_stager.plain_file import read_plain_file, shown_path
from scene_stager.provenance.page.frame import LOOK, SEARCH, WALK, WORDS, look
from scene_stager.provenance.page.front_page import (
    Tile,
    front_page,
    search_page,
    tile_of,
    words_of,
)
from scene_stager.provenance.page.pictures import unused
from scene_stager.provenance.page.river import River
from scene_stager.provenance.page.river_page import river_page
from scene_stager.whole_file import write_whole

RIVERS = "river"  # the folder of the rivers' pages
CONTENTS = "site.json"  # what we wrote, by which a later site knows what to take away
SCHEMA, VERSION = "scene_stager.site", 1
MOST_BYTES = 2**26  # of that list; house default


def write_site(
    out: Path, title: str, rivers: Iterable[River], step: Callable[[], None] = lambda: None
) -> list[str]:
    """Write a site, over an older one of ours or into an empty folder; its pages, the first first.

    The same rivers give the same bytes. Raises InputError for a folder of other things, OSError.
    """
    older = _older(out)
    (out / RIVERS).mkdir(parents=True, exist_ok=True)
    _write_contents(out, older)  # from here on the folder is known to be a site, finished or not
    _write(out, LOOK, look(_file("walked.css")))
    _write(out, WALK, _file(WALK))
    tiles: list[Tile] = []
    used: set[str] = set()
    with _Words(out) as words:
        for river in rivers:
            page = f"{RIVERS}/{river.name}.html"
            _write(out, page, river_page(river))
            words.add(words_of(river, page))
            tiles.append(tile_of(river, page))
            used |= {
                name for one in (*river.stops, *river.others) for name in (one.small, one.large)
            }
            step()
    pages = [SEARCH, *(one.page for one in tiles)]
    _write(out, SEARCH, search_page())
    for name, text in front_page(title, tiles):
        _write(out, name, text)
        pages.insert(0, name)
    _write_contents(out, pages)
    for gone in [*(out / name for name in older - set(pages)), *unused(out, used)]:
        gone.unlink(missing_ok=True)
    return pages


class _Words:
    """The words of the search, written line by line beside their place."""

    def __init__(self, out: Path) -> None:
        self._out, self._lines = out, ["window.WORDS=["]

    def __enter__(self) -> "_Words":
        return self

    def add(self, lines: Iterable[str]) -> None:
        """Keep the words of one river."""
        self._lines += (f"{line}," for line in lines)

    def __exit__(self, *why: object) -> None:
        if why[0] is None:
            _write(self._out, WORDS, "\n".join([*self._lines, "];"]) + "\n")


def _older(out: Path) -> set[str]:
    """The pages of an older site of ours; raises InputError for a folder of somebody's work."""
    if not out.exists():
        return set()
    advice = "Name a new folder, or one that a site was written to before."
    if not out.is_dir():
        raise InputError(Mistake(str(out), "a file", "a folder for the site", advice))
    pages = _listed(out / CONTENTS) if (out / CONTENTS).exists() else None
    if pages is None and any(out.iterdir()):
        raise InputError(Mistake(str(out), "files that are no site", "an empty folder", advice))
    return {str(one) for one in pages or () if _is_page(one)}


def _listed(contents: Path) -> list[object] | None:
    """The pages that a list of ours names; None for what is none. Raises InputError for a newer
    one: what it names beside pages would be left behind."""
    where = shown_path(contents)
    try:
        text = read_plain_file(contents, "a list of pages", MOST_BYTES, where).decode("utf-8")
        said = load_object(text, where, MOST_BYTES)
    except (InputError, UnicodeDecodeError):
        return None
    version, pages = said.get("version", VERSION), said.get("pages")
    if said.get("schema") != SCHEMA or not isinstance(pages, list):
        return None
    if version != VERSION:
        advice = "Name a new folder."
        raise InputError(Mistake(where, f"version {shorten(version)}", f"{VERSION}", advice))
    return pages


def _write_contents(out: Path, pages: Iterable[str]) -> None:
    listed = {"schema": SCHEMA, "version": VERSION, "pages": sorted(pages)}
    _write(out, CONTENTS, json.dumps(listed, indent=1))


def _is_page(name: object) -> bool:
    """Whether a name is one that a site gives: no way out of its folder."""
    if not isinstance(name, str):
        return False
    parts = name.split("/")
    return name.endswith(".html") and "\\" not in name and (
        len(parts) == 1 or (len(parts) == 2 and parts[0] == RIVERS)
    )  # fmt: skip


def _write(out: Path, name: str, text: str) -> None:
    write_whole(out / name, text.encode("utf-8"))


def _file(name: str) -> str:
    return (resources.files(__package__) / name).read_text("utf-8")
