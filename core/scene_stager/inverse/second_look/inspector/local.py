# SPDX-License-Identifier: Apache-2.0
"""Any server on this machine or network that speaks OpenAI's chat completions.

It is asked for JSON in words, not by a tool call: small local models often know no tools.
"""

from scene_stager.inverse.second_look.inspector._inspector import Inspector
from scene_stager.inverse.second_look.inspector._vision import VisionInspector
from scene_stager.inverse.second_look.inspector.gpt_4o import build

INSPECTOR: Inspector = VisionInspector(
    title="the local model",
    build=build,
    model="local",
    key_variable="SCENE_STAGER_LOCAL_KEY",
    model_variable="SCENE_STAGER_LOCAL_MODEL",
    address_variable="SCENE_STAGER_LOCAL_URL",
    key_optional=True,
)
