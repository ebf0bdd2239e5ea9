# SPDX-License-Identifier: GPL-3.0-or-later
"""What a bake may do to a Blender scene, from the panel's switches to the parts that heed them."""

from __future__ import annotations

from dataclasses import dataclass

from scene_stager.hosts.wishes import SceneWishes


@dataclass(frozen=True)
class BlenderWishes(SceneWishes):
    """With `take_sky` and `take_camera` the shot's World and camera become the scene's.

    With `show_practicals` the lamps that belong into the picture are seen in it.
    With `film_stock` the film itself, without grain, goes into the scene's compositor, and with
    `take_shutter` what moves is blurred as the shot's shutter does. With `clear_of_walls` the bake
    says when the camera's body is inside something.
    """

    take_sky: bool = True
    take_camera: bool = True
    show_practicals: bool = True
    film_stock: bool = False
    take_shutter: bool = False
    clear_of_walls: bool = False
