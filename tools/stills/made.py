# SPDX-License-Identifier: Apache-2.0
"""Machines, vessels, furniture, plants, stones, thin and flat things; proportions drawn."""

import math
from itertools import pairwise

import numpy as np
from tools.stills.parts import ball, box, grown, lathe, limb, ring, sheet, tube


def monkey(rng):
    return [{"form": "monkey", "at": (0, 0, 0), "size": (1, 1, 1), "turn_deg": (0, 0, 0)}]


def engine(rng):
    parts = [box((0, 0, 0.4), (0.7, 0.4, 0.3)), box((0, 0, 0.85), (0.55, 0.3, 0.16), skin=1)]
    for n in range(int(rng.integers(2, 5))):
        parts.append(tube((-0.45 + 0.3 * n, 0, 1.08), 0.12, 0.24, skin=n % 2))
    parts += [
        ring((0.78, 0, 0.45), 0.25, 0.06, turn=(0, 90, 0)),
        tube((0.74, 0, 0.45), 0.1, 0.2, turn=(0, 90, 0)),
    ]
    bend = [(-0.8, -0.4, 0.3), (-0.8, -0.4, 0.9), (-0.3, -0.4, 1.0)]
    return parts + [limb(a, b, 0.07, skin=1) for a, b in pairwise(bend)]


def gear(rng):
    tilt = float(rng.uniform(-70, 70))
    teeth = int(rng.integers(8, 22))
    wheel = {
        "form": "gear",
        "teeth": teeth,
        "deep": float(rng.uniform(0.15, 0.5)),
        "at": (0, 0, 0.9),
    }
    turn = (90 + float(rng.uniform(-30, 30)), 0, tilt)
    return [
        {**wheel, "size": (0.7, 0.7, 0.7), "turn_deg": turn},
        tube((0, 0, 0.9), 0.13, 1.1, turn=turn, skin=1),
    ]


def robot(rng):
    wide = rng.uniform(0.25, 0.45)
    parts = [
        box((0, 0, 0.95), (wide, 0.22, 0.32)),
        box((0, -0.02, 1.5), (0.2, 0.2, 0.17), skin=1),
        tube((0, 0, 1.3), 0.07, 0.12),
    ]
    parts += [ball((s * 0.09, -0.22, 1.53), 0.05) for s in (-1, 1)]
    for side in (-1, 1):
        parts += [
            limb(
                (side * (wide + 0.08), 0, 1.2),
                (side * (wide + 0.2), rng.uniform(-0.4, 0.1), 0.75),
                0.08,
                skin=1,
            )
        ]
        parts += [
            limb((side * 0.18, 0, 0.65), (side * 0.2, 0, 0.12), 0.1),
            box((side * 0.2, -0.06, 0.06), (0.13, 0.2, 0.06), skin=1),
        ]
    return parts


def vessel(rng):
    heights = np.linspace(0, 1.5, 7)
    radii = rng.uniform(0.18, 0.55, 7)
    radii[-2:] *= rng.uniform(0.3, 0.9)
    pairs = [(float(r), float(h)) for r, h in zip(radii, heights, strict=True)]
    spout = (
        [ring((0.45, 0, 0.8), 0.25, 0.05, turn=(90, 0, 0), skin=1)] if rng.random() < 0.4 else []
    )
    return [lathe([(0.0, 0.0), *pairs, (0.0, 1.5)]), *spout]


def stack(rng):
    parts, level = [], 0.0
    for n in range(int(rng.integers(2, 5))):
        half = rng.uniform((0.2, 0.2, 0.08), (0.55, 0.45, 0.35))
        parts.append(
            box(
                (*rng.uniform(-0.08, 0.08, 2).tolist(), level + half[2]),
                half.tolist(),
                turn=(0, 0, float(rng.uniform(-40, 40))),
                bevel=0.02,
                skin=n % 2,
            )
        )
        level += 2 * half[2]
    return parts


def chair(rng):
    thin, high = rng.uniform(0.025, 0.05), rng.uniform(0.42, 0.6)
    legs = [tube((x, y, high / 2), thin, high) for x in (-0.3, 0.3) for y in (-0.28, 0.28)]
    back = [
        box((x, 0.3, high + 0.35), (thin, thin, 0.36))
        for x in np.linspace(-0.28, 0.28, int(rng.integers(2, 6)))
    ]
    return [
        *legs,
        box((0, 0, high), (0.35, 0.33, 0.035), skin=1),
        *back,
        box((0, 0.3, high + 0.66), (0.34, 0.04, 0.07)),
    ]


def stand(rng):
    lean = float(rng.uniform(-0.25, 0.25))
    arm = [limb((0, 0, 0.03), (lean, 0, 0.8), 0.03), limb((lean, 0, 0.8), (0.2, -0.2, 1.35), 0.025)]
    shade = lathe([(0.06, 1.4), (0.1, 1.42), (0.3, 1.15), (0.27, 1.15), (0.07, 1.38)], skin=1)
    return [tube((0, 0, 0.02), 0.3, 0.05), *arm, {**shade, "at": (0.2, -0.2, 0)}]


def plant(rng):
    parts = [lathe([(0.0, 0.0), (0.2, 0.0), (0.3, 0.42), (0.26, 0.42), (0.0, 0.36)])]
    for n in range(int(rng.integers(6, 14))):
        turn = 360 * n / 9 + float(rng.uniform(-20, 20))
        rise, away = float(rng.uniform(15, 75)), float(rng.uniform(0.2, 0.4))
        way = np.radians(turn)
        at = (
            away * math.cos(way),
            away * math.sin(way),
            0.5 + away * math.tan(np.radians(rise)) * 0.7,
        )
        parts += [sheet(at, (0.36, 0.09, 0.012), turn=(0, -rise, turn), bend=-0.3, skin=1)]
    return parts


def frame(rng):
    kind = int(rng.integers(3))
    if kind == 0:  # a wheel with spokes
        spokes = [
            limb((0, 0, 0.8), (0.7 * math.cos(a), 0, 0.8 + 0.7 * math.sin(a)), 0.015)
            for a in np.linspace(0, math.tau, 12, endpoint=False)
        ]
        return [ring((0, 0, 0.8), 0.72, 0.05, turn=(90, 0, 0), skin=1), *spokes]
    if kind == 1:  # a card that stands
        return [
            sheet(
                (0, 0, 0.6), (0.45, 0.6, 0.03), turn=(80, 0, 0), bend=float(rng.uniform(-0.3, 0.3))
            )
        ]
    return [
        ring(
            (0.25 * n, 0, 0.6 + 0.1 * n), 0.4, 0.09, turn=(90 * (n % 2) + 20, 0, 30 * n), skin=n % 2
        )
        for n in range(3)
    ]


def drapery(rng):
    return [
        sheet(
            (0, 0, 0.75),
            (0.8, 0.75, 0.02),
            turn=(85, 0, float(rng.uniform(-20, 20))),
            bend=0.25,
            waves=float(rng.uniform(0.03, 0.1)),
        )
    ]


def rock(rng):
    lumps = [
        ball(
            rng.uniform((-0.35, -0.3, 0.25), (0.35, 0.3, 0.8)).tolist(),
            rng.uniform(0.2, 0.45, 3).tolist(),
            turn=rng.uniform(-90, 90, 3).tolist(),
        )
        for _ in range(7)
    ]
    return grown(lumps)


def sphere(rng):
    return [ball((0, 0, 0.8), rng.uniform(0.6, 0.8, 3).tolist())]
