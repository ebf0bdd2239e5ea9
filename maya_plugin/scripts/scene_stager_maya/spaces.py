# SPDX-License-Identifier: Apache-2.0
"""Namespaces: a shot is made in one of them, and names are told from the root on.

Maya makes new nodes in the namespace that is current, and looks names up from the root unless
somebody has switched relative names on (Autodesk, `namespace`).
"""

from __future__ import annotations

import re

from maya import cmds

from scene_stager.errors import InputError, Mistake

ROOT = ":"
PIECE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
MAYAS_OWN = ("UI", "shared")


def whole(text: str) -> str:
    """A namespace by its whole name, such as :seq:shot; the root is a colon alone.

    Raises InputError for what Maya would not have as a name, or would write otherwise.
    """
    pieces = [] if text == ROOT else text.removeprefix(ROOT).split(ROOT)
    wrong = [p for p in pieces if not PIECE.fullmatch(p) or p in MAYAS_OWN]
    if wrong:
        wanted = "letters, digits and _ with colons between, such as seq:shot"
        raise InputError(Mistake("namespace", repr(text), wanted))
    return ROOT + ROOT.join(pieces)


def of(path: str) -> str:
    """The namespace of a node, by its whole name."""
    return ROOT + path.rpartition("|")[2].rpartition(ROOT)[0]


def without(path: str) -> str:
    """The name of a node without its place in the hierarchy and its namespace."""
    return path.rpartition("|")[2].rpartition(ROOT)[2]


def current() -> str:
    """Where Maya makes what is new."""
    return whole(str(cmds.namespaceInfo(currentNamespace=True, absoluteName=True)))


def are_relative() -> bool:
    """True when names are looked up from the current namespace."""
    return bool(cmds.namespace(query=True, relativeNames=True))


def go(space: str, relative: bool) -> None:
    """Let what is new be made in a namespace, which is made if it is not there."""
    if are_relative() != relative:
        cmds.namespace(relativeNames=relative)
    above = ROOT
    for piece in space[1:].split(ROOT) if space != ROOT else ():
        here = f"{above.rstrip(ROOT)}{ROOT}{piece}"
        if not cmds.namespace(exists=here):
            cmds.namespace(addNamespace=piece, parent=above)
        above = here
    if current() != space:
        cmds.namespace(setNamespace=space)
