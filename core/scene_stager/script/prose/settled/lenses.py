# SPDX-License-Identifier: Apache-2.0
"""A lens that nobody named, by the size that was said and how far off it is."""

from collections.abc import Mapping
from math import log

from scene_stager.script.moves import framed_end
from scene_stager.script.prose.settled.fast import SIZED_BY
from scene_stager.script.prose.settled.fill import Values, script_with
from scene_stager.script.prose.synonyms import Value
from scene_stager.script.rules.about_place import about_size
from scene_stager.script.scene_script import SceneScript
from scene_stager.script.stations import size_distance_m

# The lenses of a usual set of primes and of long zooms, by which a size has its distance.
USUAL_MM = (12, 14, 18, 21, 25, 32, 40, 50, 65, 75, 100, 135, 180, 200, 300, 400, 600)


def with_lens(text: str, said: Mapping[str, Value]) -> Values:
    """A lens that nobody named has the size that was said from as far off as was said."""
    far = any(path in said for path in SIZED_BY[1:])
    if not far or "framing.size" not in said or "lens.focal_length_mm" in said:
        return dict(said)
    script = script_with(text, said)
    if not any(about_size(script)):
        return dict(said)
    wanted_mm = script.lens.focal_length_mm * framed_m(script) / size_distance_m(script)
    usual_mm = float(min(USUAL_MM, key=lambda one: abs(log(one / wanted_mm))))
    fits = {**said, "lens.focal_length_mm": usual_mm}
    return dict(said) if any(about_size(script_with(text, fits))) else fits


def framed_m(script: SceneScript) -> float:
    """How far off the camera is said to be where the framing is said of."""
    return float(getattr(script.rig, f"{framed_end(script.rig.move, script.lens.zoom)}_distance_m"))
