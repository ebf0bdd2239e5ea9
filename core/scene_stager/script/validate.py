# SPDX-License-Identifier: Apache-2.0
"""Every mistake of every slot, in one go: each field by its rule, then the rules between fields."""

from collections.abc import Callable, Hashable, Iterator

from scene_stager.errors import InputError, Mistake
from scene_stager.script.field import rules_of
from scene_stager.script.judge import judge
from scene_stager.script.rules.about_lens import about_focus, about_zoom
from scene_stager.script.rules.about_light import about_lighting, about_stock
from scene_stager.script.rules.about_place import about_direction, about_ground, about_size
from scene_stager.script.rules.about_rig import about_amounts, about_rig
from scene_stager.script.rules.about_speed import about_speed
from scene_stager.script.rules.about_subject import about_framing, about_subject
from scene_stager.script.rules.about_time import about_time
from scene_stager.script.scene_script import SLOTS, SceneScript

HEADER = "header"  # the fields outside the slots, as a rule names them
CAMERA = frozenset({"subject", "framing", "rig", "lens"})

RuleBetween = Callable[[SceneScript], Iterator[Mistake]]

# Each rule, and the slots whose fields must be sound before it can be asked.
BETWEEN: tuple[tuple[RuleBetween, frozenset[str]], ...] = (
    (about_subject, frozenset({"subject"})),
    (about_framing, frozenset({"framing", "rig", "lens"})),
    (about_rig, frozenset({"rig"})),
    (about_amounts, CAMERA),
    (about_time, frozenset({"rig", HEADER})),
    (about_zoom, frozenset({"lens", "rig"})),
    (about_focus, frozenset({"lens"})),
    (about_lighting, frozenset({"lighting"})),
    (about_stock, frozenset({"stock"})),
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
    places = [mistake.where.partition(".") for mistake in of_fields]
    unsound = frozenset(slot if dot else HEADER for slot, dot, _ in places)
    return (*of_fields, *between_fields(script, unsound))


def field_mistakes(script: SceneScript) -> tuple[Mistake, ...]:
    """The mistakes of single fields: what no other field could make right."""
    slots = (_of_fields(getattr(script, name), f"{name}.") for name in SLOTS)
    return (*_of_fields(script, ""), *(mistake for slot in slots for mistake in slot))


def between_fields(script: SceneScript, unsound: frozenset[str]) -> tuple[Mistake, ...]:
    """The mistakes between fields, as far as the sound slots can tell."""
    mistakes: list[Mistake] = []
    for rule, slots in BETWEEN:
        if not slots & unsound:
            mistakes += rule(script)
    if not (CAMERA | {HEADER}) & unsound and _is_a_move(mistakes):
        mistakes += _of_the_move(script)
    return tuple(dict.fromkeys(mistakes))


def _is_a_move(mistakes: list[Mistake]) -> bool:
    places = [mistake.where for mistake in mistakes]
    return not any(p.startswith(NO_MOVE) and p not in BESIDE_THE_MOVE for p in places)


def _of_the_move(script: SceneScript) -> Iterator[Mistake]:
    """Where the camera stands and, if it can stand there, whether it gets there in time."""
    yield from about_size(script)
    misplaced = [*about_direction(script), *about_ground(script)]
    yield from misplaced or about_speed(script)


def _of_fields(part: Hashable, prefix: str) -> Iterator[Mistake]:
    for name, rule in rules_of(part.__class__).items():
        mistake = judge(prefix + name, rule, getattr(part, name))
        if mistake:
            yield mistake
