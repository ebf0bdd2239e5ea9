# SPDX-License-Identifier: Apache-2.0
"""The law as a validator of USD's own framework, for usdchecker and whatever else asks there.

A validator of a stage, and not of each prim: what a prim is said to be is inherited, and so one
walk learns it once. Its errors name prims.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from scene_stager.errors import MissingPartError
from scene_stager.provenance.law.authored import SceneInspector
from scene_stager.provenance.law.document import Law
from scene_stager.provenance.law.scene_file import Scene
from scene_stager.provenance.law.verdict import LawRegion, LawVerdict

PLUGIN = "sceneStager"
KEYWORD = "VisualLaw"
MISSING = (
    "validators in Python need usd-core 26.8 or newer: pip install 'usd-core>=26.8'; "
    "scene-stager law needs none"
)


def can_register() -> bool:
    """Whether the USD here takes validators from Python."""
    try:
        from pxr import UsdValidation
    except ImportError:
        return False
    return hasattr(UsdValidation.ValidationRegistry, "RegisterStageValidator")


def register(law: Law) -> str:
    """Make a law known to USD's registry of validators, once, and give its name there.

    Raises MissingPartError, one line, where the USD here is older than that.
    """
    if not can_register():
        raise MissingPartError(MISSING)
    from pxr import UsdValidation

    name = f"{PLUGIN}:{law.name}"
    registry = UsdValidation.ValidationRegistry()
    if not registry.HasValidator(name):
        metadata = UsdValidation.ValidatorMetadata(
            name=name, doc=law.says, keywords=[KEYWORD], schemaTypes=[]
        )
        registry.RegisterStageValidator(metadata, lambda stage, _: _errors(law, stage))
    return name


def _errors(law: Law, stage: Any) -> list[Any]:
    """What the walk finds, as the framework's errors; what it cannot say is a warning."""
    layer = stage.GetRootLayer()
    folder = Path(layer.realPath).resolve().parent if layer.realPath else Path()
    read = {Path(one.realPath).resolve(): one for one in stage.GetUsedLayers() if one.realPath}
    scene = Scene(layer.identifier, folder, stage, read)
    answer = SceneInspector(law, scene).answer()
    return [_error(stage, one) for one in answer.regions] + [
        _error(stage, LawRegion("law", LawVerdict.UNVERIFIABLE, "scene", why, prims=("/",)))
        for why in answer.unsure
    ]


def _error(stage: Any, region: LawRegion) -> Any:
    from pxr import UsdValidation

    kinds = UsdValidation.ValidationErrorType
    sites = [UsdValidation.ValidationErrorSite(stage, path) for path in region.prims]
    is_broken = region.verdict is LawVerdict.BROKEN
    return UsdValidation.ValidationError(
        f"{region.rule}.{region.verdict}",
        kinds.Error if is_broken else kinds.Warn,
        sites,
        f"{region.rule}: {region.prims[0]}: {region.why}",
    )
