# SPDX-License-Identifier: Apache-2.0
"""`scene-stager light`: lamps by what they do in the picture. An action is a file here."""

from scene_stager.cli._command import Command
from scene_stager.registry import load_folder

COMMAND = Command(
    "Place a lamp by its effect in the picture.", actions=load_folder(__name__, "ACTION", Command)
)
