# SPDX-License-Identifier: Apache-2.0
"""What drawn subjects are put together from, as plain data.

A part has a form, a skin (a number), and lengths in its subject's own units; +z is up and the face
of a subject looks towards -y. Parts of one skin that are `grown` melt into one surface.
"""

import numpy as np


def ball(at, radii, turn=(0, 0, 0), **more):
    """An ellipsoid."""
    radii = (radii,) * 3 if np.isscalar(radii) else radii
    return {"form": "ball", "at": at, "size": radii, "turn_deg": turn, **more}


def limb(start, end, thick, thin=None, **more):
    """A rounded rod from one place to another."""
    thin = thick if thin is None else thin
    return {"form": "limb", "at": start, "end": end, "thick": thick, "thin": thin, **more}


def box(at, size, turn=(0, 0, 0), bevel=0.03, **more):
    """A block with worn edges."""
    return {"form": "box", "at": at, "size": size, "turn_deg": turn, "bevel": bevel, **more}


def tube(at, radius, depth, turn=(0, 0, 0), **more):
    """A cylinder."""
    size = (radius, radius, depth / 2)
    return {"form": "tube", "at": at, "size": size, "turn_deg": turn, "bevel": 0.015, **more}


def ring(at, across, thick, turn=(0, 0, 0), **more):
    """A torus."""
    return {
        "form": "ring",
        "at": at,
        "across": across,
        "thick": thick,
        "turn_deg": turn,
        "size": (1, 1, 1),
        **more,
    }


def lathe(outline, **more):
    """A solid of revolution about the upright: pairs of radius and height."""
    return {"form": "lathe", "outline": outline, "at": (0, 0, 0), **more}


def sheet(at, size, turn=(0, 0, 0), bend=0.0, waves=0.0, **more):
    """A thin plane, bent and rippled; thickness is its last size."""
    return {
        "form": "sheet",
        "at": at,
        "size": size,
        "turn_deg": turn,
        "bend": bend,
        "waves": waves,
        **more,
    }


def grown(parts, skin=0):
    """The same parts as one melted surface."""
    return [{**part, "grown": True, "skin": skin} for part in parts]
