"""What other programs make of the lights and the camera of a USD shot, by their own arithmetic.

Each reader is a model of one program, written from what it publishes and not from our writer. All
of them answer in the same words: a lamp's candela toward the target, a sun's lux, a dome's nits,
and by how many stops the camera lightens the picture.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

from pxr import Gf, Usd, UsdGeom, UsdLux

from scene_stager.maths.optics.exposure import INCIDENT_CONSTANT_LX_S
from scene_stager.moks.entities import FilmFacts, LampFacts, LightFacts, first_of

KINDA_SMALL_NUMBER = 1e-4  # of Unreal, in square metres here
FLAT_AREA = {"DiskLight", "RectLight"}


def level(light, frame):
    """Intensity and exposure, which every reader multiplies."""
    api = UsdLux.LightAPI(light)
    return api.GetIntensityAttr().Get(frame) * 2.0 ** api.GetExposureAttr().Get(frame)


def scale_of(light, frame):
    """How much a light is magnified where it stands."""
    world = UsdGeom.Xformable(light).ComputeLocalToWorldTransform(frame)
    return world.TransformDir(Gf.Vec3d(1, 0, 0)).GetLength()


def metres(stage, length):
    """A length of the stage, in metres."""
    return length * UsdGeom.GetStageMetersPerUnit(stage)


def flat_m2(stage, light, scale=1.0):
    """The area of a disk or a rectangle, in square metres."""
    if light.IsA(UsdLux.DiskLight):
        return math.pi * metres(stage, UsdLux.DiskLight(light).GetRadiusAttr().Get() * scale) ** 2
    rect = UsdLux.RectLight(light)
    width, height = rect.GetWidthAttr().Get(), rect.GetHeightAttr().Get()
    return metres(stage, width * scale) * metres(stage, height * scale)


def by_the_letter(stage, light, frame):
    """UsdLux: luminance from the size in the world; a distant light that is normalised is lux."""
    if not light.IsA(UsdLux.BoundableLightBase):
        return level(light, frame)
    scale = scale_of(light, frame)
    if light.GetTypeName() in FLAT_AREA:
        return level(light, frame) * flat_m2(stage, light, scale)
    radius_m = metres(stage, UsdLux.SphereLight(light).GetRadiusAttr().Get() * scale)
    return level(light, frame) * math.pi * radius_m**2


def unreal(stage, light, frame):
    """USDLightConversion.cpp: lumens from nits, area and solid angle; sizes as they stand.

    A flat light has pi steradians; a ball, and a ball with a cone, have the whole surface and the
    solid angle of a point or a spot light, by which the engine divides again. A dome without a
    picture is no light: "Failed to find texture".
    """
    if light.IsA(UsdLux.DomeLight) and not UsdLux.DomeLight(light).GetTextureFileAttr().Get():
        return None
    if not light.IsA(UsdLux.BoundableLightBase):
        return level(light, frame)
    if light.GetTypeName() in FLAT_AREA:
        lumens = level(light, frame) * math.pi * flat_m2(stage, light)
        return lumens / math.pi
    radius_m = metres(stage, UsdLux.SphereLight(light).GetRadiusAttr().Get())
    area_m2 = max(4.0 * math.pi * radius_m**2, KINDA_SMALL_NUMBER)
    steradians = 4.0 * math.pi
    return level(light, frame) * steradians * area_m2 / steradians


def arnold(stage, light, frame):
    """arnold-usd, read_light.cpp: radius as it stands; not normalised, so radiance is the level."""
    if not light.IsA(UsdLux.BoundableLightBase):
        return level(light, frame)
    if light.GetTypeName() in FLAT_AREA:
        return level(light, frame) * flat_m2(stage, light)
    radius_m = metres(stage, UsdLux.SphereLight(light).GetRadiusAttr().Get())
    return level(light, frame) * math.pi * radius_m**2


def blender(stage, light, frame):
    """As measured in Blender 4.5 and 5.0: a ball's radius is metres, a distant light fourfold."""
    if light.IsA(UsdLux.DistantLight):
        return 4.0 * level(light, frame)
    if light.IsA(UsdLux.SphereLight):
        return level(light, frame) * math.pi * UsdLux.SphereLight(light).GetRadiusAttr().Get() ** 2
    return by_the_letter(stage, light, frame)


def three(stage, light, frame):
    """USDLoader and WebGLLights of three.js r187: intensity as it stands, without its exposure.

    It is a ball's candela, a cone or not, and a flat light's nits. A flat light's sides are world
    units, which are metres, but the numbers are the file's. A disk is a square, a dome nothing.
    """
    if light.IsA(UsdLux.DomeLight):
        return None
    intensity = UsdLux.LightAPI(light).GetIntensityAttr().Get(frame)
    if light.GetTypeName() == "DiskLight":
        return intensity * (2.0 * UsdLux.DiskLight(light).GetRadiusAttr().Get()) ** 2
    if light.GetTypeName() == "RectLight":
        rect = UsdLux.RectLight(light)
        return intensity * rect.GetWidthAttr().Get() * rect.GetHeightAttr().Get()
    return intensity


def whole_exposure(camera, frame):
    """USD's linear exposure scale, by usd-core itself: stop, time, film and compensation."""
    return math.log2(camera.ComputeLinearExposureScale(frame))


def plain_exposure(camera, frame):
    """The attribute `exposure` alone, which is all that there was before USD 25.05."""
    return camera.GetExposureAttr().Get(frame)


@dataclass(frozen=True)
class Reader:
    """One program: how it reads lights and the camera, and how that is known."""

    name: str
    variant: str
    lights: Callable
    exposure: Callable | None
    told: str
    source: str


READERS = (
    Reader(
        "by the letter of USD 26.11",
        "standard",
        by_the_letter,
        whole_exposure,
        "sizes in the world, scale included; the whole exposure",
        "UsdLux LightAPI, UsdGeomCamera",
    ),
    Reader(
        "a renderer that knows `exposure` alone",
        "arnold",
        by_the_letter,
        plain_exposure,
        "`exposure`, and no stop, time or film",
        "UsdGeomCamera before 25.05",
    ),
    Reader(
        "Blender 4.5 to 5.0",
        "blender",
        blender,
        None,
        "the radius of a ball as metres, distant lights times four, first frame; no exposure",
        "real imports, `tests/hosts/test_usd_in_blender.py`",
    ),
    Reader(
        "Unreal 5.3 to 5.7",
        "unreal",
        unreal,
        None,
        "the radius of a ball without its scale and all its surface; no exposure",
        "`USDLightConversion.cpp`",
    ),
    Reader(
        "Arnold, by arnold-usd's render delegate",
        "arnold",
        arnold,
        plain_exposure,
        "the radius of a ball without its scale; `exposure` alone",
        "`read_light.cpp`, the delegate's `camera.cpp`",
    ),
)

# No variant is for these: the plain file is what they are given.
OTHERS = (
    Reader(
        "three.js r187",
        "standard",
        three,
        None,
        "camera, lens and places right, the lens of the first frame; lights white, their units not "
        "converted; no exposure, no colour temperature",
        "real runs of its `USDLoader`, `tests/hosts/test_usd_in_three.py`",
    ),
)


def chosen(stage, variant):
    """The same stage with another variant of the set."""
    stage.GetDefaultPrim().GetVariantSet("reader").SetVariantSelection(variant)
    return stage


def asked(take, light, frame):
    """What the Take says that a light gives: candela, lux or nits."""
    facts, name = LightFacts.of(light), light.id
    if not isinstance(facts, LampFacts):
        return take.at(f"{name}.illuminance_lx", frame)[0] / math.pi
    candela = take.at(f"{name}.intensity_cd", frame)[0]
    if facts.shape != "distant":
        return candela
    here, there = (take.at(f"{one}.translate_m", frame) for one in (name, facts.target))
    return candela / sum((a - b) ** 2 for a, b in zip(here, there, strict=True))


def asked_stops(take, frame):
    """The exposure that the Take asks for: a white card in the light of the meter is 1."""
    say = lambda quantity: take.at(f"camera.{quantity}", frame)[0]  # noqa: E731
    film = first_of(FilmFacts, take.entities)
    open_s = say("shutter_deg") / 360.0 * take.fps[1] / take.fps[0]
    meter_lx = INCIDENT_CONSTANT_LX_S * say("f_number") ** 2 / (open_s * say("exposure_index"))
    wedge = say("exposure_stops") if film.exposure == "bracket" else 0.0
    return math.log2(math.pi / meter_lx) + wedge + film.push_stops - film.nd_stops


def lights_off(reader, take, stage, frame):
    """By how many stops each light is too bright, by name; None for one that is not shown."""
    off = {}
    for entity in (one for one in take.entities if one.kind == "light"):
        name = entity.id.removeprefix("light.")
        prim = stage.GetPrimAtPath(f"/Shot/lights/{name}")
        wanted = asked(take, entity, frame)
        found = reader.lights(stage, prim, frame)
        off[name] = None if found is None else math.log2(found / wanted) if wanted else 0.0
    return off


def exposure_off(reader, take, stage, frame):
    """By how many stops the picture is too bright; None where the reader knows no exposure."""
    if reader.exposure is None:
        return None
    camera = UsdGeom.Camera(stage.GetPrimAtPath("/Shot/camera/lens"))
    return reader.exposure(camera, Usd.TimeCode(frame)) - asked_stops(take, frame)
