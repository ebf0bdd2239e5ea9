"""docs/usd.md, which people write; only its tables of readers come from the models of them."""

import tempfile
from pathlib import Path

from pxr import Usd
from tools.pages.markdown import code, table

from scene_stager.front_door import bake
from scene_stager.hosts.usd import write_usd
from scene_stager.script.read import scenarios
from tests.hosts.usd_readers import OTHERS, READERS, chosen, exposure_off, lights_off

PAGE = Path(__file__).resolve().parents[2] / "docs" / "usd.md"
START = "<!-- readers: written by tools/make_docs.py -->\n"
END = "<!-- end of readers -->"
READ = ("reader", "what it reads", "known from")
SHOWN = ("reader", "variant", "lamps", "suns", "skies", "picture")
KINDS = {"DistantLight": 1, "DomeLight": 2}  # all else is a lamp
RIGHT = 0.005  # of a stop: what the tables round to nothing


def page():
    """The page as it stands, with the tables of today."""
    text = PAGE.read_text(encoding="utf-8")
    before, found, rest = text.partition(START)
    _, ended, after = rest.partition(END)
    if not (found and ended):
        raise ValueError(f"{PAGE.name}: found no place for the readers, expected {START.strip()}")
    known = table(READ, [(one.name, one.told, one.source) for one in (*READERS, *OTHERS)])
    return f"{before}{START}{known}\n\n{table(SHOWN, shown())}\n{ended}{after}"


def shown():
    """How far off each reader is, in the file as it opens and in its own variant."""
    found = {}
    for name in scenarios():
        for key, told in _told(bake(name, frames=(1, 1))):
            found.setdefault(key, []).append(told)
    return [
        (name, code(variant), *(_range(part) for part in zip(*told, strict=True)))
        for (name, variant), told in found.items()
    ]


def _told(take):
    """For every reader and variant: what it makes of lamps, of suns and of the exposure."""
    with tempfile.TemporaryDirectory() as folder:
        write_usd(take, Path(folder) / "shot.usda")
        stage = Usd.Stage.Open(str(Path(folder) / "shot.usda"))
    for reader in (*READERS, *OTHERS):
        for variant in dict.fromkeys(("standard", reader.variant)):
            off = lights_off(reader, take, chosen(stage, variant), take.start_frame)
            parts = [[], [], []]
            for name, stops in off.items():
                parts[_kind(stage, name)].append(stops)
            exposure = exposure_off(reader, take, stage, take.start_frame)
            yield (reader.name, variant), (*parts, [exposure])


def _kind(stage, name):
    """Which of the columns a light belongs in."""
    kind = stage.GetPrimAtPath(f"/Shot/lights/{name}").GetTypeName()
    return KINDS.get(kind, 0)


def _range(lists):
    """The least and the most of lists of stops, as people read them."""
    stops = [stop for part in lists for stop in part if stop is not None]
    if not stops:
        return "not read"
    ends = sorted(
        {f"{end:+.1f}" for end in (min(stops), max(stops)) if abs(end) >= RIGHT}, key=float
    )
    if not ends:
        return "right"
    if min(map(abs, stops)) < RIGHT:
        return f"right, or up to {max(ends, key=lambda end: abs(float(end)))}"
    return " to ".join(ends)
