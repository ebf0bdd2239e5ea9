# SPDX-License-Identifier: Apache-2.0
"""What a sentence takes back or rules out in other words than "no": "no sorry, from the left",
"scratch the handheld", "Rim: none"."""

import re

from scene_stager.script.prose.choices import SUGGESTED
from scene_stager.script.prose.sentence import Sentence

STOP = r"(?=\s*(?:[.,;!?|/)\n]|$))"
START = r"(?:^|(?<=[.,;:!?\n|/(])|(?<=[.,;:!?\n|/(—–-]\s))"
ONE_MARK = (
    r"(?:no|nope|oh|ah),?\s+(?:sorry|wait|actually|hang on|hold on)|sorry|scratch that|strike that"
    rf"|forget that|correction|i meant?|on second thoughts?|or rather|{START}(?:wait|hang on)"
    r"(?! (?:for|a|an|one|two|three|four|five|\d|until|till|on|then|before|briefly|still)\b)"
    rf"|{START}no(?=,)|(?<=\?\s)no(?=[.!])"
    r"|now (?:put|make|move|bring|take) (?:it|that)"
    r"|(?:no,?\s+)?(?:let's\s+)?make (?:it|that)|change (?:it|that) to|actually"
)
# Behind these words stands what is meant in place of what stood before.
MARKS = re.compile(rf"\b(?:(?:{ONE_MARK})\b[,:]?\s*)+", re.IGNORECASE)
SOFTLY = ("actually",)  # in the middle of a clause it corrects nothing, and ends none
# Other words for "no".
NO = re.compile(
    r"\b(?:get rid of|do away with|turn off|switch off|take out|take away"
    r"|no more(?! than)|enough of"
    r"|hold(?: off)?(?: on)?(?= (?:the )?(?:smoke|fog|haze|rain|mist|dust))"
    rf"|(?:{START}|(?<=ok )|(?<=okay )|(?<=and )|(?<=just )|(?<=then ))"
    r"(?:scratch|never ?mind|forget(?: about)?))\b",
    re.IGNORECASE,
)
NOTHING = r"none|nothing|off|nil|zero"
LABELLED = re.compile(
    rf"{START}(?P<head>[^\W\d]+(?: [^\W\d]+)?)\s?"
    rf"(?:(?:[:=]|[-–—]\s)\s?(?:{NOTHING}|no|nope|n/a|out|not needed)"
    rf"|\b(?:is|are)\s(?:{NOTHING})){STOP}",
    re.IGNORECASE,
)
HOW_MUCH = re.compile(
    rf"{START}(?:the |just )?(?P<air>haze|fog|mist|smoke|dust|rain|drizzle|wind)"
    rf"(?::|,? is| (?=\S))\s?(?P<much>light|thin|slight|heavy|thick|dense){STOP}",
    re.IGNORECASE,
)
BACK = re.compile(rf"{START}back(?=\s?:\s)", re.IGNORECASE)
RATHER = re.compile(r"(\b(?:rather|sooner|prefer|more of)\b[^.,;!?\n]*?)\bthan\b", re.IGNORECASE)
CAN_GO = re.compile(
    r"\bthe (?P<head>[^\W\d]+(?: [^\W\d]+)?) (?:can|has to|have to|must|should|needs to) go\b"
    rf"{STOP}",
    re.IGNORECASE,
)
TAKEN_OUT = re.compile(
    r"\b(?:take|turn|switch) the (?P<head>[^\W\d]+(?: [^\W\d]+)?) (?:out|off|away|down to nothing)"
    rf"{STOP}",
    re.IGNORECASE,
)
SWAPPED = re.compile(
    r"\b(?P<do>swap|trade|replace|change) (?P<old>(?:the|that|this) [^.,;!?\n]*?) (?:for|with|to) ",
    re.IGNORECASE,
)
OTHER_SIDE = re.compile(
    r"\b(?:nothing|no light) (?:coming )?(?:on|from|for) (?:the|her|his) "
    r"(?:other|shadow|dark|fill|far) side(?: of (?:the|her|his) face)?",
    re.IGNORECASE,
)
GOES_ON = re.compile(
    r"\b(?:never|do not|don't|does not|doesn't|won't) (?:ever )?stops?(?= \w+ing\b)", re.IGNORECASE
)
TOGETHER = {"@reach": "@side"}  # where a light is, said in two fields


def in_plain_words(text: str) -> tuple[str, list[int]]:
    """The text, letter for letter as long, with "no" in place of other words for it, and where
    each correction begins."""
    text = OTHER_SIDE.sub(lambda found: _apart("no", "fill", found[0]), text)
    text = LABELLED.sub(lambda found: _apart("no", _head(found["head"]), found[0]), text)
    text = BACK.sub("rim ", text)
    text = CAN_GO.sub(lambda found: _apart("no", found["head"], found[0]), text)
    text = GOES_ON.sub(lambda found: " " * len(found[0]), text)
    text = TAKEN_OUT.sub(lambda found: _apart("no", found["head"], found[0]), text)
    text = SWAPPED.sub(_given_up, text)
    text = RATHER.sub(lambda found: f"{found[1]}not ", text)
    text = HOW_MUCH.sub(lambda found: _apart(found["much"], found["air"], found[0]), text)
    text = NO.sub(lambda found: _padded("no", found[0]), text)
    marks: list[int] = []

    def blank(found: re.Match[str]) -> str:
        rest = text[found.end() :]
        marks.append(found.end() + len(rest) - len(rest.lstrip(" .,!")))
        soft = found[0].strip().lower() in SOFTLY
        return _padded("" if soft else ",", found[0])

    return MARKS.sub(blank, text), marks


def take_back(sentence: Sentence, marks: list[int]) -> None:
    """Set aside what a correction says otherwise."""
    for mark in marks:
        end = mark + len(re.split(r"[.,;!?\n]", sentence.text[mark:], maxsplit=1)[0])
        behind = {
            _field(path): value
            for _, fills, start in sentence.found
            for path, value in fills.items()
            if mark <= start < end
        }
        for one in list(sentence.found):
            if one[2] < mark and any(_field(path) in behind for path in one[1]):
                sentence.take_back(one)
        if not behind:
            _take_back_whom(sentence, mark, end)


def _take_back_whom(sentence: Sentence, mark: int, end: int) -> None:
    """Whoever a correction names is meant in place of those before."""
    meant = [one for one in sentence.subjects if mark <= one.span[0] < end]
    lone = [one for one, *_ in sentence.lone if mark <= one.span[0] < end]
    if meant or lone:
        for one in [one for one in sentence.subjects if one.span[0] < mark]:
            sentence.subjects.remove(one)
            sentence.asides.append(one.span)


def _field(path: str) -> str:
    field = path.lstrip(SUGGESTED)
    return TOGETHER.get(field, field)


def _given_up(found: re.Match[str]) -> str:
    """ "Swap the 50 for an 85": the first is ruled out, and the other said in its place."""
    no = "no".ljust(len(found["do"]))
    return f"{no} {found['old']},".ljust(len(found[0]))


def _head(label: str) -> str:
    """The light that a label such as "Back" is short for."""
    return "rim" if label.lower() == "back" else label


def _apart(first: str, last: str, found: str) -> str:
    """Two words in place of a stretch: one where it begins, and one where it ends."""
    gap = len(found) - len(first) - len(last)
    return found if gap < 1 else first + " " * gap + last


def _padded(short: str, found: str) -> str:
    """A shorter stretch in place of one, as long as it."""
    return short.ljust(len(found)) if len(short) <= len(found) else found
