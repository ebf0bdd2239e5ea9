"""The works of the world, in the order in which they came to be, and what each was made of.

One parent is nowhere: a plate that was drawn, used and not kept. One work is awaited. One breaks
the law that red is only on what is living.
"""

from dataclasses import dataclass

from tools.world import stages

DOMAIN = "The Vigil"
TITLES = {
    "dry_dock": ("The dry-dock", "the outer harbour"),
    "citadel": ("The citadel", "above the harbour"),
    "figure": ("The ceremonial figure", "the gate court"),
}


@dataclass(frozen=True)
class Work:
    """`parents` are (role, name); `maker` draws it, from its place and its first parent."""

    name: str
    place: str
    stage: str
    day: int
    maker: object
    tool: str
    parents: tuple = ()
    is_kept: bool = True
    is_mesh: bool = False


HAND = "Scene Stager, edges in place of a hand"
SCOUT = "Scene Stager, a stock in place of a camera"
CLAY = "Scene Stager, preview renderer"
FILM = "Scene Stager, film chain in place of a generator"
HEIGHTS = "Scene Stager, heights in place of a network"

WORKS = (
    Work("dock_sketch", "dry_dock", "S1", 1, stages.sketch, HAND),
    Work(
        "dock_reference", "dry_dock", "S2", 3, stages.reference, SCOUT,
        (("sketch", "dock_sketch"),),
    ),
    Work(
        "dock_sculpt", "dry_dock", "S3", 6, stages.sculpt, CLAY,
        (("reference", "dock_reference"), ("sketch", "dock_sketch")),
    ),
    Work(
        "dock_dusk", "dry_dock", "S4", 9, stages.dusk, FILM,
        (("geometry", "dock_sculpt"), ("reference", "dock_reference")),
    ),
    Work(
        "dock_mask", "dry_dock", "S3", 9, stages.nothing_lives, CLAY,
        (("geometry", "dock_sculpt"),),
    ),
    Work(
        "dock_alarm", "dry_dock", "S4", 10, stages.red, FILM,
        (("source", "dock_dusk"), ("mask", "dock_mask")),
    ),
    Work(
        "dock_relief_mesh", "dry_dock", "S5", 12, stages.relief_mesh, HEIGHTS,
        (("still", "dock_dusk"),), is_mesh=True,
    ),
    Work(
        "dock_relief", "dry_dock", "S5", 13, stages.relief, HEIGHTS,
        (("still", "dock_dusk"), ("geometry", "dock_relief_mesh")),
    ),
    Work(
        "dock_sketch_again", "dry_dock", "S1", 15, stages.traced, HAND,
        (("source", "dock_relief"),),
    ),
    Work(
        "dock_sculpt_again", "dry_dock", "S3", 17, stages.lit_clay, CLAY,
        (("sketch", "dock_sketch_again"), ("reference", "dock_dusk")),
    ),
    Work("citadel_sketch", "citadel", "S1", 2, stages.sketch, HAND),
    Work("citadel_plate", "citadel", "S2", 4, stages.reference, SCOUT, is_kept=False),
    Work(
        "citadel_sculpt", "citadel", "S3", 7, stages.sculpt, CLAY,
        (("sketch", "citadel_sketch"), ("plate", "citadel_plate")),
    ),
    Work(
        "citadel_dusk", "citadel", "S4", 11, stages.dusk, FILM,
        (("geometry", "citadel_sculpt"), ("reference", "dock_dusk")),
    ),
    Work(
        "citadel_sculpt_again", "citadel", "S3", 14, stages.lit_clay, CLAY,
        (("reference", "citadel_dusk"),),
    ),
    Work("figure_sketch", "figure", "S1", 5, stages.sketch, HAND),
    Work("figure_sculpt", "figure", "S3", 8, stages.sculpt, CLAY, (("sketch", "figure_sketch"),)),
    Work(
        "figure_mask", "figure", "S3", 15, stages.who_lives, CLAY,
        (("geometry", "figure_sculpt"),),
    ),
    Work(
        "figure_dusk", "figure", "S4", 16, stages.dusk, FILM,
        (("geometry", "figure_sculpt"), ("mask", "figure_mask")),
    ),
)  # fmt: skip

# What is awaited: its stage, its place and what it will be made of.
AWAITED = ("figure_relief", "figure", "S5", 20, HEIGHTS, (("still", "figure_dusk"),))
