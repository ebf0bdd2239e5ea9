# SPDX-License-Identifier: Apache-2.0
"""Layers of light brought together in the lens: air, focus, and the subject before the backdrop."""

import numpy as np

from scene_stager.preview._vectors import Reals
from scene_stager.preview.contribution import Layers
from scene_stager.preview.geometry import Geometry, enlarged
from scene_stager.preview.scene import PreviewScene


def through_lens(layers: Layers, drawn: Geometry, scene: PreviewScene) -> Reals:
    """The finished picture.

    shapes   (height, width, 3)
    """
    view, seen = drawn.view, drawn.seen
    behind = enlarged(layers.back, drawn.back, view.width, view.height)
    if drawn.floor_share is not None:
        behind = behind * drawn.floor_share
        if layers.sky is not None:
            sky = enlarged(layers.sky, drawn.back, view.width, view.height)
            behind = behind + sky * (1.0 - drawn.floor_share)
    if layers.air is not None:
        behind = behind + layers.air
    pixels = view.width * view.height
    cover = np.bincount(seen.pixels, seen.weight, minlength=pixels).astype(view.dtype)
    picture = behind.reshape(3, pixels) * (1.0 - np.clip(cover, 0.0, 1.0))
    for channel, light in zip(picture, layers.fore, strict=True):
        channel += np.bincount(seen.pixels, seen.weight * light, minlength=pixels).astype(
            view.dtype
        )
    return np.ascontiguousarray(picture.T).reshape(view.height, view.width, 3)
