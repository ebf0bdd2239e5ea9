# SPDX-License-Identifier: Apache-2.0
"""What is handed over for a plan's named inputs: verified before a single number is computed."""

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from scene_stager.errors import InputError, Mistake, shorten
from scene_stager.moks.operations._operation import Reader
from scene_stager.moks.plan_input import INPUT_KINDS, PlanInput
from scene_stager.plain_file import read_plain_file, shown_name, too_large

Given = Mapping[str, bytes | Path] | Path
"""Bytes or a file for every name; or a folder that holds each as a file of that name."""


class GivenInputs:
    """The inputs that a plan names, each with the bytes whose sha256 it says.

    Whoever holds one holds sound ones: making it reads and verifies. Use one for many executions,
    and each input is read, hashed and decoded once. Raises InputError with every one that is
    missing, not asked for, or not what the plan was made with.
    """

    def __init__(self, named: Sequence[PlanInput], given: Given) -> None:
        self.named = tuple(named)
        self.data: dict[str, bytes] = {}
        self._decoded: dict[tuple[str, Reader], Any] = {}
        files = files_in(given, self.named) if isinstance(given, Path) else given
        mistakes = _strangers(self.named, files)
        for one in self.named:
            try:
                self.data[one.name] = _verified(one, files.get(one.name))
            except InputError as error:
                mistakes += error.mistakes
        if mistakes:
            raise InputError(mistakes)

    def decoded(self, name: str, reader: Reader) -> Any:
        """What the bytes of an input mean. Raises InputError when they are not of their kind."""
        if (name, reader) not in self._decoded:
            self._decoded[name, reader] = reader.decode(self.data[name], f"inputs.{name}")
        return self._decoded[name, reader]


def _strangers(named: Sequence[PlanInput], given: Iterable[str]) -> list[Mistake]:
    """What is handed over and not named by the plan."""
    names = [one.name for one in named]
    expected = f"only {', '.join(names)}" if names else "none, since the plan names none"
    advice = "Leave it out, or see how it is spelt."
    strange = [shorten(name)[1:-1] for name in given if name not in names]
    return [Mistake(f"inputs.{name}", "an input", expected, advice) for name in strange]


def _verified(one: PlanInput, given: bytes | Path | None) -> bytes:
    """The bytes of an input. Raises InputError when they are not the ones that the plan names."""
    where, kind = f"inputs.{one.name}", INPUT_KINDS[one.kind]
    if given is None:
        advice = "Hand it over under that name, as bytes or as a file."
        expected = f"{kind.about}, sha256 {one.sha256}"
        raise InputError(Mistake(where, "nothing", expected, advice))
    if isinstance(given, Path):
        given = read_plain_file(given, kind.about, kind.most_bytes, where)
    if not isinstance(given, bytes):
        raise InputError(Mistake(where, type(given).__name__, "bytes, or the path of a file"))
    if len(given) > kind.most_bytes:
        raise too_large(where, len(given), kind.most_bytes)
    found = sha256(given).hexdigest()
    if found != one.sha256:
        advice = "It is not what the plan was made with: bring that, or make the plan anew."
        raise InputError(Mistake(where, f"sha256 {found}", one.sha256, advice))
    return given


def files_in(
    folder: Path, named: Sequence[PlanInput], apart: Iterable[Path] = ()
) -> dict[str, Path]:
    """The file of each input in a folder: `actor` is actor.path.json there, or actor.obj.

    Files `apart` are none of them. Raises InputError where there are two, and for a link that leads
    elsewhere.
    """
    if not folder.is_dir():
        raise InputError(Mistake("inputs", f"no folder {shown_name(folder)}", "one with them"))
    names, others = {one.name for one in named}, {file.resolve() for file in apart}
    found: dict[str, Path] = {}
    mistakes = []
    for file in sorted(folder.iterdir()):
        name = file.name.partition(".")[0]
        if name not in names or file.resolve() in others:
            continue
        if name in found:
            mistakes.append(Mistake(f"inputs.{name}", "more than one file of that name", "one"))
        elif file.resolve().parent != folder.resolve():
            mistakes.append(Mistake(f"inputs.{name}", "a link out of the folder", "a file in it"))
        else:
            found[name] = file
    if mistakes:
        raise InputError(mistakes)
    return found
