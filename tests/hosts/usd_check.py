"""What usd-core itself says of a file: every validator it has, on every prim at every time.

A law that a test registered is not one of them.
"""

from functools import cache
from pathlib import Path

from pxr import Usd, UsdValidation

from scene_stager.provenance.law.validator import KEYWORD


def findings(path: Path) -> list[str]:
    """Errors, warnings and remarks of all validators, one line each; none is what we want."""
    stage = Usd.Stage.Open(str(path))
    found = _context().Validate(stage, UsdValidation.ValidationTimeRange())
    return [f"{e.GetType()} {e.GetName()}: {e.GetMessage()} {_sites(e)}" for e in found]


def validator_names() -> list[str]:
    """The names of the validators that are asked."""
    registry = UsdValidation.ValidationRegistry()
    return sorted(one.name for one in registry.GetAllValidatorMetadata())


@cache
def _context() -> UsdValidation.ValidationContext:
    registry = UsdValidation.ValidationRegistry()
    theirs = [
        one.name for one in registry.GetAllValidatorMetadata() if KEYWORD not in one.GetKeywords()
    ]
    return UsdValidation.ValidationContext(registry.GetOrLoadValidatorsByName(theirs))


def _sites(error: UsdValidation.ValidationError) -> list[str]:
    return [str(site.GetPrim().GetPath()) for site in error.GetSites() if site.IsPrim()]
