# SPDX-License-Identifier: Apache-2.0
"""Maya runs this when it starts. Without windows (batch, mayapy) nothing happens here."""

import traceback

from maya import cmds, utils


def _begin():
    try:
        from scene_stager_maya import menu

        menu.build()
    except Exception:  # noqa: BLE001 - a fault here must not keep Maya from starting
        traceback.print_exc()


if not cmds.about(batch=True):
    utils.executeDeferred(_begin)
