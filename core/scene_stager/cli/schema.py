# SPDX-License-Identifier: Apache-2.0
"""`scene-stager schema`: what a script or a preset may hold, as a JSON Schema."""

from collections.abc import Callable, Mapping
from typing import Annotated

import typer

from scene_stager.cli._command import YES, Command
from scene_stager.cli._complete import offer
from scene_stager.cli._show import print_json
from scene_stager.errors import InputError, Mistake, shorten


def run(
    document: Annotated[
        str,
        typer.Argument(
            metavar="script|preset",
            help="Of which document.",
            autocompletion=offer(lambda: SCHEMAS),
        ),
    ] = "script",
) -> int:
    """Print the JSON Schema (2020-12) on stdout, for editors and for who checks files."""
    if document not in SCHEMAS:
        raise InputError(Mistake("schema", shorten(document), f"one of {', '.join(SCHEMAS)}"))
    print_json(SCHEMAS[document]())
    return YES


def _script() -> Mapping[str, object]:
    from scene_stager.script.schema_door import json_schema

    return json_schema()


def _preset() -> Mapping[str, object]:
    from scene_stager.presets.schema import preset_schema

    return preset_schema()


SCHEMAS: Mapping[str, Callable[[], Mapping[str, object]]] = {"script": _script, "preset": _preset}

COMMAND = Command("Print the JSON Schema of scripts or presets.", run)
