# SPDX-License-Identifier: Apache-2.0
"""Run by Unreal when the editor starts: puts Scene Stager into the menus."""

import unreal

try:
    from scene_stager_unreal import menus

    menus.register()
except Exception as error:  # noqa: BLE001 - a plug-in must not keep the editor from starting
    unreal.log_error(f"Scene Stager could not start: {type(error).__name__}: {error}")
