# SPDX-License-Identifier: Apache-2.0
"""`scene-stager list`: what there is to choose from, with parameters, units and sources."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Annotated

import typer

from scene_stager.cli._command import NO, YES, Command
from scene_stager.cli._complete import offer
from scene_stager.cli._list_words import (
    fields_with_words,
    moves,
    one_vocabulary,
    print_moves,
    print_vocabularies,
    vocabularies,
)
from scene_stager.cli._options import AsJson
from scene_stager.cli._show import complain, print_json, print_table, show
from scene_stager.errors import InputError, Mistake, shorten
from scene_stager.script.judge import did_you_mean

Entry = dict[str, object]
DERIVATIVES = ("speed", "acceleration", "jerk")


@dataclass(frozen=True, slots=True)
class Listing:
    """How one registry is read, which part of a script chooses from it, and how it is shown.

    `slot` is empty for the header of a script, and None for what no script chooses. `broken` gives
    a line for each entry that cannot be read.
    """

    entries: Callable[[], list[Entry]]
    slot: str | None
    print_tables: Callable[[list[Entry]], None]
    broken: Callable[[], list[str]] = list


def run(
    registry: Annotated[
        str,
        typer.Argument(
            metavar="rigs|moves|scenarios|stocks|formats|styles|words|presets|metrics|FIELD",
            help="Which one; a FIELD that takes a word, such as size, view, weather or practicals, "
            "lists its words.",
            autocompletion=offer(lambda: (*LISTINGS, *fields_with_words())),
            show_default=False,
        ),
    ],
    as_json: AsJson = False,
) -> int:
    """Print one registry: its entries, and the parameters of the slot that chooses among them.

    The exit code is 1 when an entry cannot be read; the others are printed all the same.
    """
    listing = _listing(registry)
    entries = listing.entries()
    parameters = [] if listing.slot is None else _parameters(listing.slot)
    broken = listing.broken()
    for line in broken:
        complain(line)
    code = NO if broken else YES
    if as_json:
        document = {"registry": registry, "entries": entries, "parameters": parameters}
        print_json({**document, "broken": broken})
        return code
    listing.print_tables(entries)
    if parameters:
        print_table(
            "What a script may say about it",
            ("field", "default", "expected", "what it is"),
            [(p["name"], p["default"], p["expected"], p["about"]) for p in parameters],
        )
    return code


def _listing(registry: str) -> Listing:
    if registry in LISTINGS:
        return LISTINGS[registry]
    if registry in fields_with_words():
        return Listing(lambda: one_vocabulary(registry), None, print_vocabularies)
    known = (*LISTINGS, *fields_with_words())
    expected = f"one of {', '.join(LISTINGS)}, or a field of them"
    raise InputError(Mistake("list", shorten(registry), expected, did_you_mean(registry, known)))


def _rigs() -> list[Entry]:
    from scene_stager.shot.rigs import rigs

    return [{"name": name, **_plain_fields(profile)} for name, profile in rigs().items()]


def _stocks() -> list[Entry]:
    from scene_stager.shot.stocks import stocks

    return [{"name": name, **_plain_fields(stock)} for name, stock in stocks().items()]


def _formats() -> list[Entry]:
    from scene_stager.script.lens import GATES

    return [
        {
            "name": name,
            "title": name.replace("_", " "),
            "width_mm": gate.width_mm,
            "height_mm": gate.height_mm,
            "source": gate.source,
        }
        for name, gate in GATES.items()
    ]


def _styles() -> list[Entry]:
    from scene_stager.shot.lighting.styles import STYLES

    return [{"name": name, **_plain_fields(style)} for name, style in STYLES.items()]


def _scenarios() -> list[Entry]:
    from scene_stager.script.read import scenarios

    return [
        {
            "name": name,
            "title": script.title,
            "logline": script.logline,
            "rig": script.rig.rig,
            "move": script.rig.move,
            "stock": script.stock.stock,
            "duration_s": round(script.duration_s, 3),
            "source": "house scenario",
            "script": script.as_json(),
        }
        for name, script in scenarios().items()
    ]


def _presets() -> list[Entry]:
    from scene_stager.presets.library import Library

    library = Library()
    presets, _ = library.read_all()
    return [
        {
            "name": preset.name,
            "title": preset.title,
            "description": preset.description,
            "slots": list(preset.slots),
            "origin": preset.lineage.origin,
            "source": str(library.file_of(preset.name)),
        }
        for preset in presets
    ]


def _broken_presets() -> list[str]:
    from scene_stager.presets.library import Library

    return [str(mistake) for mistake in Library().read_all()[1]]


def _metrics() -> list[Entry]:
    from scene_stager.reading.metrics import metrics

    return [{"name": name, **_plain_fields(metric)} for name, metric in metrics().items()]


def _parameters(slot: str) -> list[Entry]:
    """The fields of a slot, or of the header: what they are, what they may hold, their default."""
    from scene_stager.script.field import rules_of
    from scene_stager.script.scene_script import SLOTS, SceneScript

    part = SLOTS.get(slot, SceneScript)
    defaults = {one.name: one.default for one in fields(part)}
    prefix = f"{slot}." if slot in SLOTS else ""
    return [
        {
            "name": prefix + name,
            "default": _plain(defaults[name]),
            "expected": rule.expected,
            "about": rule.about,
        }
        for name, rule in rules_of(part).items()
    ]


def _print_rigs(entries: list[Entry]) -> None:
    heads = ("rig", "axis", "unit", "speed /s", "accel. /s2", "jerk /s3", "source")
    rows = [
        (" " if place else rig["name"], *_axis_row(axis))
        for rig in entries
        for place, axis in enumerate(_list(rig["axes"]))
    ]
    print_table("Axes of the rigs: as worked, and the hard limit in brackets", heads, rows)
    moves = [
        (rig["name"], rig["title"], ", ".join(map(str, _list(rig["moves"]))), rig["source"])
        for rig in entries
    ]
    print_table("Camera rigs", ("rig", "title", "moves", "source"), moves)


def _axis_row(axis: Entry) -> list[object]:
    limits = [limit for name in DERIVATIVES if isinstance(limit := axis[name], dict)]
    sizes = [f"{show(limit['working'])} ({show(limit['hard'])})" for limit in limits]
    sources = dict.fromkeys(str(limit["source"]) for limit in limits)
    return [axis["name"], axis["unit"], *sizes, "; ".join(sources)]


def _print_stocks(entries: list[Entry]) -> None:
    heads = ("name", "title", "EI", "balance K", "grain (RMS)", "source")
    keys = ("name", "title", "exposure_index", "balance_k", "rms_granularity", "source")
    print_table("Film stocks", heads, [[entry[key] for key in keys] for entry in entries])


def _print_formats(entries: list[Entry]) -> None:
    heads, keys = ("name", "width mm", "height mm"), ("name", "width_mm", "height_mm")
    print_table("Picture areas", heads, [[entry[key] for key in keys] for entry in entries])


def _print_styles(entries: list[Entry]) -> None:
    heads = ("name", "key azimuth", "elevation", "softness deg", "ratio stops", "rim", "source")
    keys = ("name", "key_azimuth_deg", "key_elevation_deg", "key_softness_deg", "ratio_stops")
    rows = [[*(e[key] for key in keys), e["rim_mode"], e["source"]] for e in entries]
    print_table("Lighting styles", heads, rows)


def _print_scenarios(entries: list[Entry]) -> None:
    heads = ("name", "rig", "move", "stock", "seconds", "what happens")
    keys = ("name", "rig", "move", "stock", "duration_s", "logline")
    print_table("Scenarios", heads, [[entry[key] for key in keys] for entry in entries])


def _print_presets(entries: list[Entry]) -> None:
    heads = ("name", "title", "slots", "from", "file")
    rows = [
        (e["name"], e["title"], ", ".join(map(str, _list(e["slots"]))), e["origin"], e["source"])
        for e in entries
    ]
    print_table("Presets", heads, rows)


def _print_metrics(entries: list[Entry]) -> None:
    heads = ("name", "title", "unit", "from", "to", "without it")
    keys = ("name", "title", "unit", "low", "high", "neutral")
    print_table("Metrics of a still", heads, [[entry[key] for key in keys] for entry in entries])
    rows = [
        (entry["name"], ", ".join(map(str, _list(entry["failures"]))), entry["source"])
        for entry in entries
    ]
    print_table(
        "How a metric may fail, and where it comes from", ("name", "may fail as", "source"), rows
    )


def _plain_fields(entry: object) -> Entry:
    """The fields of a dataclass as plain data; functions are left out."""
    if not is_dataclass(entry):
        return {}
    pairs = ((one.name, getattr(entry, one.name)) for one in fields(entry))
    return {name: _plain(value) for name, value in pairs if not callable(value)}


def _plain(value: object) -> object:
    if is_dataclass(value):
        return _plain_fields(value)
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    return value


def _list(value: object) -> list[Entry]:
    return value if isinstance(value, list) else []


LISTINGS = {
    "rigs": Listing(_rigs, "rig", _print_rigs),
    "moves": Listing(moves, "rig", print_moves),
    "words": Listing(vocabularies, None, print_vocabularies),
    "metrics": Listing(_metrics, None, _print_metrics),
    "scenarios": Listing(_scenarios, "", _print_scenarios),
    "stocks": Listing(_stocks, "stock", _print_stocks),
    "formats": Listing(_formats, "lens", _print_formats),
    "styles": Listing(_styles, "lighting", _print_styles),
    "presets": Listing(_presets, "", _print_presets, _broken_presets),
}

COMMAND = Command("List what there is: rigs, scenarios, film stocks and more.", run)
