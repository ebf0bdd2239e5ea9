# SPDX-License-Identifier: Apache-2.0
"""From what the author means to how it will be computed: script, scene, plan."""

from scene_stager.compiler.emit import emit_moks_plan
from scene_stager.compiler.pipeline import PIPELINE, compile_script

__all__ = ["PIPELINE", "compile_script", "emit_moks_plan"]
