"""Plain clothes, shoes and short hair for the body: what keeps a stand-in from being a nude.

Everything is drawn by eye in units of the body's height; nothing here is measured.
"""

import numpy as np
from _person_body import Body, facings, smoothed

CLOTH, SOLE, HAIR = 0.0045, 0.0035, 0.0075  # how thick
SHOE_LENGTH, FINE = 1.2, 2.5e-5
SOFT = 0.005  # how wide a hem's step is
COLLAR = ((0.0, 0.020, 0.838), (0.0, -0.52, 1.0))  # a point and the slope of the neck's opening
CUFF, HEM, ANKLE, SHOE = 0.97, 0.497, 0.048, 0.060
# The scalp from the side: (y, z), clockwise from the forehead.
SCALP = np.array(
    [
        (-0.100, 0.976), (-0.030, 0.968), (-0.011, 0.955), (-0.007, 0.934), (0.000, 0.930),
        (0.002, 0.948), (0.012, 0.953), (0.026, 0.948), (0.032, 0.930), (0.034, 0.905),
        (0.040, 0.893), (0.150, 0.893), (0.150, 1.100), (-0.100, 1.100),
    ]
)  # fmt: skip


def loosened(body: Body) -> Body:
    """The body as loose cloth and closed shoes leave it to be seen; for the coarse mesh."""
    parts, p = body.parts, body.places
    trunk, leg, foot = parts["trunk"], parts["leg"], parts["foot"]
    covered = np.clip(trunk + leg, 0.0, 1.0) * _step(_under_collar(p) - 0.012, 0.02)
    covered *= _step(p[:, 2] - 0.09, 0.06)
    torso = np.where(parts["arm"] + parts["hand"] < 0.5, covered, 0.0)
    loose = draped(p, body.quads, torso * _step(p[:, 2] - 0.53, 0.06), 0.018, 5)
    loose = smoothed(loose, body.quads, 0.5 * covered, 12)
    loose = smoothed(loose, body.quads, 0.35 * np.clip(parts["arm"], 0.0, 1.0), 6)
    loose = draped(loose, body.quads, foot * _step(0.05 - p[:, 2], 0.02), 0.008, 6)
    loose = smoothed(loose, body.quads, 0.5 * foot * _step(0.05 - p[:, 2], 0.02), 6)
    low = foot * _step(0.06 - p[:, 2], 0.03)
    heel = loose[foot > 0.5, 1].max()
    loose[:, 1] += low * (SHOE_LENGTH - 1.0) * (loose[:, 1] - heel)
    loose[:, 0] += low * 0.12 * (loose[:, 0] - np.sign(loose[:, 0]) * 0.08)
    # Where the asset is finest, on the chest, a smooth cloth is drawn tight.
    fine = torso * (_areas(loose, body.quads) < FINE)
    loose = smoothed(loose, body.quads, 0.5 * fine, 200)
    out = facings(loose, body.quads)
    full = 0.009 * covered * _step(p[:, 2] - 0.5, 0.1) + 0.004 * covered
    full = full + 0.006 * foot * _step(0.05 - p[:, 2], 0.02)
    return Body(loose + full[:, None] * out, body.quads, parts, body.joints)


def draped(
    places: np.ndarray, quads: np.ndarray, share: np.ndarray, width: float, times: int
) -> np.ndarray:
    """Places drawn, across the surface only, toward the mean of all within about a width."""
    some = np.flatnonzero(share > 0.01)
    for _ in range(times):
        out = facings(smoothed(places, quads, 0.5 * share, 12), quads)[some]
        own = places[some]
        area = _areas(places, quads)[some]
        near = ((own[:, None, :] - own[None, :, :]) ** 2).sum(axis=-1)
        weight = np.exp(-near / (2.0 * width * width)) * area
        mean = weight @ own / weight.sum(axis=1, keepdims=True)
        shift = ((mean - own) * out).sum(axis=1) * share[some]
        places = places.copy()
        places[some] += shift[:, None] * out
    return places


def _areas(places: np.ndarray, quads: np.ndarray) -> np.ndarray:
    a, b, c, d = (places[quads[:, k]] for k in range(4))
    each = np.linalg.norm(np.cross(c - a, d - b), axis=1) / 8.0
    return np.bincount(quads.ravel(), np.repeat(each, 4), len(places))


def dressed(body: Body) -> Body:
    """The body in a shirt, trousers and shoes, with hair."""
    parts, p = body.parts, body.places
    head = 1.0 - sum(parts.values())
    hand, foot = parts["hand"], parts["foot"]
    shirt = np.minimum(_step(_under_collar(p)), 1.0 - _step(_down_the_arm(body) - CUFF, 0.02))
    shirt = np.where((head > 0.5) | (hand > 0.6), 0.0, shirt)
    legs = np.clip(parts["leg"] + parts["trunk"] + foot, 0.0, 1.0)
    on_leg = (parts["arm"] + hand) < 0.3
    over = np.where(on_leg, _step(p[:, 2] - HEM), 1.0) * shirt
    trousers = np.where(on_leg, _step(p[:, 2] - ANKLE), 0.0) * (1.0 - over) * legs
    shoes = np.where(p[:, 2] < 0.12, _step(SHOE - p[:, 2], 0.004), 0.0) * (foot > 0.3)

    # Cloth knows nothing of muscles, and a shoe nothing of toes.
    cloth = np.maximum(over, trousers)
    p = smoothed(p, body.quads, 0.5 * cloth * on_leg, 60)
    p = smoothed(p, body.quads, 0.5 * cloth, 12)
    p = smoothed(p, body.quads, 0.6 * shoes, 40)
    out = facings(
        smoothed(p, body.quads, np.full(len(p), 0.5) * np.maximum(cloth, shoes), 8), body.quads
    )
    thick = CLOTH * np.maximum(over, 0.75 * trousers) + 0.0025 * over * _step(0.6 - p[:, 2], 0.2)
    thick = np.maximum(thick, SOLE * shoes)
    p = p + thick[:, None] * out
    hair = _scalp(body.places) * (head > 0.6)
    p = p + (HAIR * hair)[:, None] * out
    return Body(p, body.quads, parts, body.joints)


def _step(over: np.ndarray, width: float = SOFT) -> np.ndarray:
    """0 below, 1 above, smooth between."""
    t = np.clip(over / width + 0.5, 0.0, 1.0)
    return t * t * (3.0 - 2.0 * t)


def _under_collar(p: np.ndarray) -> np.ndarray:
    at, slope = (np.array(one) for one in COLLAR)
    return -(p - at) @ (slope / np.linalg.norm(slope))


def _down_the_arm(body: Body) -> np.ndarray:
    """From 0 at the elbow to 1 at the wrist; under 0 off the arms."""
    far = np.full(len(body.places), -1.0)
    for side in "LR":
        elbow, wrist = (body.joints[f"{bone}.{side}"] for bone in ("lowerarm01", "wrist"))
        way = wrist - elbow
        share = (body.places - elbow) @ way / (way @ way)
        on_it = (np.sign(body.places[:, 0]) == np.sign(elbow[0])) & (
            body.parts["arm"] + body.parts["hand"] > 0.3
        )
        far = np.where(on_it, share, far)
    return far


def _scalp(p: np.ndarray) -> np.ndarray:
    """How thick the hair is, as a share: 0 at the hairline, 1 on the crown."""
    side = p[:, 1:]
    start, end = SCALP, np.roll(SCALP, -1, axis=0)
    away = np.full(len(p), np.inf)
    inside = np.zeros(len(p), dtype=bool)
    for a, b in zip(start, end, strict=True):
        way = b - a
        share = np.clip((side - a) @ way / (way @ way), 0.0, 1.0)
        away = np.minimum(away, np.linalg.norm(side - a - share[:, None] * way, axis=1))
        crosses = (a[1] > side[:, 1]) != (b[1] > side[:, 1])
        x = a[0] + (side[:, 1] - a[1]) / (b[1] - a[1] if b[1] != a[1] else 1.0) * way[0]
        inside ^= crosses & (side[:, 0] < x)
    depth = np.where(inside, away, -away)
    return 0.35 * _step(depth - 0.002, 0.007) + 0.65 * np.clip(depth / 0.035, 0.0, 1.0) ** 0.7
