"""What may be said in prose, for docs/script.md: phrases by field, and numbers with units."""

from tools.pages.markdown import code, plain, table

from scene_stager.script.prose import decompose
from scene_stager.script.scene_script import SLOTS
from scene_stager.script.synonyms.atmosphere import PHASES
from scene_stager.script.words import SPEAKS_FOR_ITSELF, phrases

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
    """Every phrase there is: of one field, of several, and the nouns."""
    single, mixed, nouns = _sorted_out()
    said = "Every word of a shot size, rig, move, lighting style and stock may be said as it is."
    heads = ("kind", "looks for", "nouns")
    found = "A noun sets the kind of the subject, and which object of the host is looked for."
    return "\n".join(
        [
            f"## What prose may say\n\n{said} Besides:\n",
            *(_line(path, values) for path, values in single.items()),
            f"\n### Words that say several things\n\n{table(('words', 'fill'), _mixed(mixed))}\n",
            f"### Subjects that prose knows\n\n{found}\n\n{table(heads, _nouns(nouns))}\n",
        ]
    )


def _sorted_out():
    """All phrases, by the one field they fill, by the several, or by the subject they name."""
    single, mixed, nouns = {}, {}, {}
    for tokens, fills in phrases().items():
        words, paths = " ".join(tokens), tuple(fills)
        if "subject.kind" in fills:
            kind, selector = fills.values()
            own = selector == f"tag:{words}"
            nouns.setdefault((kind, "tag: and the noun" if own else selector), []).append(words)
        elif len(paths) == 1 and paths[0][0] not in "~@":
            by_value = single.setdefault(paths[0], {})
            by_value.setdefault(fills[paths[0]], []).append(words)
        elif paths != ("atmosphere.weather", "atmosphere.phase"):
            mixed.setdefault(tuple(fills.items()), []).append(words)
    in_order = sorted(single, key=lambda path: list(SLOTS).index(path.split(".")[0]))
    return {path: single[path] for path in in_order}, mixed, nouns


def _line(path, values):
    """A field, its values, and the phrases that mean each."""
    found = []
    for value, said in values.items():
        own = str(value).replace("_", " ") if path in SPEAKS_FOR_ITSELF else ""
        others = [words for words in said if words != own]
        if others:
            found.append(f"{_value(value)} {', '.join(others)}")
    return f"- **{path}**: {'; '.join(found)}."


def _mixed(mixed):
    rows = [
        (", ".join(words), "; ".join(_filled(path, value) for path, value in fills))
        for fills, words in mixed.items()
    ]
    amounts = [
        (f"{', '.join(words.split())} (haze, fog, …)", _filled("atmosphere.phase", phase))
        for phase, words in PHASES.items()
    ]
    return [*rows, *amounts]


def _filled(path, value):
    if path == "@zoom":
        return f"to × {value:g} the focal length"
    suggested = " *suggested*" if path.startswith("~") else ""
    return f"{code(path.removeprefix('~'))} {_value(value)}{suggested}"


def _nouns(nouns):
    return [
        (code(kind), selector if " " in selector else code(selector), ", ".join(sorted(words)))
        for (kind, selector), words in nouns.items()
    ]


def _value(value):
    if isinstance(value, str):
        return code(value)
    return code(plain(value))
