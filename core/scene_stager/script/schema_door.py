# SPDX-License-Identifier: Apache-2.0
"""The published JSON Schema of a script, and pydantic's check of a stranger's document by it.

Both are made from the rules of the slots, so neither can drift from the reader. Nothing here is
needed to bake; pydantic is loaded when a door is used, and not before.
"""

from collections.abc import Callable, Mapping
from dataclasses import field, make_dataclass
from functools import cache
from typing import Annotated, Any, Literal

from pydantic import (
    BeforeValidator,
    ConfigDict,
    Field,
    Strict,
    StringConstraints,
    TypeAdapter,
    ValidationError,
    WithJsonSchema,
)

from scene_stager.errors import InputError, Mistake
from scene_stager.script.field import Rule, rules_of
from scene_stager.script.judge import show, show_name
from scene_stager.script.rate import read_rate
from scene_stager.script.scene_script import SCHEMA, SLOTS, VERSION, SceneScript
from scene_stager.script.strict_json import Object, parse

PRINTABLE = r"[^\x00-\x09\x0b-\x1f\x7f]*"
RATE_SCHEMA = {
    "anyOf": [
        {"type": "number", "minimum": 1, "maximum": 240},
        {"type": "array", "items": {"type": "integer"}, "minItems": 2, "maxItems": 2},
    ]
}


def json_schema() -> dict[str, object]:
    """The JSON Schema of version 1 scripts, with what every field is for."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"{SCHEMA}.{VERSION}",
        **_adapter().json_schema(),
    }


def check_json(data: bytes, where: str = "script") -> None:
    """Pass a document that keeps the schema in silence; InputError lists where it does not."""
    tree = parse(data, where)
    mistakes = [*_repeated(tree, "")]
    try:
        _adapter().validate_python(tree)
    except ValidationError as error:
        mistakes += [_mistake(dict(line), where) for line in error.errors(include_url=False)]
    if mistakes:
        raise InputError(mistakes)


@cache
def _adapter() -> TypeAdapter[object]:
    """Pydantic's checker for dataclasses with the fields, types, bounds and words of the slots."""
    slots = [(name, _mirror(slot, []), field(default_factory=slot)) for name, slot in SLOTS.items()]
    marks: list[tuple[str, Any, Any] | tuple[str, Any]] = [
        ("schema", Literal["scene_stager.script"]),
        ("version", Annotated[int, Strict(), Field(ge=1, le=VERSION)]),
        ("record", dict[str, Any], field(default_factory=dict)),
    ]
    return TypeAdapter(_mirror(SceneScript, [*marks, *_fields(SceneScript), *slots]))


def _mirror(slot: type, fields: list[Any]) -> type[object]:
    """A dataclass like the slot, whose annotations say what the slot's rules say."""
    mirror = make_dataclass(slot.__name__, fields or _fields(slot), frozen=True, kw_only=True)
    mirror.__doc__ = slot.__doc__
    mirror.__pydantic_config__ = ConfigDict(extra="forbid")  # type: ignore[attr-defined]
    return mirror


def _fields(slot: type) -> list[tuple[str, Any, Any]]:
    defaults = slot()
    return [
        (
            name,
            Annotated[_type_of(rule), Field(description=rule.about)],
            field(default=getattr(defaults, name)),
        )
        for name, rule in rules_of(slot).items()
    ]


def _type_of(rule: Rule) -> Any:
    plain = TYPES[rule.kind](rule)
    return plain | None if rule.optional else plain


def _number(rule: Rule) -> Any:
    if rule.above:
        return Annotated[float, Strict(), Field(gt=rule.low, le=rule.high)]
    return Annotated[float, Strict(), Field(ge=rule.low, le=rule.high)]


def _whole(rule: Rule) -> Any:
    return Annotated[int, Strict(), Field(ge=int(rule.low), le=int(rule.high))]


def _word(rule: Rule) -> Any:
    return Literal[rule.words()]


def _text(rule: Rule) -> Any:
    pattern = f"^(?:{rule.pattern or PRINTABLE})$"
    return Annotated[str, StringConstraints(strict=True, max_length=rule.longest, pattern=pattern)]


def _switch(rule: Rule) -> Any:
    return Annotated[bool, Strict()]


def _rate(rule: Rule) -> Any:
    def rate(value: object) -> tuple[int, int]:
        found = read_rate(value)
        if found is None:
            raise ValueError(rule.expected)
        return found

    return Annotated[tuple[int, int], BeforeValidator(rate), WithJsonSchema(RATE_SCHEMA)]


def _table(rule: Rule) -> Any:
    count = rule.shape[1]

    def row(value: object) -> tuple[float, ...]:
        if not isinstance(value, (list, tuple)) or len(value) != count:
            raise ValueError(f"{count} numbers")
        if {type(one) for one in value} - {int, float}:
            raise ValueError(f"{count} numbers")
        return tuple(map(float, value))

    plain = {"type": "array", "items": {"type": "number"}, "minItems": count, "maxItems": count}
    a_row = Annotated[tuple[float, ...], BeforeValidator(row), WithJsonSchema(plain)]
    return Annotated[tuple[a_row, ...], Field(max_length=rule.longest)]


TYPES: Mapping[str, Callable[[Rule], Any]] = {
    "number": _number,
    "whole": _whole,
    "word": _word,
    "text": _text,
    "switch": _switch,
    "rate": _rate,
    "table": _table,
}


def _repeated(tree: object, prefix: str) -> list[Mistake]:
    if not isinstance(tree, dict):
        return []
    names = tree.repeated if isinstance(tree, Object) else ()
    mistakes = [Mistake(prefix + show_name(name), "two of them", "one") for name in names]
    for name, part in tree.items():
        mistakes += _repeated(part, f"{prefix}{show_name(name)}.")
    return mistakes


def _mistake(line: dict[str, Any], where: str) -> Mistake:
    place = ".".join(show_name(step) for step in line["loc"]) or where
    found = "nothing" if line["type"] == "missing" else show(line["input"])
    return Mistake(place, found, f"what the schema says ({line['msg']})")
