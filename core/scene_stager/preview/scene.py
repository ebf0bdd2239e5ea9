# SPDX-License-Identifier: Apache-2.0
"""What the preview draws: a subject, lights, air, a floor and a camera, in plain numbers.

Everything is in the stage frame (right-handed, metres, +z up). Pictures are linear light with the
Rec. 709 primaries: a grey card (18 %) that faces a light of illuminance `anchor` comes out 0.18.
"""

import math
from dataclasses import dataclass, field, replace

from scene_stager.preview.camera import PreviewCamera
from scene_stager.preview.vectors import Turn, Vec3

# House defaults, not measured, but where a line says otherwise.
GREY = (0.18, 0.18, 0.18)  # reflectance of a grey card, by definition
DARK = ((0.0, 0.0, 0.0),) * 9  # no light at all in nine harmonics, by definition
SURE_COSINE = 0.05  # a light that turns its face from the target further than this is not boosted


@dataclass(frozen=True, slots=True)
class PreviewSubject:
    """The stand-in: what it is, how tall, where it stands, and what it is made of.

    Facing 0 looks along -y; positive turns it towards +x. `specular` 0.5 is ordinary plastic:
    4 % of the light straight on.
    """

    kind: str = "bust"
    height_m: float = 1.0
    position_m: Vec3 = (0.0, 0.0, 0.0)
    facing_deg: float = 0.0
    albedo_rgb: Vec3 = (0.42, 0.42, 0.42)
    roughness: float = 0.5
    specular: float = 0.5


@dataclass(frozen=True, slots=True)
class PreviewLight:
    """A round area light: a disk that shines one way, or (with `omni`) a ball that shines all ways.

    `illuminance` is what arrives at the target on a card that faces the light, through the air
    there is, in the same unit as the scene's `anchor`; `rgb`, at luminance one, is its colour.
    """

    name: str
    position_m: Vec3
    target_m: Vec3
    radius_m: float = 0.3
    rgb: Vec3 = (1.0, 1.0, 1.0)
    illuminance: float = 1.0
    aim: Vec3 | None = None  # the way it shines; None is at the target
    omni: bool = False
    cone: tuple[float, float] | None = None  # of a spot: full angle in degrees, share of the edge
    visible: bool = False  # whether the camera sees the light itself


@dataclass(frozen=True, slots=True)
class PreviewFog:
    """Air that scatters: how much, which way, and how it thins with height (0: it does not)."""

    per_m: float = 0.0
    g: float = 0.3
    rgb: Vec3 = (1.0, 1.0, 1.0)
    scale_height_m: float = 0.0


@dataclass(frozen=True, slots=True)
class PreviewSky:
    """What is seen over the horizon: a clear sky, in the unit of the scene's `ambient`."""

    turbidity: float
    zenith: float
    sun_heading_deg: float
    sun_elevation_deg: float


@dataclass(frozen=True, slots=True)
class PreviewGround:
    """The floor, and the wall that it may curve up into all round its middle (0 = none)."""

    albedo_rgb: Vec3 = GREY
    roughness: float = 0.9
    specular: float = 0.5
    cyclorama_radius_m: float = 0.0
    cove_radius_m: float = 1.5
    middle_m: Vec3 = (0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class PreviewScene:
    """One instant of a shot.

    `ambient` holds nine spherical harmonics by three colours: the sky's radiance times pi, in the
    unit of `anchor`, so that a white card under a sky of 1 receives 1. What is seen of it is the
    same harmonics, but for a `sky` that has more to show.
    """

    camera: PreviewCamera
    subject: PreviewSubject = field(default_factory=PreviewSubject)
    lights: tuple[PreviewLight, ...] = ()
    ambient: tuple[Vec3, ...] = DARK
    sky: PreviewSky | None = None
    fog: PreviewFog = field(default_factory=PreviewFog)
    ground: PreviewGround = field(default_factory=PreviewGround)
    anchor: float = 1.0


def hemispheres(top_rgb: Vec3, bottom_rgb: Vec3) -> tuple[Vec3, ...]:
    """Ambient light of one colour from straight above, fading to another from straight below.

    source   spherical harmonics of a + b z: only the constant and the z band
    """
    flat = 2 * math.sqrt(math.pi)
    upward = 2 * math.sqrt(math.pi / 3)
    mean = tuple(flat * (t + b) / 2 for t, b in zip(top_rgb, bottom_rgb, strict=True))
    tilt = tuple(upward * (t - b) / 2 for t, b in zip(top_rgb, bottom_rgb, strict=True))
    return (mean, DARK[0], tilt, *DARK[3:])  # type: ignore[return-value]


def subject_from_stage(subject: PreviewSubject) -> Turn:
    """The rotation from the stage into the frame in which the subject faces -y."""
    c, s = math.cos(math.radians(subject.facing_deg)), math.sin(math.radians(subject.facing_deg))
    return ((c, s, 0.0), (-s, c, 0.0), (0.0, 0.0, 1.0))


def ground_middle_m(scene: PreviewScene) -> Vec3:
    """Where the middle of the ground is, seen from the subject."""
    subject = scene.subject
    return turned_place(subject_from_stage(subject), subject.position_m, scene.ground.middle_m)


def turned_place(turn: Turn, origin_m: Vec3, place_m: Vec3) -> Vec3:
    """A point in the turned frame about an origin."""
    x, y, z = (p - o for p, o in zip(place_m, origin_m, strict=True))
    return turned_way(turn, (x, y, z))


def turned_way(turn: Turn, way: Vec3) -> Vec3:
    """A direction in the turned frame."""
    x, y, z = (row[0] * way[0] + row[1] * way[1] + row[2] * way[2] for row in turn)
    return (x, y, z)


def in_subject_frame(scene: PreviewScene) -> PreviewScene:
    """The same scene seen from the subject: it stands at the origin and faces -y."""
    turn, origin = subject_from_stage(scene.subject), scene.subject.position_m
    m = scene.camera.stage_from_camera
    columns = [turned_way(turn, (m[0][k], m[1][k], m[2][k])) for k in range(3)]
    a, b, c = ((columns[0][k], columns[1][k], columns[2][k]) for k in range(3))
    camera = replace(
        scene.camera,
        position_m=turned_place(turn, origin, scene.camera.position_m),
        stage_from_camera=(a, b, c),
    )
    lights = tuple(
        replace(
            light,
            position_m=turned_place(turn, origin, light.position_m),
            target_m=turned_place(turn, origin, light.target_m),
            aim=None if light.aim is None else turned_way(turn, light.aim),
        )
        for light in scene.lights
    )
    ambient = turned_sky(scene.ambient, -scene.subject.facing_deg)
    sky, fog = scene.sky, scene.fog
    if sky is not None:
        sky = replace(sky, sun_heading_deg=sky.sun_heading_deg - scene.subject.facing_deg)
    if fog.scale_height_m > 0:
        fog = replace(fog, per_m=fog.per_m * math.exp(-origin[2] / fog.scale_height_m))
    return replace(scene, camera=camera, lights=lights, ambient=ambient, sky=sky, fog=fog)


def turned_sky(ambient: tuple[Vec3, ...], turn_deg: float) -> tuple[Vec3, ...]:
    """Spherical harmonics of a sky that has been turned about +z."""
    bands = [list(row) for row in ambient]
    turned = [list(row) for row in ambient]
    for order, cosine_part, sine_part in ((1, 3, 1), (1, 7, 5), (2, 8, 4)):
        angle = math.radians(turn_deg) * order
        c, s = math.cos(angle), math.sin(angle)
        for k in range(3):
            x, y = bands[cosine_part][k], bands[sine_part][k]
            turned[cosine_part][k], turned[sine_part][k] = c * x - s * y, s * x + c * y
    return tuple((row[0], row[1], row[2]) for row in turned)
