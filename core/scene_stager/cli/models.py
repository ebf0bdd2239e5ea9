# SPDX-License-Identifier: Apache-2.0
"""`scene-stager models`: the networks of the user's shelf; listed, added, verified."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scene_stager.cli._command import NO, YES, Command
from scene_stager.cli._options import AsJson, read_path
from scene_stager.cli._show import print_json, print_table, say, tell
from scene_stager.errors import InputError, Mistake, shorten

if TYPE_CHECKING:
    from scene_stager.models.manifest import Manifest
    from scene_stager.models.shelf import Shelf

SHOWN_DIGITS = 12  # of a sha256, in a table


Names = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[NAME...]",
        help="add: known networks, or one of your own with --from and --licence; "
        "verify: those to read again, all without a name.",
        show_default=False,
    ),
]
From = Annotated[
    Path | None,
    typer.Option(
        "--from",
        parser=read_path,
        metavar="PATH",
        help="A network's file, a package's .whl, or a folder; without it, the files of the "
        "package that is installed. Nothing is ever fetched.",
    ),
]
Licence = Annotated[
    str | None,
    typer.Option(metavar="WORDS", help="Whose a network of your own is, and on what terms."),
]
Folder = Annotated[
    Path | None,
    typer.Option(
        parser=read_path,
        metavar="DIR",
        help="The shelf.",
        show_default="SCENE_STAGER_MODELS, else a folder of the user's",
    ),
]


def run(
    action: Annotated[str, typer.Argument(metavar="list|add|verify", show_default=False)],
    names: Names = None,
    source: From = None,
    licence: Licence = None,
    replace: Annotated[bool, typer.Option("--replace", help="Over another of that name.")] = False,
    folder: Folder = None,
    as_json: AsJson = False,
) -> int:
    """Do one thing with the shelf of networks."""
    from scene_stager.models.shelf import Shelf

    if action not in ACTIONS:
        raise InputError(Mistake("models", shorten(action), f"one of {', '.join(ACTIONS)}"))
    for option, value in (("--from", source), ("--licence", licence), ("--replace", replace)):
        if value and action != "add":
            raise InputError(Mistake(option, f"models {action}", "models add"))
    shelf = Shelf(folder)
    if action == "add":
        return _add(names or [], source, licence, shelf, replace, as_json)
    return ACTIONS[action](names or [], shelf, as_json)


def _list(names: list[str], shelf: "Shelf", as_json: bool) -> int:
    from scene_stager.models.known import known_models

    if names:
        raise InputError(Mistake("models list", shorten(names[0]), "no name"))
    rows = [_entry(name, shelf) for name in sorted({*shelf.names(), *known_models()})]
    if as_json:
        print_json({"folder": str(shelf.folder), "models": rows})
        return YES
    heads = ("name", "licence", "sha256", "here", "what for")
    table = [
        (
            r["name"],
            r["licence"],
            str(r["sha256"])[:SHOWN_DIGITS],
            r["path"] is not None,
            r["purpose"],
        )
        for r in rows
    ]
    print_table(f"Networks on {shelf.folder}", heads, table)
    for row in rows:
        if row["why"]:
            say(str(row["why"]))
    return YES


def _entry(name: str, shelf: "Shelf") -> dict[str, object]:
    """A network on the shelf, or a known one that is not; `why` says what keeps it from running."""
    from scene_stager.models.known import known_models
    from scene_stager.models.load import available

    known = known_models().get(name)
    entry: dict[str, object] = {"name": name, "licence": None, "sha256": None, "path": None}
    if known is not None:
        entry |= {"licence": known.licence, "sha256": known.sha256}
    why = available(name, shelf).why
    try:
        manifest = shelf.manifest(name) if name in shelf.names() else None
    except InputError:
        manifest = None
    if manifest is not None:
        path = shelf.path_of(manifest)
        entry |= {"licence": manifest.licence, "sha256": manifest.sha256}
        entry |= {"path": str(path) if path.is_file() else None}
    entry["purpose"] = known.purpose if known else None
    return {**entry, "without": known.without if known else None, "why": why}


def _add(
    names: list[str],
    source: Path | None,
    licence: str | None,
    shelf: "Shelf",
    replace: bool,
    as_json: bool,
) -> int:
    from scene_stager.models.known import known_models
    from scene_stager.models.take import known_in, take_known, take_unknown

    if licence is not None:
        if len(names) != 1 or names[0] in known_models() or source is None:
            found = f"{', '.join(names) or 'no name'}" + ("" if source else ", no --from")
            expected = "one name that is not a known network's, and --from"
            raise InputError(Mistake("--licence", shorten(found), expected))
        return _added([take_unknown(names[0], source, licence, shelf, replace)], shelf, as_json)
    wanted = names or (known_in(source) if source is not None else [])
    if not wanted:
        raise InputError(Mistake("models add", "no name", f"some of {', '.join(known_models())}"))
    for name in wanted:
        if name not in known_models():
            expected = f"one of {', '.join(known_models())}, or --licence with it"
            raise InputError(Mistake("models add", shorten(name), expected))
    return _added([take_known(name, source, shelf, replace) for name in wanted], shelf, as_json)


def _added(manifests: "list[Manifest]", shelf: "Shelf", as_json: bool) -> int:
    rows = [_entry(manifest.name, shelf) for manifest in manifests]
    if as_json:
        print_json({"folder": str(shelf.folder), "models": rows})
    else:
        for manifest in manifests:
            tell(f"{manifest.name}: {shelf.path_of(manifest)}, {manifest.licence}")
    return YES


def _verify(names: list[str], shelf: "Shelf", as_json: bool) -> int:
    verdicts = [shelf.verify(name) for name in names or shelf.names()]
    if as_json:
        rows = [
            {
                "name": v.name,
                "path": str(v.path),
                "verdict": "holds" if v.holds else "broken",
                "why": v.why,
            }
            for v in verdicts
        ]
        print_json({"folder": str(shelf.folder), "models": rows})
    elif not verdicts:
        tell(f"no network yet on {shelf.folder}")
    else:
        table = [(v.name, "holds" if v.holds else "broken", v.why or str(v.path)) for v in verdicts]
        print_table(f"Networks on {shelf.folder}", ("name", "verdict", ""), table)
    return YES if all(verdict.holds for verdict in verdicts) else NO


ACTIONS: dict[str, Callable[..., int]] = {"list": _list, "add": _add, "verify": _verify}

COMMAND = Command("List, add and verify networks that serve as evidence.", run)
