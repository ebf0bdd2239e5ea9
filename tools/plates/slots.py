"""SS-01: the seven slots of a script, and every word that each knows."""

import inspect

from tools.pages.script import UNITS
from tools.plates.sheet import (
    INK,
    MARGIN_PX,
    MUTED,
    SOFT,
    TOP_PX,
    VERMILION,
    Sheet,
    lines_of,
    spelt,
)

from scene_stager.script.field import rules_of
from scene_stager.script.scene_script import SLOTS

LABEL_X, WORDS_X, LINE_PX, GAP_PX = 470, 650, 34, 66
LETTERS = 69  # in a line of words


def plate():
    """The whole plate."""
    blocks = [(name, slot, list(rows_of(slot))) for name, slot in SLOTS.items()]
    height = TOP_PX + 130 + sum(GAP_PX + block_px(slot, rows) for _, slot, rows in blocks)
    told = "What an author may say of a shot. All else has a default, or is worked out."
    sheet = Sheet("SS-01", "Seven slots, and their words", told, height)
    y = TOP_PX
    for number, (name, slot, rows) in enumerate(blocks, 1):
        sheet.rule(y)
        draw(sheet, y + 48, number, name, slot, rows)
        y += GAP_PX + block_px(slot, rows)
    sheet.foot("the slots, their rules and registries, in core/scene_stager/script")
    return sheet.svg()


def rows_of(slot):
    """What a slot holds: (field, lines of its words); last, what is told in numbers or freely."""
    other = []
    for name, rule in rules_of(slot).items():
        if rule.kind == "word":
            yield spelt(name), lines_of([spelt(word) for word in rule.words()], LETTERS)
        else:
            other.append(plain(name))
    if other:
        yield "", lines_of(other, LETTERS)


def plain(name):
    """A field's name as people say it, with its unit behind it."""
    for ending, unit in UNITS.items():
        if name.endswith(ending):
            return f"{spelt(name.removesuffix(ending))} {unit}"
    return spelt(name)


def about(slot):
    """The slot's own first sentence."""
    first = inspect.getdoc(slot).split("\n\n")[0].split(". ")[0]
    return lines_of(first.rstrip(".").split(), 31, " ")


def block_px(slot, rows):
    """How high a slot is."""
    lines = sum(len(lines) for _, lines in rows) * LINE_PX + 8 * (len(rows) - 1)
    return max(lines, 40 + 27 * len(about(slot)))


def draw(sheet, y, number, name, slot, rows):
    """One slot, its first baseline at y."""
    sheet.words(MARGIN_PX, y, f"{number}", VERMILION, 22)
    sheet.words(MARGIN_PX + 34, y, name, INK, 34)
    for place, line in enumerate(about(slot)):
        sheet.words(MARGIN_PX + 34, y + 38 + 27 * place, line, MUTED, 20)
    for field, lines in rows:
        sheet.words(LABEL_X, y, field or "besides", INK if field else MUTED, 23)
        for line in lines:
            sheet.words(WORDS_X, y, line, SOFT if field else MUTED, 23)
            y += LINE_PX
        y += 8
