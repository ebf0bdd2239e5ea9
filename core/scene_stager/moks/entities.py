# SPDX-License-Identifier: Apache-2.0
"""Who and what is on the set, with the facts about each that do not move, every one of them typed.

The compiler makes these, a Take carries them, and every host takes its numbers from them and from
nowhere else: there is no default here and none in a host. `entity_door.py` reads them strictly.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from scene_stager.errors import CompileError, InputError, Mistake
from scene_stager.maths.radiance.clear_sky import CLEAREST, MURKIEST
from scene_stager.moks import _fact_rules as rule
from scene_stager.script.vocabulary import EXPOSURES, LIGHT_FRAMES, WEATHERS

SomeFacts = TypeVar("SomeFacts", bound="Facts")
Place = tuple[float, float, float]
Rows = tuple[Place, ...]

LAMP_SHAPES = ("sphere", "disk", "rect", "distant")
ROLES = ("key", "fill", "rim", "practical", "ambient")
HARMONICS, COLOURS = 9, 3

# Bounds that no script comes near; what they keep out is nonsense. House defaults, not measured.
WIDEST_LAMP_M = 1e6
WIDEST_SENSOR_MM = 1000.0
TALLEST_M = 1000.0
FARTHEST_M = 1e6
WIDEST_BEAM_DEG = 178.0
BRIGHTEST_NIT = 1e27  # f/64 at EI 1 through twenty stops of ND asks for 1e24 lux
COOLEST_K, WARMEST_K = 1000.0, 25000.0  # where hosts.kelvin knows colours


@dataclass(frozen=True)
class Facts:
    """What is known of one kind of entity and does not move. No field has a default."""

    KIND: ClassVar[str] = ""

    @classmethod
    def of(cls: type[SomeFacts], entity: Entity) -> SomeFacts:
        """The facts of an entity that is of this kind. Raises InputError for any other."""
        if isinstance(entity.facts, cls):
            return entity.facts
        found = f"{type(entity.facts).__name__} ({entity.kind})"
        raise InputError(Mistake(entity.id, found, cls.__name__))

    def plain(self) -> dict[str, Any]:
        """The facts as a Take's JSON has them, under `settings`."""
        return _plain_fields(self)

    def odd(self) -> Iterator[tuple[str, str]]:
        """Fields that are wrong beside the others: each with what was expected of it."""
        yield from ()

    if not TYPE_CHECKING:  # a checker has to see a misspelt field, not this

        def __getattr__(self, name: str) -> Any:
            """A field that is not there is a named error, not a chance for a fall-back."""
            if name.startswith("__"):
                raise AttributeError(name)
            known = ", ".join(one.name for one in fields(self))
            where = f"{type(self).__name__}.{name}"
            raise CompileError(f"{where}: found no such field, expected one of {known}")


@dataclass(frozen=True)
class ShotFacts(Facts):
    """The shot as a whole."""

    KIND: ClassVar[str] = "shot"
    name: str = field(metadata=rule.text("what the shot is called", empty=False))
    logline: str = field(metadata=rule.text("what happens in it", 2000))
    seed: int = field(metadata=rule.whole(0, 2**32 - 1, "which of the many equal shots"))


@dataclass(frozen=True)
class SubjectFacts(Facts):
    """What is filmed. `shape` is its stand-in, `selector` finds the host's own object."""

    KIND: ClassVar[str] = "subject"
    shape: str = field(metadata=rule.name("which stand-in stands for it"))
    height_m: float = field(metadata=rule.number(0.0, TALLEST_M, "how tall it stands", above=True))
    selector: str = field(metadata=rule.text("which object of the host's scene it is"))
    facing_deg: float = field(metadata=rule.number(-360.0, 360.0, "where it faces; 0 is -y"))


@dataclass(frozen=True)
class TargetFacts(Facts):
    """The focal target: what the lens is held on and the lights are tied to."""

    KIND: ClassVar[str] = "target"
    height_m: float = field(metadata=rule.number(0.0, TALLEST_M, "how high over the ground it is"))


@dataclass(frozen=True)
class RigFacts(Facts):
    """What carries the camera."""

    KIND: ClassVar[str] = "rig"
    rig: str = field(metadata=rule.name("which rig it is"))
    title: str = field(metadata=rule.text("what people call the rig"))
    move: str = field(metadata=rule.name("the move that it makes"))


@dataclass(frozen=True)
class CameraFacts(Facts):
    """The camera's picture area and clipping planes; the lens moves, so it has channels."""

    KIND: ClassVar[str] = "camera"
    rig: str = field(metadata=rule.name("which rig carries it"))
    format: str = field(metadata=rule.name("what the picture area is called"))
    sensor_width_mm: float = field(
        metadata=rule.number(0.0, WIDEST_SENSOR_MM, "how wide the picture area is", above=True)
    )
    sensor_height_mm: float = field(
        metadata=rule.number(0.0, WIDEST_SENSOR_MM, "how high the picture area is", above=True)
    )
    near_m: float = field(
        metadata=rule.number(0.0, FARTHEST_M, "the near clipping plane", above=True)
    )
    far_m: float = field(
        metadata=rule.number(0.0, FARTHEST_M, "the far clipping plane", above=True)
    )

    def odd(self) -> Iterator[tuple[str, str]]:
        """The far plane lies behind the near one."""
        if self.far_m <= self.near_m:
            yield "far_m", f"more than near_m, which is {self.near_m:g}"


@dataclass(frozen=True)
class AirFacts(Facts):
    """The air: what is in it, and how much contrast the subject keeps through it."""

    KIND: ClassVar[str] = "atmosphere"
    weather: str = field(metadata=rule.word(WEATHERS, "what is in the air"))
    title: str = field(metadata=rule.text("what people call the weather"))
    readability: float = field(
        metadata=rule.number(0.0, 1.0, "the contrast that the subject keeps")
    )


@dataclass(frozen=True)
class LightFacts(Facts):
    """Any light: what it is for, what it looks like, and whether it holds the exposure."""

    KIND: ClassVar[str] = "light"
    role: str = field(metadata=rule.word(ROLES, "what the light is for"))
    shape: str = field(metadata=rule.word((), "what the light looks like"))
    practical: str = field(metadata=rule.name("which lamp of the set it is, or none"))
    hold: bool = field(metadata=rule.switch("whether it holds the exposure at its target"))


@dataclass(frozen=True)
class LampFacts(LightFacts):
    """A lamp with a place, or a sun, tied to a target.

    `width_m` is its diameter or side, 0 for a sun; `softness_deg` is how large it looks from the
    target. A rect is a square. Azimuth and elevation are those that were asked for.
    """

    shape: str = field(metadata=rule.word(LAMP_SHAPES, "what the lamp looks like"))
    width_m: float = field(metadata=rule.number(0.0, WIDEST_LAMP_M, "how wide the lamp is"))
    softness_deg: float = field(
        metadata=rule.number(0.0, 180.0, "how large it looks from its target")
    )
    azimuth_deg: float = field(
        metadata=rule.number(-360.0, 360.0, "where it stands about the target")
    )
    elevation_deg: float = field(metadata=rule.number(-90.0, 90.0, "how high it stands"))
    frame: str = field(metadata=rule.word(LIGHT_FRAMES, "what it stays put against"))
    target: str = field(metadata=rule.entity_id("the entity that it is tied to"))


@dataclass(frozen=True)
class SpotFacts(LampFacts):
    """A lamp that gives half of its light at the beam angle and a tenth at the field; both full."""

    shape: str = field(metadata=rule.word(("spot",), "what the lamp looks like"))
    beam_deg: float = field(
        metadata=rule.number(0.0, WIDEST_BEAM_DEG, "the full angle of half its light", above=True)
    )
    field_deg: float = field(
        metadata=rule.number(
            0.0, WIDEST_BEAM_DEG, "the full angle of a tenth of its light", above=True
        )
    )

    def odd(self) -> Iterator[tuple[str, str]]:
        """The field is not narrower than the beam."""
        if self.field_deg < self.beam_deg:
            yield "field_deg", f"at least beam_deg, which is {self.beam_deg:g}"


@dataclass(frozen=True)
class DomeFacts(LightFacts):
    """The surroundings: nine spherical harmonics of three colours, in nits, in stage axes."""

    shape: str = field(metadata=rule.word(("dome",), "what the light looks like"))
    ground_share: float = field(
        metadata=rule.number(0.0, 10.0, "how bright the ground is to the sky")
    )
    sh_nit: Rows = field(metadata=rule.table((HARMONICS, COLOURS), "its light from everywhere"))


@dataclass(frozen=True)
class SkyFacts(DomeFacts):
    """Surroundings that are a clear sky over a ground, with the sun where its light comes from.

    `sh_nit` is the light of both without the sun's disc. Over the horizon the sky is that of
    `maths.radiance.clear_sky` times `zenith_nit`; below it the ground is one colour. A heading of 0
    is -y, +90 is +x.
    """

    shape: str = field(metadata=rule.word(("sky",), "what the light looks like"))
    turbidity: float = field(metadata=rule.number(CLEAREST, MURKIEST, "how hazy the sky is"))
    zenith_nit: float = field(metadata=rule.number(0.0, BRIGHTEST_NIT, "how bright it is overhead"))
    ground_nit: Place = field(metadata=rule.table((COLOURS,), "what the ground gives back"))
    sun_heading_deg: float = field(metadata=rule.number(-360.0, 360.0, "where the sun stands"))
    sun_elevation_deg: float = field(metadata=rule.number(0.0, 90.0, "how high the sun stands"))
    sun_width_deg: float = field(metadata=rule.number(0.0, 180.0, "how large the sun looks"))
    sun_nit: Place = field(metadata=rule.table((COLOURS,), "how bright the sun's disc is"))


@dataclass(frozen=True)
class FilmFacts(Facts):
    """The film in the camera, and what stands before and after it."""

    KIND: ClassVar[str] = "film"
    stock: str = field(metadata=rule.name("which stock it is"))
    title: str = field(metadata=rule.text("what people call the stock"))
    balance_k: float = field(
        metadata=rule.number(COOLEST_K, WARMEST_K, "the light it takes for white")
    )
    exposure: str = field(metadata=rule.word(EXPOSURES, "how the shot is exposed"))
    nd_stops: float = field(metadata=rule.number(0.0, 20.0, "neutral density in front of the lens"))
    push_stops: float = field(metadata=rule.number(-10.0, 10.0, "pushed or pulled in development"))


LIGHTS: Mapping[str, type[LightFacts]] = {
    **dict.fromkeys(LAMP_SHAPES, LampFacts),
    "spot": SpotFacts,
    "dome": DomeFacts,
    "sky": SkyFacts,
}
KINDS: Mapping[str, type[Facts]] = {
    kind.KIND: kind
    for kind in (
        ShotFacts,
        SubjectFacts,
        TargetFacts,
        RigFacts,
        CameraFacts,
        AirFacts,
        LightFacts,
        FilmFacts,
    )
}


@dataclass(frozen=True)
class Entity:
    """A thing on the set, and what is known of it."""

    id: str
    facts: Facts

    @property
    def kind(self) -> str:
        """What kind of thing it is, in one word."""
        return self.facts.KIND

    def plain(self) -> dict[str, Any]:
        """The entity as a Take's JSON has it."""
        return {"id": self.id, "kind": self.kind, "settings": self.facts.plain()}


@dataclass(frozen=True)
class Proxy:
    """A selector that a host must find, and where a stand-in goes when it finds nothing."""

    id: str = field(metadata=rule.entity_id("what it is called"))
    selector: str = field(metadata=rule.text("what a host looks for"))
    entity: str = field(metadata=rule.entity_id("whom it is"))
    position_m: Place = field(metadata=rule.table((3,), "where it stands"))
    size_m: float = field(metadata=rule.number(0.0, FARTHEST_M, "how large it is", above=True))

    def plain(self) -> dict[str, Any]:
        """The proxy as a Take's JSON has it."""
        return _plain_fields(self)


def first_of(kind: type[SomeFacts], entities: Iterable[Entity]) -> SomeFacts | None:
    """The facts of the first entity of a kind; None when there is none on the set."""
    return next((e.facts for e in entities if isinstance(e.facts, kind)), None)


def stands_at_m(proxies: Iterable[Proxy]) -> Place:
    """Where the subject stands as the shot begins, its feet on the ground; else the origin."""
    return next((p.position_m for p in proxies if p.entity == "subject"), (0.0, 0.0, 0.0))


def _plain_fields(thing: Facts | Proxy) -> dict[str, Any]:
    return {one.name: _listed(getattr(thing, one.name)) for one in fields(thing)}


def _listed(value: Any) -> Any:
    return [_listed(one) for one in value] if isinstance(value, tuple) else value
