# SPDX-License-Identifier: Apache-2.0
"""One value for each field: the stronger of two words stands, and two as strong must agree."""

from collections.abc import Iterable
from dataclasses import dataclass

from scene_stager.errors import Mistake
from scene_stager.script.prose.synonyms import Fills, Value

SUGGESTED = "~"  # before a field, once or more: it gives way to a word that has fewer of them
ADJECTIVE = 1  # suggestions so strong must agree; of weaker ones the lesser stands

# Two words for one: a camera that backs away from somebody who comes is led by them.
AS_ONE = {
    frozenset(("pull_out", "lead")): "lead",
    frozenset(("push_in", "follow")): "follow",
    frozenset(("track_left", "follow")): "track_left",
    frozenset(("track_right", "follow")): "track_right",
    frozenset(("wide", "extreme_wide")): "extreme_wide",
    frozenset(("storm", "drizzle")): "storm",  # it rains in a storm
    frozenset(("close_up", "insert")): "insert",  # of a detail, and as close as that is
    frozenset(("extreme_close_up", "insert")): "insert",
    frozenset(("dolly_zoom", "zoom")): "dolly_zoom",
    frozenset(("high", "overhead")): "overhead",
    frozenset(("low", "worms_eye")): "worms_eye",
}
ONE_OF_TWO = ("framing.angle", "rig.move", "atmosphere.weather", "framing.size", "lens.zoom")

# Open fields by the field that they settle, and what to say in place of two words that disagree.
SHOWN = {"@side": "lighting.key_azimuth_deg", "@reach": "lighting.key_azimuth_deg"}
SHOWN |= {"@size_from": "framing.size", "@size_to": "framing.size"}
WHICH = 'Say which light each is of, as in "soft key left, hard rim right".'
REMEDIES = {
    "framing.size": 'For a move between the two say "from wide to close up".',
    "framing.angle": 'Of a light say "key from below"; of two heights "crane up from 1 m to 3 m".',
    "lens.focal_length_mm": 'For a zoom between the two say "zoom 50mm to 85mm".',
    "rig.rig": 'To take one back say "dolly instead of handheld".',
    "rig.move": 'Of two moves the first is made: say "push in, then pan left".',
    "subject.motion": 'Of the camera say "camera static".',
    "lighting.key_azimuth_deg": WHICH,
    "lighting.key_softness_deg": WHICH,
    "lighting.key_kelvin": WHICH,
}


@dataclass(frozen=True, slots=True)
class Choice:
    """The value of one field, the words that gave it, and how easily it gives way."""

    words: str
    value: Value
    weakness: int
    place: int = 0

    @property
    def suggested(self) -> bool:
        """True for what no word said outright."""
        return self.weakness > 0


Choices = dict[str, Choice]


def choose_all(found: Iterable[tuple[str, Fills]]) -> tuple[Choices, list[Mistake]]:
    """One choice for each field in the order of the text, and every two words that disagree."""
    choices: Choices = {}
    mistakes: list[Mistake] = []
    for place, (words, fills) in enumerate(found):
        for path, value in fills.items():
            field = path.lstrip(SUGGESTED)
            choice = Choice(words, value, len(path) - len(field), place)
            mistakes += choose(choices, field, choice)
    return choices, mistakes


def choose(choices: Choices, path: str, choice: Choice) -> list[Mistake]:
    """Keep the stronger of two choices for a field; two equally strong must agree."""
    before = choices.get(path)
    if before is None or before.weakness > choice.weakness:
        choices[path] = choice
        return []
    if before.weakness < choice.weakness or before.value == choice.value:
        return []
    if path == "rig.orbit_deg" and abs(float(before.value)) == abs(
        float(choice.value)
    ):  # which way, one says
        choices[path] = min(before, choice, key=lambda one: float(one.value))
        return []
    if choice.weakness > ADJECTIVE:
        choices[path] = min(before, choice, key=lambda one: (str(type(one.value)), one.value))
        return []
    together = AS_ONE.get(frozenset((str(before.value), str(choice.value))))
    if path in ONE_OF_TWO and together:
        choices[path] = before if before.value == together else choice
        return []
    found = f"{before.words!r} and {choice.words!r}"
    where = SHOWN.get(path, path)
    remedy = REMEDIES.get(where, "")
    return [Mistake(where, found, "one of them, since they say different things", remedy)]


def said(path: str, choices: Choices) -> str | None:
    """The word that fills a field, if one does."""
    return str(choices[path].value) if path in choices else None
