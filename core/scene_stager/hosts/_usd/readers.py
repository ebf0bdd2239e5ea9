# SPDX-License-Identifier: Apache-2.0
"""What programs read differently, as a variant set on the shot: one prim, four ways to say it.

A value in a variant counts only where the prim itself has none, so whatever stands here must not
stand there.
"""

from __future__ import annotations

from collections.abc import Iterator

from pxr import Sdf

from scene_stager.hosts._usd.names import ROOT
from scene_stager.hosts._usd.sheet import Sheet
from scene_stager.hosts.usd_readers import ARNOLD, BLENDER, READERS, UNREAL

READER = "reader"

# Readers that take the radius of a ball as it stands, whatever scale it is under.
RAW_RADIUS = {UNREAL, ARNOLD}

# Readers that know a camera's `exposure` and not its stop, time and film, which came in USD 25.05.
PLAIN_EXPOSURE = {UNREAL, ARNOLD}

BALL, DISTANT = "ball", "distant"

# What a reader makes too much of a light, in stops. Unreal counts the whole surface of a ball as
# seen from everywhere (USDLightConversion.cpp); Blender multiplies a distant light by four.
TOO_BRIGHT_STOPS = {(UNREAL, BALL): 2.0, (BLENDER, DISTANT): 2.0}


def open_for(sheet: Sheet, reader: str) -> None:
    """The set on the shot, one variant for each reader, and which of them the file opens with."""
    shot = sheet.layer.GetPrimAtPath(ROOT)
    variants = Sdf.VariantSetSpec(shot, READER)
    shot.variantSetNameList.prependedItems = [READER]
    for known in READERS:
        Sdf.VariantSpec(variants, known)
    shot.variantSelections[READER] = reader


def for_readers(sheet: Sheet, prim: Sdf.PrimSpec) -> Iterator[tuple[str, Sdf.PrimSpec]]:
    """A prim once for every reader, to be told what only that one needs."""
    below = str(prim.path).removeprefix(f"{ROOT}/")
    for reader in READERS:
        inside = Sdf.Path(f"{ROOT}{{{READER}={reader}}}{below}")
        yield reader, Sdf.CreatePrimInLayer(sheet.layer, inside)
