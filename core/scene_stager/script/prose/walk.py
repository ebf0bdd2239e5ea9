# SPDX-License-Identifier: Apache-2.0
"""What a walk through a clause remembers, and how it keeps, rules out or sets aside what it met."""

from dataclasses import replace

from scene_stager.script.prose import outright
from scene_stager.script.prose.camera.both_ends import with_ends
from scene_stager.script.prose.camera.comes_round import with_ends_of_orbits
from scene_stager.script.prose.camera.compound import with_ways
from scene_stager.script.prose.camera.its_verbs import with_its_verbs
from scene_stager.script.prose.camera.looks import with_looks
from scene_stager.script.prose.camera.moves_in_turn import goes_with
from scene_stager.script.prose.camera.shown import with_shown
from scene_stager.script.prose.items import Item
from scene_stager.script.prose.lights import of_lamps
from scene_stager.script.prose.lights.backdrops import with_backdrops
from scene_stager.script.prose.lights.kinds import SOURCES
from scene_stager.script.prose.lights.lamps_there import with_lamps_there
from scene_stager.script.prose.lights.only import with_only
from scene_stager.script.prose.lights.pictures import with_pictures
from scene_stager.script.prose.lights.roles import with_roles
from scene_stager.script.prose.lights.unnamed import with_unnamed
from scene_stager.script.prose.lights.verbs import (
    changes_a_light,
    does_a_light,
    names_a_light,
)
from scene_stager.script.prose.sentence import DOING, Mention, Sentence
from scene_stager.script.prose.settled.air import ruled_out, with_changes
from scene_stager.script.prose.synonyms import Fills, words
from scene_stager.script.prose.synonyms.glue import COUNTS
from scene_stager.script.prose.who import said_of, standing
from scene_stager.script.prose.who.deeds import with_deeds
from scene_stager.script.prose.who.going import with_emerging
from scene_stager.script.prose.who.guess import (
    BESIDE,
    LONE,
    NAMED,
    Span,
    Standing,
    maybe,
    rank,
    settles,
)
from scene_stager.script.prose.who.moving import with_moving
from scene_stager.script.prose.who.noun_phrase import NounPhrase
from scene_stager.script.prose.who.others import does_what_follows
from scene_stager.script.prose.who.own_side import is_hers_alone, whose_side, with_own_sides

OF_THE_CAMERA = words("view angle zoom lens camera motion focus scene opening title perspective")
HANGING = words("underneath beneath below inside outside around beyond nearby throughout")
OF_MEASURES = ("quantity", "preposition", "article", "filler", "join")


class Walk:
    """What stood before in a clause, and where that goes which is met."""

    def __init__(self, sentence: Sentence, items: list[Item]) -> None:
        lit = any(one.kind in SOURCES for one in sentence.mentions)
        hangs = any(one.kind in ("air", "airy") for one in sentence.mentions)
        items = with_ends_of_orbits(with_its_verbs(with_pictures(items)))
        items = with_changes(with_own_sides(of_lamps.with_daylight(items)), hangs)
        items = with_lamps_there(with_moving(with_emerging(items)))
        items = with_ends(with_looks(with_deeds(items)))
        items = with_roles(with_ways(with_shown(with_unnamed(items))), sentence.text, lit)
        items, only = with_only(with_backdrops(items), lit, sentence.text)
        sentence.found += [only] if only else []
        sentence.subjects += [whose_side(one) for one in items if is_hers_alone(one)]
        self.sentence, self.items = sentence, items
        self.before: Item | None = None  # a preposition that waits for its noun
        self.negation: Item | None = None
        self.here = Standing(goes=bool(sentence.doings), came="rig.move" in sentence.moves)
        self.here.follows_somebody = any(one.rank >= NAMED for one in sentence.subjects)
        self.doer: Span | None = None  # the noun that does what follows
        self.acts = False  # somebody was named just before, and what follows is what they do
        sentence.phrases += 1
        sentence.clauses += 1
        if any(items and mark == items[0].start for mark in sentence.marks):
            sentence.moves = {}  # "dolly in, no wait, pull back"
        if all(one.role in (*OF_MEASURES, "modifier", "head", "adjective") for one in items):
            sentence.plain.add(sentence.clauses)
        far_from = bool(items) and items[0].kind == "@away" and items[0].plain.endswith("from")
        if far_from or all(one.role in OF_MEASURES or one.kind == "measure" for one in items):
            sentence.measured.add(sentence.clauses)

    def _take(self, phrase: NounPhrase, first: Item, has_article: bool) -> int:
        """A noun phrase: the subject perhaps, else a place or a thing with no field for it."""
        here = self._standing(phrase, has_article)
        value = rank(phrase, here)
        self._go_with(phrase.start - has_article, phrase)
        if does_what_follows(phrase, here, self.items[phrase.end : phrase.end + 1]):
            self.doer = phrase.noun.start, phrase.noun.end
        if phrase.is_scenery or (value is None and not phrase.is_somebody):
            self.sentence.things.setdefault(self.sentence.clauses, phrase.noun.start)
        if phrase.name in outright.NAMES:
            self._mention(phrase.noun, outright.NAMES[phrase.name])
        elif value is None:
            self._pass_by(phrase, first, here)
        else:
            sized_at = standing.sized_at(self.items[: phrase.start - has_article])
            self.sentence.subjects.append(replace(maybe(value, phrase, here), sized_at=sized_at))
            for item in self.items[phrase.start : phrase.end]:
                if item.start != phrase.noun.start:
                    self._set_aside(item)
            if not phrase.is_place:
                beside = here.last_head == "practical" and self._before() in BESIDE
                self._mention(phrase.noun, "beside" if beside else "subject")
            here.place_only = not here.has_subject and phrase.is_place
            here.has_subject = here.has_subject or settles(phrase, here, value)
            here.is_of_thing = not here.before and phrase.fills["subject.kind"] != "person"
            here.is_scenic = phrase.is_scenery
            here.has_part |= phrase.noun.kind == "part"
            self.acts = not phrase.is_scenery or self._moves_itself(phrase.end)
        self.before = self.before if here.is_of_a_light else None  # "by a shop window"
        self.negation = None
        here.pass_a_noun()
        return phrase.end

    def _pass_by(self, phrase: NounPhrase, first: Item, here: Standing) -> None:
        """Set a noun aside that the shot is surely not of."""
        span = self._begin_of(first), self.items[phrase.end - 1].end
        self.sentence.asides.append(span)
        if here.before == "with":
            self._mention(phrase.noun, "apart")
        elif self._does_something(phrase):
            self._mention(phrase.noun, DOING)
        self.acts = not here.before and phrase.name not in OF_THE_CAMERA
        here.is_scenic = phrase.is_abstract
        if standing.is_all_there_is(self.items, phrase):
            others = [(one.start, one.end) for one in self.items if one is not phrase.noun]
            self.sentence.lone.append((maybe(LONE, phrase, here), span, others))

    def _go_with(self, at: int, phrase: NounPhrase | None = None) -> None:
        """Let somebody go whom the camera goes along with: "truck right with the waiter"."""
        move = goes_with(self.items, at)
        stays = phrase is not None and (phrase.is_scenery or phrase.noun.kind == "part")
        if move is not None and not (stays or self.here.is_backdrop):
            along: Fills = {"~@along": True}
            if move.lexeme.fills.get("rig.move") == "pull_out":  # "track back with the nurse"
                along = {**along, "@ahead": True}
            self.sentence.found.append((f"{move.text} with", along, move.start))

    def _standing(self, phrase: NounPhrase, has_article: bool) -> Standing:
        at = phrase.start - has_article
        here, after = self.here, self.items[phrase.end : phrase.end + 1]
        here.before = standing.stands(self._before(), self.items[:at])
        here.follows_article = has_article or self.items[phrase.start].plain in COUNTS
        here.opens = at == 1 and self.before is not None
        here.of_what = standing.of_what(self.items[:at])
        here.is_hers = has_article and self.items[at].plain in ("her", "his", "their")
        here.is_shown = here.before == "behind" or standing.is_opened(self.items[:at])
        here.is_backdrop = standing.is_in_the_back(self.items[phrase.end : phrase.end + 4])
        here.is_far = any(one.plain == "distance" for one in self.items[phrase.end :])
        here.after = after[0].plain if after else ""
        here.after_kind = after[0].kind if after else ""
        here.of_somebody = said_of.is_of_somebody(self.items[phrase.end : phrase.end + 4])
        here.is_of_a_light = names_a_light(self.items[phrase.end : phrase.end + 2])
        here.is_of_a_light |= standing.lights_it(self.items[phrase.end : phrase.end + 6])
        here.is_negated = self.negation is not None
        here.of_shoulder = here.before == "over" and "shoulder" in self.items[phrase.end - 1].plain
        here.sizes_end = standing.sizes_end(self.items[:at])
        return here

    def _moves_itself(self, at: int) -> bool:
        """True behind "a curtain" in "a curtain moves in the wind"."""
        after = self.items[at].plain.split(" ")[0] if at < len(self.items) else ""
        return self.before is None and after.endswith("s")

    def _is_listed(self, item: Item) -> bool:
        """True for a number that is all of its clause, and no slate in front of the sentence."""
        first = self.sentence.clauses == 1
        return len(self.items) == 1 and not (first and self.sentence.text[item.end :][:1] != ",")

    def _leave_hanging(self) -> None:
        """Set aside where something is by a word that waits for no noun: "a lamp underneath"."""
        if self.items and self.items[-1].plain in HANGING:
            self._set_aside(self.items[-1])

    def _before(self) -> str:
        return "" if self.before is None else self.before.plain

    def _does_something(self, phrase: NounPhrase) -> bool:
        does = phrase.noun.role == "word" and phrase.name.endswith(("s", "ing"))
        return does and not self._is_of_air(phrase.start)

    def _is_of_air(self, at: int) -> bool:
        """True for what a weather does: "rain comes down hard"."""
        before = next((one for one in reversed(self.items[:at]) if one.role != "filler"), None)
        return before is not None and before.kind in ("air", "wind")

    def _follows_article(self, at: int) -> bool:
        return self._role(at - 1) == "article"

    def _role(self, at: int) -> str:
        return self.items[at].role if 0 <= at < len(self.items) else ""

    def _negate(self, item: Item) -> None:
        words = [one for one in (self.negation, item) if one is not None]
        fills, start = ruled_out(item) or outright.left_without(item), words[0].start
        instead = self.negation is not None and self.negation.kind == "instead"
        if fills is None or instead:
            self.sentence.asides.append((start, item.end))
        else:
            self.sentence.found.append((" ".join(one.text for one in words), fills, start))

    def _light_changes(self, at: int) -> None:
        """What stands behind a light's "go out" says nothing of where that light stands."""
        self.here.is_lit |= does_a_light(self.items, at)
        last = self.sentence.mentions[-1:]
        if last and last[0].kind == "key" and changes_a_light(self.items, at):
            self.sentence.mentions[-1] = replace(last[0], kind="other")
            self._set_aside(last[0].item)

    def _count(self, at: int) -> None:
        """The number before lamps in the picture is how many of them there are."""
        for item in of_lamps.counted(self.items, at):
            fills: Fills = {"lighting.practical_count": of_lamps.count_of(item)}
            self.sentence.found.append((item.text, fills, item.start))
            span = item.start, item.end
            self.sentence.asides = [one for one in self.sentence.asides if one != span]

    def _begin_of(self, first: Item) -> int:
        if self.negation is not None:
            return self.negation.start
        return first.start if self.before is None else min(first.start, self.before.start)

    def _mention(self, item: Item, kind: str) -> None:
        here = self.sentence
        here.mentions.append(Mention(item, kind, here.clauses, here.phrases, here.places))

    def _set_aside(self, item: Item) -> None:
        self.sentence.asides.append((item.start, item.end))
