"""Little pictures with known light, drawn from closed forms: a ball on a ground."""

import numpy as np

GROUND_ALBEDO, BALL_ALBEDO = 0.18, 0.5


def towards(azimuth_deg, elevation_deg):
    a, e = np.radians(azimuth_deg), np.radians(elevation_deg)
    return np.array([np.sin(a) * np.cos(e), np.sin(e), np.cos(a) * np.cos(e)])


def ball_on_ground(
    key=(40.0, 40.0), fill=(-40.0, 18.0), ratio_stops=3.0, height=180, width=320, tilt_deg=12.0
):
    """A matt ball of radius 1 on level ground under a key and a fill 5 radii away, ray by ray.

    Returns linear light (h, w, 3) and the ball's coverage (h, w). The frame is level: +y up,
    +z towards the camera's side.
    """
    focal = 1.6 * width
    tilt = np.radians(tilt_deg)
    turn = np.array([[1, 0, 0], [0, np.cos(tilt), np.sin(tilt)], [0, -np.sin(tilt), np.cos(tilt)]])
    x = (np.arange(width) + 0.5 - width / 2) / focal
    y = -(np.arange(height) + 0.5 - height / 2) / focal
    rays = np.stack(np.broadcast_arrays(x[None, :], y[:, None], -1.0), axis=-1) @ turn.T
    rays /= np.linalg.norm(rays, axis=-1, keepdims=True)
    lens = turn @ np.array([0.0, 0.0, 9.0])

    along = rays @ lens
    inside = along**2 - (lens @ lens - 1.0)
    ball = inside > 0.0
    near = -along - np.sqrt(np.maximum(inside, 0.0))
    ground_at = np.where(
        rays[..., 1] < -1e-3, (-1.0 - lens[1]) / np.minimum(rays[..., 1], -1e-3), 0
    )
    way = np.where(ball, near, ground_at)
    points = lens + way[..., None] * rays
    up = np.array([0.0, 1.0, 0.0])
    normals = np.where(ball[..., None], points, up)
    hit = ball | (ground_at > 0.0)
    light = np.full(ball.shape, 0.02)
    for angles, strength in ((key, 1.0), (fill, 2.0**-ratio_stops)):
        lamp = 5.0 * towards(*angles)
        to_lamp = lamp - points
        far = np.linalg.norm(to_lamp, axis=-1)
        to_lamp /= far[..., None]
        facing = np.maximum((normals * to_lamp).sum(axis=-1), 0.0)
        aimed = np.where(ball, 1.0, np.maximum(to_lamp @ towards(*angles), 0.0))
        nearest = points + np.maximum(-(points * to_lamp).sum(axis=-1), 0.0)[..., None] * to_lamp
        blocked = ~ball & (np.linalg.norm(nearest, axis=-1) < 1.0)
        light = light + np.where(blocked, 0.0, strength * 25.0 * facing * aimed / far**2)
    albedo = np.where(ball, BALL_ALBEDO, GROUND_ALBEDO)
    shown = np.where(hit, albedo * light, 0.02)
    return shown[..., None] * np.array([1.0, 0.95, 0.85]), ball
