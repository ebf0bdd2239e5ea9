# SPDX-License-Identifier: Apache-2.0
"""`scene-stager asset`: where files come from. An action is a file here with its own options; to
add one, add one file: see strip.py for the shape of it.
"""

from scene_stager.cli._command import Command
from scene_stager.registry import load_folder

COMMAND = Command(
    "Stamp, show, verify, strip and index where files come from.",
    actions=load_folder(__name__, "ACTION", Command),
)
