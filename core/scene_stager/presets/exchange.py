# SPDX-License-Identifier: Apache-2.0
"""Presets from and to other people: a file, a folder, or a git remote, always through the gate.

Git is asked as a program and never trusted with the files: a remote is cloned bare, without hooks
and without a work tree, and each file is read as a blob. So no link is followed and no filter runs.
"""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from scene_stager.errors import InputError, MissingPartError, Mistake, shorten
from scene_stager.plain_file import read_plain_file
from scene_stager.presets.library import preset_files
from scene_stager.presets.preset import ENDING, Preset, read_preset, read_preset_file
from scene_stager.script.strict_json import MAX_BYTES
from scene_stager.whole_file import drop_folders, make_folders, write_whole

MOST_FILES = 1000
TIMEOUT_S = 120.0
TRIES = 3
IN_A_REPOSITORY = "presets"
PLAIN_FILES = ("100644", "100755")  # git's modes; links and modules have others
ADDRESS = re.compile(r"(?:https|ssh|git|file)://[^\s-][^\s]*|[\w.-]+@[\w.-]+:[^\s-][^\s]*")
# How git begins the lines that say why; a push that was refused says more there than below.
CAUSES = ("! [rejected]", "! [remote rejected]", "fatal:", "error:")
MADE_BY = {"GIT_AUTHOR_NAME": "Scene Stager", "GIT_AUTHOR_EMAIL": "presets@scene-stager.invalid"}


def read_from(source: str) -> tuple[Preset, ...]:
    """Every preset in a file, a folder or a git remote, A to Z by name.

    In a folder they are in itself or in its `presets`, in a remote in `presets` alone. Raises
    InputError when one of them is not clean, or two of one name differ: then none is returned.
    """
    if is_address(source):
        return _sound(_in_remote(source), source)
    place = Path(source)
    if place.is_dir():
        files = sorted({*preset_files(place), *preset_files(place / IN_A_REPOSITORY)})
        return _sound(
            [(file.name, read_plain_file(file, "a preset", MAX_BYTES)) for file in files], source
        )
    return (read_preset_file(place),)


def publish(preset: Preset, target: str, older: Collection[str] = ()) -> str:
    """Put a preset into a folder or a git remote; return where it is now.

    older: the digests that it descends from, beyond those that it names itself.

    In a remote it becomes one commit; when somebody else was quicker it is tried again on top of
    theirs. Raises InputError when the target holds another preset of the same name that this one
    does not descend from.
    """
    if not is_address(target):
        folder = Path(target)
        if folder.exists() and not folder.is_dir():
            raise InputError(Mistake("publish", f"the file {target!r}", "a folder or a git remote"))
        return str(_into_folder(preset, folder, {*older, *preset.lineage.documents}))
    refused = ""
    for _ in range(TRIES):
        refused = _push(preset, target, {*older, *preset.lineage.documents})
        if not refused:
            return f"{target} {IN_A_REPOSITORY}/{preset.name}{ENDING}"
    raise InputError(Mistake("publish", refused, "a remote that takes a push"))


def is_address(text: str) -> bool:
    """True for the address of a git remote: https, ssh, git, file, or user@host:path."""
    return ADDRESS.fullmatch(text) is not None


def _into_folder(preset: Preset, folder: Path, older: Collection[str]) -> Path:
    file = folder / f"{preset.name}{ENDING}"
    if file.is_file():
        _must_descend(read_preset_file(file), str(file), preset, older)
    made = make_folders(folder)
    try:
        write_whole(file, preset.to_json().encode("utf-8"))
    finally:
        drop_folders(made)
    return file


def _sound(files: list[tuple[str, bytes]], source: str) -> tuple[Preset, ...]:
    if not files:
        raise InputError(Mistake(shorten(source), "no preset", f"files that end in {ENDING}"))
    mistakes: list[Mistake] = []
    presets = []
    for name, data in files[:MOST_FILES]:
        try:
            presets.append(read_preset(data, name))
        except InputError as error:
            mistakes += error.mistakes
    if mistakes:
        raise InputError(mistakes)
    return _one_of_each(presets)


def _one_of_each(presets: list[Preset]) -> tuple[Preset, ...]:
    """A to Z by name; the same preset twice counts once. Two that only share a name are refused:
    the one would come over the other."""
    found: dict[str, Preset] = {}
    for preset in presets:
        if found.setdefault(preset.name, preset).digest != preset.digest:
            twice = f"two different presets named {preset.name}"
            raise InputError(Mistake("install", twice, "one of each name", "Rename one of them."))
    return tuple(found[name] for name in sorted(found))


def _in_remote(address: str) -> list[tuple[str, bytes]]:
    with _clone(address) as place:
        there = _git(place, "ls-tree", "-l", "-z", "HEAD", f"{IN_A_REPOSITORY}/")
        listing = there.decode("utf-8", "replace")
        found: list[tuple[str, bytes]] = []
        for line in listing.split("\0"):
            about, _, name = line.partition("\t")
            words = about.split()
            if not name.endswith(ENDING) or words[0] not in PLAIN_FILES:
                continue
            if int(words[3]) > MAX_BYTES or len(found) >= MOST_FILES:
                continue
            found.append((name.rsplit("/", 1)[-1], _git(place, "cat-file", "blob", words[2])))
        return found


def _push(preset: Preset, address: str, older: Collection[str]) -> str:
    """Commit on top of what is there and push; what the remote said when it refused."""
    with _clone(address) as place:
        path = f"{IN_A_REPOSITORY}/{preset.name}{ENDING}"
        head = _try_git(place, "rev-parse", "--verify", "-q", "HEAD").strip().decode()
        there = _try_git(place, "cat-file", "blob", f"HEAD:{path}")
        if there:
            _must_descend(read_preset(there, path), path, preset, older)
        blob = _git(place, "hash-object", "-w", "--stdin", given=preset.to_json().encode()).strip()
        if head:
            _git(place, "read-tree", "HEAD")
        entry = f"100644,{blob.decode()},{path}"
        _git(place, "update-index", "--add", "--cacheinfo", entry)
        tree = _git(place, "write-tree").strip().decode()
        parents = ("-p", head) if head else ()
        message = f"Preset {preset.name}".encode()
        commit = _git(place, "commit-tree", tree, *parents, given=message).strip().decode()
        branch = _try_git(place, "symbolic-ref", "HEAD").strip().decode() or "refs/heads/main"
        try:
            _git(place, "push", "-q", "origin", f"{commit}:{branch}")
        except InputError as error:
            return error.mistakes[0].found
    return ""


def _must_descend(there: Preset, where: str, preset: Preset, older: Collection[str]) -> None:
    """Raises InputError where a preset would come over one that it does not descend from."""
    if there.digest not in (preset.digest, *older):
        advice = "Install theirs, merge, and publish the merge."
        expected = "one that this one descends from"
        raise InputError(Mistake(where, "another preset of that name", expected, advice))


@contextmanager
def _clone(address: str) -> Iterator[Path]:
    """A bare clone of a remote that lives as long as the block."""
    if not is_address(address):
        raise InputError(Mistake("remote", shorten(address), "the address of a git remote"))
    with tempfile.TemporaryDirectory(prefix="scene-stager-") as folder:
        place = Path(folder) / "remote.git"
        _git(Path(folder), "clone", "-q", "--bare", "--depth", "1", "--", address, str(place))
        yield place


def _try_git(place: Path, *words: str) -> bytes:
    try:
        return _git(place, *words)
    except InputError:
        return b""


def _git(place: Path, *words: str, given: bytes = b"") -> bytes:
    program = shutil.which("git")
    if program is None:
        raise MissingPartError("git is not installed; it is needed for remotes, folders do without")
    safe = ("-c", "core.hooksPath=/dev/null", "-c", "protocol.ext.allow=never")
    command = [program, *safe, *words]
    try:
        done = subprocess.run(
            command,
            cwd=place,
            input=given,
            capture_output=True,
            timeout=TIMEOUT_S,
            check=False,
            env=_surroundings(),
        )
    except subprocess.TimeoutExpired:
        expected = f"an answer within {TIMEOUT_S:.0f} s"
        raise InputError(Mistake(f"git {words[0]}", "no answer", expected)) from None
    if done.returncode:
        said = _first_cause(done.stderr.decode("utf-8", "replace"))
        raise InputError(Mistake(f"git {words[0]}", shorten(said, 160), "a remote that answers"))
    return done.stdout


def _first_cause(said: str) -> str:
    """What went wrong, of all that git said: the first line that is no progress and no advice."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    for sign in CAUSES:
        for line in lines:
            if line.startswith(sign):
                return line.removeprefix(sign).strip()
    return lines[0] if lines else "no reason given"


def _surroundings() -> dict[str, str]:
    """Git never asks for a password here, and takes only the transports that are named above."""
    ours = {
        "GIT_TERMINAL_PROMPT": "0",
        "LC_ALL": "C",  # what it says is read
        "GIT_ALLOW_PROTOCOL": "https:ssh:git:file",
        "GIT_LFS_SKIP_SMUDGE": "1",
    }
    committer = {name.replace("AUTHOR", "COMMITTER"): value for name, value in MADE_BY.items()}
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    named = {name: os.environ[name] for name in (*MADE_BY, *committer) if name in os.environ}
    return {**kept, **MADE_BY, **committer, **named, **ours}
