# SPDX-License-Identifier: Apache-2.0
"""What a bake may do in Unreal, from the dialog's fields to the parts that heed them."""

from __future__ import annotations

from dataclasses import dataclass

from scene_stager.hosts.wishes import SceneWishes

FOLDER = "/Game/SceneStager"


@dataclass(frozen=True)
class UnrealWishes(SceneWishes):
    """`folder` is where Level Sequences go.

    With `spawnable`, camera and lights live in the sequence and come and go with it; otherwise they
    stand in the level and are possessed. With a selector as `camera`, the Cine Camera Actor of the
    artist's that it finds is keyed, and none is made.

    With `save`, sequence, pictures and level are saved.
    """

    folder: str = FOLDER
    spawnable: bool = False
    save: bool = False
    camera: str = ""
