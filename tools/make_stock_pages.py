#!/usr/bin/env python3
"""Write docs/stocks.md and its curves from the film stocks themselves, so that they cannot drift.

python tools/make_stock_pages.py          write them
python tools/make_stock_pages.py --check  say whether they are up to date
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "core")]

import numpy as np  # noqa: E402
from tools.pages.keep import keep_up_to_date  # noqa: E402

from scene_stager.maths.colour.temperature import linear_srgb_from_kelvin  # noqa: E402
from scene_stager.shot.stocks import stocks  # noqa: E402

WIDTH_PX, HEIGHT_PX = 760, 300
PANELS = ((60, 340), (440, 720))  # left and right edge of each plot
TOP_PX, BOTTOM_PX = 30, 250
INKS = {3: ("#c0392b", "#2e8b57", "#2f5fb3"), 1: ("#444444",)}
HIGHEST_DENSITY = 4.0

HEAD = """\
# Film stocks

Written by `tools/make_stock_pages.py` from the files in `core/scene_stager/shot/stocks`: one file
is one stock. To change this page, change the stock; to add a stock, add a file.

{table}

RMS is granularity times 1000 through a 48 µm aperture at density 1 above base; MTF 50 is where
contrast falls to half. Every stock is made *after the published datasheet*: the tolerances of the
tests hold against these numbers, not against film. What no sheet says is marked *house default,
not measured*.

## From light to picture

1. Linear scene light (sRGB primaries; `scene_white_k` says which light white stands for) exposes
   the layers, through a 3 × 3 matrix computed from the bands below at the balance temperature. An
   18 % grey card in that light, correctly exposed, gives every layer 10 / EI lux seconds.
2. Sharpness blurs each layer; halation moves a share of the red and green layers' light around
   bright points, and loses none of it.
3. Layers hold each other back (interlayer effects), which deepens colours and leaves neutrals
   alone.
4. The characteristic curve gives densities. Push and pull turn the curve about middle grey.
5. Grain is laid into density: Gaussian, shaped by the grain cloud, scaled by aperture and
   density, a pure function of seed, frame and place, so a crop has the grain of the whole.
6. A negative is printed, its grey card landing on the aim density of the print; a slide is its
   own print.
7. The projected densities become display light. The grey card lands on linear 0.18 exactly (sRGB
   code 118); the exponent that does it stands for the step from a dark room to a lit one.

`Stock.colour` is this chain for even patches, `Stock.develop` for frames.

## Lookup tables and OCIO

`.cube` tables (33 to the edge unless said otherwise, 2 to 67) hold steps 1, 3, 4, 6 and 7; grain
and halation cannot live in a table. Their input is a log2 shaper from 8 stops below to 6 above
middle grey, written out at the head of each file. The 33 table is within one code of 255 of the
film itself. Film and print stage also come as tables of their own, joined by density. Beside the
tables stands a `config.ocio` (OpenColorIO 2) with one look and one view per stock.

```sh
scene-stager looks --out looks
scene-stager looks vision3_500t --as-lit --out looks_as_lit
```

White stands for the light that each stock is balanced for, so that a grey card in white light is
grey. `--as-lit` is for pictures whose lights have colours of their own: white is then light of
6504 K, which a film for lamps sees blue.
"""


def main(words):
    """Write the pages, or only check them; 0 when all is well."""
    return keep_up_to_date(pages(), __doc__, words, "tools/make_stock_pages.py")


def pages():
    """Every file of the page, as text."""
    docs = ROOT / "docs"
    written = {docs / "stocks" / f"{name}.svg": curves(stock) for name, stock in stocks().items()}
    parts = [HEAD.format(table=overview())]
    parts += [section(name, stock) for name, stock in stocks().items()]
    written[docs / "stocks.md"] = "\n".join(parts)
    return written


def overview():
    """One row for each stock."""
    rows = ["| stock | title | process | balance | EI | RMS | MTF 50, lp/mm |", "|---" * 7 + "|"]
    for name, stock in stocks().items():
        rows.append(
            f"| `{name}` | {stock.title} | {stock.process} | {stock.balance_k:g} K | "
            f"{stock.exposure_index} | {stock.rms_granularity:g} | {_row(stock.mtf50_per_mm)} |"
        )
    return "\n".join(rows)


def section(name, stock):
    """One stock: its curves, its numbers, and where they come from."""
    layers = "red, green, blue" if not stock.monochrome else "one layer"
    curve, grain = stock.curve, stock.granularity
    facts = [
        ("layers", layers),
        ("grey card", f"{stock.grey_exposure_lx_s:.4g} lx s"),
        ("density, darkest exposure", _row(curve.low)),
        ("density, brightest exposure", _row(curve.high)),
        ("band peaks, nm", _row(band.peak_nm for band in stock.bands)),
        ("RMS per layer", _row(grain.rms)),
        ("grain cloud, µm", _row(grain.clump_um)),
        ("halation, share", _row(stock.halation.strength)),
        ("halation, reach", f"{stock.halation.reach_um:g} µm"),
        ("contrast per stop of push", f"× {stock.push_contrast_per_stop:g}"),
        ("print", stock.print_stage.title if stock.print_stage else "none: projected as it is"),
        ("surround exponent", f"{stock.viewing.surround_exponent:.3f}"),
    ]
    sources = [("Curves", f"{stock.source}; {stock.licence}"), ("Grain", grain.source)]
    sources += [("Halation", stock.halation.source), ("Viewing", stock.viewing.source)]
    if stock.print_stage:
        sources.append(("Print", stock.print_stage.source))
    lines = [f"## {stock.title}", "", f"![Curves of {stock.title}](stocks/{name}.svg)", ""]
    lines += ["| | |", "|---|---|", *(f"| {what} | {is_} |" for what, is_ in facts), ""]
    lines += [control_points(curve), "", stock.notes, ""]
    lines += [*(f"- {what}: {is_}." for what, is_ in sources), f"- {stock.trademark}.", ""]
    return "\n".join(lines)


def control_points(curve):
    """The points that the curve goes through."""
    layers = ("red", "green", "blue") if curve.layers == 3 else ("density",)
    rows = [f"| {curve.axis} | " + " | ".join(f"{at:g}" for at in curve.log_h) + " |"]
    rows.append("|---" * (len(curve.log_h) + 1) + "|")
    for layer, densities in zip(layers, curve.density, strict=True):
        rows.append(f"| {layer} | " + " | ".join(f"{d:.2f}" for d in densities) + " |")
    return "\n".join(rows)


def curves(stock):
    """Film on the left, display on the right."""
    inks = INKS[stock.curve.layers]
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH_PX} {HEIGHT_PX}" '
        f'font-family="sans-serif" font-size="11" fill="#333">',
        f'<rect width="{WIDTH_PX}" height="{HEIGHT_PX}" fill="#fcfcfa"/>',
        *_film_panel(stock, inks),
        *_display_panel(stock, INKS[3] if not stock.monochrome else INKS[1]),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _film_panel(stock, inks):
    """Density in the camera film over log exposure, with the control points as dots."""
    curve = stock.curve
    first, last = curve.log_h[0] - 1.0, curve.log_h[-1] + 1.0
    log_h = np.linspace(first, last, 121)
    stops = (log_h - curve.log_h_grey) / np.log10(2.0)
    density = stock.film_density(np.repeat(stops[:, None], curve.layers, axis=1))
    frame = (PANELS[0], (first, last), (0.0, HIGHEST_DENSITY))
    relative = "relative" in curve.axis
    parts = _axes(
        frame,
        [float(tick) for tick in range(int(np.ceil(first)), int(np.floor(last)) + 1)],
        [0.0, 1.0, 2.0, 3.0, 4.0],
        "log exposure, relative" if relative else "log exposure, lx s",
        "density in the film",
    )
    parts.append(_upright(frame, curve.log_h_grey))
    for layer, ink in enumerate(inks):
        parts.append(_line(frame, log_h, density[:, layer], ink))
        for at, value in zip(curve.log_h, curve.density[layer], strict=True):
            x, y = _place(frame, at, value)
            parts.append(f'<circle cx="{x}" cy="{y}" r="2.5" fill="{ink}"/>')
    return parts


def _display_panel(stock, inks):
    """sRGB code over stops from the grey card, for a neutral scale in the light of the balance."""
    stops = np.linspace(-8.0, 6.0, 113)
    light = linear_srgb_from_kelvin(np.asarray(stock.balance_k))
    shown = 255.0 * stock.colour(0.18 * np.exp2(stops)[:, None] * light)
    frame = (PANELS[1], (-8.0, 6.0), (0.0, 255.0))
    parts = _axes(
        frame,
        [-8.0, -6.0, -4.0, -2.0, 0.0, 2.0, 4.0, 6.0],
        [0.0, 64.0, 128.0, 192.0, 255.0],
        "stops from the grey card",
        "sRGB code on the display",
    )
    parts.append(_upright(frame, 0.0))
    return parts + [_line(frame, stops, shown[:, k], ink) for k, ink in enumerate(inks)]


def _axes(frame, x_ticks, y_ticks, x_title, y_title):
    (left, right), _, _ = frame
    parts = []
    for tick in x_ticks:
        x, _ = _place(frame, tick, 0.0)
        parts.append(f'<path d="M{x} {TOP_PX}V{BOTTOM_PX}" stroke="#e4e4e0"/>')
        parts.append(f'<text x="{x}" y="{BOTTOM_PX + 15}" text-anchor="middle">{tick:g}</text>')
    for tick in y_ticks:
        _, y = _place(frame, frame[1][0], tick)
        parts.append(f'<path d="M{left} {y}H{right}" stroke="#e4e4e0"/>')
        parts.append(f'<text x="{left - 6}" y="{y + 4:.1f}" text-anchor="end">{tick:g}</text>')
    middle = (left + right) / 2
    parts.append(f'<text x="{middle}" y="{BOTTOM_PX + 34}" text-anchor="middle">{x_title}</text>')
    parts.append(f'<text x="{left}" y="{TOP_PX - 10}">{y_title}</text>')
    return parts


def _upright(frame, at):
    x, _ = _place(frame, at, 0.0)
    return f'<path d="M{x} {TOP_PX}V{BOTTOM_PX}" stroke="#999" stroke-dasharray="3 3"/>'


def _line(frame, xs, ys, ink):
    points = " ".join("{},{}".format(*_place(frame, x, y)) for x, y in zip(xs, ys, strict=True))
    return f'<polyline points="{points}" fill="none" stroke="{ink}" stroke-width="1.6"/>'


def _place(frame, x, y):
    (left, right), (x_low, x_high), (y_low, y_high) = frame
    across = left + (right - left) * (x - x_low) / (x_high - x_low)
    down = BOTTOM_PX - (BOTTOM_PX - TOP_PX) * (y - y_low) / (y_high - y_low)
    return round(float(across), 1), round(float(down), 1)


def _row(numbers):
    return " / ".join(f"{number:g}" for number in numbers)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
