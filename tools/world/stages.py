"""The five stages, each by a part of the product that stands in for a hand, a camera, a network."""

from dataclasses import replace

import numpy as np
from tools.world.scenes import alarm, overcast, work_light

from scene_stager.maths.colour.srgb import encode_srgb
from scene_stager.preview.renderer import render
from scene_stager.preview.scene import PreviewFog
from scene_stager.preview.surface import see
from scene_stager.preview.surface_net import mesh_of
from scene_stager.registry import entry_named
from scene_stager.shot.stand_ins import stand_ins
from scene_stager.shot.stocks import stocks

SEED = 1839
PAPER, GRAPHITE = 0.93, 0.16
HATCH_PX = 6  # between two strokes
LUMA = np.array([0.2126, 0.7152, 0.0722])  # of light; Rec. 709
GRID = (54, 96)  # of a relief, rows and columns
DEPTH_M, WIDTH_M = 0.22, 1.6


def sketch(scene, size, _):
    """S1: edges of what the work light shows, and hatching where the dusk leaves it dark."""
    day, dusk = _luma(render(work_light(scene), *size)), _luma(render(scene, *size))
    return _drawn(np.sqrt(day), np.sqrt(dusk))


def traced(_, __, parent):
    """S1 again: edges of a picture that was there already."""
    value = (parent.astype(np.float64) / 255.0) @ LUMA
    return _drawn(value, value)


def reference(scene, size, _):
    """S2: a scout's frame, on black-and-white film by daylight."""
    return _developed(render(overcast(scene), *size), "tri_x_400", 0.2, 5500.0)


def sculpt(scene, size, _):
    """S3: clay under a work light, as the renderer has it, on no film."""
    return _bytes(encode_srgb(np.clip(render(work_light(scene), *size).astype(np.float64), 0, 1)))


def nothing_lives(_, size, __):
    """What lives in a frame, as a mask: nothing."""
    width, height = size
    return np.zeros((height, width, 3), dtype=np.uint8)


def who_lives(scene, size, _):
    """What lives in a frame, as a mask: the subject's own outline."""
    subject, (width, height) = scene.subject, size
    mesh = mesh_of(stand_ins()[subject.kind])
    seen = see(mesh, subject.height_m, scene.camera, width, height, np.float64)
    mask = np.zeros(width * height)
    np.add.at(mask, seen.pixels, seen.weight)
    return _bytes(np.repeat(mask.reshape(height, width, 1), 3, axis=2))


def lit_clay(scene, size, _):
    """S3 again: the same clay in the story's light, without its air and on no film."""
    light = render(replace(scene, fog=PreviewFog()), *size).astype(np.float64)
    return _bytes(encode_srgb(np.clip(light, 0.0, 1.0)))


def dusk(scene, size, _):
    """S4: the story's light, in its air, on tungsten film with its grain and halation."""
    return _developed(render(scene, *size), "vision3_500t", -0.4, 4300.0)


def red(scene, size, _):
    """S4 again: the same under a red lamp."""
    return _developed(render(alarm(scene), *size), "vision3_500t", -0.2, 4300.0)


def relief(_, size, parent):
    """S5, to look at: the heights of a picture under a raking lamp."""
    width, height = size
    heights = _sampled(_heights(parent), height, width)
    down, right = np.gradient(heights * width * 0.16)
    facing = np.stack([-right, -down, np.ones_like(down)], axis=-1)
    facing /= np.linalg.norm(facing, axis=-1, keepdims=True)
    lamp = np.array([-0.62, -0.52, 0.59])
    lit = np.clip(facing @ (lamp / np.linalg.norm(lamp)), 0.0, 1.0)
    tone = 0.05 + 0.62 * lit * (0.55 + 0.45 * heights)
    return _bytes(encode_srgb(tone[..., None] * np.array([1.0, 0.95, 0.88])))


def relief_mesh(parent):
    """S5: the same heights as a mesh, in PLY."""
    rows, columns = GRID
    heights = _sampled(_heights(parent), rows, columns)
    x = np.broadcast_to(np.linspace(-0.5, 0.5, columns) * WIDTH_M, GRID)
    z = np.broadcast_to(np.linspace(0.5, -0.5, rows)[:, None] * WIDTH_M * rows / columns, GRID)
    places = np.stack([x, -heights * DEPTH_M, z], axis=-1).reshape(-1, 3).astype("<f4")
    first = (np.arange(rows - 1)[:, None] * columns + np.arange(columns - 1)).ravel()
    faces = np.empty(len(first), dtype=[("n", "u1"), ("c", "<u4", (4,))])
    faces["n"], faces["c"] = 4, first[:, None] + np.array([0, columns, columns + 1, 1])
    head = (
        f"ply\nformat binary_little_endian 1.0\nelement vertex {len(places)}\n"
        "property float x\nproperty float y\nproperty float z\n"
        f"element face {len(faces)}\nproperty list uchar uint vertex_indices\nend_header\n"
    )
    return head.encode("ascii") + places.tobytes() + faces.tobytes()


def _developed(light, stock, exposure_stops, white_k):
    film = entry_named(stocks(), stock, "stock")
    shown = film.develop(
        light.astype(np.float64), exposure_stops=exposure_stops, scene_white_k=white_k, seed=SEED
    )
    return _bytes(shown)


def _drawn(value, shade):
    """Graphite on paper: an edge where the value turns, strokes where the shade is deep."""
    down, right = np.gradient(_soft(value, 1))
    edge = np.clip(np.hypot(down, right) * 9.0 - 0.12, 0.0, 1.0)
    rows, columns = np.mgrid[: value.shape[0], : value.shape[1]]
    dark = np.clip(0.34 - _soft(shade, 2), 0.0, 0.34) * 1.6
    strokes = (np.abs((rows + columns) % HATCH_PX - HATCH_PX / 2) < 0.8) * dark
    tooth = np.random.default_rng(SEED).normal(scale=0.02, size=value.shape)
    tone = PAPER - (PAPER - GRAPHITE) * np.clip(np.maximum(edge, strokes), 0.0, 1.0) + tooth
    return _bytes(tone[..., None] * np.array([1.0, 0.985, 0.95]))


def _heights(picture):
    """How high a picture stands, 0 to 1: the brighter the nearer, without its grain."""
    value = _soft((picture.astype(np.float64) / 255.0) @ LUMA, 5)
    low, high = np.percentile(value, (2, 99.5))
    return np.clip((value - low) / max(high - low, 1e-6), 0.0, 1.0)


def _soft(plane, reach):
    """A box of 2 reach + 1 pixels, twice, along both sides."""
    for axis in (0, 1, 0, 1):
        padded = np.pad(
            plane, [(reach + 1, reach) if k == axis else (0, 0) for k in (0, 1)], "edge"
        )
        sums = np.cumsum(padded, axis=axis)
        count = plane.shape[axis]
        ends = np.take(sums, np.arange(2 * reach + 1, 2 * reach + 1 + count), axis=axis)
        plane = (ends - np.take(sums, np.arange(count), axis=axis)) / (2 * reach + 1)
    return plane


def _sampled(plane, rows, columns):
    down = np.linspace(0, plane.shape[0] - 1, rows).round().astype(int)
    across = np.linspace(0, plane.shape[1] - 1, columns).round().astype(int)
    return plane[np.ix_(down, across)]


def _luma(light):
    return np.clip(light.astype(np.float64) @ LUMA, 0.0, 1.0)


def _bytes(shown):
    return np.round(np.clip(shown, 0.0, 1.0) * 255.0).astype(np.uint8)
