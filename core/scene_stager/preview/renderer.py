# SPDX-License-Identifier: Apache-2.0
"""The preview picture: what every light adds, then their sum through the lens.

Light is linear, and so is everything here: pictures of one light each add up to that of all.
Arrays that hold a value per pixel are float32; `double` asks for float64.
"""

from collections.abc import Sequence

from scene_stager.preview.contribution import Layers, from_lights, from_sky, stage_of
from scene_stager.preview.geometry import Geometry, View, geometry
from scene_stager.preview.lens import through_lens
from scene_stager.preview.scene import PreviewScene, ground_middle_m, in_subject_frame
from scene_stager.preview.vectors import Reals


def render(
    scene: PreviewScene, width: int = 480, height: int = 270, *, double: bool = False
) -> Reals:
    """The picture of a scene, in linear light.

    shapes   (height, width, 3)
    units    linear Rec. 709; 0.18 is a grey card that faces a light of illuminance `anchor`
    """
    local, drawn = _drawn(scene, width, height, double)
    stage = stage_of(local, drawn)
    parts = [from_sky(stage), *from_lights(stage, local.lights)]
    return through_lens(_sum(parts), drawn, local.camera)


def _drawn(
    scene: PreviewScene, width: int, height: int, double: bool
) -> tuple[PreviewScene, Geometry]:
    local = in_subject_frame(scene)
    view = View(
        local.camera,
        local.subject.kind,
        local.subject.height_m,
        local.ground,
        ground_middle_m(scene),
        width,
        height,
        double,
    )
    return local, geometry(view)


def _sum(parts: Sequence[Layers]) -> Layers:
    return Layers(
        _added([part.fore for part in parts]),
        _added([part.back for part in parts]),
        _added_if_any([part.sky for part in parts]),
        _added_if_any([part.air for part in parts]),
        _added_if_any([part.lamps for part in parts]),
    )


def _added_if_any(arrays: Sequence[Reals | None]) -> Reals | None:
    some = [array for array in arrays if array is not None]
    return _added(some) if some else None


def _added(arrays: Sequence[Reals]) -> Reals:
    total = arrays[0]
    for array in arrays[1:]:
        total = total + array
    return total
