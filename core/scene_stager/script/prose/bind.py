# SPDX-License-Identifier: Apache-2.0
"""Each modifier to the nearest head of its phrase that it can be said of."""

from collections import defaultdict
from collections.abc import Mapping

from scene_stager.script.prose.choices import ADJECTIVE, SUGGESTED
from scene_stager.script.prose.items import Item
from scene_stager.script.prose.lights.kinds import LAMPS, LIGHTS
from scene_stager.script.prose.lights.lamps_there import is_true_of
from scene_stager.script.prose.lights.no_head import is_of_no_light, may_stand_alone
from scene_stager.script.prose.lights.roles import SERVES
from scene_stager.script.prose.lights.two_keys import keep_the_first_key, keep_the_keys_colour
from scene_stager.script.prose.lights.two_rims import keep_the_first
from scene_stager.script.prose.sentence import DOING, Mention, Sentence
from scene_stager.script.prose.synonyms import Fills, Found
from scene_stager.script.prose.synonyms.amounts import QUANTITIES
from scene_stager.script.prose.synonyms.modifiers import QUALITIES
from scene_stager.script.prose.who.guess import BESIDE
from scene_stager.script.prose.who.others import APART

# A head is also one of these, for modifiers that have no word for the head itself.
FAMILY: dict[str, tuple[str, ...]] = {
    "sun": ("sun", "key"),
    "time": ("time", "key"),
    "window": ("window", "key"),
    "kicker": ("kicker", "rim"),
    "size": ("size", "camera"),
    "setup": ("camera",),
    "angle": ("angle", "camera"),
    "profile": ("profile", "camera"),
    "rig": ("rig", "camera"),
    "airy": ("airy", "air"),  # "smoky", which says where we are
    "wind": ("blowing", "wind"),
    "against": ("wind",),
    "flicker": ("flicker", "practical"),
    "cam": ("cam", "camera"),
    "follow": ("follow", "move"),
    "climb": ("climb", "move"),
    "going": ("going", "motion"),
    "goes": ("goes", DOING),
    APART: (APART, "subject", "going", "motion"),
}
ALONE = ""
POSTPOSED = ("from ", "on ", "to ", "at ", "in ", "camera ", "behind", "beside", "next ", "along")

# Lights that fill nothing by their name, and are told as set aside where nothing is said of them.
ONLY_NAMED: tuple[str, ...] = ("fill", "fill light", "fill lights", "ambient", "ambient light")
ONLY_NAMED += ("ambient level", "dark side", "shadow side", "shady side", "fill side")
SIDED = ("left", "right")
WAYS = ("@angle", "@metres")  # behind these a side says which way
OF_LIGHT = "gel_mired stops angle eyes light_stops light_elevation light_kelvin elevation azimuth"
OF_LIGHT += " away off height tall some_stops beam field"
LIT_BY = tuple(f"@{one}" for one in OF_LIGHT.split())
LAMP_THERE = ("behind", "overhead", "up high", "high up", "low down")  # in a clause of its own
EXPOSED = ("exposed", "exposure")
HOW_SOFT = ("soft", "softer", "hard", "harsh", "diffused", "diffuse")
NOT_ABOVE = BESIDE - {"above"}
TURNING = ("orbit", "pan_left", "pan_right", "tilt_up", "tilt_down")
LONELY = (
    "@stops",
    "@elevation",
    "@gel_mired",
    "@beam",
    "@field",
)  # alone, of the only light there is
HOW_IT_IS = frozenset(one for listed in QUALITIES for one in listed.split("|")) - {"only"}

Table = Mapping[str, object]


def bind(sentence: Sentence, subject_at: int) -> None:
    """Add what every modifier fills, or set it aside; whom the shot is of stands `subject_at`."""
    heads = [node for node in sentence.mentions if node.kind]
    only_light = _only_light(heads)
    of_heads = defaultdict[int, list[Found]](list)  # what was said of each, by its place
    taken: set[int] = set()  # where the heads stand that something was said of
    alone: list[tuple[Mention, Fills]] = []
    last: tuple[int, Mention | None] = (0, None)
    for node in [one for one in sentence.mentions if not one.kind]:
        table: Table = QUANTITIES.get(node.item.kind, node.item.lexeme.by_head)
        if is_of_no_light(node, sentence, heads):
            _set_aside(sentence, node)
            continue
        head = _goes_with(last, node, table) or _nearest(node, heads, table, sentence)
        last = (node.place, head) if node.item.kind in WAYS else (0, None)
        kind = ALONE if head else _turned(node, sentence, table)
        kind = kind or _kind_of(head, node, only_light, table)
        fills = _fills(node, table.get(kind))
        astray = kind == ALONE and not may_stand_alone(node, fills, sentence, heads)
        fills = None if astray else _of_head(head, node, fills)
        if head is not None and fills is not None:
            taken.add(head.place)
        _fill_the_other(node, head, heads, table, sentence)
        if fills is None:
            _set_aside(sentence, node)
        elif fills and kind == ALONE and node.item.kind not in QUANTITIES:
            alone.append((node, fills))
        elif fills:
            sentence.found.append((node.item.text, fills, node.item.start))
            of_heads[0 if head is None else head.place].append(sentence.found[-1])
    _keep_one_light(sentence, heads, of_heads, subject_at)
    for node, fills in alone:
        if node.item.start not in sentence.marks and _is_said_otherwise(sentence, fills):
            _set_aside(sentence, node)
        else:
            sentence.found.append((node.item.text, fills, node.item.start))
    for head in [one for one in heads if one.place not in taken]:
        if head.item.plain in ONLY_NAMED:
            _set_aside(sentence, head)


def _goes_with(last: tuple[int, Mention | None], node: Mention, table: Table) -> Mention | None:
    """The head that so many degrees right before a side were said of: "90 degrees to the right"."""
    place, head = last
    sided = node.item.role == "modifier" and {*SIDED} & {*node.item.plain.split()}
    if head is None or place != node.place - 1 or not sided:
        return None
    return head if {*_kinds(head)} & {*table} else None


def _is_of_both(node: Mention, sentence: Sentence) -> bool:
    """True for "from the left" in "key and rim both from the left"."""
    return sentence.text[: node.item.start].rstrip().lower().endswith(" both")


def _fill_the_other(
    node: Mention, head: Mention | None, heads: list[Mention], table: Table, sentence: Sentence
) -> None:
    """Fill what is said of the light before the one that it stands beside as well."""
    if head is None or not _is_of_both(node, sentence):
        return
    before = [one for one in heads if one.clause == head.clause and one.place < head.place]
    for one in [one for one in before if one.kind in LIGHTS][-1:]:
        fills = _fills(node, table.get(_kind_of(one, node, "", table)))
        if fills:
            sentence.found.append((node.item.text, fills, node.item.start))


def _of_head(head: Mention | None, node: Mention, fills: Fills | None) -> Fills | None:
    """What is said of a head: nothing new of a lamp that is so anyway, and none of a field."""
    if head is None:
        return fills
    if is_true_of(head.item, node.item):
        return {}
    return None if _has_no_field(head, node) else fills


def _has_no_field(head: Mention, node: Mention) -> bool:
    """True for what is set apart, and for where a lamp stands that has no field."""
    of_a_lamp = head.item.role == "aside" and node.item.plain in NOT_ABOVE
    return of_a_lamp or head.kind == APART


def _keep_one_light(
    sentence: Sentence,
    heads: list[Mention],
    of_heads: Mapping[int, list[Found]],
    subject_at: int,
) -> None:
    """Of two rims, two ratios and two keys a script has one."""
    keep_the_first(sentence, [one for one in heads if "rim" in _kinds(one)], of_heads)
    lights = [one for one in heads if one.kind in ("key", "time", "sun")]
    if not sentence.marks:
        keep_the_first_key(sentence, lights, of_heads, subject_at)
    keep_the_keys_colour(sentence, {one.place for one in heads if one.kind == "key"}, of_heads)


def _kind_of(head: Mention | None, node: Mention, only_light: str, table: Table) -> str:
    """The column of the table that holds: the head's own, the only light's, or none's."""
    if head is not None:
        return next((one for one in _kinds(head) if one in table), "other")
    return only_light if only_light in table and _is_of_it(node, only_light) else ALONE


def _turned(node: Mention, sentence: Sentence, table: Table) -> str:
    """What goes to a side by degrees in a clause of their own: "dutch, 12 degrees to the left"."""
    beside = [one.item.kind for one in sentence.mentions if one.clause == node.clause]
    kinds = {one.kind for one in sentence.mentions} & {*table}
    if node.item.kind == "@angle" or "@angle" not in beside:
        return ALONE
    return "roll" if "roll" in kinds else "move" if "move" in kinds and sentence.turns else ALONE


def _is_of_it(node: Mention, only_light: str) -> bool:
    """True for what is said of the only light: "a rim from the left, soft" is no soft key."""
    soft = only_light == "rim" and node.item.plain in HOW_SOFT
    return soft or node.item.kind in LONELY


def _is_weak(path: str) -> bool:
    return path.startswith(SUGGESTED * ADJECTIVE + SUGGESTED)


def _set_aside(sentence: Sentence, node: Mention) -> None:
    sentence.asides.append((node.item.start, node.item.end))


def _is_said_otherwise(sentence: Sentence, fills: Fills) -> bool:
    """True where a word that stands by no head says other than one that does."""
    said = {
        path.lstrip(SUGGESTED): value
        for _, one, _ in sentence.found
        for path, value in one.items()
        if not _is_weak(path)
    }
    paths = {path.lstrip(SUGGESTED): v for path, v in fills.items() if not _is_weak(path)}
    return any(path in said and said[path] != value for path, value in paths.items())


def _fitter(node: Mention, fits: list[Mention]) -> list[Mention]:
    """Of several heads those that a modifier is rather said of."""
    fits = [head for head in fits if head.kind != "flicker"] or fits
    if node.item.plain.startswith("to the "):  # "orbit the statue to the left"
        fits = [head for head in fits if _turns_or_tracks(head)] or fits
    if node.item.kind == "@angle":  # "dutch the camera fifteen degrees"
        fits = [head for head in fits if head.kind not in ("cam", "subject")] or fits
    if "camera " in node.item.plain:  # "a key on the actress camera right" is no place for her
        fits = [head for head in fits if head.kind in (*LIGHTS, "practical")] or fits
    return fits


def _nearest(
    node: Mention, heads: list[Mention], table: Table, sentence: Sentence
) -> Mention | None:
    """The head that a modifier stands beside: next to it, else the nearest it can be said of.

    Where the camera turns, degrees in a clause of their own are of that; and what stands behind
    a thing in its clause is of no light before.
    """
    turns, thing = sentence.turns, sentence.things.get(node.clause)
    heads = [head for head in heads if DOING not in _kinds(head) or {*_kinds(head)} & {*table}]
    near = [head for head in heads if head.phrase == node.phrase]
    if not near:  # "sun left and high": the phrase has no head of its own
        near = [head for head in heads if head.clause == node.clause]
    if node.item.kind in ("@away", "@off") and node.item.plain.endswith(" from"):
        near = [head for head in near if head.kind != "subject"]  # that is from whom
    of_a_thing = thing is not None and thing < node.item.start  # "a black card on the right"
    turned = turns and node.item.kind == "@angle"
    if not near and _goes_on(node) and not turned and not of_a_thing:
        near = _light_before(node, heads, and_subject=_is_of_light(node.item, heads))
        near = [head for head in near if _takes(head, node, table, heads)]
    if not near and "air" in table and not table.get("key"):  # "smoke, very thick"
        near = [one for one in heads if "air" in _kinds(one) and one.clause == node.clause - 1][-1:]
    if node.item.plain in BESIDE:  # what stands behind these words is what it is beside
        near = [head for head in near if head.place < node.place]
    after = not node.item.plain.startswith(POSTPOSED) and node.item.role == "modifier"
    for head in near:
        step = head.place - node.place
        if head.kind == "other" and step == (1 if after else -1):
            return head
    fits = [head for head in near if any(kind in table for kind in _kinds(head))]
    if not fits and node.item.plain in HOW_SOFT:  # "the bokeh is round and soft behind her"
        fits = [head for head in heads if head.clause == node.clause and head.kind == "lens"]
    if not fits:
        return next((head for head in near if head.kind == "other"), None)

    fits = _fitter(node, fits)

    def cost(head: Mention) -> tuple[float, int]:
        step = head.place - node.place
        wrong_side = step < 0 if after else step > 0
        return abs(step) + (0.5 if wrong_side else 0.0), head.place

    return min(fits, key=cost)


def _turns_or_tracks(head: Mention) -> bool:
    """True for a move that goes to one side or the other."""
    return str(head.item.lexeme.fills.get("rig.move", "")).startswith(("orbit", "track", "pan"))


def _takes(head: Mention, node: Mention, table: Table, heads: list[Mention]) -> bool:
    """False for what the light before has no field for, or what the camera still waits for:
    "three-point, 360 degrees" turns no light, and "orbit her, warm light, 180 degrees" none."""
    if node.item.plain in HOW_IT_IS:  # of a key it is that without the light before as well
        return "key" not in _kinds(head)
    if node.item.plain in LAMP_THERE:
        return head.kind == "practical"
    if node.item.kind == "@angle":
        turning = any(one.item.lexeme.fills.get("rig.move") in TURNING for one in heads)
        other = "lighting.style" in head.item.lexeme.fills
        return not (turning or other or {"rim", "fill", "ambient"} & {*_kinds(head)})
    of_both = node.item.role == "modifier" and node.item.plain in ("high", "low")
    return not of_both or any(table.get(kind) is not None for kind in _kinds(head))


def _goes_on(node: Mention) -> bool:
    """True for what may be said of a light in a clause of its own: "soft key, camera left"."""
    words = node.item.plain.split()
    if node.item.plain in HOW_IT_IS:
        return True
    exposes = any(word.endswith(EXPOSED) for word in words)  # the picture, and not a lamp
    if node.item.plain in LAMP_THERE:
        return True
    of_both = "camera" in node.item.lexeme.by_head  # "soft key, from above", "hard key, high"
    if of_both and (words[0] == "from" or words in (["high"], ["low"])):
        return True
    return (node.item.kind in LIT_BY and not exposes) or (
        "key" not in words and any(side in words for side in SIDED)
    )


def _is_of_light(item: Item, heads: list[Mention]) -> bool:
    """True for what is said of a light, whoever that is on: "key off a card by her, camera left",
    "the rim on the nun, cool"."""
    if item.plain in HOW_IT_IS:
        return {one.kind for one in heads if one.kind in LAMPS} <= {"rim", "kicker"}
    sided = item.plain.startswith("from ") and any(side in item.plain.split() for side in SIDED)
    return sided or item.plain.startswith("camera ") or item.kind in LIT_BY


def _light_before(node: Mention, heads: list[Mention], *, and_subject: bool) -> list[Mention]:
    """The lights of the last phrase before that names anything, if it names nothing else."""
    last = max((head.phrase for head in heads if head.clause < node.clause), default=0)
    before = [head for head in heads if head.phrase == last]
    passed = ("other", SERVES, "lens", "cam", *(["subject"] if and_subject else []))
    before = [head for head in before if head.kind not in passed]
    lights = [head for head in before if head.kind in LAMPS]
    return lights if len(lights) == len(before) else []


def _kinds(head: Mention) -> tuple[str, ...]:
    return FAMILY.get(head.kind, (head.kind,))


def _only_light(heads: list[Mention]) -> str:
    """The rim or the fill, where the sentence names no other light."""
    named = {_kinds(head)[-1] for head in heads if head.kind in LIGHTS}
    return named.pop() if len(named) == 1 else ""


def _fills(node: Mention, said: object) -> Fills | None:
    """What a modifier fills: as its table says, or its number in the field that this names."""
    if said is None or isinstance(said, Mapping):
        return said
    path, value = str(said), node.item.lexeme.fills[node.item.kind]
    if path.startswith("-"):  # a fill over the key is no ratio that the script has
        return {path[1:]: -float(value)} if float(value) <= 0.0 else None
    return {path: value}
