# SPDX-License-Identifier: Apache-2.0
"""Free text that is only words: what a person may write in a title, and what smuggles something in.

The alphabet is a list of what may stand, not of what may not: letters and digits of any script,
and a handful of marks. Signs that only look like another sign (full-width letters, the one-dot
leader, zero-width characters) are not in it, so nothing that is checked below can be spelt around.
"""

import re
import string
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from scene_stager.presets.file_endings import ENDINGS

MARKS = frozenset(" .,:;!?'\"()-+*/&%#=_°±×·–—−‘’‚“”„…½¼¾²³µ\n")
# Punctuation of other scripts; none looks like a sign that a path or an address is made of.
MARKS |= frozenset("«»‹›¡¿、。・「」『』《》〈〉【】〜，！？；（）،؛؟۔।॥״׳־፣።၊။៖។՝՞՛༌།")
AS_WIDE = str.maketrans("。，！？；（）", ".,!?;()")  # what they mean, before it is judged
PLAIN = MARKS | frozenset(string.ascii_letters + string.digits)
MOST_REMEMBERED = 2**12  # texts; a show says the same words of thousands of files
# Combining marks in a row; more is a way to hide things. Hebrew and Tibetan stack their own.
MOST_ACCENTS, MOST_OWN_MARKS = 2, 4

# The first part of absolute paths on the systems that artists use. A USD prim path such as
# /World/Fox is none of these.
ROOTS = frozenset(
    word
    for line in (
        "applications bin boot dev etc home lib lib64 library media mnt net opt private proc root",
        "run sbin srv sys system tmp users usr var volumes windows",
    )
    for word in line.split()
)
# How folders of a production are called: textures/wood is a path, key/fill is not.
FOLDERS = frozenset(
    word
    for line in (
        "assets cache comp configs data desktop documents downloads elements exports footage geo",
        "hdri hdris home images lib maps materials meshes models plates plugins presets projects",
        "publish references renders rushes scenes scripts shaders sourceimages src tex textures",
        "tmp usr var workspace",
    )
    for word in line.split()
)
PRIM_PATH = re.compile(r"(?:/[A-Za-z_][A-Za-z0-9_]*){1,16}")
ADDRESS = re.compile(
    r"[a-z][a-z0-9+.-]*:\s*/\s*/|\b(?:data|javascript|file|mailto|blob|urn):\S"
    r"|\b\d{1,3}(?:\.\d{1,3}){3}\b|[0-9a-f]+::[0-9a-f]|\blocalhost\b|\w@\w+\.\w",
    re.I,
)
DRIVE = re.compile(r"\b[A-Za-z]:/")
ESCAPED = re.compile(r"%[0-9A-Fa-f]{2}|%\w+%")
CALL = re.compile(r"\w\.\w+\(|\b\w*__\w*")
AFTER_A_DOT = re.compile(r"(\w*)\.(\s?)(\w+)")
SHORT_FORM = re.compile(r"(?:^|\W)(?:\w\.)+\w$")  # e.g, i.e, a.m, before their last dot
SHORTENED = frozenset(["approx", "ca", "cf", "etc", "fig", "incl", "no", "nr", "st", "vs"])
SHORT_ENDING = re.compile(r"[a-z][a-z0-9]{1,2}|[A-Z][A-Z0-9]{1,2}|[a-z]+[0-9][a-z0-9]{0,3}")
NUMBERS_IN_A_ROW = re.compile(r"(?:[+-]?\d[\d.]*[\s,;:]+){16}")

HASHES = (32, 40, 64, 128)  # hexadecimal digits of MD5, SHA-1, SHA-256 and SHA-512
MOST_HASHES = 2
HEXADECIMAL = re.compile(r"[0-9a-fA-F]+")
PACKED = 24  # characters: 18 bytes of base64, fewer than any payload worth the name
TOKEN = re.compile(r"[A-Za-z0-9+/=_-]+")
WORDS = re.compile(r"[A-Za-z0-9+/=]+")
HUMPS = re.compile(r"[A-Z]?[a-z]{2,}(?:[A-Z][a-z]{2,})*")  # a word, or words run together


@lru_cache(maxsize=MOST_REMEMBERED)
def why_not(text: str) -> tuple[str, str] | None:
    """The rule that `text` breaks and the part that breaks it, or None when it is only words.

    The rules, in the order they are asked: `characters`, `path`, `address`, `markup`,
    `extension`, `payload`.
    """
    for rule, finder in RULES:
        found = finder(text if rule == "characters" else text.translate(AS_WIDE))
        if found:
            return rule, found
    return None


def _strange_character(text: str) -> str:
    accents = 0
    for letter in text:
        if letter in PLAIN:
            accents = 0
            continue
        category = unicodedata.category(letter)
        accents = accents + 1 if category == "Mn" else 0
        if accents > _most_marks(letter) or not _may_stand(letter, category):
            return letter
    return ""


def _most_marks(letter: str) -> int:
    common = unicodedata.name(letter, "COMBINING").startswith("COMBINING")
    return MOST_ACCENTS if common else MOST_OWN_MARKS


def _may_stand(letter: str, category: str) -> bool:
    if letter in MARKS:
        return True
    if category[0] not in "LMN":
        return False
    # A sign that stands for others is a letter too where those are no signs of ours, as in Thai.
    meant = unicodedata.normalize("NFKC", letter)
    return meant == unicodedata.normalize("NFC", letter) or not any(
        sign.isascii() or sign in MARKS for sign in meant
    )


def _path(text: str) -> str:
    for word in text.split():
        bare = word.strip(",;:!?'\"()“”‘’.") if not word.startswith("..") else word
        if DRIVE.search(word) or "//" in word or "../" in word or word.startswith("./"):
            return word
        if "/.." in word or bare.endswith("/"):
            return word
        slashes = bare.count("/")
        if bare.startswith("/") and not _is_prim_path(bare):
            return word
        if slashes and bare.split("/", maxsplit=1)[0].casefold() in FOLDERS:
            return word
        if slashes > 1 and not bare.startswith("/") and not _is_numeric(bare):
            return word
    return ""


def _is_prim_path(word: str) -> bool:
    first = word[1:].split("/", maxsplit=1)[0]
    return PRIM_PATH.fullmatch(word) is not None and first.casefold() not in ROOTS


def _is_numeric(word: str) -> bool:
    return all(part.replace(".", "").isdigit() for part in word.split("/"))


def _address(text: str) -> str:
    found = ADDRESS.search(text)
    return found.group() if found else ""


def _markup(text: str) -> str:
    found = ESCAPED.search(text) or CALL.search(text)
    return found.group() if found else ""


def _extension(text: str) -> str:
    for found in AFTER_A_DOT.finditer(text):
        stem, space, ending = found.groups()
        if space:
            # "The end. So", "e.g. a lamp" and "approx. so" are sentences; "fox. png" is not.
            short = SHORT_FORM.search(text[: found.end(1)]) or stem.casefold() in SHORTENED
            named = ending.casefold() in ENDINGS and not short and not ending[0].isupper()
        else:
            named = _names_a_file(stem, ending)
        if named:
            return found.group()
    return ""


def _names_a_file(stem: str, ending: str) -> bool:
    """True for two words run together by a dot: known endings, and any as short as they are."""
    if ending.casefold() in ENDINGS:
        return True
    if len(stem) < 2 or (stem[-1].isdigit() and ending[0].isdigit()):
        return False  # i.e, a.m, 2.8mm
    return SHORT_ENDING.fullmatch(ending) is not None


def _payload(text: str) -> str:
    if NUMBERS_IN_A_ROW.search(text):
        return "a long row of numbers"
    hashes = 0
    for token in TOKEN.findall(text):
        if HEXADECIMAL.fullmatch(token) and len(token) in HASHES:
            hashes += 1
        elif any(len(part) >= PACKED and _is_packed(part) for part in re.split("[-_]", token)):
            return str(token)
    if hashes > MOST_HASHES:
        return f"{hashes} digests"
    return next(_runs_of_odd_words(text), "")


def _runs_of_odd_words(text: str) -> Iterator[str]:
    """Words that are no words, one after the other, which together are long enough to unpack."""
    run: list[str] = []
    for word in [*WORDS.findall(text), ""]:
        if HEXADECIMAL.fullmatch(word) and len(word) in HASHES:
            continue
        if _is_odd(word):
            run.append(word)
            continue
        if len(run) > 1 and sum(map(len, run)) >= PACKED:
            yield " ".join(run)
        run = []


def _is_packed(token: str) -> bool:
    """True for a long token that is neither a word nor a name: mixed case, digits, or all hex."""
    if HUMPS.fullmatch(token):
        return False
    if HEXADECIMAL.fullmatch(token) or "=" in token:
        return True
    return _changes(token) >= len(token) / 6 or not re.search("[aeiouyAEIOUY]", token)


def _is_odd(word: str) -> bool:
    """True for what nobody writes: letters, capitals and digits by turns, within one word."""
    if word.endswith("="):
        return True
    return len(word) >= 4 and not HUMPS.fullmatch(word) and _changes(word) >= 2


def _changes(word: str) -> int:
    """How often a word changes between capitals, small letters and digits; a first capital counts
    with the small letters after it."""
    kinds = [
        "d" if c.isdigit() else "U" if c.isupper() else "l" if c.isalpha() else "+" for c in word
    ]
    if len(kinds) > 1 and kinds[0] == "U" and kinds[1] == "l":
        kinds[0] = "l"
    return sum(one != two for one, two in pairwise(kinds))


RULES = (
    ("characters", _strange_character),
    ("path", _path),
    ("address", _address),
    ("markup", _markup),
    ("extension", _extension),
    ("payload", _payload),
)
