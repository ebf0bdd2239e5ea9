# SPDX-License-Identifier: Apache-2.0
"""A clause that goes on to another topic, as the two clauses that it is: "close on the nun with a
soft key left and light haze"."""

from collections.abc import Iterable, Iterator

from scene_stager.script.prose.items import Item
from scene_stager.script.prose.lights.kinds import LIGHTS

JOINING = ("and", "with", "but", "plus", "while")
LEADING = ("and", "plus")  # what begins a clause, and says nothing there
LIGHT = tuple(kind for kind in LIGHTS if kind != "window")  # that may be a thing in shot
TOPIC = {**dict.fromkeys(LIGHT, "light"), "air": "air", "wind": "air", "measure": "measure"}
BEFORE_A_HEAD = ("article", "adjective", "modifier", "quantity", "negation")
SAYS_MORE = ("modifier", "quantity")
NAMES = ("head", "noun", "word", "aside", "pronoun", "quantity")


def by_topic(clauses: Iterable[list[Item]]) -> Iterator[list[Item]]:
    """The clauses, each cut where a join leads on to a head of another topic, or to another light
    behind one of which all is said."""
    for clause in clauses:
        begin = 1 if clause[0].plain in LEADING and len(clause) > 1 else 0
        for at in range(begin + 1, len(clause) - 1):
            joined = clause[at].plain in JOINING
            if joined and _goes_on_to_another(clause[begin:at], clause[at].plain, clause[at + 1 :]):
                yield clause[begin:at]
                begin = at + 1
        yield clause[begin:]


def _goes_on_to_another(before: list[Item], join: str, after: list[Item]) -> bool:
    head = next((one for one in after if one.role not in BEFORE_A_HEAD), None)
    topic = TOPIC.get(head.kind) if head is not None and head.role == "head" else None
    if head is None or topic is None or head.plain == "umbrella":
        return False
    own = [at for at, one in enumerate(before) if TOPIC.get(one.kind) == topic]
    own = [at for at in own if before[at].role == "head"]
    if own and before[own[-1]].kind != "key" and "key" in head.plain:
        return True  # "a hard rim with a soft key left"
    if own:
        return any(one.role in SAYS_MORE for one in before[own[-1] + 1 :])
    return join == "with" or topic != "light" or any(one.role in NAMES for one in before)
