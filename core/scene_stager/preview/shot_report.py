# SPDX-License-Identifier: Apache-2.0
"""The shot report: one page that says what was baked, readable on a screen and on paper."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from html import escape

from scene_stager.moks.entities import CameraFacts, FilmFacts, RigFacts, ShotFacts, SubjectFacts
from scene_stager.moks.take import Take
from scene_stager.preview.bake_report import BakeReport
from scene_stager.preview.numbers import values
from scene_stager.preview.plots import Plot, draw_plot, show
from scene_stager.preview.shot_plots import (
    air_plots,
    camera_plots,
    lens_plots,
    light_plots,
    picture_plots,
)
from scene_stager.preview.sketch import as_svg
from scene_stager.preview.top_view import LIGHT, draw_top_view

STYLE = """
:root{--ink:#1d1b18;--muted:#6e685e;--rule:#e3ded4;--paper:#fbf9f4;--accent:#b4552d}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);
 font:14px/1.5 "Avenir Next",Avenir,"Segoe UI","Helvetica Neue",Arial,sans-serif}
main{max-width:1180px;margin:0 auto;padding:40px 32px 64px}
h1{font-size:34px;font-weight:600;letter-spacing:-.015em;margin:0}
h2{font-size:12px;font-weight:600;letter-spacing:.12em;text-transform:uppercase;color:var(--muted);
 margin:44px 0 14px;padding-top:12px;border-top:1px solid var(--rule)}
.logline{font-size:17px;color:#57524a;margin:6px 0 26px;max-width:44em}
.card{display:grid;grid-template-columns:repeat(auto-fill,minmax(150px,1fr));gap:14px 24px;margin:0}
.card dt{font-size:11px;color:var(--muted);letter-spacing:.04em}
.card dd{margin:0;font-weight:500}
.hero{width:100%;border-radius:3px;display:block;margin:0 0 26px}
.grid{display:grid;grid-template-columns:repeat(auto-fill,minmax(340px,1fr));gap:26px 30px}
.grid svg,.map svg{width:100%;height:auto;display:block}
svg text{font-family:inherit}
.map{max-width:860px;background:#fff;border:1px solid var(--rule)}
.fine{color:#3f6b46}
.warnings{padding:0;margin:0;list-style:none}
.warnings li{border-left:3px solid var(--accent);padding:4px 0 4px 12px;margin:0 0 6px}
table{border-collapse:collapse;font-variant-numeric:tabular-nums}
th{font-size:11px;color:var(--muted);font-weight:500;text-align:left}
th,td{padding:4px 22px 4px 0;border-bottom:1px solid var(--rule)}
td.n{text-align:right}
.mark{font:11px/1.6 ui-monospace,Menlo,Consolas,monospace;color:var(--muted);overflow-wrap:anywhere}
@media print{@page{size:A4;margin:12mm}body{background:#fff;font-size:11px}main{padding:0}
 .grid{grid-template-columns:repeat(2,1fr)}figure,tr{break-inside:avoid}h2{break-after:avoid}}
figure{margin:0}
"""


def report_page(take: Take, report: BakeReport, picture_webp: bytes | None = None) -> str:
    """The whole page as one self-contained text: no scripts, no links, nothing to load.

    `picture_webp` is a frame of the shot to put at the top, already developed.
    """
    shot = take.facts(ShotFacts, "shot")
    title = escape(take.title)
    parts = [
        f"<h1>{title}</h1>",
        f'<p class="logline">{escape(shot.logline)}</p>',
        _picture(picture_webp, title),
        _card(take),
        "<h2>Warnings</h2>" + _warnings(report),
        '<h2>From above</h2><div class="map">'
        + as_svg(draw_top_view(take, 860, 560, LIGHT), f"{take.title} from above")
        + "</div>",
        _section("Camera", camera_plots(take, report), take),
        _section("Lens", lens_plots(take), take),
        _section("Picture", picture_plots(take), take),
        _section("Light", light_plots(take), take),
        _section("Air", air_plots(take), take),
        "<h2>Rig limits</h2>" + _limits(report),
        "<h2>Identity</h2>" + _identity(take),
    ]
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{title}</title><style>{STYLE}</style></head><body><main>"
        + "\n".join(parts)
        + "</main></body></html>\n"
    )


def _picture(picture_webp: bytes | None, title: str) -> str:
    if picture_webp is None:
        return ""
    data = base64.b64encode(picture_webp).decode("ascii")
    return f'<img class="hero" alt="{title}" src="data:image/webp;base64,{data}">'


def _card(take: Take) -> str:
    camera, rig = take.facts(CameraFacts, "camera"), take.facts(RigFacts, "rig")
    film, subject = take.facts(FilmFacts, "film"), take.facts(SubjectFacts, "subject")
    focal = values(take, "camera.focal_length_mm")[:, 0]
    rate = take.fps[0] / take.fps[1]
    facts = {
        "Rig": f"{rig.title}, {rig.move.replace('_', ' ')}",
        "Lens": _span(focal.min(), focal.max(), "mm"),
        "Stop": f"f/{values(take, 'camera.f_number')[0, 0]:g}",
        "Shutter": f"{values(take, 'camera.shutter_deg')[0, 0]:g}°",
        "Format": f"{camera.format.replace('_', ' ')}, "
        f"{camera.sensor_width_mm:g} × {camera.sensor_height_mm:g} mm",
        "Film": f"{film.title}, EI {values(take, 'camera.exposure_index')[0, 0]:g}",
        "Subject": f"{subject.shape}, {subject.height_m:g} m, {subject.selector}",
        "Frames": f"{take.frames[0]} to {take.frames[-1]}",
        "Rate": f"{rate:.5g} fps",
        "Length": f"{take.frame_count / rate:.2f} s",
        "Seed": str(take.facts(ShotFacts, "shot").seed),
    }
    rows = "".join(
        f"<div><dt>{escape(name)}</dt><dd>{escape(str(fact))}</dd></div>"
        for name, fact in facts.items()
    )
    return f'<dl class="card">{rows}</dl>'


def _span(low: float, high: float, unit: str) -> str:
    return f"{low:.4g} {unit}" if high - low < 1e-6 else f"{low:.3g} to {high:.3g} {unit}"


def _warnings(report: BakeReport) -> str:
    if not report.warnings:
        return '<p class="fine">None: every limit holds and the subject stays in the picture.</p>'
    rows = "".join(f"<li>{escape(line)}</li>" for line in report.warnings)
    return f'<ul class="warnings">{rows}</ul>'


def _section(title: str, plots: Iterable[Plot], take: Take) -> str:
    drawn = [
        f"<figure>{as_svg(draw_plot(plot, take.start_frame), plot.title)}</figure>"
        for plot in plots
    ]
    return f'<h2>{title}</h2><div class="grid">{"".join(drawn)}</div>' if drawn else ""


def _limits(report: BakeReport) -> str:
    heads = ("Axis", "Quantity", "Reached", "At frame", "Works at", "Never over")
    head = f"<tr>{''.join(f'<th>{one}</th>' for one in heads)}</tr>"
    rows = "".join(
        f"<tr><td>{escape(a.axis)}</td><td>{escape(a.quantity)}, {escape(a.unit)}</td>"
        f'<td class="n">{show(a.most)}</td><td class="n">{a.frame}</td>'
        f'<td class="n">{show(a.working)}</td><td class="n">{show(a.hard)}</td></tr>'
        for a in report.axes
    )
    return f"<table>{head}{rows}</table>"


def _identity(take: Take) -> str:
    return (
        f'<p class="mark">plan {escape(take.plan_hash)}<br>take {escape(take.digest)}</p>'
        "<p>The same plan gives the same take on every machine and in every host.</p>"
    )
