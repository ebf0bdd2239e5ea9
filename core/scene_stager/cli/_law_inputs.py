# SPDX-License-Identifier: Apache-2.0
"""What the command `law` is given, read: what is beside a picture, keys of shots and stills."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from scene_stager.errors import InputError, Mistake, StagerError, shorten

if TYPE_CHECKING:
    from scene_stager.pictures.picture import Picture
    from scene_stager.provenance.law.key_sides import KeySeen
    from scene_stager.provenance.law.labels import Labels

DOCUMENT = ".json"
TAKE_ENDING = ".take.json"


@dataclass(frozen=True, slots=True)
class PassFiles:
    """Files beside the one picture: a mask of what lives, passes, who is who, stock and grade."""

    mask: Path | None = None
    albedo: Path | None = None
    ids: Path | None = None
    labels: Path | None = None
    stock: str = ""
    grade: str = ""


def read_who(path: Path | None) -> Labels:
    """Who is who, of a document of labels or of a scene. Raises InputError."""
    from scene_stager.provenance.law.labels import Labels, read_labels_file
    from scene_stager.provenance.law.prims import labels_of_scene
    from scene_stager.provenance.law.scene_file import is_scene

    if path is None:
        return Labels({}, {})
    return labels_of_scene(path) if is_scene(path) else read_labels_file(path)


def must_be_a_stock(name: str) -> None:
    """Raises InputError for a film stock that nobody has."""
    from scene_stager.script.judge import did_you_mean
    from scene_stager.shot.stocks import stocks

    if name and name not in stocks():
        expected = f"one of {', '.join(stocks())}"
        advice = did_you_mean(name, stocks())
        raise InputError(Mistake("--stock", shorten(name), expected, advice))


def key_of_document(path: Path) -> KeySeen:
    """Where the key is in a match or in a Take. Raises InputError for what is neither."""
    import numpy as np

    from scene_stager.hosts.take_file import read_take_file
    from scene_stager.plain_file import read_plain_file, shown_path
    from scene_stager.provenance.documents import match_tree
    from scene_stager.provenance.law.key_sides import KeySeen, key_of_take, key_unknown
    from scene_stager.script.strict_json import MAX_BYTES, parse

    where = shown_path(path)
    if path.name.endswith(TAKE_ENDING):
        return key_of_take(read_take_file(path), where)
    tree = match_tree(parse(read_plain_file(path, "a match", MAX_BYTES), where), where)
    key = tree.get("key")
    azimuth_deg = key.get("azimuth_deg") if isinstance(key, dict) else None
    if not isinstance(azimuth_deg, int | float) or isinstance(azimuth_deg, bool):
        return key_unknown(where, "a match that does not say where its key is")
    return KeySeen(where, np.array([float(azimuth_deg)]))


def key_of_scene(path: Path) -> KeySeen:
    """Where the key is in a shot that we wrote; unknown in any other scene."""
    from scene_stager.hosts.usd import take_from_usd
    from scene_stager.provenance.law.key_sides import key_of_take, key_unknown

    try:
        return key_of_take(take_from_usd(path), str(path))
    except StagerError:
        return key_unknown(str(path), "no shot of Scene Stager, so its key has no name")


def key_of_still(picture: Picture, path: Path) -> KeySeen:
    """Where the key is in a still, as far as that can be read."""
    import numpy as np

    from scene_stager.provenance.law.key_sides import KeySeen, key_unknown
    from scene_stager.reading.signature import read_signature

    lights = read_signature(picture, None, "geometric").lights
    if lights is None or lights.failure is not None:
        why = "nothing" if lights is None else str(lights.failure)
        return key_unknown(str(path), f"its light cannot be read ({why})")
    azimuth_deg = np.array([lights.key_azimuth_deg])
    return KeySeen(str(path), azimuth_deg, within_deg=lights.key_within_deg)
