# SPDX-License-Identifier: Apache-2.0
"""Every mistake of every slot, in one go: each field by its rule, then the rules between fields."""

from collections.abc import Hashable, Iterator
from functools import partial

from scene_stager.errors import InputError, Mistake
from scene_stager.script.field import rules_of
from scene_stager.script.guard import RuleBetween, WrongFieldRead, ask, guarded
from scene_stager.script.judge import judge
from scene_stager.script.rules.about_lamps import about_lamps
from scene_stager.script.rules.about_lens import about_focus, about_verticals, about_zoom
from scene_stager.script.rules.about_light import (
    about_lighting,
    about_link,
    about_spots,
    about_stock,
)
from scene_stager.script.rules.about_place import (
    about_direction,
    about_ground,
    about_rise,
    about_size,
)
from scene_stager.script.rules.about_rig import about_amounts, about_rig
from scene_stager.script.rules.about_speed import about_speed
from scene_stager.script.rules.about_subject import about_framing, about_path, about_subject
from scene_stager.script.rules.about_time import about_time
from scene_stager.script.scene_script import SLOTS, SceneScript
from scene_stager.script.staging import Staging, try_move
from scene_stager.shot.rigs._request import RigRefusal

BETWEEN: tuple[RuleBetween, ...] = (
    about_subject,
    about_path,
    about_framing,
    about_rig,
    about_amounts,
    about_time,
    about_zoom,
    about_focus,
    about_verticals,
    about_lighting,
    about_spots,
    about_link,
    about_lamps,
    about_stock,
)

# Mistakes about these leave no move to work out; others may stand beside those that follow.
OF_SUBJECT = ("subject.motion", "subject.focus_height", "subject.path")
NO_MOVE = ("rig.", "lens.zoom", "lens.to_focal_length_mm", *OF_SUBJECT)
BESIDE_THE_MOVE = ("rig.preset", "rig.pass_number")


def check(script: SceneScript) -> Staging:
    """The staging of a sound script, which judging it works out. Raises InputError with every
    mistake of any other."""
    mistakes, staging = _judged(script)
    if mistakes or staging is None:
        raise InputError(mistakes)
    return staging


def validate(script: SceneScript) -> tuple[Mistake, ...]:
    """Every mistake of the script, field by field and then between fields."""
    return _judged(script)[0]


def field_mistakes(script: SceneScript) -> tuple[Mistake, ...]:
    """The mistakes of single fields: what no other field could make right."""
    slots = (_of_fields(getattr(script, name), f"{name}.") for name in SLOTS)
    return (*_of_fields(script, ""), *(mistake for slot in slots for mistake in slot))


def between_fields(script: SceneScript, wrong: frozenset[str]) -> tuple[Mistake, ...]:
    """The mistakes between fields, but for those at `wrong`, which nothing is concluded from."""
    return _between(guarded(script, wrong))[0]


def _judged(script: SceneScript) -> tuple[tuple[Mistake, ...], Staging | None]:
    of_fields = field_mistakes(script)
    wrong = frozenset(mistake.where for mistake in of_fields)
    between, staging = _between(guarded(script, wrong))
    return (*of_fields, *between), staging


def _between(script: SceneScript) -> tuple[tuple[Mistake, ...], Staging | None]:
    """The mistakes between fields, and the staging where there is one."""
    staged = None
    mistakes = [mistake for rule in BETWEEN for mistake in ask(rule, script)]
    if _is_a_move(mistakes):
        mistakes += ask(about_size, script) + ask(about_rise, script)
        misplaced = ask(about_direction, script) + ask(about_ground, script)
        mistakes += misplaced
        staged = None if misplaced else _staged(script)
    if staged is not None:
        mistakes += ask(partial(about_speed, staged=staged), script)
    return tuple(dict.fromkeys(mistakes)), staged if isinstance(staged, Staging) else None


def _staged(script: SceneScript) -> Staging | RigRefusal | None:
    """What the rig makes of the script; None where that hangs on a wrong field."""
    try:
        return try_move(script)
    except WrongFieldRead:
        return None


def _is_a_move(mistakes: list[Mistake]) -> bool:
    places = [mistake.where for mistake in mistakes]
    return not any(p.startswith(NO_MOVE) and p not in BESIDE_THE_MOVE for p in places)


def _of_fields(part: Hashable, prefix: str) -> Iterator[Mistake]:
    for name, rule in rules_of(part.__class__).items():
        mistake = judge(prefix + name, rule, getattr(part, name))
        if mistake:
            yield mistake
