# SPDX-License-Identifier: Apache-2.0
"""The shot report: one page that says what was baked, to each of four readers, and on paper."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from html import escape

from scene_stager.maths.surface.mesh import Mesh
from scene_stager.moks.entities import ShotFacts
from scene_stager.moks.take import Take
from scene_stager.page_look import reader_buttons, style
from scene_stager.preview import report_tables as tables
from scene_stager.preview.bake_report import BakeReport
from scene_stager.preview.numbers import riders
from scene_stager.preview.plots import ON_PAGE, Plot, draw_plot
from scene_stager.preview.ride_view import ON_PAGE as ON_PAPER
from scene_stager.preview.ride_view import draw_ride
from scene_stager.preview.shot_plots import (
    air_plots,
    camera_plots,
    lens_plots,
    light_plots,
    picture_plots,
    ride_plots,
)
from scene_stager.preview.sketch import as_svg
from scene_stager.preview.top_view import PAGE, draw_top_view

READERS = ("artist", "td", "producer", "researcher")
ARTIST, TD, PRODUCER, RESEARCHER = READERS
NAMES = {ARTIST: "Artist", TD: "TD", PRODUCER: "Producer", RESEARCHER: "Researcher"}
LEADS = {
    ARTIST: "What the picture does: where the lamps stand, what is sharp, where the subject sits.",
    TD: "What a host gets: channels, entities, limits, and the marks by which the bake is known.",
    PRODUCER: "What the day needs: the rig, the room, the lamps, and what may go wrong.",
    RESEARCHER: "How it was worked out: every curve, how still the light holds, and the sources.",
}


def report_page(
    take: Take,
    report: BakeReport,
    picture_webp: bytes | None = None,
    mesh: Mesh | None = None,
) -> str:
    """The whole page as one self-contained text: no scripts, no links, nothing to load.

    `picture_webp` is a frame of the shot to put at the top, already developed; `mesh` is what a
    light rides. Readers are
    switched by the page's own buttons, which keys move and paper keeps.
    """
    title = escape(take.title)
    parts = [
        f"<h1>{title}</h1>",
        f'<p class="logline">{escape(take.facts(ShotFacts, "shot").logline)}</p>',
        _picture(picture_webp, title),
        *reader_buttons(NAMES),
        *(f'<p class="lead {reader}">{said}</p>' for reader, said in LEADS.items()),
        *_sections(take, report, mesh),
    ]
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{title}</title><style>{style(READERS)}</style></head><body><main>"
        + "\n".join(parts)
        + "</main></body></html>\n"
    )


def _sections(take: Take, report: BakeReport, mesh: Mesh | None) -> Iterable[str]:
    """Every part of the page, with who reads it."""
    middle = take.frame_count // 2
    frame = take.start_frame + middle
    every, makers = READERS, (ARTIST, TD, PRODUCER)
    yield _section("The shot", tables.card(tables.the_shot(take)), every)
    yield _section("Warnings", _warnings(report), every)
    yield _section("What it needs", tables.card(tables.what_it_needs(take)), (PRODUCER,))
    yield _section("From above", _map(take, middle, mesh), makers)
    for light in riders(take):
        title = f"{light.removeprefix('light.').title()} over its surface"
        yield _section(title, _ride(take, light, mesh), every)
    yield _section(f"Lights at frame {frame}", tables.lights_at(take, middle), makers)
    yield _section("Lens", _plots(lens_plots(take), take), (ARTIST, RESEARCHER))
    yield _section("Picture", _plots(picture_plots(take), take), (ARTIST, RESEARCHER))
    yield _section("Camera", _plots(camera_plots(take, report), take), (TD, RESEARCHER))
    yield _section("Light", _plots(light_plots(take), take), (TD, RESEARCHER))
    yield _section("Air", _plots(air_plots(take), take), (ARTIST, RESEARCHER))
    yield _section("Measures", tables.measures(take, report), (RESEARCHER,))
    yield _section("Rig limits", tables.limits(report), (TD, RESEARCHER))
    yield _section("On the set", tables.on_the_set(take), (TD,))
    yield _section("Channels", tables.channels(take), (TD,))
    yield _section("Sources", tables.sources(take), (RESEARCHER,))
    yield _section("Identity", _identity(take), every)


def _section(title: str, body: str, readers: Iterable[str]) -> str:
    """A part of the page; a part with nothing in it is left out."""
    if not body:
        return ""
    return f'<section class="{" ".join(readers)}"><h2>{escape(title)}</h2>{body}</section>'


def _picture(picture_webp: bytes | None, title: str) -> str:
    if picture_webp is None:
        return ""
    data = base64.b64encode(picture_webp).decode("ascii")
    return f'<img class="hero" alt="{title}" src="data:image/webp;base64,{data}">'


def _map(take: Take, index: int, mesh: Mesh | None) -> str:
    drawn = as_svg(draw_top_view(take, 860, 560, PAGE, index, mesh), f"{take.title} from above")
    return f'<div class="map">{drawn}</div>'


def _ride(take: Take, light: str, mesh: Mesh | None) -> str:
    """The way of a light that rides, and on every frame how far it can be trusted."""
    drawn = as_svg(draw_ride(take, light, mesh, 860, 560, ON_PAPER), f"{light} over its surface")
    return f'<div class="map">{drawn}</div>{_plots(ride_plots(take, light), take)}'


def _plots(plots: Iterable[Plot], take: Take) -> str:
    drawn = [
        f"<figure>{as_svg(draw_plot(plot, take.start_frame, palette=ON_PAGE), plot.title)}</figure>"
        for plot in plots
    ]
    return f'<div class="grid">{"".join(drawn)}</div>' if drawn else ""


def _warnings(report: BakeReport) -> str:
    if not report.warnings:
        return '<p class="fine">None: every limit holds and the subject stays in the picture.</p>'
    rows = "".join(f"<li>{escape(line)}</li>" for line in report.warnings)
    return f'<ul class="warnings">{rows}</ul>'


def _identity(take: Take) -> str:
    seed = take.facts(ShotFacts, "shot").seed
    return (
        f'<p class="mark">plan {escape(take.plan_hash)}<br>take {escape(take.digest)}<br>'
        f"seed {seed}</p>"
        '<p class="quiet">The same plan gives the same take on every machine and in every host.</p>'
    )
