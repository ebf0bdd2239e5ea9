# SPDX-License-Identifier: Apache-2.0
"""`scene-stager preset`: make, fork, show, compare, merge, install and publish presets."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scene_stager.cli._command import NO, YES, Command
from scene_stager.cli._complete import offer, preset_names
from scene_stager.cli._options import AsJson, read_path
from scene_stager.cli._show import print_json, print_table, say, tell
from scene_stager.errors import InputError, Mistake, shorten

if TYPE_CHECKING:
    from scene_stager.presets.compare import Conflict
    from scene_stager.presets.preset import Preset

LOOK = ("lens", "lighting", "atmosphere", "stock")


@dataclass(frozen=True, slots=True)
class Asked:
    """What the options said; None and False where they said nothing."""

    out: Path | None = None
    prefer: str | None = None
    replace: bool = False
    slots: str | None = None


@dataclass(frozen=True, slots=True)
class Action:
    """One thing to do with presets: how many sources it may take, and which options."""

    sources: tuple[int, ...]
    do: Callable[[list[str], Asked, bool], int]
    options: tuple[str, ...] = ()


Verb = Annotated[
    str,
    typer.Argument(
        metavar="make|fork|show|log|diff|merge|install|publish",
        show_default=False,
        autocompletion=offer(lambda: ACTIONS),
    ),
]
Sources = Annotated[
    list[str],
    typer.Argument(
        metavar="SOURCE...",
        help="make SCRIPT NAME; fork P NAME; show P; log P; diff A B; merge [BASE] OURS "
        "THEIRS; install FROM; publish P TO. Presets are names, files, or the first digits of "
        "a digest; FROM and TO are folders or git remotes.",
        show_default=False,
        autocompletion=preset_names,
    ),
]


def run(
    action: Verb,
    sources: Sources,
    out: Annotated[
        Path | None,
        typer.Option(
            parser=read_path, metavar="FILE", help="Where a merge goes.", show_default="stdout"
        ),
    ] = None,
    prefer: Annotated[
        str | None, typer.Option(metavar="ours|theirs", help="The side that conflicts take.")
    ] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Over presets of the same name (make, fork, install).")
    ] = False,
    slots: Annotated[
        str | None,
        typer.Option(
            metavar="A,B",
            help="The slots of the script to keep (make).",
            show_default=",".join(LOOK),
        ),
    ] = None,
    as_json: AsJson = False,
) -> int:
    """Do one thing with presets."""
    chosen, asked = _chosen(action, len(sources)), Asked(out, prefer, replace, slots)
    _check(action, asked)
    return chosen.do(sources, asked, as_json)


def _chosen(action: str, sources: int) -> Action:
    if action not in ACTIONS:
        raise InputError(Mistake("preset", shorten(action), f"one of {', '.join(ACTIONS)}"))
    chosen = ACTIONS[action]
    if sources not in chosen.sources:
        found = f"{sources} source" if sources == 1 else f"{sources} sources"
        expected = f"{' or '.join(map(str, chosen.sources))} of them"
        raise InputError(Mistake(f"preset {action}", found, expected))
    return chosen


def _check(action: str, asked: Asked) -> None:
    """Raises InputError for a wrong word, and for an option that this action has no use for."""
    if asked.prefer not in (None, "ours", "theirs"):
        raise InputError(Mistake("--prefer", shorten(asked.prefer), "ours or theirs"))
    for name in ("out", "prefer", "replace", "slots"):
        if getattr(asked, name) and name not in ACTIONS[action].options:
            takers = " or ".join(verb for verb, one in ACTIONS.items() if name in one.options)
            raise InputError(Mistake(f"--{name}", f"preset {action}", f"preset {takers}"))


def _make(sources: list[str], asked: Asked, as_json: bool) -> int:
    from dataclasses import replace

    from scene_stager.presets.library import Library
    from scene_stager.presets.lineage import Lineage
    from scene_stager.presets.preset import preset_of, read_preset
    from scene_stager.provenance.automatic import keep_preset
    from scene_stager.script.read import read_script
    from scene_stager.script.scene_script import SLOTS

    wanted = LOOK if asked.slots is None else tuple(asked.slots.split(","))
    unknown = [name for name in wanted if name not in SLOTS]
    if unknown:
        raise InputError(Mistake("--slots", shorten(unknown[0]), f"some of {', '.join(SLOTS)}"))
    script = read_script(sources[0])
    preset = replace(preset_of(script, wanted, Lineage("scenario")), name=sources[1])
    sound = read_preset(preset.to_json().encode(), sources[1])
    return _kept(keep_preset(Library(), sound, asked.replace), as_json)


def _fork(sources: list[str], asked: Asked, as_json: bool) -> int:
    from dataclasses import replace

    from scene_stager.presets.library import Library
    from scene_stager.presets.lineage import HAND, revising
    from scene_stager.presets.preset import read_preset
    from scene_stager.provenance.automatic import keep_preset

    old = _settled(sources[0])
    line = revising(HAND, old.digest)
    fork = replace(old, name=sources[1], lineage=line, fit=None, record=None)
    sound = read_preset(fork.to_json().encode(), sources[1])
    return _kept(keep_preset(Library(), sound, asked.replace), as_json)


def _kept(file: Path, as_json: bool) -> int:
    from scene_stager.presets.preset import read_preset_file

    preset = read_preset_file(file)
    return _told({"name": preset.name, "path": str(file), "digest": preset.digest}, as_json)


def _settled(source: str) -> "Preset":
    """A preset; what somebody wrote by hand into the library's own file is kept as a revision."""
    from scene_stager.presets.library import Library, find_preset
    from scene_stager.provenance.automatic import settled

    library = Library()
    return settled(library, source) if source in library.names() else find_preset(source)


def _log(sources: list[str], asked: Asked, as_json: bool) -> int:
    from scene_stager.presets.family import family
    from scene_stager.presets.library import Library

    found = family(_settled(sources[0]), Library().known())
    rows = [
        {
            "relation": one.relation,
            "name": one.preset.name if one.preset else None,
            "digest": one.digest,
            "origin": one.preset.lineage.origin if one.preset else None,
            "made_on": one.preset.lineage.made_on if one.preset else None,
            "changed": list(one.changed),
        }
        for one in found
    ]
    if as_json:
        print_json({"family": rows})
        return YES
    shown = [
        (
            r["relation"],
            r["name"] or "not here",
            one.digest[:12],
            r["origin"],
            ", ".join(one.changed),
        )
        for r, one in zip(rows, found, strict=True)
    ]
    print_table("", ("relation", "name", "digest", "origin", "changed"), shown)
    return YES


def _show(sources: list[str], asked: Asked, as_json: bool) -> int:
    from scene_stager.presets.library import find_preset

    preset = find_preset(sources[0])
    if as_json:
        print_json(preset.as_json())
        return YES
    tell(f"{preset.name}: {preset.title or 'no title'}")
    if preset.description:
        tell(preset.description)
    for name, slot in preset.as_json()["slots"].items():  # type: ignore[union-attr]
        print_table(name, ("field", "value"), list(slot.items()))  # type: ignore[union-attr]
    return YES


def _diff(sources: list[str], asked: Asked, as_json: bool) -> int:
    from scene_stager.presets.compare import differences
    from scene_stager.presets.library import find_preset

    found = differences(find_preset(sources[0]), find_preset(sources[1]))
    if as_json:
        rows = [{"pointer": d.pointer, "before": d.before, "after": d.after} for d in found]
        print_json({"same": not found, "differences": rows})
    elif found:
        print_table(
            "", ("field", "before", "after"), [(d.pointer, d.before, d.after) for d in found]
        )
    else:
        tell("the same look")
    return YES


def _merge(sources: list[str], asked: Asked, as_json: bool) -> int:
    from scene_stager.presets.compare import merge
    from scene_stager.presets.library import find_preset
    from scene_stager.provenance.automatic import stamped_preset
    from scene_stager.whole_file import drop_folders, make_folders, write_whole

    ours, theirs = map(_settled, sources[-2:])
    base = find_preset(sources[0]) if len(sources) == 3 else _common(ours, theirs)
    merged = merge(base, ours, theirs, asked.prefer or "ours")
    stands = not merged.conflicts or asked.prefer is not None
    if stands and asked.out is not None:
        made = make_folders(asked.out.parent)
        try:
            write_whole(asked.out, stamped_preset(merged.preset).to_json().encode())
        finally:
            drop_folders(made)
    if as_json:
        print_json(
            {
                "merged": merged.preset.as_json() if stands else None,
                "path": str(asked.out) if stands and asked.out else None,
                "conflicts": [_plain(conflict) for conflict in merged.conflicts],
            }
        )
    else:
        _print_conflicts(merged.conflicts, asked.prefer)
        if stands:
            tell(f"merged: {asked.out}" if asked.out else merged.preset.to_json().rstrip())
    return YES if stands else NO


def _common(ours: "Preset", theirs: "Preset") -> "Preset":
    """What both sides began with. Raises InputError where nobody here has it."""
    from scene_stager.presets.family import common_ancestor
    from scene_stager.presets.library import Library

    base = common_ancestor(ours, theirs, Library().known())
    if base is None:
        expected = "two that descend from one that is here"
        advice = "Say BASE OURS THEIRS."
        raise InputError(Mistake("merge", f"{ours.name} and {theirs.name}", expected, advice))
    return base


def _plain(conflict: "Conflict") -> dict[str, object]:
    return {
        "pointer": conflict.pointer,
        "base": conflict.base,
        "ours": conflict.ours,
        "theirs": conflict.theirs,
    }


def _print_conflicts(conflicts: "tuple[Conflict, ...]", prefer: str | None) -> None:
    if not conflicts:
        return
    took = f"took {prefer}" if prefer else "nothing written; say --prefer ours or theirs"
    for c in conflicts:
        say(f"{c.pointer}: both changed {c.base}: ours {c.ours}, theirs {c.theirs}")
    count = "1 conflict" if len(conflicts) == 1 else f"{len(conflicts)} conflicts"
    say(f"{count}, {took}")


def _install(sources: list[str], asked: Asked, as_json: bool) -> int:
    from scene_stager.presets.exchange import read_from
    from scene_stager.presets.library import Library

    library = Library()
    presets = [one for one in read_from(sources[0]) if not library.is_past(one)]
    taken = [preset for preset in presets if not asked.replace and library.has_other(preset)]
    if taken:
        names = ", ".join(preset.name for preset in taken)
        expected = "names that are free"
        raise InputError(Mistake("install", f"{names} in {library.folder}", expected, "--replace"))
    files = [library.keep(preset, replace=True) for preset in presets]
    return _told(
        {"installed": [p.name for p in presets], "paths": [str(f) for f in files]}, as_json
    )


def _publish(sources: list[str], asked: Asked, as_json: bool) -> int:
    from scene_stager.presets.exchange import publish
    from scene_stager.presets.family import ancestors
    from scene_stager.presets.library import Library

    preset = _settled(sources[0])
    place = publish(preset, sources[1], ancestors(preset, Library().known()))
    return _told({"name": preset.name, "published": place}, as_json)


def _told(result: dict[str, object], as_json: bool) -> int:
    if as_json:
        print_json(result)
    else:
        for name, value in result.items():
            tell(f"{name}: {', '.join(value) if isinstance(value, list) else value}")
    return YES


ACTIONS = {
    "make": Action((2,), _make, ("replace", "slots")),
    "fork": Action((2,), _fork, ("replace",)),
    "show": Action((1,), _show),
    "log": Action((1,), _log),
    "diff": Action((2,), _diff),
    "merge": Action((2, 3), _merge, ("out", "prefer")),
    "install": Action((1,), _install, ("replace",)),
    "publish": Action((2,), _publish),
}

COMMAND = Command("Make, fork, show, compare, merge, install and publish presets.", run)
