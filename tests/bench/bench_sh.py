"""A map in nine harmonics: how long that takes, beside three.js and pyshtools, and what it loses.

three.js comes from npm into a folder that is thrown away; where node, npm or the network are
missing, a line says so. Give folders or files of equirectangular maps as arguments to see what nine
numbers lose of them; without any, maps are made up.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

import numpy as np

from scene_stager.maths.radiance.harmonics import irradiance
from scene_stager.maths.radiance.sh_dome import dome_coefficients
from scene_stager.maths.radiance.sh_projection import pixel_directions, project
from scene_stager.pictures.write import write_light
from scene_stager.reading.environment import read_environment

ROWS, COLUMNS, TURNS = 1024, 2048, 9
THREE = "three@0.180.0"
SCRIPT = Path(__file__).with_name("_three_sh.mjs")


def made_up(rows=ROWS, seed=1):
    """A sky with a sun, a horizon and noise: nothing that nine numbers hold well."""
    rng = np.random.default_rng(seed)
    ways = pixel_directions(rows, 2 * rows)
    sun = rng.normal(size=3)
    sun[2] = abs(sun[2])
    glow = np.exp(900.0 * (ways @ (sun / np.linalg.norm(sun)) - 1.0))
    sky = np.where(ways[..., 2:] > 0, [0.3, 0.5, 0.9], [0.2, 0.17, 0.12])
    noise = rng.lognormal(0.0, 0.5, (rows, 2 * rows, 1))
    return (sky * noise + 300.0 * glow[..., None] * [1.0, 0.9, 0.7]).astype(np.float32)


def milliseconds(work, turns=TURNS):
    """The best of several turns: the one that was disturbed least."""
    best = np.inf
    for _ in range(turns):
        begin = perf_counter()
        work()
        best = min(best, perf_counter() - begin)
    return 1000.0 * best


def against_three(light):
    """three.js: the same sum over the same pixels in JavaScript, and its irradiance."""
    if not (shutil.which("node") and shutil.which("npm")):
        return "three.js: left out, there is no node or no npm here"
    with tempfile.TemporaryDirectory() as folder:
        get = ["npm", "install", "--silent", "--no-audit", "--no-fund", THREE]
        done = subprocess.run(get, cwd=folder, capture_output=True, text=True, check=False)
        if done.returncode:
            return f"three.js: left out, npm could not fetch {THREE}"
        place = Path(folder)
        light.tofile(place / "map.f32")
        shutil.copy(SCRIPT, place / SCRIPT.name)
        run = ["node", SCRIPT.name, str(light.shape[0]), str(light.shape[1]), str(TURNS)]
        done = subprocess.run(run, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        return f"three.js: left out, its script failed: {done.stderr.strip().splitlines()[-1]}"
    return json.loads(done.stdout)


def against_pyshtools(light):
    try:
        import pyshtools
    except ImportError:
        return "pyshtools: left out, it is not installed here (the extra `bench`)"
    # Its columns run the other way from longitude 0, and its grid begins at the pole and not half a
    # pixel below: that half pixel is most of the difference.
    turned = np.roll(light[:, ::-1, 1], COLUMNS // 2, axis=1)
    plane = np.ascontiguousarray(turned, dtype=np.float64)

    def theirs():
        return pyshtools.expand.SHExpandDH(plane, norm=4, csphase=1, sampling=2, lmax_calc=2)

    table = theirs()
    flat = [
        table[0 if m >= 0 else 1, degree, abs(m)]
        for degree in range(3)
        for m in range(-degree, degree + 1)
    ]
    return {"milliseconds": 3 * milliseconds(theirs, 3), "coefficients": flat}


def table(light):
    ours = project(light)
    took = milliseconds(lambda: project(light))
    largest = np.abs(ours).max()
    print(
        f"{'nine harmonics of 2048 x 1024, three colours':48} {'ms':>8} {'to ours':>8} {'off':>9}"
    )
    row("Scene Stager", took, took)
    three = against_three(light)
    if isinstance(three, str):
        print(three)
    else:
        theirs = np.array(three["coefficients"])
        off = np.abs(theirs - ours).max() / largest
        row("three.js SphericalHarmonics3, node", three["milliseconds"], took, off)
        lit = irradiance(theirs, np.array(three["normals"]))
        off = np.abs(lit - np.array(three["irradiance"])).max() / np.abs(lit).max()
        print(f"{'  its irradiance at 50 normals, from its numbers':48} {'':8} {'':8} {off:9.1e}")
    peer = against_pyshtools(light)
    if isinstance(peer, str):
        print(peer)
    else:
        off = np.abs(np.array(peer["coefficients"]) - ours[:, 1]).max() / largest
        row("pyshtools SHExpandDH, three times", peer["milliseconds"], took, off)


def row(name, took, ours, off=None):
    print(f"{name:48} {took:8.1f} {took / ours:8.1f} {'' if off is None else f'{off:9.1e}'}")


def losses(files):
    heads = ("mean error", "worst", "least E", "E < 0", "dome off", "read and project, ms")
    print(
        f"\n{'what nine numbers lose':24}" + "".join(f"{head:>{len(head) + 3}}" for head in heads)
    )
    for file in files:
        begin = perf_counter()
        found = read_environment(file)
        took, held = 1000 * (perf_counter() - begin), found.holding
        _, missed = dome_coefficients(found.coefficients)
        print(
            f"{found.name:24}{held.mean_error:13.2%}{held.worst_error:8.2%}{held.least:10.2%}"
            f"{held.negative:8.2%}{missed.max():11.0e}{took:23.0f}"
        )


def maps_in(place):
    return sorted(f for f in place.iterdir() if f.suffix in (".exr", ".hdr", ".png"))


def main():
    table(made_up())
    given = [Path(word) for word in sys.argv[1:]]
    if given:
        losses(
            [file for place in given for file in (maps_in(place) if place.is_dir() else [place])]
        )
        return
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(3):
            write_light(Path(folder) / f"made_up_{seed}.exr", made_up(512, seed))
        losses(maps_in(Path(folder)))


if __name__ == "__main__":
    main()
