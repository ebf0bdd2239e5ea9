# SPDX-License-Identifier: Apache-2.0
"""Who or what a shot is of: every noun phrase is a guess, and where it stands says how good."""

from dataclasses import dataclass

from scene_stager.script.prose.camera.compound import LONG
from scene_stager.script.prose.lights.kinds import LAMPS
from scene_stager.script.prose.synonyms import Fills, either, words
from scene_stager.script.prose.synonyms.glue import (
    FROM,
    OF,
    PERSON_ENDINGS,
    PREPOSITIONS,
    TO_WHERE,
)
from scene_stager.script.prose.synonyms.verbs import DO_SEVERAL, DOES_ONE, GOES, MAY_DO_ONE
from scene_stager.script.prose.who.noun_phrase import PIECES, SETUPS, NounPhrase, is_several

BESIDE = frozenset(
    either(
        "behind|close behind|tight behind|in front of|in front|beside|next to|alongside|above"
        "|ahead of|in back of"
    )
)
PAST = words("past across down up along")  # on the way of a move, rather than at its end
LIGHTING = words("key sun time")
LEFT = FROM | {"off"}  # of what a move begins on: "pull back off the tractor"
LIKENESSES = words("bust sculpture statue painting photograph portrait doll mask figurine")
SO_MANY = words(
    """column row line queue group pair herd flock pack team gang bunch string fleet squad swarm
    pile stack tray procession trio handful parade"""
)
WORN = words(
    """dress gown coat raincoat overcoat trenchcoat jacket hat cap scarf veil suit tuxedo uniform
    jumpsuit shirt blouse skirt trousers jeans hoodie sweater jumper robe cloak cape tie apron
    kimono sari vest waistcoat pyjamas pajamas costume overalls"""
)
INTO = words("into")
ONTO = words("to into")  # what a camera that turns comes to
LIT_BY = words(  # of these a thing is where light comes from or falls, or where somebody is
    """glow light lights headlights shadow shadows reflection reflections beam beams flicker
    middle centre center edge end corner heart depths mouth sound noise smell outline glare"""
)
IS = words("is are was comes goes looks stays keeps gets takes makes starts begins sees")
SHOT = words("shot shots photo photograph picture footage clip video scene setup set-up sequence")
SIZE_TOO: dict[str, Fills] = {"cowboy": {"framing.size": "medium_full"}}  # beside another subject
SIZE_OF = {"eye": "extreme_close_up", "eyes": "extreme_close_up", "lips": "extreme_close_up"}
SIZE_OF |= {"mouth": "extreme_close_up", "face": "close_up"}  # of a shot that ends on no more
A_SIZE_TOO = 0.1
ANYBODY = words("subject person character talent figure")  # beside somebody who is named
HERO: Fills = {"subject.kind": "person", "~subject.selector": "role:hero"}

# How likely a noun is the subject by where it stands; only their order means anything.
FOUND, OF_IT, PLACED, NAMED = 4.8, 4.0, 3.5, 3.0
AT_END, PART_AT_END = 4.3, 3.4  # of the size that a move ends on
ON_THE_WAY, BARE, SPOKEN_OF, PRONOUN, SOMEBODY_NEAR, PLACE = 2.9, 2.0, 1.1, 1.0, 0.5, 0.2
LIT = 2.2  # on whom a light falls
LONE = 2.5  # all of its clause, where nothing else may be the subject
LESS_A_VENUE = 1.1  # behind "on": whoever is there is rather meant
LESS_A_PLACE, LESS_SCENERY, LESS_A_PART, LESS_SAID_OF, LESS_LATER = 0.7, 2.5, 1.2, 0.9, 1.4

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class MaybeSubject:
    """Who the shot may be of: the likelier, the higher the rank."""

    rank: float
    words: str
    fills: Fills
    span: Span
    noun: str = ""
    is_known: bool = True
    is_bare: bool = False
    is_found: bool = False  # behind "to reveal"
    is_last: bool = False  # behind "ending on"
    is_of_end: bool = False  # of the size that a move ends on
    sized_at: int = -1  # where "close up" stands in "a close up of the ring"


@dataclass(slots=True)
class Standing:
    """What stood before in the clause."""

    before: str = ""  # the preposition that waits for its noun
    follows_article: bool = False
    after: str = ""  # the word behind the noun
    of_somebody: bool = False  # behind it stands "of the sergeant"
    after_kind: str = ""  # of what the word behind it is a head
    has_subject: bool = False
    is_of_thing: bool = False  # the subject so far is nobody
    is_handled: bool = False  # "holding a puppy": what somebody does, who is named elsewhere
    is_shown: bool = False  # behind what passes behind, or "the doors open on"
    is_scenic: bool = False  # the noun before is what a shot is rather near than of
    place_only: bool = False  # the subject so far may be where the shot is
    is_relative: bool = False
    is_when: bool = False  # behind "when": what somebody does meanwhile, whose shot it may be
    is_slug: bool = False
    is_negated: bool = False
    over_somebody: bool = False
    follows_somebody: bool = False  # somebody stands by himself already
    of_shoulder: bool = False  # "over the baker's shoulder"
    is_pov: bool = False
    sees_with: bool = False  # behind "POV" and "over the shoulder": the camera looks as they do
    has_moved: bool = False
    has_head: bool = False
    finds: bool = False
    backs_off: bool = False
    last_head: str = ""
    is_while: bool = False  # behind "as" and "while": what somebody does meanwhile
    begins: bool = False  # "we start on": the shot leaves that again
    has_begun: bool = False  # the size that it starts on was said
    ends: bool = False  # "ending on"
    turns: bool = False  # behind a pan or a tilt
    came: bool = False  # the camera moves already, in a clause before
    holds: bool = False  # behind "hold": how long is how long the move waits
    is_later: bool = False  # behind a second move, which the script has no room for
    motivates: bool = False  # behind "motivated by": a lamp that says where the key is
    goes: bool = False  # somebody goes already, in a clause before
    opens: bool = False  # nothing stands before but a preposition
    has_part: bool = False  # "hands": whose they are, nobody says
    look: tuple[str, float] | None = None  # where the head turns meanwhile, and which way
    is_hers: bool = False  # "her shoes", "his badge"
    is_then: bool = False  # behind "then", where a move was made before
    is_of_a_light: bool = False  # "the fridge light"
    is_lit: bool = False  # "headlights sweep across": behind it stands on whom
    of_what: str = ""  # what stands before "of": "the glow" of the console
    is_backdrop: bool = False  # "books in the background"
    is_far: bool = False  # "in the distance"
    sizes_end: bool = False  # "to a wide of": whom the move ends on

    def pass_a_noun(self) -> None:
        """Take note that a noun stands behind what waited for one."""
        self.over_somebody = self.finds = False
        self.has_moved |= self.of_shoulder  # "over the baker's shoulder to the barber"
        self.sees_with |= self.of_shoulder


def rank(phrase: NounPhrase, here: Standing) -> float | None:
    """How likely the shot is of this; None for what it is surely not of."""
    if here.is_relative or phrase.is_abstract or here.is_negated or _is_of_the_air(phrase, here):
        return None
    if here.is_backdrop:  # "a ship in the distance", where nothing else is
        return SOMEBODY_NEAR if here.is_far and phrase.is_known and not phrase.is_place else None
    if here.is_pov and here.before in ("of", "from"):
        return BARE if here.before == "of" else None
    if here.after in SHOT and (here.after in SETUPS or here.before in ("", "for")):
        named = here.before or here.after in SETUPS
        return BARE if _is_like_a_person(phrase) and named else None  # what kind of shot
    if here.of_shoulder or (here.over_somebody and here.before == "of"):
        return PRONOUN  # whose shoulder it is, where nobody else is named
    if here.is_hers and here.before in FROM and here.has_moved and not here.backs_off:
        return None  # "tilt up from her shoes" is to her
    place = PLACE if phrase.is_place and not phrase.is_scenery else None
    if here.sizes_end:
        return PART_AT_END if phrase.noun.kind == "part" else AT_END - _lower(phrase)
    if here.finds and not here.before:
        return FOUND - _lower(phrase)
    if here.place_only and here.before == "with" and not phrase.is_place:
        return PLACED
    if here.is_of_thing and not here.before and _acts(phrase, here):
        return BARE if (value := _by_itself(phrase, here)) is None else value + A_SIZE_TOO
    if here.is_of_thing and here.is_shown and phrase.is_somebody:
        return NAMED + A_SIZE_TOO  # "a truck passes behind the hitchhiker"
    if here.has_subject and here.place_only and phrase.is_somebody and here.follows_article:
        return SOMEBODY_NEAR  # "clearing over the fox"
    if here.is_handled:
        return SOMEBODY_NEAR if phrase.is_somebody else place
    if here.has_subject or here.is_slug:
        return place
    if place is None and phrase.is_somebody and here.follows_article:
        place = LIT if here.is_lit else SOMEBODY_NEAR
    if phrase.is_scenery and here.after in DOES_ONE and not here.before:
        return PLACE / 2.0  # "snow drifts across the car park"
    where = _by_place(phrase, here)
    if where is None or (here.of_what in LIT_BY and not phrase.is_somebody):
        return place
    return _less(where, phrase, here)


def _less(where: float, phrase: NounPhrase, here: Standing) -> float | None:
    """How likely a noun is the subject by what it is, given how likely by its place."""
    if phrase.name in WORN and not (here.before in OF or here.has_moved):
        return None if here.is_hers else SOMEBODY_NEAR  # somebody is in it
    if _is_a_piece(phrase, here) or _is_worn(phrase, here):
        where -= LESS_A_PART
    if phrase.fills.get("subject.kind") == "venue" and here.before in OF - {"of"}:
        where -= LESS_A_VENUE - LESS_A_PLACE
    where -= _lower(phrase) + (LESS_LATER if here.is_later else 0.0)
    return min(where, SPOKEN_OF) if here.is_when else where


def _is_of_the_air(phrase: NounPhrase, here: Standing) -> bool:
    """True for "sea" in "sea fog", and not for "the street" that is foggy."""
    in_it = here.after.startswith("in ") or here.after.endswith("y")  # "a bus in the rain"
    return here.after_kind == "air" and not (phrase.is_somebody or in_it)


def _acts(phrase: NounPhrase, here: Standing) -> bool:
    """True for somebody in "the door opens and the landlord comes in", a thing before whom acts."""
    person = phrase.fills.get("subject.kind") == "person" and phrase.noun.kind != "part"
    return person and (here.after in MAY_DO_ONE | IS or _is_gone_by_one(here))


def _is_gone_by_one(here: Standing) -> bool:
    """True before "walks", "comes in" and "flying": what one does who goes somewhere."""
    verb = here.after.split(" ")[0]
    one = verb.endswith(("s", "ing"))
    return one and (here.after_kind == "motion" or verb in GOES)


def _by_place(phrase: NounPhrase, here: Standing) -> float | None:
    before, known = here.before, here.follows_article or phrase.is_known
    if here.is_of_a_light and not (before or phrase.is_somebody):
        return None  # "the kitchen fridge light"
    if here.after_kind in LAMPS and here.after != "lights" and not (before or known):
        return None  # "soft north light"
    if not before:
        return _by_itself(phrase, here)
    if before == "with":
        along = here.last_head in ("move", "follow") or here.has_moved
        drives = along and phrase.fills.get("subject.kind") == "vehicle"
        if drives or (_is_like_a_person(phrase) and (here.opens or along or not here.has_head)):
            return NAMED
        return BARE + A_SIZE_TOO if here.has_head and known and not here.has_part else None
    if here.begins and before in OF:
        return ON_THE_WAY
    if here.opens and here.came and before in ONTO:  # "whip pan, 90 degrees left, to the doorman"
        return OF_IT
    if before in OF:
        return _of_it(phrase, here)
    if before == "off" and (phrase.is_place or not known):
        return None
    if here.backs_off and before in LEFT:
        return PLACED + LESS_A_PLACE
    if here.last_head == "focus" and before in FROM:
        return BARE  # what a rack begins on
    if before == "along" and phrase.name in LONG:
        return None  # "track along the bar"
    if here.has_moved and before in LEFT | PAST:
        return ON_THE_WAY
    if here.has_moved and before in TO_WHERE | INTO:
        return _come_to(here)
    return NAMED if before in BESIDE else None


def _of_it(phrase: NounPhrase, here: Standing) -> float | None:
    """How likely a noun behind "of" or "on" is the subject: it is where somebody or a light is."""
    before, kind = here.before, phrase.fills.get("subject.kind")
    opens = before != "of" and not here.has_head
    if before == "of" and here.last_head in ("air", "time") and not phrase.is_somebody:
        return None  # "smoke of cigarettes", "night interior of a car"
    lit = before != "of" and here.last_head in ("practical", "air")
    if lit and here.last_head == "air" and not (phrase.is_place or phrase.is_somebody):
        return PLACE  # "rain on the bus shelter", where nothing else is
    if here.opens and before == "on" and kind == "vehicle":
        return SOMEBODY_NEAR - A_SIZE_TOO  # "on a train, her face in the window"
    if before == "on" and here.last_head == "size" and kind == "venue":
        return NAMED  # "wide on the moor, a rider"
    if (opens and phrase.is_place) or (lit and not phrase.is_somebody):
        return None  # "on the beach", "candles on the piano"
    if before == "on" and here.last_head in LIGHTING and not phrase.is_known:
        return NAMED - 2.0 * A_SIZE_TOO  # "golden light on the wheat"
    if opens and here.opens and here.follows_somebody:
        return NAMED - A_SIZE_TOO  # "a boy, on a horse, gallops"
    if here.over_somebody:  # whose shoulder it may be, where another is named
        return OF_IT - A_SIZE_TOO
    return OF_IT + (A_SIZE_TOO / 2.0 if here.last_head == "size" else 0.0)


def _come_to(here: Standing) -> float:
    """How likely what a move comes to is the subject: a turn ends on it, and a rack leaves the
    picture whose it was."""
    if here.last_head == "focus":
        return OF_IT - A_SIZE_TOO / 2.0
    return OF_IT + A_SIZE_TOO if here.turns and here.before in ONTO else OF_IT


def _by_itself(phrase: NounPhrase, here: Standing) -> float | None:
    """How likely a noun is the subject that stands behind no preposition."""
    if here.follows_article or phrase.is_known:
        vague = phrase.name in ANYBODY or phrase.name in SIZE_TOO
        less = A_SIZE_TOO if vague and not here.follows_article else 0.0
        less += A_SIZE_TOO if here.over_somebody else 0.0
        kind = phrase.fills.get("subject.kind")
        thing = kind == "product" or (kind == "vehicle" and not here.follows_article)
        less += A_SIZE_TOO if thing and phrase.is_known else 0.0  # beside a person it is a prop
        return (OF_IT if here.has_moved else NAMED) - less
    if phrase.name.endswith(("ing", "ed")):
        return None
    if here.after in MAY_DO_ONE or here.after == "lights":
        return NAMED - A_SIZE_TOO  # "signalman lights a cigarette"
    if _is_gone_by_one(here):
        return NAMED - A_SIZE_TOO  # "Maria walks"
    if phrase.name.endswith(PERSON_ENDINGS) and here.after in PREPOSITIONS:
        return NAMED - A_SIZE_TOO  # "receptionist on the phone"
    does = here.after in PREPOSITIONS | IS or here.after.endswith("ing")
    does = does or (is_several(phrase.name) and here.after in DO_SEVERAL)
    named = here.after == "and" and phrase.noun.text[:1].isupper()  # "Tom and Anna at the table"
    does = does or named
    return BARE if here.has_head or does or phrase.name.endswith(PERSON_ENDINGS) else None


def _lower(phrase: NounPhrase) -> float:
    less = LESS_SCENERY if phrase.is_scenery else LESS_A_PLACE if phrase.is_place else 0.0
    less += LESS_A_PART if phrase.noun.kind == "part" else 0.0
    return less + (LESS_SAID_OF if phrase.noun.role == "adjective" else 0.0)


def _is_a_piece(phrase: NounPhrase, here: Standing) -> bool:
    """True for "the boots" of the sergeant, "the bonnet" of the coupe, or "a column" of tanks."""
    if here.after != "of" or phrase.is_somebody or phrase.name in LIKENESSES:
        return False
    return phrase.name in PIECES | SO_MANY or here.of_somebody


def _is_worn(phrase: NounPhrase, here: Standing) -> bool:
    """True for "her ring" in "sunlight on her ring", and not in "close on her ring"."""
    return here.is_hers and not phrase.is_somebody and here.last_head not in ("size", "move")


def _is_like_a_person(phrase: NounPhrase) -> bool:
    return phrase.is_somebody or phrase.name.endswith(PERSON_ENDINGS)


def settles(phrase: NounPhrase, here: Standing, value: float) -> bool:
    """True for a noun that leaves no other of its clause to be the subject."""
    passing = phrase.noun.kind == "part" or phrase.is_scenery or here.before in LEFT | PAST
    passing = passing or _is_a_piece(phrase, here)
    passing = passing or here.is_pov or here.begins or here.is_later or here.over_somebody
    return not passing and value > BARE


def maybe(value: float, phrase: NounPhrase, here: Standing) -> MaybeSubject:
    """A noun as whom the shot may be of."""
    noun, bare = phrase.noun, not (here.before or here.follows_article)
    span = noun.start, noun.end
    return MaybeSubject(
        value,
        noun.text,
        phrase.fills,
        span,
        phrase.name,
        phrase.is_known,
        bare,
        here.finds,
        here.ends,
        here.sizes_end,
    )
