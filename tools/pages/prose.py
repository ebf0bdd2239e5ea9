"""What may be said in prose, for docs/script.md: phrases by field, and numbers with units."""

from tools.pages.markdown import code, plain, table

from scene_stager.script.prose import decompose
from scene_stager.script.synonyms.atmosphere import ATMOSPHERE, PHASES
from scene_stager.script.synonyms.framing import FRAMING
from scene_stager.script.synonyms.lens import LENS, ZOOMS
from scene_stager.script.synonyms.lighting import LIGHTING, MIXED
from scene_stager.script.synonyms.rig import BOTH, RIG
from scene_stager.script.synonyms.stock import STOCK
from scene_stager.script.synonyms.subject import MOTION, NOUNS, ROLES
from scene_stager.script.words import SPEAKS_FOR_ITSELF

# Each is read, and the table says what was understood: a number without its move means nothing.
MEASURES = (
    ("35mm", "push in, 35mm"),
    ("24-70mm", "push in, 24-70mm"),
    ("T2.8, f/4", "T2.8"),
    ("8 s", "push in, 8 s"),
    ("8 s", "static, 8 s"),
    ("3 m to 1.2 m", "push in, 3 m to 1.2 m"),
    ("5 m away", "orbit, 5 m away"),
    ("1 to 6 m high", "technocrane reveal, 1 to 6 m high"),
    ("2 m", "dolly track left, 2 m"),
    ("6 m/s", "wirecam flyover, 60 m, 6 m/s"),
    ("120°", "orbit, 120°"),
    ("30 degrees", "pan left, 30 degrees"),
    ("2 m tall", "portrait, 2 m tall"),
    ("3200K", "3200K"),
    ("4:1", "4:1"),
    ("1 stop under", "1 stop under"),
    ("pushed one stop", "pushed one stop"),
    ("2 stops ND", "2 stops ND"),
    ("EI 320", "EI 320"),
    ("90° shutter", "90° shutter"),
    ("visibility 200 m", "haze, visibility 200 m"),
    ("wind 5 m/s", "haze, wind 5 m/s"),
    ("phase 0.3", "haze, phase 0.3"),
    ("23.976 fps", "23.976 fps"),
    ("96 frames", "static, 96 frames"),
    ("seed 7", "seed 7"),
    ("pass 2", "moco orbit, pass 2"),
)


def amounts():
    """Numbers with their units, and which field each fills."""
    rows = []
    for shown, sentence in MEASURES:
        number = sentence.split(", ")[-1]
        _, words = decompose(sentence)
        said = [word for word in words if word.word == number]
        fills = ", ".join(f"{code(f'{w.slot}.{w.field}')} {_value(w.value)}" for w in said)
        move = sentence.removesuffix(number).rstrip(", ")
        rows.append((f"“{shown}”", f"“{move}”" if move else "", fills))
    return table(("number", "said with", "fills"), rows)


def spoken():
    """Every phrase, field by field; and the phrases that fill several."""
    tables = (FRAMING, RIG, LENS, LIGHTING, ATMOSPHERE, STOCK)
    lines = [_line(path, values) for listed in tables for path, values in listed.items()]
    mixed = table(("words", "fill"), _mixed())
    said = "Every word of a shot size, rig, move, lighting style and stock may be said as it is."
    return "\n".join(
        [
            f"## What prose may say\n\n{said} Besides:\n",
            *lines,
            f"\n### Words that say several things\n\n{mixed}\n",
            _nouns(),
        ]
    )


def _line(path, values):
    """A field, its values, and the phrases that mean each."""
    found = []
    for value, listed in values.items():
        own = _own(value) if path in SPEAKS_FOR_ITSELF else ""
        phrases = [phrase for phrase in listed.split("|") if phrase != own]
        found.append(f"{_value(value)} {', '.join(phrases)}")
    return f"- **{path}**: {'; '.join(found)}."


def _own(word):
    return str(word).replace("_", " ")


def _mixed():
    amounts_of = {
        f"{', '.join(words.split())} (haze, fog, …)": {"atmosphere.phase": phase}
        for phase, words in PHASES.items()
    }
    together = {**BOTH, **ZOOMS, **MIXED, **MOTION, **amounts_of}
    by_fills = {}
    for words, fills in together.items():
        by_fills.setdefault(tuple(fills.items()), []).append(words)
    return [
        (", ".join(words), "; ".join(_filled(path, value) for path, value in fills))
        for fills, words in by_fills.items()
    ]


def _filled(path, value):
    if path == "@zoom":
        return f"to × {value:g} the focal length"
    suggested = " *suggested*" if path.startswith("~") else ""
    return f"{code(path.removeprefix('~'))} {_value(value)}{suggested}"


def _nouns():
    rows = [
        (code(kind), code(f"tag:{nouns.split()[0]}"), ", ".join(sorted(nouns.split())))
        for kind, nouns in NOUNS.items()
    ]
    by_part = {}
    for word, part in ROLES.items():
        by_part.setdefault(part, []).append(word)
    rows += [
        (code(kind), code(selector), ", ".join(words))
        for (kind, selector), words in by_part.items()
    ]
    said = "A noun sets the kind of the subject, and which object of the host is looked for."
    heads = ("kind", "looks for", "nouns")
    return f"### Subjects that prose knows\n\n{said}\n\n{table(heads, rows)}\n"


def _value(value):
    if isinstance(value, str):
        return code(value)
    return code(plain(value))
