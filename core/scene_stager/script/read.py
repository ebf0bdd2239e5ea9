# SPDX-License-Identifier: Apache-2.0
"""One door for everything a script can come as: a scenario's name, a JSON file, or prose."""

import os
import re
from functools import cache
from pathlib import Path

from scene_stager.errors import InputError, Mistake, shorten
from scene_stager.script.from_plain import read_tree
from scene_stager.script.judge import did_you_mean
from scene_stager.script.prose import Word, decompose
from scene_stager.script.scene_script import SceneScript
from scene_stager.script.strict_json import MAX_BYTES, parse, too_large
from scene_stager.script.validate import between_fields, check
from scene_stager.shot.scenarios import scenario_texts

ONE_NAME = re.compile(r"[\w-]+")  # one word alone is meant as a name; prose has more

LONGEST_SHOWN = 100


def read_script(source: str | Path) -> SceneScript:
    """The script that `source` names or says. Raises InputError with every mistake in it."""
    return read_script_with_words(source)[0]


def read_script_with_words(source: str | Path) -> tuple[SceneScript, tuple[Word, ...]]:
    """The same, with the words of the prose that filled each slot; none for JSON and scenarios."""
    if isinstance(source, Path) or os.path.isfile(source) or source.lower().endswith(".json"):
        return read_file(Path(source)), ()
    text = source.strip()
    if text in scenario_texts():
        return read_scenario(text), ()
    if text.startswith("{"):
        return read_json(text.encode("utf-8", "surrogatepass"), "script"), ()
    if not text or ONE_NAME.fullmatch(text):
        raise InputError(_no_such_scenario(text))
    return _read_prose(text)


def read_file(path: Path) -> SceneScript:
    """The script in a JSON file, which is measured before it is opened."""
    name = path.name or str(path)
    where = name if name.isprintable() and len(name) <= LONGEST_SHOWN else shorten(name)
    try:
        if not path.is_file():
            found = "a folder" if path.is_dir() else "no such file"
            raise InputError(Mistake(where, found, "a script in a JSON file"))
        size = _size_of(path)
        if size > MAX_BYTES:
            raise too_large(where, size)
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(
            Mistake(where, f"a file that cannot be read ({reason})", "a script in a JSON file")
        ) from None
    return read_json(data, where)


def _size_of(path: Path) -> int:
    return path.stat().st_size


def read_json(data: bytes, where: str = "script") -> SceneScript:
    """The script that JSON text spells, judged."""
    reading = read_tree(parse(data, where), where)
    mistakes = (*reading.mistakes, *between_fields(reading.script, reading.wrong))
    if mistakes:
        raise InputError(mistakes)
    return reading.script


@cache
def read_scenario(name: str) -> SceneScript:
    """The starter scenario of that name."""
    texts = scenario_texts()
    if name not in texts:
        raise InputError(_no_such_scenario(name))
    return read_json(texts[name].encode("utf-8"), f"{name}.json")


def scenarios() -> dict[str, SceneScript]:
    """Every starter scenario, keyed by name, A to Z."""
    return {name: read_scenario(name) for name in scenario_texts()}


def _read_prose(text: str) -> tuple[SceneScript, tuple[Word, ...]]:
    script, words = decompose(text)
    check(script)
    return script, words


def _no_such_scenario(name: str) -> Mistake:
    names = tuple(scenario_texts())
    return Mistake(
        "script",
        shorten(name) if name else "nothing",
        f"a scenario ({', '.join(names)}), a JSON file, or prose in quotes",
        did_you_mean(name.replace("-", "_"), names),
    )
