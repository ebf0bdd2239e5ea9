# SPDX-License-Identifier: Apache-2.0
"""Heads, people and animals, their proportions drawn."""

import math

import numpy as np
from tools.stills.parts import ball, grown, limb, sheet


def head(rng):
    wide, long, jaw = rng.uniform(0.34, 0.44), rng.uniform(0.42, 0.52), rng.uniform(0.2, 0.3)
    skull = [
        ball((0, 0.05, 1.35), (wide, wide * 1.15, long * 0.9)),
        ball((0, -0.12, 1.05), (jaw, jaw * 1.1, jaw * 1.1)),
        limb((0, -0.38, 1.3), (0, -0.5, 1.13), 0.04, rng.uniform(0.06, 0.1)),
        *(ball((side * wide, 0.05, 1.25), (0.05, 0.1, 0.14)) for side in (-1, 1)),
        *(ball((side * 0.16, -0.36, 1.33), (0.1, 0.06, 0.05)) for side in (-1, 1)),
        limb((-0.1, -0.4, 1.0), (0.1, -0.4, 1.0), rng.uniform(0.03, 0.05)),
        limb((0, 0.06, 1.1), (0, 0.1, 0.65), rng.uniform(0.15, 0.22)),
    ]
    if rng.random() < 0.6:
        skull.append(ball((0, 0.1, 0.45), (rng.uniform(0.6, 0.85), 0.36, 0.3)))
    hair = []
    if rng.random() < 0.6:
        hair = [ball((0, 0.14, 1.47), (wide * 1.08, wide * 1.2, long * 0.78))]
        if rng.random() < 0.5:
            hair += [
                limb((s * wide, 0.15, 1.4), (s * wide, 0.2, 0.75), 0.16, 0.08) for s in (-1, 1)
            ]
    return [*grown(skull), *grown(hair, skin=1)]


def person(rng):
    arms = rng.uniform(-70, 60, 2)
    stride, girth = rng.uniform(0.05, 0.3), rng.uniform(0.9, 1.4)
    body = [
        ball((0, 0, 1.68), (0.1, 0.12, 0.14)),
        limb((0, 0.02, 1.5), (0, 0, 1.6), 0.055),
        limb((0, 0, 1.35), (0, 0, 1.0), 0.16 * girth, 0.14 * girth),
        limb((-0.18, 0, 1.42), (0.18, 0, 1.42), 0.08),
    ]
    for side, lift in zip((-1, 1), np.radians(arms), strict=True):
        shoulder = np.array([side * 0.2, 0, 1.42])
        way = np.array([side * math.cos(lift), rng.uniform(-0.6, 0.2), math.sin(lift)])
        hand = shoulder + 0.55 * way / np.linalg.norm(way)
        body.append(limb(shoulder.tolist(), hand.tolist(), 0.06 * girth, 0.04))
        foot = (side * 0.12, side * stride, 0.06)
        body += [limb((side * 0.09, 0, 0.95), foot, 0.1 * girth, 0.055)]
        body += [limb(foot, (foot[0], foot[1] - 0.14, 0.05), 0.05)]
    skirt = [limb((0, 0, 1.0), (0, 0, 0.5), 0.17, 0.3)] if rng.random() < 0.4 else []
    return [*grown(body), *grown(skirt, skin=1)]


def quadruped(rng):
    long, deep, legs = rng.uniform(0.5, 0.9), rng.uniform(0.2, 0.32), rng.uniform(0.35, 0.75)
    top = legs + deep * 0.7
    nape = (0, -long * 0.9, top + rng.uniform(0.15, 0.5))
    body = [
        ball((0, 0, top), (deep * 0.85, long, deep)),
        limb((0, -long * 0.7, top), nape, deep * 0.55, deep * 0.4),
        ball(nape, (0.13, 0.16, 0.13)),
        limb(nape, (0, nape[1] - 0.28, nape[2] - 0.1), 0.1, rng.uniform(0.05, 0.09)),
        limb(
            (0, long * 0.9, top + 0.05), (0, long + 0.3, top - rng.uniform(-0.3, 0.3)), 0.05, 0.02
        ),
    ]
    for side in (-1, 1):
        body.append(
            limb(
                (side * 0.1, nape[1] + 0.05, nape[2] + 0.08),
                (side * 0.2, nape[1], nape[2] + 0.26),
                0.05,
                0.015,
            )
        )
        for along in (-0.7, 0.7):
            hip = (side * deep * 0.6, along * long, top - 0.05)
            body.append(limb(hip, (hip[0], hip[1] + rng.uniform(-0.12, 0.12), 0.05), 0.1, 0.05))
    return grown(body)


def bird(rng):
    fat = rng.uniform(0.22, 0.34)
    body = [
        ball((0, 0, 0.75), (fat, 0.42, fat * 0.95), turn=(rng.uniform(-40, 0), 0, 0)),
        limb((0, -0.25, 0.85), (0, -0.36, 1.12), 0.14, 0.1),
        ball((0, -0.38, 1.16), 0.14),
        limb((0, -0.48, 1.16), (0, -0.72, 1.12), 0.05, 0.012),
    ]
    flap = rng.uniform(-10, 45)
    rest = [
        sheet(
            (side * (fat + 0.12), 0.08, 0.82),
            (0.34, 0.26, 0.03),
            turn=(0, -side * flap, 0),
            bend=0.2,
            skin=1,
        )
        for side in (-1, 1)
    ]
    rest += [sheet((0, 0.55, 0.66), (0.13, 0.24, 0.025), turn=(-15, 0, 0), skin=1)]
    rest += [limb((s * 0.1, 0, 0.55), (s * 0.12, -0.03, 0.02), 0.025, skin=1) for s in (-1, 1)]
    return [*grown(body), *rest]


def fish(rng):
    tall = rng.uniform(0.25, 0.45)
    body = [
        ball((0, 0, 0.6), (0.75, rng.uniform(0.12, 0.25), tall)),
        ball((0.6, 0, 0.6), (0.25, 0.08, 0.12)),
    ]
    fins = [
        sheet((0.9, 0, 0.6), (0.2, tall * 0.9, 0.02), turn=(90, 0, 0), skin=1),
        sheet((0, 0, 0.6 + tall), (0.3, 0.14, 0.02), turn=(90, 15, 0), skin=1),
        sheet((-0.2, -0.22, 0.5), (0.16, 0.1, 0.02), turn=(60, 20, 0), skin=1),
    ]
    return [*grown(body), *fins]
