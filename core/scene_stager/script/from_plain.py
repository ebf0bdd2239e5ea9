# SPDX-License-Identifier: Apache-2.0
"""From a parsed JSON tree to a SceneScript, noting every mistake and stopping at none.

A record of where the file comes from may stand beside the slots. It is no part of the script.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from scene_stager.errors import InputError, Mistake
from scene_stager.script.field import Rule, rules_of
from scene_stager.script.judge import accept, did_you_mean, judge, show, show_name
from scene_stager.script.scene_script import SCHEMA, SLOTS, VERSION, SceneScript
from scene_stager.script.strict_json import Object
from scene_stager.script.upgrades import STEPS, Document, upgrade

BESIDE = ("schema", "version", "record")  # what stands in a script's file and is not the script
MOST_UNKNOWN = 20  # a stranger's file may hold thousands; the first few tell the story


@dataclass(frozen=True, slots=True)
class ScriptReading:
    """A script with defaults wherever it was wrong, what was wrong, and where not to believe it."""

    script: SceneScript
    mistakes: tuple[Mistake, ...]
    wrong: frozenset[str]


def read_tree(tree: object, where: str) -> ScriptReading:
    """Read a tree of plain data. Raises InputError only when it is no script at all."""
    if not isinstance(tree, dict):
        raise InputError(Mistake(where, show(tree), "an object with the slots of a script"))
    document = _upgraded(tree)
    known = (*BESIDE, *rules_of(SceneScript), *SLOTS)
    if not isinstance(document.get("record", {}), dict):
        raise InputError(Mistake("record", show(document["record"]), "an object, or none"))
    mistakes = [*_repeated(document, ""), *_unknown(document, known, "", "slot or field")]

    header, wrong = _fields(document, rules_of(SceneScript), "")
    slots: dict[str, object] = {}
    for name, slot in SLOTS.items():
        values, of_slot = _slot(name, slot, document)
        slots[name] = slot(**values)
        wrong += of_slot

    make: Callable[..., SceneScript] = SceneScript
    places = frozenset(mistake.where for mistake in wrong)
    return ScriptReading(make(**header, **slots), (*mistakes, *wrong), places)


def _upgraded(tree: dict[str, object]) -> Document:
    """The document in today's version; a document of another kind stops here, with one mistake."""
    for key in ("schema", "version"):
        if key not in tree:
            raise InputError(Mistake(key, "nothing", _header_value(key)))
    if tree["schema"] != SCHEMA:
        raise InputError(Mistake("schema", show(tree["schema"]), _header_value("schema")))
    version = tree["version"]
    if type(version) is not int or version < min(STEPS, default=VERSION):
        raise InputError(Mistake("version", show(version), _header_value("version")))
    if version > VERSION:
        advice = "A newer Scene Stager wrote this; update this one."
        raise InputError(Mistake("version", show(version), _header_value("version"), advice))
    return upgrade(tree, version, VERSION, STEPS)


def _header_value(key: str) -> str:
    return f"{SCHEMA!r}" if key == "schema" else f"{VERSION}"


def _slot(name: str, slot: type, document: Document) -> tuple[dict[str, object], list[Mistake]]:
    values = document.get(name, {})
    if not isinstance(values, dict):
        return {}, [Mistake(name, show(values), "an object with the fields of the slot")]
    found, wrong = _fields(values, rules_of(slot), f"{name}.")
    strange = [
        *_repeated(values, f"{name}."),
        *_unknown(values, rules_of(slot), f"{name}.", "field"),
    ]
    return found, strange + wrong


def _fields(
    values: Mapping[str, object], rules: Mapping[str, Rule], prefix: str
) -> tuple[dict[str, object], list[Mistake]]:
    found: dict[str, object] = {}
    mistakes = []
    for name, rule in rules.items():
        if name not in values:
            continue
        mistake = judge(prefix + name, rule, values[name])
        if mistake:
            mistakes.append(mistake)
        else:
            found[name] = accept(rule, values[name])
    return found, mistakes


def _repeated(values: Mapping[str, object], prefix: str) -> list[Mistake]:
    names = values.repeated[:MOST_UNKNOWN] if isinstance(values, Object) else ()
    return [Mistake(prefix + show_name(name), "two of them", "one") for name in names]


def _unknown(
    values: Mapping[str, object], known: Iterable[str], prefix: str, noun: str
) -> list[Mistake]:
    known = tuple(known)
    strangers = [name for name in values if name not in known]
    listed = ", ".join(name for name in known if name not in BESIDE)
    mistakes = [
        Mistake(
            prefix + show_name(name),
            f"a {noun} that does not exist",
            f"one of {listed}",
            did_you_mean(str(name), known),
        )
        for name in strangers[:MOST_UNKNOWN]
    ]
    if len(strangers) > MOST_UNKNOWN:
        rest = len(strangers) - MOST_UNKNOWN
        mistakes.append(Mistake(prefix.rstrip(".") or "script", f"{rest} more like these", "none"))
    return mistakes
