# SPDX-License-Identifier: Apache-2.0
"""The vocabularies as `list` tells them: every closed list of words of a script, every move."""

from collections.abc import Iterable

from scene_stager.cli._show import print_table

Entry = dict[str, object]
HOUSE = "house vocabulary"


def vocabularies() -> list[Entry]:
    """Every field that takes a word of a closed list: its words, and what prose calls each."""
    from scene_stager.script.field import rules_of
    from scene_stager.script.scene_script import SLOTS

    return [
        {
            "name": f"{slot}.{name}",
            "title": rule.about,
            "words": {word: _said(f"{slot}.{name}", word) for word in rule.words()},
            "source": HOUSE,
        }
        for slot, kind in SLOTS.items()
        for name, rule in rules_of(kind).items()
        if rule.kind == "word"
    ]


def fields_with_words() -> tuple[str, ...]:
    """The names that `list` takes for one vocabulary: "framing.size", and "size" as well."""
    full = [str(entry["name"]) for entry in vocabularies()]
    return tuple(dict.fromkeys([*(name.rpartition(".")[2] for name in full), *full]))


def one_vocabulary(name: str) -> list[Entry]:
    """The words of the fields of that name."""
    return [e for e in vocabularies() if name in (e["name"], str(e["name"]).rpartition(".")[2])]


def moves() -> list[Entry]:
    """Every move: what it does, which numbers it takes, which rigs make it."""
    from scene_stager.script.moves import MOVES
    from scene_stager.shot.rigs import rigs

    return [
        {
            "name": name,
            "title": move.about,
            "takes": list(move.takes),
            "needs": list(move.needs),
            "rigs": [rig for rig, profile in rigs().items() if name in profile.moves],
            "words": _said("rig.move", name),
            "source": HOUSE,
        }
        for name, move in MOVES.items()
    ]


def print_vocabularies(entries: list[Entry]) -> None:
    """One row for each word."""
    rows: list[tuple[object, ...]] = []
    for entry in entries:
        words = entry["words"]
        for word, said in words.items() if isinstance(words, dict) else ():
            rows.append((entry["name"], word, ", ".join(said)))
    print_table("Words that a script may say", ("field", "word", "in a sentence"), rows)


def print_moves(entries: list[Entry]) -> None:
    """One row for each move."""
    rows = [
        (
            e["name"],
            e["title"],
            _joined(e["takes"]),
            " or ".join(_strings(e["needs"])),
            _joined(e["rigs"]),
        )
        for e in entries
    ]
    heads = ("move", "what the camera does", "may say", "must say", "rigs")
    print_table("Moves", heads, rows)


def _said(path: str, word: str) -> list[str]:
    """The phrases of prose that mean this word and nothing else."""
    from scene_stager.script.prose.words import phrases

    alone = ({path: word}, {f"~{path}": word})
    return [" ".join(tokens) for tokens, fills in phrases().items() if dict(fills) in alone]


def _joined(values: object) -> str:
    return ", ".join(_strings(values))


def _strings(values: object) -> list[str]:
    return [str(one) for one in values] if isinstance(values, Iterable) else []
