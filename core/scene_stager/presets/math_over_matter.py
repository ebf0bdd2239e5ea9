# SPDX-License-Identifier: Apache-2.0
"""Math-Over-Matter: a shared document holds numbers and words of closed lists, and nothing else.

Every value is read by the type of its field. What the shape does not know is refused, whether it
looks harmful or not: a number must be finite and in range, a word must be in its list, a digest
must have its length, free text must be plain words. Keys are held to the same law as values.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from scene_stager.errors import InputError, Mistake, shorten
from scene_stager.presets.documents import KINDS
from scene_stager.presets.plain_words import why_not
from scene_stager.presets.shape import Exactly, Fields, Many, Shape
from scene_stager.script.field import Rule
from scene_stager.script.judge import judge, show, show_name
from scene_stager.script.strict_json import Object, parse

MOST_FINDINGS = 100

WHAT_IS_WRONG = {
    "json": "JSON",
    "schema": f"a document of {' or '.join(sorted(KINDS))}",
    "characters": "letters, digits and plain punctuation",
    "path": "no path to a file",
    "address": "no address",
    "markup": "no escape codes and no program text",
    "extension": "no file name",
    "payload": "no packed data",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that may not be in a document: where (a JSON pointer), which rule, and what.

    `expected` says what the place may hold.
    """

    pointer: str
    rule: str
    found: str
    expected: str = ""

    def as_json(self) -> dict[str, str]:
        """Plain data, as `scene-stager check --json` prints it."""
        return {
            "pointer": self.pointer,
            "rule": self.rule,
            "found": self.found,
            "expected": self.expected,
        }

    def as_mistake(self, where: str) -> Mistake:
        """The same as a line for people; `where` names the document."""
        return Mistake(f"{where} {self.pointer}".strip(), self.found, self.expected)


def findings_in(data: bytes, where: str = "document") -> tuple[Finding, ...]:
    """What may not be in a shared document; nothing when it may pass. Never raises for its content.

    data: the bytes of a file, at most 1 MiB. The first MOST_FINDINGS are told.
    """
    try:
        tree = parse(data, where)
    except InputError as error:
        mistake = error.mistakes[0]
        return (Finding("", "json", mistake.found, mistake.expected),)
    return findings_in_tree(tree)


def findings_in_tree(tree: object) -> tuple[Finding, ...]:
    """The same for a document that `strict_json.parse` has read."""
    schema = tree.get("schema") if isinstance(tree, dict) else None
    kind = KINDS.get(schema) if isinstance(schema, str) else None
    if kind is None:
        found = show(schema) if isinstance(tree, dict) else show(tree)
        return (Finding("/schema", "schema", found, WHAT_IS_WRONG["schema"]),)
    return findings_against(tree, kind.shape)


def findings_against(tree: object, shape: Shape) -> tuple[Finding, ...]:
    """What may not be in plain data that should have this shape."""
    return tuple(islice(_walk(tree, shape, ""), MOST_FINDINGS))


def _walk(value: object, shape: Shape, pointer: str) -> Iterator[Finding]:
    if isinstance(shape, Fields):
        yield from _fields(value, shape, pointer)
    elif isinstance(shape, Many):
        yield from _many(value, shape, pointer)
    elif isinstance(shape, Exactly):
        if type(value) is not type(shape.value) or value != shape.value:
            yield Finding(pointer, "schema", show(value), str(shape.value))
    else:
        yield from _leaf(value, shape, pointer)


def _fields(value: object, shape: Fields, pointer: str) -> Iterator[Finding]:
    if not isinstance(value, Mapping):
        yield Finding(pointer, "type", show(value), "an object")
        return
    repeated = value.repeated if isinstance(value, Object) else ()
    for name in repeated[:MOST_FINDINGS]:
        yield Finding(_below(pointer, name), "repeated_key", "two of them", "one")
    for name in sorted(shape.needed - value.keys()):
        yield Finding(_below(pointer, name), "missing", "nothing", "a value")
    for name, part in value.items():
        if name in shape.of:
            yield from _walk(part, shape.of[name], _below(pointer, name))
        else:
            known = ", ".join(shape.of)
            yield Finding(_below(pointer, name), "unknown_key", show(part), f"only {known}")


def _many(value: object, shape: Many, pointer: str) -> Iterator[Finding]:
    if not isinstance(value, list | tuple):
        yield Finding(pointer, "type", show(value), f"a list of at most {shape.longest}")
    elif len(value) > shape.longest:
        yield Finding(pointer, "length", f"a list of {len(value)}", f"at most {shape.longest}")
    else:
        for place, item in enumerate(value):
            yield from _walk(item, shape.item, _below(pointer, str(place)))


def _leaf(value: object, rule: Rule, pointer: str) -> Iterator[Finding]:
    if isinstance(value, str) and rule.kind == "text":
        reason = why_not(value[: rule.longest])
        if reason:
            yield Finding(pointer, reason[0], shorten(reason[1]), WHAT_IS_WRONG[reason[0]])
            return
    mistake = judge("", rule, value)
    if mistake:
        yield Finding(pointer, RULE_OF_KIND[rule.kind](value), mistake.found, mistake.expected)


def _number_rule(value: object) -> str:
    return "range" if isinstance(value, int | float) and not isinstance(value, bool) else "type"


def _text_rule(value: object) -> str:
    return "form" if isinstance(value, str) else "type"


RULE_OF_KIND: Mapping[str, Callable[[object], str]] = {
    "number": _number_rule,
    "whole": _number_rule,
    "rate": _number_rule,
    "word": _text_rule,
    "text": _text_rule,
    "switch": lambda value: "type",
    "table": lambda value: "type",
}


def _below(pointer: str, name: str) -> str:
    """A JSON pointer (RFC 6901) one step further; a stranger's key is shown shortened."""
    step = show_name(name) if not name.isdigit() else name
    return f"{pointer}/{step.replace('~', '~0').replace('/', '~1')}"
