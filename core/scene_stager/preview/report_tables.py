# SPDX-License-Identifier: Apache-2.0
"""The tables and lists of a shot report: what it needs, what is in it, how still it is held."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape

import numpy as np

from scene_stager.maths.arrays import Floats
from scene_stager.moks.entities import CameraFacts, FilmFacts, LampFacts, RigFacts, SubjectFacts
from scene_stager.moks.take import Take
from scene_stager.preview.bake_report import BakeReport
from scene_stager.preview.captions import LIGHT_HEADS, format_name, light_rows
from scene_stager.preview.lamp_places import lamp_places
from scene_stager.preview.numbers import lights, speed_of, values
from scene_stager.preview.plots import show
from scene_stager.registry import entry_named
from scene_stager.shot.rigs import rigs
from scene_stager.shot.stocks import stocks

Row = Sequence[object]


def table(heads: Sequence[str], rows: Iterable[Row], numbers: Sequence[int] = ()) -> str:
    """A table; the columns named in `numbers` stand to the right. All of it is text."""

    def cells(tag: str, row: Row) -> str:
        kinds = (' class="n"' if place in numbers else "" for place in range(len(row)))
        pairs = zip(row, kinds, strict=True)
        return "".join(f"<{tag}{kind}>{escape(str(cell))}</{tag}>" for cell, kind in pairs)

    body = "".join(f"<tr>{cells('td', row)}</tr>" for row in rows)
    return f'<div class="wide"><table><tr>{cells("th", heads)}</tr>{body}</table></div>'


def card(said: dict[str, str]) -> str:
    """Facts, each under its name."""
    rows = "".join(
        f"<div><dt>{escape(name)}</dt><dd>{escape(fact)}</dd></div>" for name, fact in said.items()
    )
    return f'<dl class="card">{rows}</dl>'


def the_shot(take: Take) -> dict[str, str]:
    """What everybody asks first."""
    camera, rig = take.facts(CameraFacts, "camera"), take.facts(RigFacts, "rig")
    film, subject = take.facts(FilmFacts, "film"), take.facts(SubjectFacts, "subject")
    rate = take.fps[0] / take.fps[1]
    return {
        "Rig": f"{rig.title}, {rig.move.replace('_', ' ')}",
        "Lens": _span(values(take, "camera.focal_length_mm"), "mm"),
        "Stop": f"f/{values(take, 'camera.f_number')[0, 0]:g}",
        "Shutter": f"{values(take, 'camera.shutter_deg')[0, 0]:g}°",
        "Format": f"{format_name(camera.format)}, "
        f"{camera.sensor_width_mm:g} × {camera.sensor_height_mm:g} mm",
        "Film": f"{film.title}, EI {values(take, 'camera.exposure_index')[0, 0]:g}",
        "Subject": f"{subject.shape}, {subject.height_m:g} m, {subject.selector}",
        "Frames": f"{take.frames[0]} to {take.frames[-1]}",
        "Rate": f"{rate:.5g} fps",
        "Length": f"{take.frame_count / rate:.2f} s",
    }


def what_it_needs(take: Take) -> dict[str, str]:
    """Room, height, speed and lamps: what a day of shooting it has to find."""
    camera_m = values(take, "camera.translate_m")
    acting_m = np.concatenate([camera_m, values(take, "subject.translate_m")])
    floor_m = np.ptp(acting_m[:, :2], axis=0)
    standing = [k for k, p in lamp_places(take, 0).items() if p.distance_m is not None]
    suns = len(lamp_places(take, 0)) - len(standing)
    found = {
        "Camera and subject move within": f"{floor_m[0]:.1f} × {floor_m[1]:.1f} m",
        "Camera height": _span(camera_m[:, 2:], "m"),
        "Camera travels": f"{float(np.sum(_steps_m(camera_m))):.1f} m",
        "Fastest": f"{float(speed_of(values(take, 'rig.translate_m'), take).max()):.2f} m/s",
        "Lamps": str(len(standing)) + (", and the sun" if suns else ""),
    }
    if standing:
        lamps_m = np.concatenate([values(take, f"{light}.translate_m") for light in standing])
        whole_m = np.ptp(np.concatenate([acting_m, lamps_m])[:, :2], axis=0)
        found["Floor with all lamps"] = f"{whole_m[0]:.1f} × {whole_m[1]:.1f} m"
        found["Highest lamp"] = f"{float(lamps_m[:, 2].max()):.1f} m"
    return found


def lights_at(take: Take, index: int) -> str:
    """The gaffer's list at one frame."""
    return table(LIGHT_HEADS, light_rows(take, index), numbers=(1, 2, 3, 4, 5))


def limits(report: BakeReport) -> str:
    """Each axis of the rig: the most it was asked, and what it can do."""
    heads = ("Axis", "Quantity", "Reached", "At frame", "Works at", "Never over")
    rows = []
    for a in report.axes:
        quantity, most = f"{a.quantity}, {a.unit}", show(round(a.most, 4))
        rows.append((a.axis, quantity, most, a.frame, show(a.working), show(a.hard)))
    return table(heads, rows, numbers=(2, 3, 4, 5))


def channels(take: Take) -> str:
    """Every channel: its unit, how many numbers a frame, where it begins, least and most."""
    rows = []
    for one in take.channels:
        found = values(take, one.name)
        first = " ".join(f"{value:.4g}" for value in found[0])
        rows.append((one.name, one.unit, one.width, first, show(found.min()), show(found.max())))
    heads = ("Channel", "Unit", "Numbers", "First frame", "Least", "Most")
    return table(heads, rows, numbers=(2, 4, 5))


def on_the_set(take: Take) -> str:
    """Who is on the set, and what a host looks for or puts there."""
    looked_for = {one.entity: one.selector for one in take.proxies}
    rows = ((e.id, e.kind, looked_for.get(e.id, "-")) for e in take.entities)
    return table(("Entity", "Kind", "A host looks for"), rows)


def measures(take: Take, report: BakeReport) -> str:
    """How unquiet the picture is, and how well each light that should holds its exposure."""
    shake, at = report.shake_px.most, report.shake_px.frame
    rows: list[Row] = [
        ("Shake, root mean square", f"{report.shake_rms_px:.2f}", "px at 4096"),
        (
            "Shake, most",
            f"{shake:.2f} at frame {at}",
            "px at 4096",
        ),
        ("Pan, most", f"{report.pan_widths_per_s.most:.3f}", "widths/s"),
        ("Drift of the subject, most", f"{report.subject_widths_per_s.most:.3f}", "widths/s"),
    ]
    rows += [(f"{k} strays, held", f"{stray:.4f}", "stops") for k, stray in _strays(take)]
    return table(("Measure", "Found", "Unit"), rows, numbers=(1,))


def sources(take: Take) -> str:
    """Where the numbers behind the rig and the film are from."""
    rig, film = take.facts(CameraFacts, "camera").rig, take.facts(FilmFacts, "film").stock
    rows = (
        (f"Rig {rig}", entry_named(rigs(), rig, "camera.rig").source),
        (f"Film {film}", entry_named(stocks(), film, "film.stock").source),
    )
    return table(("Of", "Source"), rows)


def _strays(take: Take) -> Iterator[tuple[str, float]]:
    """Each light that holds its exposure, with the stops between its least and its most."""
    for light, known in lights(take).items():
        lux = values(take, f"{light}.illuminance_lx")[:, 0]
        if isinstance(known, LampFacts) and known.hold and lux.min() > 0:
            yield light, float(np.log2(lux.max() / lux.min()))


def _steps_m(place_m: Floats) -> Floats:
    return np.asarray(np.sqrt(np.sum(np.diff(place_m, axis=0) ** 2, axis=1)))


def _span(found: Floats, unit: str) -> str:
    low, high = float(found.min()), float(found.max())
    return f"{low:.4g} {unit}" if high - low < 5e-3 else f"{low:.3g} to {high:.3g} {unit}"
