# SPDX-License-Identifier: Apache-2.0
"""The Take: named channels over frames, plain doubles. What a bake gives, all that a host plays."""

from __future__ import annotations

import hashlib
import json
import sys
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from math import isfinite

from scene_stager.canonical import canonical_json
from scene_stager.errors import InputError, Mistake, shorten
from scene_stager.moks._outline import (
    DIGEST,
    MAX_CHANNELS,
    header_mistakes,
    outline_mistakes,
    rate_from,
    twice,
)
from scene_stager.moks.clock import Clock
from scene_stager.moks.entities import Entity, Proxy, SomeFacts
from scene_stager.moks.entity_door import entities_from, proxies_from
from scene_stager.moks.json_document import wrong
from scene_stager.moks.plan_input import PlanInput, inputs_from

SCHEMA = "scene_stager.take"
VERSION = 2


@dataclass(frozen=True)
class Channel:
    """One named quantity over the whole shot: `width` doubles per frame, frame after frame.

    `values` may be handed over as any sequence of numbers or contiguous buffer of doubles; it is
    kept as array("d"), whose bytes numpy can borrow: np.frombuffer(channel.values).
    """

    name: str
    unit: str
    width: int
    values: array[float]

    def __post_init__(self) -> None:
        mistakes = outline_mistakes(self.name, self.unit, self.width, f"channel {self.name}")
        if mistakes:
            raise InputError(mistakes)
        object.__setattr__(self, "values", _doubles(self.values, self.name))
        if len(self.values) % self.width:
            raise wrong(self.name, f"{len(self.values)} values", f"a multiple of {self.width}")

    @property
    def entity(self) -> str:
        """Whom the channel belongs to: all of its name before the last dot."""
        return self.name.rpartition(".")[0]

    @property
    def quantity(self) -> str:
        """What it says about its entity: the name after the last dot."""
        return self.name.rpartition(".")[2]

    def __len__(self) -> int:
        """How many frames it has."""
        return len(self.values) // self.width

    def row(self, index: int) -> tuple[float, ...]:
        """The values at one index, counted from zero at the first frame."""
        if not 0 <= index < len(self):
            raise wrong(self.name, f"index {index}", f"0 to {len(self) - 1}")
        return tuple(self.values[index * self.width : (index + 1) * self.width])

    def rows(self) -> Iterator[tuple[float, ...]]:
        """The values frame by frame."""
        return zip(*(iter(self.values),) * self.width)

    def column(self, component: int) -> array[float]:
        """One component over all frames."""
        if not 0 <= component < self.width:
            raise wrong(self.name, f"component {component}", f"0 to {self.width - 1}")
        return self.values[component :: self.width]


@dataclass(frozen=True)
class Take:
    """A baked shot: its clock, its channels, who is on the set, who may have to be stood in for.

    `inputs` are what its plan needed from outside. Entities, proxies and inputs may be handed over
    as plain JSON objects; they are read strictly.
    """

    title: str
    fps: tuple[int, int]
    start_frame: int
    frame_count: int
    plan_hash: str
    channels: tuple[Channel, ...]
    entities: tuple[Entity, ...] = ()
    proxies: tuple[Proxy, ...] = ()
    inputs: tuple[PlanInput, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "fps", rate_from(self.fps, "take"))
        object.__setattr__(self, "channels", tuple(self.channels))
        object.__setattr__(self, "entities", entities_from(self.entities, "take.entities"))
        object.__setattr__(self, "proxies", proxies_from(self.proxies, "take.proxies"))
        object.__setattr__(self, "inputs", inputs_from(self.inputs, "take.inputs"))
        mistakes = header_mistakes(self) or _channel_mistakes(self)
        if mistakes:
            raise InputError(mistakes)

    @property
    def clock(self) -> Clock:
        """When it plays."""
        return Clock(self.fps, self.start_frame, self.frame_count)

    @property
    def frames(self) -> range:
        """The frame numbers, first to last."""
        return range(self.start_frame, self.start_frame + self.frame_count)

    @property
    def names(self) -> tuple[str, ...]:
        """The channel names, in order."""
        return tuple(channel.name for channel in self.channels)

    def seconds(self, frame: int) -> float:
        """When a frame is, in seconds from the first frame."""
        return (frame - self.start_frame) * self.fps[1] / self.fps[0]

    def has(self, name: str) -> bool:
        """True when there is a channel of that name."""
        return name in self.names

    def channel(self, name: str) -> Channel:
        """The channel of that name."""
        for channel in self.channels:
            if channel.name == name:
                return channel
        raise wrong("channel", repr(name), f"one of {', '.join(self.names)}")

    def channels_of(self, entity: str) -> tuple[Channel, ...]:
        """The channels of one entity, in order."""
        return tuple(channel for channel in self.channels if channel.entity == entity)

    def entity(self, entity_id: str) -> Entity:
        """The entity of that id."""
        for entity in self.entities:
            if entity.id == entity_id:
                return entity
        known = ", ".join(entity.id for entity in self.entities)
        raise wrong("entity", repr(entity_id), f"one of {known}")

    def facts(self, kind: type[SomeFacts], entity_id: str) -> SomeFacts:
        """What is known of an entity of this kind. Raises InputError when there is none."""
        return kind.of(self.entity(entity_id))

    def at(self, name: str, frame: int) -> tuple[float, ...]:
        """The values of a channel at a frame number."""
        return self.channel(name).row(self._index(frame))

    def slice_frames(self, first: int, last: int) -> Take:
        """Frames `first` to `last`, both included: exactly what baking them alone gives."""
        start, end = self._index(first), self._index(last) + 1
        if start >= end:
            raise wrong("frames", f"{first}:{last}", "a first frame that is not after the last")
        cut = tuple(
            replace(c, values=c.values[start * c.width : end * c.width]) for c in self.channels
        )
        return replace(self, start_frame=first, frame_count=end - start, channels=cut)

    @property
    def digest(self) -> str:
        """sha256 over the canonical header, a line feed, and every double, little-endian."""
        found = hashlib.sha256(canonical_json(_digest_header(self)).encode("utf-8"))
        found.update(b"\n")
        for channel in self.channels:
            found.update(_little_endian(channel.values))
        return found.hexdigest()

    def to_json(self) -> str:
        """The Take as a file: one line per key and per channel, the same bytes every time."""
        head = {
            "schema": SCHEMA,
            "version": VERSION,
            "title": self.title,
            "fps": self.fps,
            "start_frame": self.start_frame,
            "frame_count": self.frame_count,
            "plan_hash": self.plan_hash,
            "digest": self.digest,
        }
        lines = [f"{json.dumps(key)}:{canonical_json(value)}" for key, value in head.items()]
        lines.append(f'"inputs":{_listed(canonical_json(asdict(i)) for i in self.inputs)}')
        lines.append(f'"channels":{_listed(map(_channel_line, self.channels))}')
        lines.append(f'"entities":{_listed(canonical_json(e.plain()) for e in self.entities)}')
        lines.append(f'"proxies":{_listed(canonical_json(p.plain()) for p in self.proxies)}')
        return "{\n" + ",\n".join(lines) + "\n}\n"

    def _index(self, frame: int) -> int:
        if frame not in self.frames:
            raise wrong("frame", str(frame), f"{self.frames[0]} to {self.frames[-1]}")
        return frame - self.start_frame


def _channel_mistakes(take: Take) -> list[Mistake]:
    if len(take.channels) > MAX_CHANNELS:
        return [Mistake("channels", f"{len(take.channels)}", f"at most {MAX_CHANNELS}")]
    found = [
        Mistake(channel.name, f"{len(channel)} frames", f"{take.frame_count}")
        for channel in take.channels
        if len(channel) != take.frame_count
    ]
    if not (isinstance(take.plan_hash, str) and DIGEST.fullmatch(take.plan_hash)):
        found.append(Mistake("plan_hash", shorten(take.plan_hash), "64 hexadecimal digits"))
    return found + twice(take.names, "channels")


def _doubles(values: object, name: str) -> array[float]:
    """Any numbers as array("d"), refused when one of them is not finite."""
    try:
        if isinstance(values, (list, tuple, array)):
            doubles = array("d", values)
        else:
            doubles = _borrowed(values)
    except (TypeError, ValueError, OverflowError) as error:
        raise wrong(name, f"values that are not doubles ({error})", "finite numbers") from None
    # A finite sum has finite parts; only a sum that is not finite needs the slow look.
    if not isfinite(sum(doubles)):
        for index, value in enumerate(doubles):
            if not isfinite(value):
                raise wrong(name, f"{value} at value {index}", "finite numbers")
    return doubles


def _borrowed(values: object) -> array[float]:
    view = memoryview(values)  # type: ignore[arg-type]
    if view.format != "d":
        raise TypeError(f"a buffer of {view.format}")
    doubles = array("d")
    doubles.frombytes(view.cast("B"))
    return doubles


def _digest_header(take: Take) -> dict[str, object]:
    """What the digest covers beside the numbers, as the oldest version that can say it: without
    inputs a Take has the digest that it always had."""
    header = {
        "schema": SCHEMA,
        "version": 1,
        "fps": take.fps,
        "start_frame": take.start_frame,
        "frame_count": take.frame_count,
        "channels": [[c.name, c.unit, c.width] for c in take.channels],
        "entities": [entity.plain() for entity in take.entities],
        "proxies": [proxy.plain() for proxy in take.proxies],
    }
    if take.inputs:
        header.update(version=2, inputs=[asdict(one) for one in take.inputs])
    return header


def _little_endian(values: array[float]) -> bytes:
    if sys.byteorder == "little":
        return values.tobytes()
    turned = array("d", values)
    turned.byteswap()
    return turned.tobytes()


def _channel_line(channel: Channel) -> str:
    head = canonical_json([channel.name, channel.unit, channel.width])[1:-1].split(",")
    values = json.dumps(channel.values.tolist(), separators=(",", ":"), allow_nan=False)
    return f'{{"name":{head[0]},"unit":{head[1]},"width":{head[2]},"values":{values}}}'


def _listed(lines: Iterable[str]) -> str:
    text = ",\n".join(lines)
    return f"[\n{text}\n]" if text else "[]"
