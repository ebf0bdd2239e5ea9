# SPDX-License-Identifier: Apache-2.0
"""The law on what a scene says of itself, prim by prim: exact, before anything is rendered."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from scene_stager.errors import shorten
from scene_stager.provenance.law.air import air_of
from scene_stager.provenance.law.asked import Permission, said_of
from scene_stager.provenance.law.colours import hex_of, is_of
from scene_stager.provenance.law.document import ColourRule, Law
from scene_stager.provenance.law.prims import thing_of
from scene_stager.provenance.law.scene_file import Scene, open_scene, usd_quiet
from scene_stager.provenance.law.scene_size import MOST_PRIMS
from scene_stager.provenance.law.sites import AIR, Site
from scene_stager.provenance.law.surfaces import Surfaces
from scene_stager.provenance.law.verdict import Answer, LawRegion, LawVerdict, Level

MOST_TOLD = 20  # reasons; the rest are counted
HELD = "held"
# What a stranger's value of the wrong type, shape or size makes of arithmetic, or of the library.
ODD = (TypeError, ValueError, OverflowError, AttributeError, IndexError, RuntimeError)


def judge_scene(law: Law, path: Path) -> Answer:
    """What a scene file says. Raises InputError for what is no scene, or is too much of one."""
    scene = open_scene(path)
    with usd_quiet(scene.path):
        return SceneInspector(law, scene).answer()


class SceneInspector:
    """Goes over the prims of one scene as it is now; what it learnt of parents it remembers."""

    def __init__(self, law: Law, scene: Scene) -> None:
        self.law, self.scene = law, scene
        self.surfaces = Surfaces(scene)
        self.unsure: dict[str, None] = dict.fromkeys(scene.left_out)
        self._said: dict[tuple[str, str], Permission | None] = {}

    def answer(self) -> Answer:
        """The whole scene, each region with its prim."""
        regions = [region for prim in self.prims() for region in self.regions_of(prim)]
        if not self.law.colours:
            self.unsure["the law has no rule for colours"] = None
        reasons = list(self.unsure)
        more = len(reasons) - MOST_TOLD
        told = reasons[:MOST_TOLD] + ([f"and {more} more"] if more > 0 else [])
        return Answer(self.scene.path, Level.AUTHORED, tuple(regions), tuple(told))

    def prims(self) -> Iterator[Any]:
        """Every prim that is seen, those inside of instances among them, up to a bound."""
        from pxr import Usd, UsdGeom

        predicate = Usd.TraverseInstanceProxies(Usd.PrimDefaultPredicate)
        for count, prim in enumerate(self.scene.stage.Traverse(predicate)):
            if count >= MOST_PRIMS:
                self.unsure[f"over {MOST_PRIMS} prims; the rest were not looked at"] = None
                return
            if prim.IsA(UsdGeom.PointInstancer):
                self.unsure[f"{prim.GetPath()} scatters prims that are not looked at"] = None
            if not _is_a_guide(prim):
                yield prim

    def regions_of(self, prim: Any) -> list[LawRegion]:
        """What of a prim breaks a rule, or may; a value of the wrong kind is nobody's colour."""
        try:
            return list(self._looked_at(prim))
        except ODD as error:
            why = shorten(" ".join(str(error).split()), 80)
            self.unsure[f"{prim.GetPath()}: a value that is none of its kind ({why})"] = None
            return []

    def _looked_at(self, prim: Any) -> Iterator[LawRegion]:
        for site in (*self.surfaces.of(prim), *air_of(prim, self.scene)):
            if site.why_unknown:
                self.unsure[f"{prim.GetPath()}: {site.said_by}: {site.why_unknown}"] = None
            if len(site.colours):
                for rule in self.law.colours:
                    yield from self._judged(rule, prim, site)

    def standing(self, prim: Any, rule: ColourRule) -> Permission:
        """What is said of a prim; else of its parent, and so on up."""
        climbed = []
        found: Permission | None = None
        while prim and not prim.IsPseudoRoot():
            key = (str(prim.GetPath()), rule.name)
            found = self._said.get(key)
            if key not in self._said:
                climbed.append(key)
                found = said_of(thing_of(prim), rule.only_on, rule.never_on)
            if found is not None:
                break
            prim = prim.GetParent()
        standing = found or Permission.UNKNOWN
        self._said |= dict.fromkeys(climbed, standing)
        return standing

    def _judged(self, rule: ColourRule, prim: Any, site: Site) -> Iterator[LawRegion]:
        of_it = is_of(rule.limits, site.colours)
        share = float(of_it.mean())
        if not of_it.any() or (share < rule.smallest_share and not site.frames):
            return
        said = self.standing(prim, rule)
        if site.part == AIR and said is Permission.UNKNOWN:
            if rule.air != HELD:
                return
            said = Permission.MAY_NOT
        if said is Permission.MAY:
            return
        first = int(of_it.argmax())
        yield LawRegion(
            rule.name,
            LawVerdict.BROKEN if said is Permission.MAY_NOT else LawVerdict.UNVERIFIABLE,
            site.part,
            f"{site.said_by}: {_why(said, site.part)}",
            prims=(str(prim.GetPath()),),
            share=share,
            frame=site.frames[first] if site.frames else None,
            hex_colour=hex_of(site.colours[first]),
        )


def _why(said: Permission, part: str) -> str:
    if said is Permission.UNKNOWN:
        return "nothing is said of what this is"
    return "the air is held to the law" if part == AIR else "none of those that may be so"


def _is_a_guide(prim: Any) -> bool:
    """Whether a prim is drawn for people at work, and never rendered."""
    from pxr import UsdGeom

    attribute = prim.GetAttribute("purpose")
    if attribute and attribute.Get() == UsdGeom.Tokens.guide:
        return True
    return bool(prim.IsA(UsdGeom.Imageable)) and (
        UsdGeom.Imageable(prim).ComputePurpose() == UsdGeom.Tokens.guide
    )
