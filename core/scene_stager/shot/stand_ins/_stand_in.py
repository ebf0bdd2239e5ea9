# SPDX-License-Identifier: Apache-2.0
"""What every stand-in has to say about itself: its shape twice, at height 1, facing -y.

Feet are at z = 0. Blobs melt into one smooth solid, which the preview and Blender draw; pieces are
the few polygons that any USD viewer shows. All proportions are house defaults, drawn by eye after
artists' canons; not measured.
"""

from dataclasses import dataclass, replace

Three = tuple[float, float, float]
STRAIGHT: Three = (0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Blob:
    """An ellipsoid, or (with a corner radius) a rounded box, in units of the subject's height.

    It melts into the blobs before it over about the distance `blend`; `carve` takes it away
    instead; `mirrored` puts a second one at -x. Turns are about x (tilt), then y, then z.
    """

    centre: Three
    size: Three  # radii of an ellipsoid; half extents of a box, corners included
    blend: float = 0.0
    mirrored: bool = False
    corner: float = 0.0
    tilt_deg: float = 0.0
    lean_deg: float = 0.0
    turn_deg: float = 0.0
    carve: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """A ball, box or drum; `size` is half its extent along its own axes.

    A hull has an `outline` instead: (half width, y, z), anticlockwise seen from +x. A mirrored
    piece has a twin at -x. Drums stand along z until they are turned; turns are about x, then y,
    then z.
    """

    name: str
    form: str
    centre: Three = STRAIGHT
    size: Three = (1.0, 1.0, 1.0)
    turn_deg: Three = STRAIGHT
    mirrored: bool = False
    finish: str = "clay"
    outline: tuple[Three, ...] = ()


@dataclass(frozen=True, slots=True)
class StandIn:
    """One shape, smooth and in polygons.

    A shape that was modelled names its `sculpture`, a file beside it, which is then what everybody
    draws: it has no pieces, and its blobs only say where it casts shadows.
    """

    blobs: tuple[Blob, ...]
    pieces: tuple[Piece, ...] = ()
    sculpture: str = ""

    def every_piece(self) -> tuple[Piece, ...]:
        """Its pieces, the twins included."""
        found: list[Piece] = []
        for piece in self.pieces:
            if piece.mirrored:
                found += [_side("left", 1.0, piece), _side("right", -1.0, piece)]
            else:
                found.append(piece)
        return tuple(found)


def ball(name: str, centre: Three, size: Three, turn_deg: Three = STRAIGHT) -> Piece:
    """An ellipsoid."""
    return Piece(name, "ball", centre, size, turn_deg)


def balls(name: str, centre: Three, size: Three, turn_deg: Three = STRAIGHT) -> Piece:
    """An ellipsoid and its twin."""
    return Piece(name, "ball", centre, size, turn_deg, mirrored=True)


def box(name: str, centre: Three, size: Three, finish: str = "clay") -> Piece:
    """A box with sharp corners."""
    return Piece(name, "box", centre, size, finish=finish)


def drum(name: str, centre: Three, size: Three, finish: str = "clay") -> Piece:
    """An upright cylinder."""
    return Piece(name, "drum", centre, size, finish=finish)


def hull(name: str, outline: tuple[Three, ...], finish: str = "clay") -> Piece:
    """An outline with its twin, and a band between them."""
    return Piece(name, "hull", finish=finish, outline=outline)


def _side(side: str, sign: float, piece: Piece) -> Piece:
    x, y, z = piece.centre
    tilt_deg, lean_deg, turn_deg = piece.turn_deg
    return replace(
        piece,
        name=f"{side}_{piece.name}",
        centre=(sign * x, y, z),
        turn_deg=(tilt_deg, sign * lean_deg + 0.0, sign * turn_deg + 0.0),
        mirrored=False,
    )
