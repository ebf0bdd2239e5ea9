# SPDX-License-Identifier: Apache-2.0
"""A clause, item by item: its heads, its modifiers, who it may be about, and what is set aside."""

from collections.abc import Callable
from dataclasses import replace

from scene_stager.script.prose import outright
from scene_stager.script.prose.camera import moves_in_turn
from scene_stager.script.prose.items import Item
from scene_stager.script.prose.lights import of_lamps
from scene_stager.script.prose.lights.kinds import LAMPS
from scene_stager.script.prose.lights.lamps import is_how_a_thing_is
from scene_stager.script.prose.lights.verbs import does_a_light, is_light, is_out_of_shot, own_light
from scene_stager.script.prose.numbers.by_number import PRIMES
from scene_stager.script.prose.sentence import DOING, Doing
from scene_stager.script.prose.synonyms import Fills
from scene_stager.script.prose.synonyms.gaits import MOTION
from scene_stager.script.prose.synonyms.glue import BEGINS, ENDS, OF, PLACES
from scene_stager.script.prose.synonyms.verbs import DO_SEVERAL, GOES, in_s
from scene_stager.script.prose.walk import Walk
from scene_stager.script.prose.who import in_shot, said_of, standing
from scene_stager.script.prose.who.going import has_no_field, is_a_fruit, is_of_a_thing
from scene_stager.script.prose.who.guess import BESIDE, HERO, PRONOUN, SPOKEN_OF, MaybeSubject
from scene_stager.script.prose.who.noun_phrase import NounPhrase, is_adjective, noun_phrase
from scene_stager.script.prose.words import Lexeme

LOOK_DEG = 12.0  # how far the head turns meanwhile; house default, as of a tilt alone
HOLD: Fills = {"rig.move": "hold"}
LOOKS = ("look", "looks", "looking")
MOVES = ("move", "follow", "zoom", "focus", "rig", "climb")


class ClauseWalk(Walk):
    """One walk through the items of a clause, which remembers what stood before."""

    def walk(self) -> None:
        """Take every item of the clause."""
        takes: dict[str, Callable[[int, Item, bool], int]] = {
            "head": self._head,
            "modifier": self._modifier,
            "quantity": self._quantity,
            "article": self._article,
            "preposition": self._preposition,
            "join": self._join,
            "relative": self._relative,
            "pronoun": self._pronoun,
            "negation": self._negation,
            "slug": self._slug,
            "filler": self._filler,
            "verb": self._verb,
            "aside": self._aside,
            "word": self._noun,
            "noun": self._noun,
            "adjective": self._noun,
        }
        at = 0
        self.here.is_handled = standing.is_handled(self.items)
        opens = len(self.items) > 1 and self.items[0].role == "verb"
        if opens and in_shot.is_what_they_do(self.items, 1):
            self.items[0] = replace(self.items[0], lexeme=Lexeme("word"))  # "leaves swirl"
        alone = of_lamps.counted_anew(self.items, self.sentence) or outright.said_alone(self.items)
        if alone is not None:
            self.sentence.found.append((self.items[0].text, alone, self.items[0].start))
            return
        while at < len(self.items):
            item = self.items[at]
            self.sentence.places += 1
            acted, self.acts = self.acts, False
            acted |= standing.goes_there(self.items, at, self.here)
            at = takes.get(item.role, self._other)(at, item, acted)
        self._leave_hanging()

    def _head(self, at: int, item: Item, acted: bool) -> int:
        sided = of_lamps.as_side(item, self.here.last_head)
        if sided is not None:  # "a lamp in the left of frame", "a shaft of light straight down"
            return self._modifier(at, sided, acted)
        if self._is_meant_otherwise(at, item, acted):
            return self._other_thing(at, item, acted)
        off = outright.turned_off(self.items, at)
        if off is not None:
            self.negation = None
            self._negate(replace(item, text=f"{item.text} off", end=self.items[off].end))
            return off + 1
        if said_of.is_said_of_somebody(self.items, at):
            self._set_aside(item)
            phrase = noun_phrase(self.items, at + 1, True) if self._follows_article(at) else None
            return at + 1 if phrase is None else self._take(phrase, self.items[at + 1], True)
        if self.negation is not None:
            return self._rule_out(at)
        look = moves_in_turn.look_meanwhile(item, self.sentence.moves, self.here)
        if look is not None:
            self.here.look = look
            self.sentence.found.append((item.text, {f"~{look[0]}": look[1] * LOOK_DEG}, item.start))
            return at + 1
        if moves_in_turn.comes_later(self.items, at, self.sentence.moves, self.here):
            self.here.is_later |= item.kind in MOVES
            self.here.has_moved |= item.kind in MOVES
            self._set_aside(item)
            return at + 1
        does = in_shot.does_something(self.items, at)
        if in_shot.is_named(item, self.here, self._before(), does=does):
            return self._take(NounPhrase(at, at + 1, in_shot.as_noun(item)), item, True)
        self._count(at)
        if said_of.is_said_of_a_noun(self.items, at):
            return self._noun(at, item, acted)
        if said_of.is_said_of_a_window(self.items, at):
            self._set_aside(item)
            return at + 1
        if not of_lamps.counts_lamps(self.items, at):
            self._fill(at, item)
        return at + 1

    def _other_thing(self, at: int, item: Item, acted: bool) -> int:
        """A word of the trade that is a thing in shot here, or what somebody or a light does."""
        if item.kind == "key":
            self._mention(item, "other")
        self._light_changes(at)
        if item.kind != "key" and (acted or item.kind in MOVES) and not self._is_of_air(at):
            self._mention(item, "goes" if item.plain.split(" ")[0] in GOES else DOING)
        self._set_aside(item)
        return at + 1

    def _rule_out(self, at: int) -> int:
        """What is left of a head that is negated, and of the next behind "or"."""
        item, end = outright.denied(self.items, at)
        self._negate(item)
        joined = end < len(self.items) and self.items[end].plain == "or"
        self.negation = self.negation if joined else None
        return end

    def _is_meant_otherwise(self, at: int, item: Item, acted: bool) -> bool:
        if self.negation is not None and item.plain in outright.NO_BOUNCE:
            return False
        return in_shot.is_meant_otherwise(self.items, at, self._before(), self.here, acted=acted)

    def _fill(self, at: int, item: Item) -> None:
        """Keep what a head fills, and what it says of those that stand behind it."""
        if moves_in_turn.goes_round(item, self.items[at + 1 : at + 2]):
            fills = {**item.lexeme.fills, "rig.move": "orbit"}
            item = replace(item, lexeme=replace(item.lexeme, fills=fills))
        if standing.is_camera_still(self.items, at, self.here):
            item = replace(item, lexeme=replace(item.lexeme, kind="move", fills=HOLD))
        after = self.items[at + 1 : at + 4]
        item = moves_in_turn.at_an_end(item, self.here, self._before(), after)
        item = moves_in_turn.as_held(item, self.here, after[:1])
        self._mention(item, standing.head_kind(self.items, at, self.here))
        self.sentence.moves = moves_in_turn.with_move(self.sentence.moves, item)
        if item.lexeme.fills:
            self.sentence.found.append((item.text, item.lexeme.fills, item.start))
        if item.kind == "motion":
            done = Doing(self.sentence.found[-1], self.sentence.places, self.doer)
            self.sentence.doings.append(done)
        moves_in_turn.remember(item, self.here, self.sentence.moves)
        self.here.has_moved |= item.kind in MOVES
        self.here.holds = moves_in_turn.holds(item) or (self.here.holds and item.kind not in MOVES)
        finds = moves_in_turn.finds(self.items, at)
        self.here.finds = self.here.finds or finds
        self.here.has_head, self.here.last_head = True, item.kind
        if finds or self._role(at + 1) not in ("word", "noun"):
            self.before = None

    def _modifier(self, at: int, item: Item, acted: bool) -> int:
        follows = self._follows_article(at)
        directly = self._role(at + 1) in ("word", "noun")
        named = noun_phrase(self.items, at, follows or directly)
        if named is not None and said_of.is_said_of_a_head(self.items, named, follows):
            named = None  # "soft north light", "slow lateral tracking shot"
        if named is not None and is_adjective(item, follows or directly):
            return self._noun(at, item, acted)
        if self.negation is not None:
            self._negate(outright.denied_side(self.negation, item))
            return at + 1
        if is_of_a_thing(self.items, at):
            self.before = replace(item, text="near")
            self._set_aside(item)
            return at + 1
        the_cold = said_of.is_a_noun_itself(self.items, at, follows)
        if the_cold or has_no_field(self.items, at, self.here) or is_a_fruit(self.items, at):
            self._set_aside(item)
            return at + 1
        if item.plain in BESIDE:
            if standing.is_where_we_are(self.items[:at], self.here):
                self._mention(self.items[at - 1], "cam")  # "be right behind him"
                self.sentence.places += 1
            self.before = item
        self._mention(item, "")
        return at + 1

    def _quantity(self, at: int, item: Item, acted: bool) -> int:
        if item.kind in ("@metres", "@tall") and self._follows_article(at):
            phrase = noun_phrase(self.items, at + 1, True)
            if phrase is not None:  # "a 6'2" bouncer"
                tall: Fills = {"subject.height_m": item.lexeme.fills[item.kind]}
                self.sentence.found.append((item.text, tall, item.start))
                return self._take(phrase, self.items[phrase.start], True)
        if self.here.look is not None and item.kind == "@angle":
            so_far = moves_in_turn.looks_so_far(item, self.here.look)
            self.sentence.found.append((item.text, so_far, item.start))
            return at + 1
        later = self.here.is_later and item.kind in moves_in_turn.OF_A_MOVE
        if later or is_how_a_thing_is(self.items, at):
            self._set_aside(item)
            return at + 1
        self._mention(item, "")
        return at + 1

    def _article(self, at: int, item: Item, acted: bool) -> int:
        phrase = noun_phrase(self.items, at + 1, True)
        if phrase is not None and said_of.is_said_of_a_number(self.items, phrase):
            self._set_aside(phrase.noun)  # "a clean 50 on the singer"
            return phrase.end
        if said_of.is_object(self.items, at, phrase):
            return self._pronoun(at, item, acted)  # "keep her small"
        return at + 1 if phrase is None else self._take(phrase, item, True)

    def _noun(self, at: int, item: Item, acted: bool) -> int:
        lights = at > 0 and self.items[at - 1].role == "head" and item.plain in DO_SEVERAL
        let = acted and in_shot.is_what_they_are_let(self.items, at)
        if let or ((acted or lights) and in_shot.is_what_they_do(self.items, at)):
            gait = MOTION.get(in_s(item.plain))
            if gait is not None:  # "soldiers march"
                self.items[at] = replace(item, lexeme=Lexeme("head", "motion", gait))
                return self._head(at, self.items[at], acted)
            self.items[at] = replace(item, lexeme=Lexeme("verb"))
            return self._verb(at, self.items[at], False, goes=acted)
        if standing.is_how_it_is(self.items, at):  # "a bit of flare is fine"
            return self._other(at, item, False)
        follows = self._follows_article(at)
        phrase = noun_phrase(self.items, at, follows)
        drips = at > 0 and in_shot.is_of_nature(self.items[at - 1 : at])
        if drips and item.role == "word" and item.plain.endswith("s"):  # "rain drips"
            self._set_aside(item)
            return at + 1
        if not follows and (in_shot.is_done(self.items, at) or does_a_light(self.items, at)):
            self._light_changes(at)
            self._set_aside(item)
            return at + 1
        return self._other(at, item, acted) if phrase is None else self._take(phrase, item, follows)

    def _preposition(self, at: int, item: Item, acted: bool) -> int:
        if item.plain == "over" and of_lamps.hangs(self.items[:at]):
            return self._modifier(at, of_lamps.as_above(item), acted)  # "a softbox over the table"
        inside = item.plain == "of" and self.before is self.items[at - 1] and at > 0
        if not (inside and self.before is not None and self.before.plain in PLACES):
            self.before = item  # "inside of" is where, as "inside" is
        return at + 1

    def _join(self, at: int, item: Item, acted: bool) -> int:
        if item.plain != "or":
            self.negation = None
        self.before = item if item.plain == "with" else None
        self.here.is_while = item.plain in ("as", "while")
        self.here.is_then |= item.plain == "then" and bool(self.sentence.moves)
        self.sentence.phrases += 1
        return at + 1

    def _relative(self, at: int, item: Item, acted: bool) -> int:
        if item.plain == "so" and standing.is_only_talk(self.items[:at]):
            return at + 1  # "ok so it's a slow push in"
        self.here.is_when = item.plain == "when"
        somebody = self.here.has_subject or item.plain != "where"  # "a version where she sits"
        self.here.is_relative = somebody and not self.here.is_when
        return at + 1

    def _pronoun(self, at: int, item: Item, acted: bool) -> int:
        if not self.here.has_subject and item.plain != "it":
            rank = PRONOUN if self.before is not None and self.before.plain not in OF else SPOKEN_OF
            whom = MaybeSubject(rank, item.text, HERO, (item.start, item.end))
            self.sentence.subjects.append(whom)
        self._go_with(at)
        self.acts = self.before is None and item.plain != "it"
        self.doer = None if self.acts else self.doer
        self.here.has_subject = self.here.has_subject or self.acts
        self.before = None
        return at + 1

    def _negation(self, at: int, item: Item, acted: bool) -> int:
        self.negation = None if outright.is_a_cut(self.items, at) else item
        return at + 1

    def _slug(self, at: int, item: Item, acted: bool) -> int:
        self.here.is_slug = True
        if item.lexeme.fills["@interior"]:
            self.sentence.found.append((item.text, item.lexeme.fills, item.start))
        return at + 1

    def _filler(self, at: int, item: Item, acted: bool) -> int:
        if item.plain in outright.NAMES:
            self._mention(item, outright.NAMES[item.plain])
        if standing.comes_to_us(self.items, at, self.here, acted=acted):
            self._mention(item, "goes")
        self.acts = acted and item.plain in ("is", "are", "was", "were")  # "are crossing"
        moves = "rig.move" in self.sentence.moves
        if standing.comes_upon(self.items, at, moves or self.here.is_of_thing):
            self.here.finds, self.before = True, None
        if self.negation is not None and item.plain in outright.MOVING:  # "never move the camera"
            self.sentence.found.append((item.text, {"rig.move": "hold"}, item.start))
            self.negation = None
        if self.negation is not None and item.plain in LOOKS:  # "she never looks up"
            self.sentence.asides.append((self.negation.start, item.end))
        self.here.motivates = self.here.motivates or item.plain.startswith("motivat")
        self.here.ends = item.plain in ENDS or (self.here.ends and item.plain not in BEGINS)
        self.here.begins = item.plain in BEGINS or (self.here.begins and not self.here.ends)
        return at + 1

    def _verb(self, at: int, item: Item, acted: bool, goes: bool = False) -> int:
        self._light_changes(at)
        if not self._is_of_air(at):
            self._mention(item, "goes" if item.plain in GOES else DOING)
        if (acted or goes) and self.here.has_subject and in_shot.is_gone(self.items, at):
            self.sentence.found.append((item.text, {"@gone": True}, item.start))
            done = Doing(self.sentence.found[-1], self.sentence.places, self.doer)
            self.sentence.doings.append(done)
        else:
            self._set_aside(item)
        self.here.has_subject |= acted and not self.here.is_scenic
        return at + 1

    def _aside(self, at: int, item: Item, acted: bool) -> int:
        if item.plain in standing.EITHER_SIDE:
            self.before = replace(item, text="near")
        through = self._before() == "through" and self.here.last_head in LAMPS
        if through or item.plain.endswith("focus"):  # of which nothing is said: "through a canopy"
            self._set_aside(item)
            return at + 1
        serves = item.kind == "key" and self.here.last_head in ("fill", "rim", "kicker")
        self._mention(item, "other" if serves else item.kind)  # "fill with a poly"
        self._set_aside(item)
        self.sentence.found += [] if serves or self.negation else own_light(self.items, at)
        over = "shoulder" in item.plain or item.plain.split()[-1] in ("ots", "os")
        self.here.over_somebody = over
        if is_light(item):  # another light, and in shot where it is no key
            self.here.last_head = "key" if is_out_of_shot(item) else "practical"
        self.here.is_pov = item.plain in in_shot.POVS
        self.here.sees_with = self.here.sees_with or over or self.here.is_pov
        self.here.has_moved = self.here.has_moved or over  # "over her shoulder to the doctor"
        return at + 1

    def _other(self, at: int, item: Item, acted: bool) -> int:
        """A word or a number that nobody knows; a number may be how many lamps there are."""
        self.here.has_subject |= acted and item.plain.endswith("ing")  # "hands plating the dish"
        if item.text in PRIMES and self._is_listed(item):  # "MCU, 85, T2"
            lens: Fills = {"~~lens.focal_length_mm": float(item.text)}
            self.sentence.found.append((item.text, lens, item.start))
            return at + 1
        if not of_lamps.counts_lamps(self.items, at):
            if in_shot.is_doing(item) and not self._is_of_air(at):
                self._mention(item, DOING)
            self._set_aside(item)
        return at + 1
