# SPDX-License-Identifier: Apache-2.0
"""`scene-stager looks`: film stocks as .cube tables and an OpenColorIO config."""

from pathlib import Path
from typing import Annotated

import typer

from scene_stager.cli._command import YES, Command
from scene_stager.cli._complete import stock_names
from scene_stager.cli._files import whole_files
from scene_stager.cli._options import AsJson, read_path
from scene_stager.cli._show import print_json, progress, tell
from scene_stager.errors import InputError, Mistake, shorten
from scene_stager.script.judge import did_you_mean


def run(
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="STOCK...",
            help="Which film stocks; see list stocks.",
            show_default="all of them",
            autocompletion=stock_names,
        ),
    ] = None,
    out: Annotated[
        Path, typer.Option(parser=read_path, metavar="DIR", help="Where the tables go.")
    ] = Path("out/looks"),
    size: Annotated[int, typer.Option(metavar="N", help="Points to the edge, 2 to 67.")] = 33,
    as_lit: Annotated[
        bool,
        typer.Option(
            "--as-lit",
            help="For pictures whose lights have their own colour: white is then 6504 K, a film "
            "for lamps sees daylight blue. Without it grey in white light is grey on every stock.",
        ),
    ] = False,
    as_json: AsJson = False,
) -> int:
    """Write one table for each stock, and a config that has them as looks and views."""
    from scene_stager.shot.stocks import stocks, write_looks

    unknown = [name for name in names or () if name not in stocks()]
    if unknown:
        expected = f"some of {', '.join(stocks())}"
        advice = did_you_mean(unknown[0], tuple(stocks()))
        raise InputError(Mistake("looks", shorten(unknown[0]), expected, advice))
    wanted = {name: stock for name, stock in stocks().items() if not names or name in names}
    with progress("Writing", as_json), whole_files(out) as desk:
        written = write_looks(wanted, desk, size, balanced=not as_lit)
    files = [str(out / file.name) for file in written]
    if as_json:
        print_json({"stocks": list(wanted), "size": size, "as_lit": as_lit, "outputs": files})
    else:
        tell(*files)
    return YES


COMMAND = Command("Write film stocks as .cube tables and an OpenColorIO config.", run)
