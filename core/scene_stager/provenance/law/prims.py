# SPDX-License-Identifier: Apache-2.0
"""Who a prim is: what USD's semantics, our own attributes and custom properties say of it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from scene_stager.errors import InputError
from scene_stager.hosts.glass_shelves import parse_selector
from scene_stager.provenance.law.asked import Thing
from scene_stager.provenance.law.labels import Labels
from scene_stager.provenance.law.scene_file import open_scene, usd_quiet
from scene_stager.provenance.law.scene_size import MOST_PRIMS

LABELS_API = "SemanticsLabelsAPI:"  # source: OpenUSD, UsdSemantics, LabelsAPI
LABELS = "semantics:labels:"
SELECTOR = "sceneStager:selector"  # of a stand-in in our own shots: whom it stands in for
# What a person wrote in a host and its exporter carried along: a word, or words with commas.
ROLES = ("userProperties:role", "userProperties:roles", "role", "roles")
TAGS = ("userProperties:tag", "userProperties:tags", "tag", "tags")
MOST_WORDS = 32  # of a prim; house default


def thing_of(prim: Any) -> Thing:
    """What is said of a prim itself. Labels of a taxonomy `role` or `tag` are roles or tags."""
    labels = list(_labels(prim))
    roles = [word for taxonomy, word in labels if taxonomy == "role"]
    tags = [word for taxonomy, word in labels if taxonomy == "tag"]
    shelf, word = _stands_for(prim)
    return Thing(
        prim.GetName(),
        roles=tuple([*roles, *_words(prim, ROLES), *([word] if shelf == "role" else [])]),
        tags=tuple([*tags, *_words(prim, TAGS), *([word] if shelf == "tag" else [])]),
        labels=tuple(f"{taxonomy}={word}" for taxonomy, word in labels),
    )


def _labels(prim: Any) -> Iterator[tuple[str, str]]:
    """Its labels, by taxonomy; only of those that are applied to it, as the schema has it."""
    for schema in prim.GetAppliedSchemas():
        if schema.startswith(LABELS_API):
            taxonomy = schema[len(LABELS_API) :]
            attribute = prim.GetAttribute(f"{LABELS}{taxonomy}")
            for word in list((attribute.Get() if attribute else None) or ())[:MOST_WORDS]:
                yield taxonomy, str(word)


def _words(prim: Any, names: tuple[str, ...]) -> list[str]:
    """The words of custom properties."""
    found: list[str] = []
    for name in names:
        attribute = prim.GetAttribute(name)
        value = attribute.Get() if attribute else None
        if isinstance(value, str):
            found += [word.strip() for word in value.split(",")]
        elif value is not None and hasattr(value, "__iter__"):
            found += [str(word) for word in value]
    return [word for word in found if word][:MOST_WORDS]


def _stands_for(prim: Any) -> tuple[str, str]:
    attribute = prim.GetAttribute(SELECTOR)
    text = attribute.Get() if attribute else None
    if not isinstance(text, str):
        return "", ""
    try:
        selector = parse_selector(text)
    except InputError:
        return "", ""
    return selector.shelf, text.partition(":")[2]


def labels_of_scene(path: Path) -> Labels:
    """Who is who by a scene: its prims that something is said of, by their path and their name.

    A name that several prims have is nobody's. Raises InputError for what is no scene.
    """
    scene = open_scene(path)
    said: dict[str, Thing] = {}
    names: dict[str, str] = {}
    with usd_quiet(scene.path):
        for prim in islice(scene.stage.Traverse(), MOST_PRIMS):
            thing, place = thing_of(prim), str(prim.GetPath())
            names[thing.name] = "" if thing.name in names else place
            if thing.roles or thing.tags or thing.labels:
                said[place] = thing
    whole = Labels(said, {})
    short = {name: whole.nearest(place) for name, place in names.items() if place}
    return Labels({**{k: v for k, v in short.items() if v is not None}, **said}, {})
