# SPDX-License-Identifier: Apache-2.0
"""What a bake may do in Unreal, from the dialog's fields to the parts that heed them."""

from __future__ import annotations

from dataclasses import dataclass

from scene_stager.hosts.wishes import SceneWishes

FOLDER = "/Game/SceneStager"


@dataclass(frozen=True)
class RenderWishes:
    """A job for the Movie Render Queue.

    `format` is EXR or ProRes. Files go into `folder`, a whole path, or where Unreal has them go.
    Each frame is blended from `motion_samples` moments of its exposure (house default, not
    measured). `width_px` is of the whole gate. `frames` are the first and the last one; else all.
    """

    format: str = "EXR"
    folder: str = ""
    motion_samples: int = 8
    width_px: int = 1920
    frames: tuple[int, int] | None = None


@dataclass(frozen=True)
class UnrealWishes(SceneWishes):
    """`folder` is where Level Sequences go.

    With `spawnable`, camera and lights live in the sequence and come and go with it; otherwise they
    stand in the level and are possessed. With a selector as `camera`, the Cine Camera Actor of the
    artist's that it finds is keyed, and none is made.

    With `save`, sequence, pictures and level are saved. With `render`, a job for the Movie Render
    Queue is made, or renewed.
    """

    folder: str = FOLDER
    spawnable: bool = False
    save: bool = False
    camera: str = ""
    render: RenderWishes | None = None
