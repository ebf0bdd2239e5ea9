"""The honest loop: match stills, rebuild them in Blender with their own subjects, and compare.

    python tools/honest_loop.py                         # the stills of tests/reading
    python tools/honest_loop.py FOLDER                  # another folder with a truth.json
    python tools/honest_loop.py --picture docs/honest_loop.webp

Every still is matched from its pixels alone. Then the set is rebuilt with the true subject's mesh
under the matched lights, sky and air, and Cycles renders it twice: from the true camera, so that
light alone is judged, and from the matched one. SCENE_STAGER_BPY_PYTHON names a Python with bpy.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "core")]

from tools._honest_compare import Compared, compare, print_table, sheet  # noqa: E402
from tools._honest_set import as_matched, matched_view, true_view  # noqa: E402
from tools.measuring.sets import STILLS, folder_of_stills, truths_of  # noqa: E402

from scene_stager.inverse.blender.blender_process import (  # noqa: E402
    BlenderForward,
    BlenderProcess,
    blender_command,
)
from scene_stager.inverse.loop.match import match  # noqa: E402
from scene_stager.maths.resample import area_average  # noqa: E402
from scene_stager.maths.surface.mesh import triangle_mesh  # noqa: E402
from scene_stager.pictures.read import read_picture  # noqa: E402


@dataclass(frozen=True)
class Rebuilt:
    """A still, and what Cycles shows of its rebuilt set; linear light, (h, w, 3) each."""

    name: str
    still: np.ndarray
    lit: Compared
    whole: Compared
    key_off_deg: float
    outcome: str


def main():
    """Match, rebuild, compare, tell."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=folder_of_stills, default=STILLS)
    parser.add_argument("--only", type=int, help="so many stills")
    parser.add_argument("--samples", type=int, default=32)
    parser.add_argument("--width", type=int, default=320)
    parser.add_argument("--picture", type=Path, help="stills and results side by side")
    parser.add_argument("--json", type=Path, help="the figures, as a file")
    asked = parser.parse_args()
    truths = truths_of(asked.folder)[: asked.only]
    with tempfile.TemporaryDirectory() as desk:
        meshes = subjects(Path(desk), sorted({truth["subject"] for truth in truths}))
        wanted = BlenderForward("cycles", asked.samples, denoise=True)
        found = []
        for truth in truths:
            found.append(rebuilt(asked, truth, meshes[truth["subject"]], wanted))
            print(f"{truth['image']}: {found[-1].lit.correlation:.3f}", file=sys.stderr, flush=True)
    figures = print_table(found)
    if asked.json:
        asked.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    if asked.picture:
        sheet(found).save(asked.picture, quality=72, method=6)


def subjects(desk, kinds):
    """The true meshes, made in Blender; kind -> Mesh."""
    python = blender_command()[0]
    script = Path(__file__).with_name("_honest_subjects.py")
    command = [python, str(script), str(desk), *kinds]
    if "-b" in blender_command():
        command = [python, "-b", "--factory-startup", "-P", str(script), "--", str(desk), *kinds]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    found = {}
    for kind in kinds:
        with np.load(desk / f"{kind}.npz", allow_pickle=False) as table:
            found[kind] = triangle_mesh(table["places_m"], table["triangles"], table["facings"])
    return found


def rebuilt(asked, truth, mesh, wanted):
    """One still through the loop."""
    picture = read_picture(asked.folder / truth["image"])
    found = match(picture)
    if found.solved is None:
        raise SystemExit(f"{truth['image']}: {found.outcome}, nothing to rebuild")
    wide = asked.width
    high = round(wide * picture.rgb.shape[0] / picture.rgb.shape[1])
    still = area_average(np.asarray(picture.rgb, dtype=np.float64), high, wide)
    guess = as_matched(found)
    views = [make(guess, truth, mesh) for make in (true_view, matched_view)]
    truly = views[0]
    compared = []
    for scene, body in views:
        with BlenderProcess(_sized(wanted, wide, high, body)) as blender:
            shown = np.asarray(blender.render_scene(scene), dtype=np.float64)
        compared.append(compare(still, shown, [truly, (scene, body)]))
    off = found.solved.key_azimuth_deg, found.solved.key_elevation_deg
    true = truth["key_azimuth_deg"], truth["key_elevation_deg"]
    return Rebuilt(truth["image"], still, *compared, _apart_deg(off, true), found.outcome)


def _sized(wanted, wide, high, mesh):
    from dataclasses import replace

    return replace(wanted, width=wide, height=high, mesh=mesh)


def _apart_deg(one, other):
    ways = []
    for azimuth, elevation in (one, other):
        a, e = np.radians([azimuth, elevation])
        ways.append(np.array([np.sin(a) * np.cos(e), -np.cos(a) * np.cos(e), np.sin(e)]))
    return float(np.degrees(np.arccos(np.clip(ways[0] @ ways[1], -1.0, 1.0))))


if __name__ == "__main__":
    main()
