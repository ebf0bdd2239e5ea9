# SPDX-License-Identifier: Apache-2.0
"""The scene as meaning: entities, and signals that say how each of their quantities moves."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from scene_stager.errors import CompileError
from scene_stager.moks.clock import Clock
from scene_stager.moks.entities import Entity, Proxy
from scene_stager.moks.plan_input import PlanInput

Plain = None | bool | int | float | str | list["Plain"] | dict[str, "Plain"]
Params = Mapping[str, Plain]


@dataclass(frozen=True, slots=True)
class Signal:
    """One named quantity over time: the operation that makes it, and what it listens to.

    `reads` goes from a parameter to the input from outside that it comes from.
    `name` is `owner.quantity_unit`; a quantity that begins with an underscore is a
    step on the way and never becomes a channel.
    """

    name: str
    unit: str
    width: int
    owner: str
    kind: str
    params: Params
    inputs: tuple[str, ...] = ()
    made_by: str = ""
    reads: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_channel(self) -> bool:
        """True when the signal is part of the result and not a step on the way."""
        return not self.name.rpartition(".")[2].startswith("_")


@dataclass(frozen=True, slots=True)
class SceneIR:
    """A whole shot, host-neutral. Passes take one and give back a fuller one."""

    title: str
    clock: Clock
    entities: tuple[Entity, ...] = ()
    signals: tuple[Signal, ...] = ()
    proxies: tuple[Proxy, ...] = ()
    inputs: tuple[PlanInput, ...] = ()

    def entity(self, entity_id: str) -> Entity:
        """The entity of that id. Raises CompileError when there is none."""
        for entity in self.entities:
            if entity.id == entity_id:
                return entity
        raise CompileError(f"no entity {entity_id!r}; there are {[e.id for e in self.entities]}")

    def signal(self, name: str) -> Signal:
        """The signal of that name. Raises CompileError when there is none."""
        for signal in self.signals:
            if signal.name == name:
                return signal
        raise CompileError(f"no signal {name!r}; there are {[s.name for s in self.signals]}")

    def adding(
        self,
        made_by: str,
        *,
        entities: Iterable[Entity] = (),
        signals: Iterable[Signal] = (),
        proxies: Iterable[Proxy] = (),
        inputs: Iterable[PlanInput] = (),
    ) -> "SceneIR":
        """The same scene with more in it, each new signal signed by the pass that made it."""
        signed = tuple(replace(signal, made_by=made_by) for signal in signals)
        return replace(
            self,
            entities=self.entities + tuple(entities),
            signals=self.signals + signed,
            proxies=self.proxies + tuple(proxies),
            inputs=self.inputs + tuple(inputs),
        )
