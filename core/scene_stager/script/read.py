# SPDX-License-Identifier: Apache-2.0
"""One door for everything a script can come as: a scenario's name, a JSON file, or prose."""

import os
import re
from functools import cache
from pathlib import Path

from scene_stager.errors import InputError, Mistake, shorten
from scene_stager.plain_file import read_plain_file, shown_name
from scene_stager.script.from_plain import read_tree
from scene_stager.script.judge import did_you_mean
from scene_stager.script.prose.understanding import Understanding
from scene_stager.script.scene_script import SceneScript
from scene_stager.script.strict_json import MAX_BYTES, parse
from scene_stager.script.validate import between_fields, check
from scene_stager.shot.scenarios import scenario_texts

ONE_NAME = re.compile(r"[\w-]+")  # one word alone is meant as a name; prose has more
A_FILE = re.compile(r"[~.]{0,2}[/\\]\S*|[^\s,]*\.[A-Za-z]\w{0,9}")  # "f/2.8" is prose


def read_script(source: str | Path) -> SceneScript:
    """The script that `source` names or says. Raises InputError with every mistake in it."""
    return read_script_with_words(source)[0]


def read_script_with_words(
    source: str | Path, *, strict: bool = False
) -> tuple[SceneScript, Understanding]:
    """The same, with how prose was read; JSON and scenarios are what they are.

    Where it is `strict`, a word of the prose that has no slot is a mistake. Raises InputError.
    """
    if isinstance(source, Path) or os.path.isfile(source) or source.lower().endswith(".json"):
        return read_file(Path(source)), Understanding()
    text = source.strip()
    if text in scenario_texts():
        return read_scenario(text), Understanding()
    if text.startswith("{"):
        return read_json(text.encode("utf-8", "surrogatepass"), "script"), Understanding()
    if not text or ONE_NAME.fullmatch(text) or A_FILE.fullmatch(text):
        raise InputError(_no_such_scenario(text))
    # Its patterns take a second or two to build, and most who read scripts here read files.
    from scene_stager.script.prose.reading import read_prose

    script, reading = read_prose(text, strict=strict)
    check(script)
    return script, reading


def read_file(path: Path) -> SceneScript:
    """The script in a JSON file, which is measured before it is opened."""
    data = read_plain_file(path, "a script in a JSON file", MAX_BYTES)
    return read_json(data, shown_name(path))


def read_json(data: bytes, where: str = "script") -> SceneScript:
    """The script that JSON text spells, judged. Raises InputError with every mistake."""
    reading = read_tree(parse(data, where), where)
    mistakes = (*reading.mistakes, *between_fields(reading.script, reading.wrong))
    if mistakes:
        raise InputError(mistakes)
    return reading.script


@cache
def read_scenario(name: str) -> SceneScript:
    """The starter scenario of that name. Raises InputError for an unknown one."""
    texts = scenario_texts()
    if name not in texts:
        raise InputError(_no_such_scenario(name))
    return read_json(texts[name].encode("utf-8"), f"{name}.json")


def scenarios() -> dict[str, SceneScript]:
    """Every starter scenario, keyed by name, A to Z."""
    return {name: read_scenario(name) for name in scenario_texts()}


def _no_such_scenario(name: str) -> Mistake:
    names = tuple(scenario_texts())
    return Mistake(
        "script",
        shorten(name) if name else "nothing",
        f"a scenario ({', '.join(names)}), a JSON file, or prose in quotes",
        did_you_mean(name.replace("-", "_"), names),
    )
