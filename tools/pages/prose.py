"""What may be said in prose, for docs/script.md: phrases by field, and numbers with units."""

from tools.pages.markdown import code, plain, table

from scene_stager.script.prose.reading import read_prose
from scene_stager.script.prose.synonyms.amounts import QUANTITIES
from scene_stager.script.prose.synonyms.atmosphere import PHASES
from scene_stager.script.prose.synonyms.modifiers import (
    CARRIED,
    DIRECTIONS,
    PACES,
    QUALITIES,
    UNREST,
)
from scene_stager.script.prose.synonyms.no_slot import PHRASES as SET_ASIDE
from scene_stager.script.prose.synonyms.sides import SIDES, WAYS
from scene_stager.script.prose.synonyms.subject import plural
from scene_stager.script.prose.words import SPEAKS_FOR_ITSELF, phrases
from scene_stager.script.scene_script import SLOTS

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


# Sentences whose words mean what they do because of what they stand beside.
BESIDE = (
    "rim 2 stops over, close up of the actress",
    "lit from behind, wide shot of the dancer",
    "golden hour, backlit, full shot of the dancer",
    "side light from the left, close up of the clerk",
    "low angle from behind of the matador, full shot",
    "practical behind her, MCU of the widow",
    "woman in front of a window, medium shot",
    "tungsten key with half CTB, moody Rembrandt, the nun",
    "push the film one stop, 2.39:1, wide shot of the bandit",
    "INT. KITCHEN - NIGHT. Close up of the widow.",
    "no rim, fill two stops under, mcu of the spy",
    "push in from wide to close up on the orphan, ten seconds",
    "dolly in on the nurse, then pan left to the door, 35mm",
    "two shot of the widow and the sheriff, 85, T2.8/4",
    "a lonely astronaut in a red desert, shot on 35, slow motion",
)
OPEN = {
    "@reach": "the key {:g}° round from the camera",
    "@back": "the sun behind, else a backlight",
    "@daylight": "asks for a daylight film",
    "@dark": "asks for none",
    "@practicals": "lamps in the picture",
}
QUANTITY = {
    "@stops": "1 stop over",
    "@light_stops": "two under",
    "@over_rim": "a stop over the rim",
    "@light_kelvin": "at 5600",
    "@azimuth": "azimuth 120",
    "@light_angle": "at 45",
    "@light_elevation": "45 up",
    "@ratio": "2 stops",
    "@percent": "40 %",
    "@clock": "from 3 o'clock",
    "@kelvin": "5600K",
    "@angle": "30 degrees",
    "@eyes": "slightly above eye level",
    "@elevation": "30 degrees up",
    "@metres": "2 m",
    "@at": "at 2 m",
    "@down": "30 degrees down",
    "@tall": "five foot four",
    "@speed": "2 m/s, 3 feet per second",
    "@beam": "20 degree beam",
    "@field": "40 degree field",
    "@away": "2 m away",
    "@height": "2 m high",
    "@off": "from 5 m",
    "@blown": "blown out three stops",
    "@some_stops": "a hair over, a touch under",
    "@cloth": "through cloth: through a half grid, through an 8x8 of muslin",
    "@sheer": "through a bed sheet, through a sheer curtain",
    "@gel_mired": "half CTO, Lee 204, Rosco 3202",
    "@share": "0.3",
}


BINDING = (
    "Each fills what its table says of the nearest such head in its phrase; a head that has no "
    "field for it sets it aside, and so does a noun: a warm coat is no warm light."
)
NO_SLOT = "They are set aside, and never taken for something else:"


def beside():
    """Sentences and how each is read."""
    rows = []
    for sentence in BESIDE:
        _, reading = read_prose(sentence)
        said = [
            f"{code(f'{w.slot}.{w.field}')} {_value(w.value)}"
            for w in reading.words
            if w.field not in ("kind", "selector")
        ]
        rows.append((sentence, "; ".join(said), ", ".join(reading.aside)))
    return table(("sentence", "fills", "set aside"), rows)


def modifiers():
    """Every modifier, by what it stands beside."""
    rows = []
    for tables in (QUALITIES, PACES, SIDES, WAYS, DIRECTIONS, UNREST, CARRIED):
        for words, by_head in tables.items():
            rows.append((words.replace("|", ", "), "; ".join(_by_head(by_head))))
    for name, by_head in QUANTITIES.items():
        fields = {kind: path and {path: name} for kind, path in by_head.items()}
        rows.append((QUANTITY[name], "; ".join(_by_head(fields, named=True))))
    return table(("words", "beside: what they fill"), rows)


def set_aside():
    """What the trade says and no slot holds."""
    return ", ".join(sorted(SET_ASIDE))


def _by_head(by_head, named=False):
    meant = {}
    for kind, fills in by_head.items():
        if fills is None:
            said = "set aside"
        elif not fills:
            said = "nothing"
        else:
            said = ", ".join(
                code(path.strip("~-@")) + ("" if named else f" {_value(value)}")
                for path, value in fills.items()
            )
        meant.setdefault(said, []).append(kind or "alone")
    return [f"{', '.join(kinds)}: {said}" for said, kinds in meant.items()]


def amounts():
    """Numbers with their units, and which field each fills."""
    rows = []
    for shown, sentence in MEASURES:
        number = sentence.split(", ")[-1]
        _, reading = read_prose(sentence)
        said = [word for word in reading.words if word.word == number]
        fills = ", ".join(f"{code(f'{w.slot}.{w.field}')} {_value(w.value)}" for w in said)
        move = sentence.removesuffix(number).rstrip(", ")
        rows.append((f"“{shown}”", f"“{move}”" if move else "", fills))
    return table(("number", "said with", "fills"), rows)


def spoken():
    """Every phrase there is: of one field, of several, and the nouns."""
    single, mixed, nouns = _sorted_out()
    said = "Every word of a shot size, rig, move, lighting style and stock may be said as it is."
    heads = ("kind", "looks for", "nouns")
    found = (
        "A noun sets the kind of the subject, and which object of the host is looked for. "
        "Their plurals are known as well."
    )
    return "\n".join(
        [
            f"## What prose may say\n\n{said} Besides:\n",
            *(_line(path, values) for path, values in single.items()),
            f"\n### Words that say several things\n\n{table(('words', 'fill'), _mixed(mixed))}\n",
            f"### Words that bind to what they stand beside\n\n{BINDING}\n\n{modifiers()}\n",
            f"### Words that are known and have no slot\n\n{NO_SLOT}\n\n{set_aside()}.\n",
            f"### Subjects that prose knows\n\n{found}\n\n{table(heads, _nouns(nouns))}\n",
        ]
    )


def _sorted_out():
    """All phrases, by the one field they fill, by the several, or by the subject they name."""
    single, mixed, nouns = {}, {}, {}
    many = {plural(" ".join(tokens)) for tokens, fills in phrases().items() if _is_noun(fills)}
    for tokens, fills in phrases().items():
        words, paths = " ".join(tokens), tuple(fills)
        if _is_noun(fills) and words in many:
            continue
        if _is_noun(fills):
            kind, selector = fills["subject.kind"], fills["~subject.selector"]
            own = selector == f"tag:{words}"
            nouns.setdefault((kind, "tag: and the noun" if own else selector), []).append(words)
        elif len(paths) == 1 and paths[0][0] not in "~@":
            by_value = single.setdefault(paths[0], {})
            by_value.setdefault(fills[paths[0]], []).append(words)
        elif paths != ("atmosphere.weather", "atmosphere.phase"):
            mixed.setdefault(tuple(fills.items()), []).append(words)
    in_order = sorted(single, key=lambda path: list(SLOTS).index(path.split(".")[0]))
    return {path: single[path] for path in in_order}, mixed, nouns


def _is_noun(fills):
    return "subject.kind" in fills


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
        (f"{words.replace('|', ', ')} (haze, fog, …)", _filled("atmosphere.phase", phase))
        for phase, words in PHASES.items()
    ]
    return [*rows, *amounts]


def _filled(path, value):
    if path == "@zoom":
        return f"to × {value:g} the focal length"
    suggested = " *suggested*" if path.startswith("~") else ""
    path = path.lstrip("~")
    if path in OPEN:
        return OPEN[path].format(value)
    return f"{code(path)} {_value(value)}{suggested}"


def _nouns(nouns):
    return [
        (code(kind), selector if " " in selector else code(selector), ", ".join(sorted(words)))
        for (kind, selector), words in nouns.items()
    ]


def _value(value):
    if isinstance(value, str):
        return code(value)
    return code(plain(value))
