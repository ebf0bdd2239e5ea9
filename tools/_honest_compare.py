"""How near a rebuilt still comes to the still: correlation, colour, signature; and a picture."""

from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw
from scipy.ndimage import binary_erosion

from scene_stager.inverse.second_look.match_signatures import numbers_of
from scene_stager.maths.colour.luminance import luminance
from scene_stager.maths.colour.oklab import delta_e_ok
from scene_stager.maths.colour.srgb import bytes_from_srgb, encode_srgb
from scene_stager.preview.camera import project
from scene_stager.reading.metrics import metrics
from scene_stager.reading.signature import read_signature

WANTED = 0.9  # of the median correlation
ACROSS, GAP, LINE = 3, 10, 18


@dataclass(frozen=True)
class Compared:
    """What Cycles shows, and how near it is over the subject; shown (h, w, 3) linear light.

    `signature` is the mean difference of those of the fifteen metrics that both pictures tell, as a
    share of each one's range.
    """

    shown: np.ndarray
    correlation: float
    delta_e: float
    signature: float


def compare(still, shown, bodies):
    """Judge a picture over what is subject in all of `bodies`, (scene, mesh) each."""
    high, wide = still.shape[:2]
    masks = [silhouette(scene.camera, mesh, wide, high) for scene, mesh in bodies]
    inside = binary_erosion(np.logical_and.reduce(masks))
    lit = np.clip(shown, 0.0, 1.0)
    one, other = luminance(still)[inside], luminance(lit)[inside]
    return Compared(
        shown,
        float(np.corrcoef(one, other)[0, 1]),
        float(delta_e_ok(still[inside], lit[inside]).mean()),
        apart(still, masks[0], lit, masks[-1]),
    )


def silhouette(camera, mesh, wide, high):
    """Where a mesh is in a picture, (high, wide)."""
    column, row, _ = project(camera, tuple(mesh.places_m.T), wide, high)
    canvas = Image.new("1", (wide, high))
    draw = ImageDraw.Draw(canvas)
    corner = np.stack([column, row], axis=1)[mesh.triangles]
    for triangle in corner:
        draw.polygon([tuple(point) for point in triangle], fill=1)
    return np.asarray(canvas)


def apart(still, still_mask, shown, shown_mask):
    """The mean difference of two signatures, as a share of each metric's range."""
    told = [
        numbers_of(read_signature(picture, mask))
        for picture, mask in ((still, still_mask), (shown, shown_mask))
    ]
    shares = [
        abs(told[0][name] - told[1][name]) / (metric.high - metric.low)
        for name, metric in metrics().items()
        if told[0][name] is not None and told[1][name] is not None
    ]
    return float(np.mean(shares))


def print_table(found):
    """Print a line for each still and one for all; the figures as plain data."""
    head = (
        "still            key off   true camera: r   dE(OK)  signature   own: r   dE(OK)  outcome"
    )
    print(head)
    for one in found:
        print(
            f"{one.name:16s} {one.key_off_deg:6.1f}     {one.lit.correlation:12.3f}"
            f"   {one.lit.delta_e:.3f}     {one.lit.signature:.3f}   {one.whole.correlation:7.3f}"
            f"   {one.whole.delta_e:.3f}  {one.outcome}"
        )
    figures = {}
    for view in ("lit", "whole"):
        for part in ("correlation", "delta_e", "signature"):
            values = [getattr(getattr(one, view), part) for one in found]
            figures[f"{view}_{part}_median"] = float(np.median(values))
            figures[f"{view}_{part}_mean"] = float(np.mean(values))
    met = "reaches" if figures["lit_correlation_median"] >= WANTED else "falls short of"
    for view, said in (("lit", f"true camera ({met} {WANTED})"), ("whole", "matched camera")):
        print(
            f"{said}: median r {figures[f'{view}_correlation_median']:.3f}, "
            f"mean dE(OK) {figures[f'{view}_delta_e_mean']:.3f}, "
            f"signatures {figures[f'{view}_signature_mean']:.3f} of each metric's range apart"
        )
    under = [one.name for one in found if one.lit.correlation < WANTED]
    print(f"under {WANTED}: {', '.join(under) or 'none'}")
    return figures


def sheet(found):
    """Each still beside its rebuilt set, from the true and from the matched camera."""
    high, wide = found[0].still.shape[:2]
    wide, high = wide * 3 // 5, high * 3 // 5
    cell = (3 * wide + GAP, high + LINE + GAP)
    rows = -(-len(found) // ACROSS)
    canvas = Image.new("RGB", (ACROSS * cell[0] + GAP, rows * cell[1] + GAP), (24, 24, 26))
    draw = ImageDraw.Draw(canvas)
    for place, one in enumerate(found):
        left, top = GAP + place % ACROSS * cell[0], GAP + place // ACROSS * cell[1]
        for k, picture in enumerate((one.still, one.lit.shown, one.whole.shown)):
            code = encode_srgb(np.clip(picture, 0.0, 1.0))
            tile = Image.fromarray(bytes_from_srgb(code)).resize((wide, high), Image.LANCZOS)
            canvas.paste(tile, (left + k * wide, top + LINE))
        said = (
            f"{one.name.removesuffix('.png')}: still | matched light, r {one.lit.correlation:.2f}"
            f" | matched camera too, r {one.whole.correlation:.2f}"
        )
        draw.text((left, top + 3), said, fill=(220, 220, 220))
    return canvas
