# SPDX-License-Identifier: Apache-2.0
"""The plug-in: registers the command that writes keys, so that Maya can undo it."""

import maya.api.OpenMaya as om
from scene_stager_maya.keys_command import KeysCommand

VENDOR, VERSION = "Scene Stager", "0.1.0"


def maya_useNewAPI():
    """Tells Maya that this file speaks the Python API 2.0."""


def initializePlugin(plugin):
    """Maya loads the plug-in."""
    om.MFnPlugin(plugin, VENDOR, VERSION).registerCommand(KeysCommand.NAME, KeysCommand)


def uninitializePlugin(plugin):
    """Maya unloads it."""
    om.MFnPlugin(plugin).deregisterCommand(KeysCommand.NAME)
