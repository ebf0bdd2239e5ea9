# SPDX-License-Identifier: Apache-2.0
"""One thing of a script changed, named as people say it: `light.key.azimuth_deg=30`."""

import json
from dataclasses import dataclass
from typing import cast

from scene_stager.errors import InputError, Mistake, shorten
from scene_stager.script.field import rules_of
from scene_stager.script.from_plain import read_tree
from scene_stager.script.judge import did_you_mean, show
from scene_stager.script.parts import PARTS
from scene_stager.script.scene_script import SLOTS, Plain, SceneScript
from scene_stager.script.validate import check

MOST_LETTERS = 2000  # of a value: a logline's


@dataclass(frozen=True, slots=True)
class ScriptChange:
    """A field, `slot.field` or one of the header, and what it was and is."""

    path: str
    before: Plain
    after: Plain


def with_one_change(script: SceneScript, asked: str) -> tuple[SceneScript, ScriptChange]:
    """The script with `PATH=VALUE` in it, and what that changed.

    A path is `slot.field`, or begins with a part (light, air, camera, film), and may have dots for
    the underscores of a field. Raises InputError, also where it is so already.
    """
    path, equals, text = asked.partition("=")
    if not equals or len(text) > MOST_LETTERS:
        expected = "PATH=VALUE, such as light.key.azimuth_deg=30"
        raise InputError(Mistake("--set", shorten(asked), expected))
    slot, name = _field(path.strip())
    tree = script.as_json()
    inner = tree if slot is None else cast(dict[str, Plain], tree[slot])
    before = inner.get(name)
    inner[name] = _value(text.strip())
    where = name if slot is None else f"{slot}.{name}"
    reading = read_tree(tree, "script")
    if reading.mistakes:
        raise InputError(reading.mistakes)
    if reading.script == script:
        raise InputError(Mistake(where, f"{show(before)}, which it is already", "another value"))
    check(reading.script)
    return reading.script, ScriptChange(where, before, inner[name])


def _field(path: str) -> tuple[str | None, str]:
    """The slot and the field that a path means; no slot for a field of the header."""
    part, _, rest = path.partition(".")
    name = rest.replace(".", "_")
    if not rest and part in rules_of(SceneScript):
        return None, part
    for slot in (part,) if part in SLOTS else PARTS.get(part, ()):
        if name in rules_of(SLOTS[slot]):
            return slot, name
    names = [f"{slot}.{one}" for slot, kind in SLOTS.items() for one in rules_of(kind)]
    expected = "a field of the script, such as light.key.azimuth_deg or lens.focal_length_mm"
    slots = PARTS.get(part, (part,))
    near = did_you_mean(f"{slots[0]}.{name}", [*names, *rules_of(SceneScript)])
    raise InputError(Mistake("--set", shorten(path), expected, near))


def _value(text: str) -> Plain:
    """A value as JSON spells it, else the word itself; the field's own rule judges it."""
    try:
        value: Plain = json.loads(text)
    except (ValueError, RecursionError):
        return text
    return value
