# SPDX-License-Identifier: Apache-2.0
"""`asset label`: labels of a project's own for pictures, as raw cosine and percentile."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from scene_stager.cli._command import YES, Command
from scene_stager.cli._options import AsJson, read_path
from scene_stager.cli._show import print_table
from scene_stager.cli.asset._options import Files, IndexFolder, TheModelFolder, begun_index
from scene_stager.cli.asset._rows import Row, print_rows

Vocabulary = Annotated[
    Path,
    typer.Option(
        parser=read_path,
        metavar="FILE",
        help="The labels: a JSON list, or a text with one in each line.",
        show_default=False,
    ),
]
SHOWN = 8  # labels of a picture on a terminal


def run(
    files: Files,
    vocabulary: Vocabulary,
    model: TheModelFolder,
    index: IndexFolder = None,
    as_json: AsJson = False,
) -> int:
    """How near pictures are to labels, and how they stand in the corpus. Raises InputError."""
    from scene_stager.finding.base import FindBase
    from scene_stager.finding.labels import labelled, read_vocabulary
    from scene_stager.models.towers import Towers

    words = read_vocabulary(vocabulary)
    base = FindBase(begun_index(index))
    base.catch_up()
    found, corpus = labelled(base, Towers(model), words, files)
    rows: list[Row] = [
        {"path": str(file), "corpus": corpus, "labels": [asdict(one) for one in labels]}
        for file, labels in zip(files, found, strict=True)
    ]
    if as_json:
        print_rows(rows)
        return YES
    for file, labels in zip(files, found, strict=True):
        told = [(one.label, f"{one.cosine:.4f}", f"{one.percentile:.1f}") for one in labels]
        print_table(str(file), ("label", "cosine", "percentile"), told[:SHOWN])
    return YES


ACTION = Command("Label pictures with words of your own, by a model of your own.", run)
