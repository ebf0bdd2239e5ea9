# SPDX-License-Identifier: Apache-2.0
"""Entities and proxies from plain JSON: every field known, of its type, finite and in bounds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from scene_stager.errors import InputError, Mistake, shorten
from scene_stager.moks._fact_rules import IDENTIFIER, field_mistakes
from scene_stager.moks._outline import twice
from scene_stager.moks.entities import KINDS, LIGHTS, Entity, Facts, LightFacts, Proxy
from scene_stager.moks.json_document import key_mistakes, wrong

MAX_THINGS = 1024
ENTITY_KEYS = ("id", "kind", "settings")


def entities_from(listed: object, where: str) -> tuple[Entity, ...]:
    """Entities from plain JSON, or again from entities. Raises InputError with every mistake."""
    things = _bounded(listed, where)
    mistakes = [m for index, one in enumerate(things) for m in _entity_mistakes(one, where, index)]
    _refuse(mistakes or twice([one["id"] for one in things], f"{where}.id"))
    return tuple(
        Entity(one["id"], _made(_class_of(one["kind"], one["settings"]), one["settings"]))
        for one in things
    )


def proxies_from(listed: object, where: str) -> tuple[Proxy, ...]:
    """Proxies from plain JSON, or again from proxies. Raises InputError with every mistake."""
    things = _bounded(listed, where)
    mistakes = [m for index, one in enumerate(things) for m in _proxy_mistakes(one, where, index)]
    _refuse(mistakes or twice([one["id"] for one in things], f"{where}.id"))
    return tuple(_made(Proxy, one) for one in things)


def fact_mistakes(facts: Facts, where: str) -> list[Mistake]:
    """What is wrong with facts that somebody has made."""
    return _class_mistakes(type(facts), facts.plain(), where)


def _entity_mistakes(thing: Any, where: str, index: int) -> Iterable[Mistake]:
    here = f"{where}[{index}]"
    if not isinstance(thing, dict):
        return [Mistake(here, shorten(thing), f"an object with {', '.join(ENTITY_KEYS)}")]
    mistakes = key_mistakes(thing, ENTITY_KEYS, here)
    if mistakes:
        return mistakes
    if not _is_identifier(thing["id"]):
        return [Mistake(f"{here}.id", shorten(thing["id"]), "a plain identifier")]
    if not isinstance(thing["kind"], str) or thing["kind"] not in KINDS:
        return [Mistake(f"{here}.kind", shorten(thing["kind"]), f"one of {', '.join(KINDS)}")]
    if not isinstance(thing["settings"], dict):
        return [Mistake(f"{here}.settings", shorten(thing["settings"]), "an object")]
    settings = thing["settings"]
    kind = _class_of(thing["kind"], settings)
    return _class_mistakes(kind, settings, f"{where}: {thing['id']}")


def _class_of(kind: str, settings: Mapping[str, Any]) -> type[Facts]:
    """The class of an entity's facts: of a light, by its shape."""
    shape = settings.get("shape")
    if kind == LightFacts.KIND and isinstance(shape, str):
        return LIGHTS.get(shape, LightFacts)
    return KINDS[kind]


def _class_mistakes(kind: type[Facts], settings: Mapping[str, Any], where: str) -> list[Mistake]:
    if kind is LightFacts:
        expected = f"one of {', '.join(LIGHTS)}"
        return [Mistake(f"{where}.shape", shorten(settings.get("shape")), expected)]
    found = field_mistakes(kind, settings, where)
    if found:
        return found
    odd = _made(kind, settings).odd()
    return [Mistake(f"{where}.{one}", shorten(settings[one]), expected) for one, expected in odd]


def _proxy_mistakes(thing: Any, where: str, index: int) -> list[Mistake]:
    here = f"{where}[{index}]"
    if not isinstance(thing, dict):
        return [Mistake(here, shorten(thing), "an object")]
    return field_mistakes(Proxy, thing, here)


def _bounded(listed: object, where: str) -> list[Any]:
    if not isinstance(listed, (list, tuple)) or len(listed) > MAX_THINGS:
        raise wrong(where, shorten(listed), f"a list of at most {MAX_THINGS}")
    return [one.plain() if isinstance(one, (Entity, Proxy)) else one for one in listed]


def _is_identifier(value: object) -> bool:
    return isinstance(value, str) and re.fullmatch(IDENTIFIER, value) is not None


def _made(kind: Any, values: Mapping[str, Any]) -> Any:
    return kind(**{key: _kept(value) for key, value in values.items()})


def _kept(value: Any) -> Any:
    """A value that nobody can change any more."""
    return tuple(_kept(one) for one in value) if isinstance(value, (list, tuple)) else value


def _refuse(mistakes: list[Mistake]) -> None:
    if mistakes:
        raise InputError(mistakes)
