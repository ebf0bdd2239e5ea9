# SPDX-License-Identifier: Apache-2.0
"""A script that hides its wrong fields, so that one mistake never breeds another."""

from collections.abc import Callable, Iterator
from typing import cast

from scene_stager.errors import Mistake
from scene_stager.script.scene_script import SLOTS, SceneScript

RuleBetween = Callable[[SceneScript], Iterator[Mistake]]


class WrongFieldRead(Exception):
    """A rule asked for a field that is known to be wrong, so it has nothing to say."""


class _Guard:
    """Stands in for a script or a slot; reading a wrong field stops the reader.

    What a slot works out from its fields is worked out from the guard, so it stops as well.
    """

    def __init__(self, part: object, wrong: frozenset[str], prefix: str = "") -> None:
        self._part, self._wrong, self._prefix = part, wrong, prefix

    def __getattr__(self, name: str) -> object:
        path = f"{self._prefix}{name}"
        if path in self._wrong:
            raise WrongFieldRead(path)
        made = getattr(type(self._part), name, None)
        if isinstance(made, property) and made.fget is not None:
            return made.fget(self)
        value = getattr(self._part, name)
        return _Guard(value, self._wrong, f"{path}.") if path in SLOTS else value


def guarded(script: SceneScript, wrong: frozenset[str]) -> SceneScript:
    """The script without the fields at these paths; a whole slot can be a path, too."""
    return cast(SceneScript, _Guard(script, wrong)) if wrong else script


def ask(rule: RuleBetween, script: SceneScript) -> list[Mistake]:
    """What a rule says of a guarded script, up to where it would read a wrong field."""
    said: list[Mistake] = []
    try:
        for mistake in rule(script):
            said.append(mistake)
    except WrongFieldRead:
        pass
    return said
