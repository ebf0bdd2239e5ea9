# SPDX-License-Identifier: Apache-2.0
"""What one light, or the sky, adds to a picture: on the subject, behind it, and in the air."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from scene_stager.maths.arrays import Floats
from scene_stager.preview.air import glow, glow_on_surfaces, gone_grey, passing
from scene_stager.preview.ambient import straight, transfer_of, upper_half
from scene_stager.preview.area_light import (
    Points,
    above_floor,
    arrival,
    light_up,
)
from scene_stager.preview.bounce import Returned, bounce_of, even_floor, lit_points, returned
from scene_stager.preview.geometry import Geometry, coats, enlarged
from scene_stager.preview.heaven import air_light, heaven
from scene_stager.preview.lamps import lamp
from scene_stager.preview.scene import PreviewLight, PreviewScene
from scene_stager.preview.shading import Plastic
from scene_stager.preview.shadow_map import Shadows, shadows_of
from scene_stager.preview.surface import blend
from scene_stager.preview.vectors import Reals, Vec, Vec3

# House defaults, not measured.
CHUNK = 32_768  # points at a time: what fits the processor's cache


@dataclass(frozen=True, slots=True, eq=False)
class Stage:
    """A scene in the subject's frame, with everything its lights share worked out."""

    scene: PreviewScene
    geometry: Geometry
    plastic: Plastic
    floor: Plastic
    coat: Reals  # share of light the coat keeps, per point of the subject
    upward: Reals
    back_coat: Reals
    fore_through: Reals | float  # share of light that comes through the air to the lens
    back_through: Reals | float


@dataclass(frozen=True, slots=True, eq=False)
class Layers:
    """Light that reaches the lens: from the subject, from behind it, and from the air there.

    shapes   fore (3, n) by the subject's points; back and sky (3, m) by the backdrop's;
             air and lamps (3, height, width)
    """

    fore: Reals
    back: Reals
    sky: Reals | None
    air: Reals | None
    lamps: Reals | None = None


def stage_of(scene: PreviewScene, geometry: Geometry) -> Stage:
    """Work out what all lights share. The scene is in the subject's frame."""
    subject, ground = scene.subject, scene.ground
    plastic = Plastic(subject.albedo_rgb, subject.roughness, subject.specular)
    floor = Plastic(ground.albedo_rgb, ground.roughness, ground.specular)
    coat, upward = coats(geometry.points, plastic)
    back_coat, _ = coats(geometry.back_points, floor)
    return Stage(
        scene, geometry, plastic, floor, coat, upward, back_coat, *passing(geometry, scene)
    )


def from_lights(stage: Stage, lights: Sequence[PreviewLight]) -> list[Layers]:
    """What each light adds."""
    shade = shadows_of(stage.geometry, lights)
    return [_from_light(stage, light, cast) for light, cast in zip(lights, shade, strict=True)]


def _from_light(stage: Stage, light: PreviewLight, cast: Shadows) -> Layers:
    scene, geometry = stage.scene, stage.geometry
    came = arrival(light, scene.fog, geometry.points.place)
    share = above_floor(light, geometry.view.floor_m)
    lit, gloss = light_up(geometry.points, came, cast.subject * share, stage.plastic)
    caught, below, own = _bounced(stage, light, cast)
    from_air, on_floor = _from_air(stage, light)
    mirrored = stage.coat * (1.0 - stage.upward) * geometry.open_share * below
    floor_lit, floor_gloss = _on_backdrop(stage, light, cast.backdrop * share, on_floor)
    floor_lit = floor_lit * (1.0 - stage.back_coat)
    tint = _tint(light.rgb, scene.anchor)

    matt, albedo, ground = 1.0 - stage.coat, stage.plastic.albedo_rgb, stage.floor.albedo_rgb
    fore = np.stack(
        [
            t * (a * matt * (lit + g * caught + a * own + w * from_air) + gloss + g * mirrored)
            for t, a, g, w in zip(tint, albedo, ground, scene.fog.rgb, strict=True)
        ]
    )
    back = np.stack([t * (g * floor_lit + floor_gloss) for t, g in zip(tint, ground, strict=True)])
    fore, back, air = fore * stage.fore_through, back * stage.back_through, None
    if scene.fog.per_m > 0:
        near, whole = glow(geometry, scene, light)
        tint = _tint(light.rgb, scene.anchor, scene.fog.rgb)
        fore += np.stack([t * near for t in tint])
        air = np.stack([t * whole for t in tint])
    lamps = None
    if light.visible:
        shown = lamp(geometry, scene, light)
        lamps = np.stack([t * shown for t in _tint(light.rgb, scene.anchor)])
    return Layers(fore, back, None, air, lamps)


def from_sky(stage: Stage) -> Layers:
    """What the ambient light adds, and the sky itself."""
    scene, geometry = stage.scene, stage.geometry
    sky = np.array(scene.ambient) / scene.anchor
    above = upper_half() @ sky
    high = np.maximum(straight(1.0) @ above, 0.0)
    low = high * np.array(stage.floor.albedo_rgb)
    received = transfer_of(geometry.shape).sky @ (above + np.outer(even_floor(), low))
    caught = blend(list(received.T), geometry.seen.corners, geometry.seen.shares)

    matt = 1.0 - stage.coat
    gloss = stage.coat * geometry.open_share
    fore, back = [], []
    for k, albedo in enumerate(stage.plastic.albedo_rgb):
        dim, bright = float(low[k]), float(high[k])
        base = np.maximum(caught[k], 0.0).astype(geometry.view.dtype)
        fore.append(albedo * matt * base + gloss * (dim + (bright - dim) * stage.upward))
        back.append(geometry.back_open * ((1.0 - stage.back_coat) * dim + stage.back_coat * bright))
    layers = [np.stack(fore) * stage.fore_through, np.stack(back) * stage.back_through]
    layers.append(heaven(scene, geometry.back.backdrop.way) * stage.back_through)
    air = None
    if scene.fog.per_m > 0:
        near, whole = _air_in_between(stage, (high + low) / 2, above + np.outer(even_floor(), low))
        layers[0] += near
        air = whole
    return Layers(layers[0], layers[1], layers[2], air)


def _air_in_between(stage: Stage, mean: Floats, around: Floats) -> tuple[Reals, Reals]:
    """What the air that the sky lights sends, before the subject and over the whole picture."""
    scene, geometry = stage.scene, stage.geometry
    near, whole = gone_grey(geometry, scene)
    if scene.sky is None:
        even = [float(m) * t for m, t in zip(mean, scene.fog.rgb, strict=True)]
        return np.stack([m * near for m in even]), np.stack([m * whole for m in even])
    view, (x, y, z) = geometry.view, geometry.points.to_eye
    behind = air_light(scene, around, geometry.air.backdrop.way)
    behind = enlarged(behind, geometry.air, view.width, view.height)
    return air_light(scene, around, (-x, -y, -z)) * near, behind * whole


_KNOWN: dict[object, Returned] = {}
MOST_KNOWN = 64  # answers that are kept; past these all are forgotten: house default


def _bounced(stage: Stage, light: PreviewLight, cast: Shadows) -> list[Reals]:
    """Light from the floor, what the floor looks like, and light from the subject's own parts."""
    geometry, floor_m = stage.geometry, stage.geometry.view.floor_m
    fog, greys = stage.scene.fog, (_grey(stage.floor.albedo_rgb), _grey(stage.plastic.albedo_rgb))

    # The camera has no part in this: a light that stands still is asked once in a shot.
    key = (geometry.shape, geometry.solid.height_m, floor_m, light, fog, greys)
    back = _KNOWN.get(key)
    if back is None:
        bounce = bounce_of(geometry.shape, geometry.solid.height_m, floor_m)
        back = returned(bounce, lit_points(bounce, light, fog, cast.bounce, floor_m), *greys)
        if len(_KNOWN) >= MOST_KNOWN:
            _KNOWN.clear()
        _KNOWN[key] = back
    values = (back.from_floor, back.floor_below, back.from_subject)
    found = blend(values, geometry.seen.corners, geometry.seen.shares)
    return [v.astype(geometry.view.dtype) for v in found]


def _from_air(stage: Stage, light: PreviewLight) -> tuple[Reals | float, float]:
    """What the lit air sends to the subject's points, and to the floor as a share of the light."""
    scene, geometry = stage.scene, stage.geometry
    if scene.fog.per_m <= 0:
        return 0.0, 0.0
    glowing = glow_on_surfaces(geometry, scene, light)
    values = transfer_of(geometry.shape).sky @ glowing
    (caught,) = blend([values], geometry.seen.corners, geometry.seen.shares)
    upward = max(float(straight(1.0) @ glowing), 0.0)
    x, y, z = (np.array([c]) for c in light.target_m)
    strength = float(arrival(light, scene.fog, (x, y, z)).strength[0])
    found: Reals = np.maximum(caught, 0.0).astype(geometry.view.dtype)
    return found, upward / max(strength, 1e-12)


def _on_backdrop(
    stage: Stage, light: PreviewLight, seen: Reals, from_air: float
) -> tuple[Reals, Reals]:
    """Light on the floor and the wall, some thousands of points at a time."""
    points, count = stage.geometry.back_points, len(seen)
    lit, gloss = np.empty((2, count), dtype=seen.dtype)
    for start in range(0, count, CHUNK):
        part = slice(start, start + CHUNK)
        place, facing, to_eye = (
            _cut(three, part) for three in (points.place, points.facing, points.to_eye)
        )
        here = Points(place, facing, to_eye)
        came = arrival(light, stage.scene.fog, here.place)
        lit[part], gloss[part] = light_up(here, came, seen[part], stage.floor)
        if from_air > 0:
            lit[part] += came.strength * stage.geometry.back_open[part] * from_air
    return lit, gloss


def _grey(rgb: Vec3) -> float:
    return sum(rgb) / 3.0


def _tint(rgb: Vec3, anchor: float, air: Vec3 = (1.0, 1.0, 1.0)) -> list[float]:
    return [c * a / anchor for c, a in zip(rgb, air, strict=True)]


def _cut(points: Vec, part: slice) -> Vec:
    return (points[0][part], points[1][part], points[2][part])
