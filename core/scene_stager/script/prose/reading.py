# SPDX-License-Identifier: Apache-2.0
"""Prose into slots: words bind to what they stand beside, and what has no slot is set aside."""

from dataclasses import dataclass, field, replace

from scene_stager.errors import InputError, Mistake, shorten
from scene_stager.script.prose.asides import as_texts, first_few, nearest, unknown
from scene_stager.script.prose.bind import bind
from scene_stager.script.prose.choices import (
    ADJECTIVE,
    SUGGESTED,
    Choice,
    Choices,
    choose_all,
    said,
)
from scene_stager.script.prose.clause import ClauseWalk
from scene_stager.script.prose.items import clauses
from scene_stager.script.prose.lights.gels import settle_gel
from scene_stager.script.prose.lights.lamps_there import count_one
from scene_stager.script.prose.lights.open_fields import (
    NIGHT,
    daylight,
    no_lamp_there,
    profile_too,
    settle_box_speed,
    settle_light,
    settle_opposite,
    with_tones,
)
from scene_stager.script.prose.sentence import Sentence
from scene_stager.script.prose.settled.air import settle_air
from scene_stager.script.prose.settled.climb import CLIMB, told_climb
from scene_stager.script.prose.settled.ends import has_other_size, settle_sizes
from scene_stager.script.prose.settled.fill import OTHER_SIZE, script_of
from scene_stager.script.prose.settled.fitted import fitted
from scene_stager.script.prose.settled.room import with_room
from scene_stager.script.prose.settled.settle import settle_climb, settle_moves
from scene_stager.script.prose.slips import Slip, mended
from scene_stager.script.prose.synonyms import Fills, Value
from scene_stager.script.prose.taken_back import in_plain_words, take_back
from scene_stager.script.prose.tell import in_order, slated, told
from scene_stager.script.prose.topics import by_topic
from scene_stager.script.prose.understanding import Understanding, Word
from scene_stager.script.prose.who.chosen import is_of_a_shot, likeliest, with_subject
from scene_stager.script.prose.who.goers import settle_going
from scene_stager.script.prose.who.guess import (
    BARE,
    SOMEBODY_NEAR,
    SPOKEN_OF,
    MaybeSubject,
)
from scene_stager.script.prose.who.others import leave_what_others_do
from scene_stager.script.prose.who.own_side import as_seen
from scene_stager.script.scene_script import SceneScript

LONGEST_PROSE = 2000
DAYLIGHT_FILM = "vision3_250d"
OF_SUBJECT = {"subject.kind", "subject.selector"}
HEIGHTS = ("rig.from_height_m", "rig.to_height_m")
OUTRIGHT = ("subject.selector", "rig.pace")  # said, though their words give way to others
NEEDED = ("framing.size", "rig.rig", "rig.move", "lens.focal_length_mm", "stock.stock")


def read_prose(text: str, *, strict: bool = False) -> tuple[SceneScript, Understanding]:
    """The script that prose describes, and how it was read.

    What the prose leaves open is filled so that the shot bakes. Raises InputError for two words
    that want the same field otherwise; where it is `strict`, also for every word that has no slot.
    """
    said, far = _with_room(text, said_in(text, strict=strict))
    script = script_of(text, said.values | far)
    filled = [Word(c.words, *_slot_and_field(path), c.value) for path, c in said.choices.items()]
    assumed = [f"{wrong!r} is {right!r}" for wrong, right in said.slips]
    assumed += _assumed(script, said)
    assumed += [told(path, value) for path, value in far.items() if path not in NEEDED]
    return script, Understanding(
        tuple(filled), tuple(_understood(said)), tuple(assumed), said.aside
    )


@dataclass(frozen=True, slots=True)
class Said:
    """What a sentence says, field by field, before what it leaves open is filled."""

    choices: Choices
    values: dict[str, Value]
    aside: tuple[str, ...]
    slips: list[Slip]
    film: str | None
    subject: MaybeSubject | None
    climb: str = ""


def _with_room(text: str, said: Said) -> tuple[Said, dict[str, Value]]:
    """A sentence without a size that the camera is too far off for, and how far off is assumed."""
    values = fitted(text, said.values, with_room(text, said.values))
    over = [path for path in said.choices if path in said.values and path not in values]
    aside = (
        *said.aside,
        *(one.words for path in over if not (one := said.choices[path]).suggested),
    )
    if OTHER_SIZE in said.values and OTHER_SIZE not in values:
        aside = (*aside, f"{told('framing.size', said.values[OTHER_SIZE])} at the other end")
    choices = {
        path: replace(one, value=values.get(path, one.value))
        for path, one in said.choices.items()
        if path not in over
    }
    kept = {path: value for path, value in values.items() if path in said.values}
    far = {path: value for path, value in values.items() if path not in said.values}
    return replace(said, choices=choices, values=kept, aside=aside), far


def said_in(text: str, *, strict: bool = False, mends: bool = True) -> Said:
    """What a sentence says and what of it has no slot. Raises InputError as `read_prose` does.

    A slip of the pen is mended, unless it is `strict` or `mends` is not set: a name is no slip.
    """
    if len(text) > LONGEST_PROSE:
        found = f"{len(text)} characters"
        raise InputError(Mistake("prose", found, f"at most {LONGEST_PROSE}"))
    whole, slips = mended(text) if mends and not strict else (text, [])
    plain, marks = in_plain_words(whole)
    sentence = _parsed(plain, marks)
    subject = with_subject(sentence)
    choices, mistakes, rest = _settled(sentence)
    if strict:
        mistakes = [*first_few(unknown(whole, sentence, rest.homeless)), *mistakes]
    if mistakes:
        raise InputError(mistakes)
    nobody = _is_a_guess(subject) and not is_of_a_shot(sentence, subject)
    if not choices or (set(choices) <= OF_SUBJECT and nobody):
        advice = nearest(text) if sentence.asides or subject else ""
        raise InputError(Mistake("prose", shorten(text), "words that describe a shot", advice))
    aside = (*as_texts(whole, sentence.asides), *rest.homeless)
    values, climb = _values(choices, rest), rest.climb.get(CLIMB)
    return Said(choices, values, aside, slips, rest.film, subject, climb.words if climb else "")


def _is_a_guess(subject: MaybeSubject | None) -> bool:
    """True for a noun that nobody knows, and that stands where a subject may or may not."""
    if subject is None or subject.rank == SOMEBODY_NEAR:  # "bubbles rise past the diver's mask"
        return False
    return subject.rank <= (SPOKEN_OF if subject.is_known else BARE)


@dataclass(slots=True)
class _Rest:
    """What a sentence says beside single fields."""

    film: str | None = None
    other_size: str = ""
    climb: dict[str, Choice] = field(default_factory=dict)
    homeless: list[str] = field(default_factory=list)


def _parsed(text: str, marks: list[int]) -> Sentence:
    sentence = Sentence(text, marks=marks)
    for clause in sorted(by_topic(clauses(text)), key=lambda one: one[0].plain == "then"):
        ClauseWalk(sentence, clause).walk()
    whom = likeliest(sentence)
    leave_what_others_do(sentence, whom)
    bind(sentence, -1 if whom is None else whom.span[0])
    count_one(sentence)
    take_back(sentence, marks)
    return sentence


def _settled(sentence: Sentence) -> tuple[Choices, list[Mistake], _Rest]:
    """One value for each field, in the order of the text, and what belongs to no single one."""
    found = sorted(sentence.found, key=lambda one: one[2])
    choices, mistakes = choose_all((words, fills) for words, fills, _ in as_seen(with_tones(found)))
    mistakes += [*settle_air(choices), *settle_light(choices)]
    settle_box_speed(choices)
    gelled = [*no_lamp_there(choices), *settle_gel(choices), *settle_opposite(choices)]
    rest = _Rest(film=daylight(choices))
    wrong, rest.other_size, other = settle_sizes(choices)
    homeless = settle_going(choices)
    rest.climb = settle_climb(choices)
    unsettled, rest.homeless = settle_moves(choices)
    rest.homeless += [*homeless, *gelled, *profile_too(choices)]
    if rest.other_size and not has_other_size(choices):
        rest.homeless.append(other)
    high = next((path for path in HEIGHTS if path in choices), None)
    if high is not None and said("framing.angle", choices) == "overhead":
        choices.setdefault("rig.from_distance_m", choices[high])  # as far off as it is high
        choices.pop(high)
    elif high is not None and "framing.angle" in choices:  # it says already how high the camera is
        rest.homeless.append(choices.pop("framing.angle").words)
    shape = choices.get("lens.frame_aspect")
    if (
        shape is not None
        and shape.words == "1:1"
        and any("macro" in one[0].lower() for one in found)
    ):
        rest.homeless.append(choices.pop("lens.frame_aspect").words)  # how large, not what shape
    rest.homeless += [words for words, fills, _ in found if _is_overruled(fills, choices)]
    in_order = sorted(choices.items(), key=lambda item: item[1].place)
    return dict(in_order), [*mistakes, *wrong, *unsettled], rest


def _is_overruled(fills: Fills, choices: Choices) -> bool:
    """True for an hour or a sky of which other words leave nothing: "overcast, by the window"."""
    weak = SUGGESTED * ADJECTIVE + SUGGESTED
    hours = [path for path in fills if path.startswith(weak) and path.endswith("lighting.style")]
    if not hours or hours[0].startswith(SUGGESTED * NIGHT):
        return False
    paths = {path.lstrip(SUGGESTED): value for path, value in fills.items()}
    return not any(path in choices and choices[path].value == v for path, v in paths.items())


def _values(choices: Choices, rest: _Rest) -> dict[str, Value]:
    values = {path: choice.value for path, choice in choices.items()}
    if rest.film is not None:
        values["stock.stock"] = DAYLIGHT_FILM
    values |= {path: choice.value for path, choice in rest.climb.items()}
    return values | ({OTHER_SIZE: rest.other_size} if rest.other_size else {})


def _understood(said: Said) -> list[str]:
    """What was said outright, in the order in which a slate reads."""
    values = {path: one.value for path, one in said.choices.items() if _is_said(path, said.choices)}
    other = said.values.get(OTHER_SIZE)
    ends = [] if other is None else [f"{told('framing.size', other)} at the other end"]
    return slated(values, values) + ends


def _is_said(path: str, choices: Choices) -> bool:
    return path != "subject.kind" and (path in OUTRIGHT or not choices[path].suggested)


def _assumed(script: SceneScript, said: Said) -> list[str]:
    """What nobody said, and the shot needs."""
    lines: list[str] = []
    choices, subject = said.choices, said.subject
    if subject is not None and not subject.is_known:
        lines.append(f"{subject.noun} is a {script.subject.kind}")
    if subject is not None and subject.is_of_end:
        lines.append(f"the shot is of the {subject.noun}, on which it ends")
    for path in NEEDED:
        if path not in choices:
            slot, _, one = path.partition(".")
            value = getattr(getattr(script, slot), one)
            why = f" for {said.film!r}" if path == "stock.stock" and said.film else ""
            lines += [f"{told(path, value)}{why}"] if value is not None else []
    lines += told_climb(script, said.climb)
    heading_deg = script.subject.heading_deg
    if heading_deg and "subject.heading_deg" not in choices:
        lines.append(told("subject.heading_deg", heading_deg))
    return lines + [f"{', '.join(shown)} for {words!r}" for words, shown in _suggested(choices)]


def _suggested(choices: Choices) -> list[tuple[str, list[str]]]:
    """What words only suggest, told together for each of them."""
    told_of: dict[str, list[str]] = {}
    for path in sorted(choices, key=in_order):
        choice = choices[path]
        if choice.suggested and path not in (*OF_SUBJECT, *OUTRIGHT):
            told_of.setdefault(choice.words, []).append(told(path, choice.value))
    return list(told_of.items())


def _slot_and_field(path: str) -> tuple[str, str]:
    slot, dot, name = path.partition(".")
    return (slot, name) if dot else ("header", path)
