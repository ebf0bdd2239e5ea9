# SPDX-License-Identifier: Apache-2.0
"""The published JSON Schema of a preset, made of the shape that the gate holds it to.

What no schema can say, such as which free text is plain words, the gate alone judges.
"""

from collections.abc import Callable, Mapping

from scene_stager.presets.documents import PRESET, PRESET_SCHEMA, PRESET_VERSION
from scene_stager.presets.shape import Exactly, Fields, Many, Shape
from scene_stager.script.field import Rule

Schema = dict[str, object]

RATE: Schema = {
    "anyOf": [
        {"type": "number", "minimum": 1, "maximum": 240},
        {"type": "array", "items": {"type": "integer"}, "minItems": 2, "maxItems": 2},
    ]
}


def preset_schema() -> Schema:
    """The JSON Schema (2020-12) of version 1 presets, with what every field is for."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"{PRESET_SCHEMA}.{PRESET_VERSION}",
        "title": "Preset",
        **_schema_of(PRESET),
    }


def _schema_of(shape: Shape) -> Schema:
    if isinstance(shape, Fields):
        return {
            "type": "object",
            "properties": {name: _schema_of(part) for name, part in shape.of.items()},
            "required": sorted(shape.needed),
            "additionalProperties": False,
        }
    if isinstance(shape, Many):
        return {"type": "array", "items": _schema_of(shape.item), "maxItems": shape.longest}
    if isinstance(shape, Exactly):
        return {"const": shape.value}
    plain = BY_KIND[shape.kind](shape)
    either: Schema = {"anyOf": [plain, {"type": "null"}]} if shape.optional else plain
    return {**either, "description": shape.about}


def _number(rule: Rule) -> Schema:
    low = "exclusiveMinimum" if rule.above else "minimum"
    return {"type": "number", low: rule.low, "maximum": rule.high}


def _text(rule: Rule) -> Schema:
    pattern = {"pattern": f"^(?:{rule.pattern})$"} if rule.pattern else {}
    return {"type": "string", "maxLength": rule.longest, **pattern}


def _table(rule: Rule) -> Schema:
    rows, numbers = rule.shape
    count = {"maxItems": rule.longest} if rows == 0 else {"minItems": rows, "maxItems": rows}
    row = {"type": "array", "items": {"type": "number"}, "minItems": numbers, "maxItems": numbers}
    empty: Schema = {"type": "array", "maxItems": 0}
    return {"anyOf": [{"type": "array", "items": row, **count}, empty]}


BY_KIND: Mapping[str, Callable[[Rule], Schema]] = {
    "number": _number,
    "whole": lambda rule: {**_number(rule), "type": "integer"},
    "word": lambda rule: {"enum": list(rule.words())},
    "text": _text,
    "switch": lambda rule: {"type": "boolean"},
    "rate": lambda rule: RATE,
    "table": _table,
}
