# SPDX-License-Identifier: Apache-2.0
"""The known ball by Mitsuba 3, for the bench beside it; run by a Python that has Mitsuba.

usage: python _mitsuba_known.py FOLDER TASK.json
FOLDER is what `_cycles_known.py` wrote. TASK.json names for each scene the starts, the places to
look besides and the blocks that count. Prints one line of JSON. Light is linear: the lamps that
stand still are rendered once, strengths come from one non-negative solve, and only the key's two
angles are sought, by damped Gauss-Newton with common random numbers. Slopes are differences:
the path integrator's own derivatives of a lamp's place leave out the edges of shadows.
"""

import json
import os
import re
import sys
import time
from pathlib import Path

import mitsuba as mi
import numpy as np
from scipy.optimize import nnls

OLDEST_LLVM = 19
SAMPLES, SCREEN_SAMPLES, STILL_SAMPLES, DEPTH = 8, 1, 32, 4
STEP_DEG, STEPS, ENOUGH_DEG = 1.0, 20, 0.03
FLOOR = 0.02


def llvm():
    """A libLLVM that is new enough, or None."""
    named = os.environ.get("DRJIT_LIBLLVM_PATH")
    if named:
        return named
    found = {}
    for folder in ("/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64"):
        for path in Path(folder).glob("libLLVM*.so*"):
            version = re.search(r"(?:-|so\.)(\d+)", path.name)
            if version and int(version[1]) >= OLDEST_LLVM:
                found[int(version[1])] = str(path)
    return found[max(found)] if found else None


def choose():
    """Set the variant: LLVM where it can be, scalar otherwise; returns its name."""
    library = llvm()
    if library:
        os.environ["DRJIT_LIBLLVM_PATH"] = library
        mi.set_variant("llvm_ad_rgb")
    else:
        mi.set_variant("scalar_rgb")
    return mi.variant()


class Stage:
    """One scene of the references, a picture for each of its lights."""

    def __init__(self, folder, known, name, task):
        self.known, self.lamps = known, known["scenes"][name]
        high, wide, _ = (picture := np.load(folder / f"{name}.npy").astype(float)).shape
        self.size, self.block = (wide, high), task["block_px"]
        self.hdri = np.load(folder / "hdri.npy").astype(np.float32)
        self.observed = self.blocks(picture)
        counts = np.array(task["weights"], dtype=float).reshape(self.observed.shape[:1])
        self.weights = counts[:, None] / (self.observed + FLOOR)
        self.renders = 0
        self.key = self.scene(("key",))
        self.parameters = mi.traverse(self.key)
        self.still = [self.picture(self.scene((n,)), STILL_SAMPLES) for n in ("fill", "rim", "sky")]

    def blocks(self, picture):
        """Means of blocks, (blocks, 3)."""
        high, wide, _ = picture.shape
        b = self.block
        return picture.reshape(high // b, b, wide // b, b, 3).mean((1, 3)).reshape(-1, 3)

    def place(self, azimuth, elevation, distance):
        """A place about the target, metres."""
        a, e = np.radians((azimuth, elevation))
        way = np.array([np.sin(a) * np.cos(e), -np.cos(a) * np.cos(e), np.sin(e)])
        return (np.array(self.known["target_m"]) + distance * way).tolist()

    def aimed(self, azimuth, elevation, distance, radius=1.0):
        """What puts a thing there, turned to the target."""
        here = self.place(azimuth, elevation, distance)
        turn = mi.ScalarTransform4f().look_at(here, list(self.known["target_m"]), [0, 0, 1])
        return turn @ mi.ScalarTransform4f().scale([radius, radius, 1.0])

    def lamp(self, azimuth, elevation, distance, softness, _stops):
        """A disk that gives pi at the target: strengths are found, never told."""
        radius = distance * np.tan(np.radians(softness) / 2)
        level = {"type": "rgb", "value": [float(1 + (distance / radius) ** 2)] * 3}
        emitter = {"type": "area", "radiance": level}
        aimed = self.aimed(azimuth, elevation, distance, radius)
        return {"type": "disk", "to_world": aimed, "emitter": emitter}

    def sky(self):
        """The HDRI, its columns turned from Blender's first to Mitsuba's."""
        turned = np.roll(self.hdri, -self.hdri.shape[1] // 4, axis=1)
        upright = mi.ScalarTransform4f().rotate([1, 0, 0], 90)
        bitmap = mi.Bitmap(np.ascontiguousarray(turned))
        scale = self.known["hdri_level"]
        return {"type": "envmap", "bitmap": bitmap, "to_world": upright, "scale": scale}

    def scene(self, lights):
        """Ball, floor and camera, lit by what is named."""
        ball, camera = self.known["ball"], self.known["camera"]
        fov = 2 * np.degrees(np.arctan(18.0 / camera["focal_mm"]))
        film = {"type": "hdrfilm", "width": self.size[0], "height": self.size[1]}
        film |= {"rfilter": {"type": "box"}, "pixel_format": "rgb"}
        eye = self.aimed(0.0, camera["elevation_deg"], camera["distance_m"])
        flat = mi.ScalarTransform4f().scale([200, 200, 1])
        parts = {
            "type": "scene",
            "integrator": {"type": "path", "max_depth": DEPTH, "hide_emitters": True},
            "camera": {"type": "perspective", "fov": fov, "fov_axis": "x", "to_world": eye}
            | {"film": film, "sampler": {"type": "independent"}},
            "ball": {"type": "sphere", "center": list(ball["centre_m"])}
            | {"radius": ball["radius_m"], "bsdf": plastic(ball["albedo"], ball["roughness"])},
            "floor": {"type": "rectangle", "to_world": flat, "bsdf": plastic(0.18, 0.9)},
        }
        for name in lights:
            parts[name] = self.sky() if name == "sky" else self.lamp(*self.lamps[name])
        return mi.load_dict(parts)

    def picture(self, scene, samples):
        """A scene's blocks, always with the same random numbers."""
        self.renders += 1
        return self.blocks(np.array(mi.render(scene, spp=samples, seed=7), dtype=float))

    def turn(self, pose):
        """Put the key elsewhere."""
        distance, softness = self.lamps["key"][2:4]
        radius = distance * np.tan(np.radians(softness) / 2)
        aimed = mi.Transform4f(self.aimed(*pose, distance, radius).matrix)
        if "llvm" in mi.variant():
            import drjit

            drjit.make_opaque(aimed)  # or every step compiles a kernel of its own
        self.parameters["key.to_world"] = aimed
        self.parameters.update()

    def lit(self, pose, samples=SAMPLES):
        """The key's blocks with it at `pose`, degrees."""
        self.turn(pose)
        return self.picture(self.key, samples)

    def strengths(self, key):
        """Strengths of key, fill, rim and sky, and what is still missed."""
        columns = [(self.weights * each).ravel() for each in (key, *self.still)]
        wanted = (self.weights * self.observed).ravel()
        found, _ = nnls(np.stack(columns, 1), wanted)
        return found, np.stack(columns, 1) @ found - wanted, np.stack(columns, 1)


def plastic(grey, roughness):
    """Blender's Principled: a matte half and a glossy half, each twice as strong.

    Mitsuba's own `principled` shines back at grazing angles, which costs it degrees here.
    """
    gloss = {"type": "principled", "base_color": {"type": "rgb", "value": [0.0] * 3}}
    gloss |= {"roughness": roughness, "specular": 1.0}
    matte = {"type": "diffuse", "reflectance": {"type": "rgb", "value": [1.9 * grey] * 3}}
    return {"type": "blendbsdf", "weight": 0.5, "matte": matte, "gloss": gloss}


def newton(stage, start, round_about):
    """The best of the places to look, then damped steps; pose, strengths and steps taken."""
    places = [np.array(place, dtype=float) for place in (start, *round_about)]
    costs = [cost(stage.strengths(stage.lit(p, SCREEN_SAMPLES))[1]) for p in places]
    pose, damping, steps = places[int(np.argmin(costs))], 1e-2, 0
    key = stage.lit(pose)
    found, missed, columns = stage.strengths(key)
    while steps < STEPS:
        steps += 1
        slopes = [
            found[0] * (stage.lit(pose + move) - key) / STEP_DEG for move in np.eye(2) * STEP_DEG
        ]
        slopes = np.stack([(stage.weights * slope).ravel() for slope in slopes], 1)
        slopes -= columns @ np.linalg.lstsq(columns, slopes, rcond=None)[0]  # strengths follow
        normal = slopes.T @ slopes
        while True:
            ridge = normal + damping * np.diag(np.diag(normal) + 1e-12)
            move = np.clip(-np.linalg.solve(ridge, slopes.T @ missed), -20, 20)
            tried = np.array([pose[0] + move[0], np.clip(pose[1] + move[1], -10, 89)])
            lit = stage.lit(tried)
            new = stage.strengths(lit)
            if cost(new[1]) < cost(missed) or damping > 1e4:
                break
            damping *= 8
        if cost(new[1]) >= cost(missed):
            break
        moved = np.abs(tried - pose).max()
        pose, key, (found, missed, columns), damping = tried, lit, new, damping / 8
        if moved < ENOUGH_DEG:
            break
    return pose, found, steps


def cost(missed):
    """Half the square of what is missed."""
    return float(missed @ missed) / 2


def solve(stage, task):
    """Every start of a scene."""
    rows = []
    for start in task["starts"]:
        began, before = time.perf_counter(), stage.renders
        pose, strengths, steps = newton(stage, start, task["round_about"])
        seconds = time.perf_counter() - began
        rows.append({"pose": pose.tolist(), "strengths": strengths.tolist(), "steps": steps})
        rows[-1] |= {"seconds": seconds, "renders": stage.renders - before}
    return rows


def main():
    """Solve what the task asks."""
    folder = Path(sys.argv[1])
    known = json.loads((folder / "known.json").read_text(encoding="utf-8"))
    tasks = json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))
    answer = {"variant": choose(), "version": mi.__version__, "scenes": {}}
    for name, task in tasks.items():
        began = time.perf_counter()
        stage = Stage(folder, known, name, task)
        ready = time.perf_counter() - began
        answer["scenes"][name] = {"ready": ready, "rows": solve(stage, task)}
    print(json.dumps(answer))


main()
