"""What a person may write in a title passes; what smuggles something in does not."""

import unicodedata

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from scene_stager.presets.file_endings import ENDINGS
from scene_stager.presets.plain_words import why_not

SHA256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"

PLAIN = (
    "v1.05",
    "3.14159",
    "node.color",
    "/World/Fox",
    SHA256,
    f"after {SHA256}",
    "Rec.709, f/2.8 at 1/48 s, 23.976/29.97",
    "Low key, 4:1 (two stops). So we go.",
    "35mm T2.8 at 5600 K, 18% grey, 20% cooler",
    "and/or",
    "café-noir “hard” rim",
    "Donaudampfschifffahrtsgesellschaft",
    "ACES2065-1",
    "2026-11-25 or 25/11/2026",
    "Sony a7S3 and BMPCC6K, iPhone15Pro",
    "light(s) off",
    "KeyLightIntensityMultiplier RimLight FillLight",
    "雪の夜",
    "ночь, улица, фонарь",
    "#3 take, key: 45°, ±½ stop…",
    "",
    # The minus of books and of our own pages, abbreviations, and what others write with.
    "Key 45° left; fill −2 stops",
    "e.g. a hero push-in",
    "i.e. so, a.m. light, approx. so much, key vs. ma",
    "T2.8 at 2.8mm, take 2.5k",
    "夜の街、青い光。「雪」！？",
    "夜晚的街道，蓝光（雪）；",
    "«Ночь» ‹Nuit› „Nacht“",
    "مشهد ليلي، ضوء؟",
    "रात का दृश्य।",
    "ภาพดำ น้ำ",
    "Եվ և լույս",
    "שָׁלוֹם שּׁ",
    "བསྒྲུབས།",
    "¿Qué? ¡Ya!",
    "밤의 거리",
)

SMUGGLED = {
    "fox․png": "characters",  # one dot leader
    "fox．png": "characters",  # full-width stop
    "ｆｏｘ.ｐｎｇ": "characters",
    "fox。png": "extension",  # an address is read so
    "fox.png\u200b": "characters",
    "fox.p\u200bng": "characters",
    "fox\u202egnp.exe": "characters",
    "／etc／passwd": "characters",
    "..\\..\\x": "characters",
    "\\\\server\\share": "characters",
    "C:\\x": "characters",
    "$HOME/x": "characters",
    "~/x": "characters",
    "fox.usda[0]": "characters",
    '{"a":1}': "characters",
    "<UDIM>": "characters",
    "`rm`": "characters",
    "a\x00b": "characters",
    "a\ud800b": "characters",
    "Z\u0351\u0352\u0353algo": "characters",
    "C:/x": "path",
    "../up": "path",
    "./here": "path",
    "a/../b": "path",
    "/etc/passwd": "path",
    "(/srv/x)": "path",
    "/Volumes/x": "path",
    "//host/share": "path",
    "textures/wood/oak": "path",
    "%2Fetc%2Fpasswd": "markup",
    "%TEMP%": "markup",
    "os.system('x')": "markup",
    "__import__": "markup",
    "omniverse: //host": "path",
    "omniverse://host/x": "path",
    "data:image": "address",
    "javascript:alert": "address",
    "FOX.PNG": "extension",
    "fox .png": "extension",
    "fox. png": "extension",
    "the file fox.blend, please": "extension",
    "ship.ztl": "extension",
    "ship.zz9 and more": "extension",
    "SHIP.ZZ": "extension",
    "model.gguf": "extension",
    "e.g.ship. png": "extension",
    "textures/wood": "path",
    "Renders/beauty": "path",
    "10.0.0.1:8080": "address",
    "fe80::1": "address",
    "localhost:80": "address",
    "iVBORw0KGgoAAAANSUhEUgAAAAUA": "payload",
    "iVBORw0KGgo AAAANSUhEUgAA BAUA1CAYAc": "payload",
    "aGVsbG8gd29y bGQgaGVsbG8gd29y bGQ=": "payload",
    "48656c6c6f20776f726c6448656c6c6f": None,  # as long as an MD5, and no longer
    "48656c6c6f20776f726c6448656c6c6f20776f": "payload",
    "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18": "payload",
    f"{SHA256} {SHA256} {SHA256}": "payload",
}


@pytest.mark.parametrize("text", PLAIN)
def test_words_pass(text):
    assert why_not(text) is None


@pytest.mark.parametrize(("text", "rule"), SMUGGLED.items(), ids=map(ascii, SMUGGLED))
def test_what_is_no_word_is_named_by_its_rule(text, rule):
    found = why_not(text)
    assert (found[0] if found else None) == rule


def dressings(text):
    """The same text as Unicode can spell it, by letters that only look alike or do not show."""
    full_width = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)
    hidden = st.sampled_from(["\u200b", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u180e", ""])
    return st.one_of(
        st.sampled_from([text, text.upper(), full_width, text.replace(".", "\u2024")]),
        hidden.map(lambda sign: sign.join(text)),
        hidden.map(lambda sign: f"{text}{sign}"),
    )


@given(st.from_regex(r"[a-z]{1,8}", fullmatch=True), st.sampled_from(sorted(ENDINGS)), st.data())
@example("fox", "png", None)
def test_a_file_name_never_passes_however_it_is_spelt(stem, ending, data):
    assume(ending.isalnum())
    spelt = data.draw(dressings(f"{stem}.{ending}")) if data else f"{stem}.{ending}"
    assert why_not(spelt) is not None


@given(st.text(max_size=80))
def test_what_passes_reads_the_same_when_its_look_alikes_are_made_plain(text):
    """Whatever a consumer normalises, it finds no dot and no slash that the gate did not see."""
    if why_not(text) is not None:
        return
    plain = unicodedata.normalize("NFKC", text)
    for sign in "./\\:%$~[]{}<>|`@^":
        dots = 3 * text.count("…") if sign == "." else 0
        assert plain.count(sign) == text.count(sign) + dots
