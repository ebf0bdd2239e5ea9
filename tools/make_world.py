"""Draw a small world, each picture with its record: a corpus to index, to walk and to show.

    python tools/make_world.py OUT                    # all of it
    python tools/make_world.py OUT --only figure      # one place: dry_dock, citadel or figure

A dry-dock, a citadel and a ceremonial figure, each from a sketch to what became of it, all drawn
by the product itself. The same pictures, byte for byte, whenever it runs.
"""

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT)]

from tools.world.scenes import DUSK  # noqa: E402
from tools.world.shapes import SHAPES  # noqa: E402
from tools.world.works import AWAITED, DOMAIN, TITLES, WORKS  # noqa: E402

from scene_stager.canonical import canonical_json, digest_of  # noqa: E402
from scene_stager.pictures.read import read_codes  # noqa: E402
from scene_stager.presets.lineage import Lineage, Parent  # noqa: E402
from scene_stager.provenance.automatic import stamped_png  # noqa: E402
from scene_stager.provenance.index.entry import EXPECTED  # noqa: E402
from scene_stager.provenance.parents import parent_of_file  # noqa: E402
from scene_stager.provenance.record import Record  # noqa: E402
from scene_stager.provenance.stamp import stamp  # noqa: E402
from scene_stager.shot.stand_ins import stand_ins  # noqa: E402
from scene_stager.whole_file import write_whole  # noqa: E402

WIDTH_PX = 640


def main():
    """Draw what was asked for; say where it is."""
    asked = options().parse_args()
    made = make_world(asked.out, asked.only, asked.width)
    print(f"{len(made)} files in {asked.out}")
    return 0


def options():
    """What the command line takes."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--only", choices=sorted(TITLES), help="one place; all, if nothing is said")
    parser.add_argument("--width", type=int, default=WIDTH_PX, help="of the pictures, in pixels")
    return parser


def make_world(out, only=None, width_px=WIDTH_PX):
    """Write the works of one place, or of all; their files."""
    size, parents, made = (width_px, width_px * 9 // 16), {}, {}
    wanted = [work for work in WORKS if only in (None, work.place)]
    stand_ins().update(SHAPES)
    try:
        for work in wanted:
            _make(out, work, size, parents, made)
    finally:
        for name in SHAPES:
            del stand_ins()[name]
    if only in (None, AWAITED[1]):
        made[AWAITED[0]] = _expect(out, parents)
    return list(made.values())


def _make(out, work, size, parents, made):
    """Write one work; one that is not kept is known by its hash alone."""
    place = out / work.place / f"{work.name}.{'ply' if work.is_mesh else 'png'}"
    place.parent.mkdir(parents=True, exist_ok=True)
    known = [(role, parents[name]) for role, name in work.parents if name in parents]
    _write(place, work, size, known, made)
    parents[work.name] = parent_of_file(place, "source")
    made[work.name] = place
    if not work.is_kept:
        made.pop(work.name).unlink()


def _write(place, work, size, parents, made):
    """Draw one work from its place and its first parent, with its record in it."""
    scene = DUSK[work.place]
    first = made.get(work.parents[0][1]) if work.parents else None
    picture = read_codes(first).values if first is not None and first.suffix == ".png" else None
    record = _record(work.place, work.stage, work.day, work.tool, parents, digest_of(str(scene)))
    if work.is_mesh:
        write_whole(place, work.maker(picture))
        stamp(place, record)
    else:
        write_whole(place, stamped_png(work.maker(scene, size, picture), record))


def _record(place, stage, day, tool, parents, plan_hash=""):
    subject, environment = TITLES[place]
    line = tuple(Parent(one.sha256, role, one.kind) for role, one in parents)
    return Record(
        subject=subject,
        environment=environment,
        domain=DOMAIN,
        stage=stage,
        lineage=Lineage("render", line, f"2026-10-{day:02}"),
        hand="make_world, a script",
        tool=tool,
        plan_hash=plan_hash,
        licence="Apache-2.0",
        source_type="digitalCreation",  # a stand-in for a network is none
    )


def _expect(out, parents):
    name, place, stage, day, tool, roles = AWAITED
    record = _record(place, stage, day, tool, [(role, parents[one]) for role, one in roles])
    file = out / place / f"{name}.png{EXPECTED}"
    write_whole(file, canonical_json(record.as_json()).encode("utf-8"))
    return file


if __name__ == "__main__":
    sys.exit(main())
