# SPDX-License-Identifier: Apache-2.0
"""Every mistake of every slot, in one go: each field by its rule, then the rules between fields."""

from collections.abc import Hashable, Iterator

from scene_stager.errors import InputError, Mistake
from scene_stager.script.field import rules_of
from scene_stager.script.guard import RuleBetween, ask, guarded
from scene_stager.script.judge import judge
from scene_stager.script.rules.about_lens import about_focus, about_verticals, about_zoom
from scene_stager.script.rules.about_light import about_lighting, about_spots, about_stock
from scene_stager.script.rules.about_place import (
    about_direction,
    about_ground,
    about_rise,
    about_size,
)
from scene_stager.script.rules.about_rig import about_amounts, about_rig
from scene_stager.script.rules.about_speed import about_speed
from scene_stager.script.rules.about_subject import about_framing, about_subject
from scene_stager.script.rules.about_time import about_time
from scene_stager.script.scene_script import SLOTS, SceneScript

BETWEEN: tuple[RuleBetween, ...] = (
    about_subject,
    about_framing,
    about_rig,
    about_amounts,
    about_time,
    about_zoom,
    about_focus,
    about_verticals,
    about_lighting,
    about_spots,
    about_stock,
)

# Mistakes about these leave no move to work out; others may stand beside those that follow.
NO_MOVE = ("rig.", "lens.zoom", "lens.to_focal_length_mm", "subject.motion", "subject.focus_height")
BESIDE_THE_MOVE = ("rig.preset", "rig.pass_number")


def check(script: SceneScript) -> None:
    """Pass a sound script in silence. Raises InputError with every mistake of any other."""
    mistakes = validate(script)
    if mistakes:
        raise InputError(mistakes)


def validate(script: SceneScript) -> tuple[Mistake, ...]:
    """Every mistake of the script, field by field and then between fields."""
    of_fields = field_mistakes(script)
    wrong = frozenset(mistake.where for mistake in of_fields)
    return (*of_fields, *between_fields(script, wrong))


def field_mistakes(script: SceneScript) -> tuple[Mistake, ...]:
    """The mistakes of single fields: what no other field could make right."""
    slots = (_of_fields(getattr(script, name), f"{name}.") for name in SLOTS)
    return (*_of_fields(script, ""), *(mistake for slot in slots for mistake in slot))


def between_fields(script: SceneScript, wrong: frozenset[str]) -> tuple[Mistake, ...]:
    """The mistakes between fields, but for those at `wrong`, which nothing is concluded from."""
    script = guarded(script, wrong)
    mistakes = [mistake for rule in BETWEEN for mistake in ask(rule, script)]
    if _is_a_move(mistakes):
        mistakes += ask(about_size, script) + ask(about_rise, script)
        misplaced = ask(about_direction, script) + ask(about_ground, script)
        mistakes += misplaced or ask(about_speed, script)
    return tuple(dict.fromkeys(mistakes))


def _is_a_move(mistakes: list[Mistake]) -> bool:
    places = [mistake.where for mistake in mistakes]
    return not any(p.startswith(NO_MOVE) and p not in BESIDE_THE_MOVE for p in places)


def _of_fields(part: Hashable, prefix: str) -> Iterator[Mistake]:
    for name, rule in rules_of(part.__class__).items():
        mistake = judge(prefix + name, rule, getattr(part, name))
        if mistake:
            yield mistake
