# SPDX-License-Identifier: Apache-2.0
"""Taking a network onto the shelf: found in its source, judged, kept."""

import hashlib
from pathlib import Path

from scene_stager.errors import InputError, Mistake, shorten
from scene_stager.models.known import KnownModel, known_models
from scene_stager.models.load import missing_runtime, open_network
from scene_stager.models.manifest import KINDS, NAME, Manifest, is_name, is_words
from scene_stager.models.onnx_form import check_onnx
from scene_stager.models.shelf import Shelf
from scene_stager.models.sources import (
    FoundNetwork,
    chosen,
    networks_in,
    networks_of_package,
    only_one,
)
from scene_stager.plain_file import shown_name


def known_in(source: Path) -> tuple[str, ...]:
    """The known networks that a file, a wheel or a folder holds. Raises InputError for none."""
    found = networks_in(source)
    names = tuple(name for name, known in known_models().items() if chosen(found, known))
    if not names:
        expected = f"one of {', '.join(known_models())}"
        advice = "Give another network a name and its --licence."
        raise InputError(
            Mistake(shown_name(source), f"{len(found)} other networks", expected, advice)
        )
    return names


def take_known(name: str, source: Path | None, shelf: Shelf, replace: bool = False) -> Manifest:
    """Keep a known network from a source, or from its package where that is installed.

    Raises InputError, and MissingPartError when the package is not installed.
    """
    known = known_models()[name]
    found = networks_of_package(known) if source is None else networks_in(source)
    one = chosen(found, known)
    if one is None:
        where = shown_name(source) if source else known.package
        raise InputError(
            Mistake(where, f"no {known.file}", f"that of {known.carrier}", known.how_to_get)
        )
    if one.size_bytes != known.size_bytes:
        raise _another(known, one, f"{one.size_bytes} bytes")
    data = one.read()
    manifest = _manifest(name, one, data, known.licence, known.licence_source)
    if manifest.sha256 != known.sha256:
        raise _another(known, one, f"sha256 {manifest.sha256[:12]}…")
    shelf.keep(manifest, data, replace)
    return manifest


def take_unknown(
    name: str, source: Path, licence: str, shelf: Shelf, replace: bool = False
) -> Manifest:
    """Keep a network that nothing here knows, under the licence that the user states.

    Raises InputError. It is opened once where its runtime is installed.
    """
    if not is_name(name):
        raise InputError(
            Mistake("name", shorten(name), f"small letters and digits, {NAME.pattern}")
        )
    if not is_words(licence):
        raise InputError(Mistake("--licence", shorten(licence), "a few words"))
    one = only_one(networks_in(source), source)
    if one.kind not in KINDS:
        raise InputError(Mistake(one.whole_name, shorten(one.kind), " or ".join(KINDS)))
    data = one.read()
    manifest = _manifest(name, one, data, licence, "whoever added it")
    if not missing_runtime(one.kind):
        open_network(data, one.kind, manifest.digest, one.whole_name)
    elif one.kind == "onnx":
        check_onnx(data, one.whole_name)
    shelf.keep(manifest, data, replace)
    return manifest


def _manifest(
    name: str, one: FoundNetwork, data: bytes, licence: str, licence_source: str
) -> Manifest:
    digest = hashlib.sha256(data).hexdigest()
    origin = one.whole_name if is_words(one.whole_name) else "a file"
    return Manifest(name, one.kind, digest, len(data), licence, licence_source, origin)


def _another(known: KnownModel, one: FoundNetwork, found: str) -> InputError:
    expected = f"{known.size_bytes} bytes, {known.sha256[:12]}…, as {known.carrier} has it"
    advice = "Under another name and with --licence it is taken as it is."
    return InputError(Mistake(one.whole_name, found, expected, advice))
