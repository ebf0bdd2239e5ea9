"""docs/script.md, from the slots, their rules and their vocabularies."""

from pathlib import Path

from tools.pages.markdown import code, codes, plain, table
from tools.pages.prose import amounts, beside, spoken
from tools.pages.words import sections

from scene_stager.errors import InputError
from scene_stager.script.field import plainly, rules_of
from scene_stager.script.prose.reading import read_prose
from scene_stager.script.read import read_json
from scene_stager.script.scene_script import SLOTS, SceneScript

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "examples" / "night_watch.json"
SENTENCE = "slow technocrane reveal of the pilot, 25mm, golden hour haze, strong rim, Kodachrome"
BROKEN = """\
{
  "schema": "scene_stager.script",
  "version": 1,
  "rig": {"rig": "dolly", "move": "push_in", "from_distance_m": 12, "to_distance_m": 2,
          "duration_s": 3},
  "lens": {"focal_length_mm": -35},
  "stock": {"stock": "kodachrome"}
}"""

# Fields whose words are told further down, or on a page of their own.
ELSEWHERE = {
    "subject.kind": "a [kind](#subjects)",
    "framing.size": "a [size](#shot-sizes)",
    "framing.angle": "an [angle](#sides-and-angles)",
    "framing.view": "a [view](#sides-and-angles)",
    "rig.rig": "a [rig](rigs.md)",
    "rig.move": "a [move](#moves)",
    "lens.format": "a [format](#formats)",
    "lighting.style": "a [style](#lighting-styles)",
    "lighting.rim_mode": "a [rim mode](#rim-modes)",
    "lighting.practicals": "`none` or a [practical](#practicals)",
    "atmosphere.weather": "a [weather](#weathers)",
    "stock.stock": "a [film stock](stocks.md)",
}
UNITS = {
    "_m_s": "m/s",
    "_mm": "mm",
    "_m": "m",
    "_deg": "°",
    "_s": "s",
    "_stops": "stops",
    "_kelvin": "K",
    "_ev": "EV",
}

HEAD = """\
# Writing a script

Written by `tools/make_docs.py` from `core/scene_stager/script`, so that it says what the reader
of scripts does.

A script is one shot: a header and seven slots. It comes as a scenario's name, as prose, or as
JSON. Whatever you leave out has a default, or is worked out from the rest. What is wrong is told
all at once, one line for each mistake, before anything is written.

```sh
scene-stager bake hero_dolly_push_in --preview none
scene-stager compile "{sentence}"
scene-stager list moves
scene-stager list size
scene-stager schema
```

`list` shows every vocabulary and what a sentence calls each of its words; `schema` prints the JSON
Schema for an editor. `-` in the place of a script reads it from standard input.

## In JSON

[`{path}`](../{path}), whole:

```json
{sample}
```

## In prose

Longest phrase first: the sentence above fills these fields.

{words}

Words bind to what they stand beside: a rim that is two stops over is no key that is, and light from
behind moves no camera.

{beside}

- Capitals, accents, hyphens, slips of the pen and the order of phrases make no difference.
- Any noun may be the subject (`of the widow`, `on the clerk`): a host object tagged `widow` is
  looked for. It is taken for a person, unless it is listed below as something else. Or write
  `tag:otter`, `name:Maana*`, `role:hero` or `collection:Crew`. Where nothing is found, a stand-in
  is put.
- What a script has no field for (a place, a colour, a mood, a filter) is set aside and told:
  `bake` and `compile` say in one line what was understood, assumed and set aside. With `--strict`
  such a word is a mistake, told with the nearest known ones.
- Of several moves the first is made. Those behind it are set aside with what is said of them: a
  script has one move.
- A lens may be said by its number alone (`MCU, 85, T2`, `a 40 on the clerk`). A timecode with a
  semicolon drops frames, at 29.97 and 59.94.
- What follows a light in a clause of its own goes on about it: `soft key, camera left, 40 up`.
- Two words that say different things of one field are a mistake. A field marked *suggested* gives
  way to any other word that fills it.
- By daylight (noon, a window, an overcast sky) the film is the daylight one unless you name
  another; at dusk and at night it is the tungsten one, and what is blue is so on purpose.
- What the prose leaves open (how far, how long, on what rig) is filled so that the shot bakes; a
  number you give is kept. `scene-stager compile --json` shows every word beside its field.

{amounts}

## When something is wrong

A script with mistakes in three slots, and what is said of it:

```json
{broken}
```

```text
{mistakes}
```

The command then ends with 2, and has written nothing.

## The slots

`null` as a default means: worked out from the rest of the script.
"""


def page():
    """The whole page."""
    head = HEAD.format(
        sentence=SENTENCE,
        path=SAMPLE.relative_to(ROOT).as_posix(),
        sample=SAMPLE.read_text(encoding="utf-8").strip(),
        words=words_of(SENTENCE),
        amounts=amounts(),
        beside=beside(),
        broken=BROKEN,
        mistakes="\n".join(mistakes_of(BROKEN)),
    )
    parts = [head, slot_section("header", SceneScript)]
    parts += [slot_section(name, slot) for name, slot in SLOTS.items()]
    return "\n".join([*parts, sections(), spoken()])


def slot_section(name, slot):
    """One slot: its sentence and its fields."""
    said = (slot.__doc__ or "").strip()
    heads = ("field", "default", "may be", "what it is")
    return f"### `{name}`\n\n{said}\n\n{table(heads, fields_of(name, slot))}\n"


def fields_of(name, slot):
    """A row for every field of a slot."""
    defaults = slot()
    rows = [("`schema`", "", '`"scene_stager.script"`', "what this document is")]
    rows += [("`version`", "", "`1`", "of the schema")]
    rows = rows if name == "header" else []
    for field, rule in rules_of(slot).items():
        default = getattr(defaults, field)
        rows.append(
            (code(field), _default(default), _range(f"{name}.{field}", field, rule), rule.about)
        )
    return rows


def words_of(sentence):
    """Which words of some prose fill which field."""
    words = read_prose(sentence)[1].words
    rows = [(f"“{w.word}”", code(f"{w.slot}.{w.field}"), code(plain(w.value))) for w in words]
    return table(("words", "field", "value"), rows)


def mistakes_of(document):
    """What is said of a script that does not stand."""
    try:
        read_json(document.encode("utf-8"))
    except InputError as error:
        return [str(mistake) for mistake in error.mistakes]
    raise ValueError("the broken script of the page is not broken any more")


def _default(value):
    if value is None:
        return "`null`"
    if value == ():
        return "`[]`"
    if isinstance(value, tuple):
        return code(plain(value[0] / value[1]))
    return code(plain(value) if value != "" else '""')


def _range(path, field, rule):
    if rule.kind == "word":
        return ELSEWHERE.get(path) or codes(rule.words())
    if rule.kind == "switch":
        return "`true`, `false`"
    if rule.kind == "table":
        return rule.expected
    if rule.kind == "rate":
        return "1 to 240; `24`, `23.976` or `[24000, 1001]`"
    if rule.kind == "text":
        return rule.example or f"up to {rule.longest} characters"
    low = f"over {plainly(rule.low)}" if rule.above else plainly(rule.low)
    return f"{low} to {plainly(rule.high)} {_unit(field)}".rstrip()


def _unit(field):
    return next((unit for ending, unit in UNITS.items() if field.endswith(ending)), "")
