# SPDX-License-Identifier: Apache-2.0
"""Nulls for what the shot is about and a USD file cannot know: one for every selector."""

from __future__ import annotations

import numpy as np

from scene_stager.hosts._usd.guides import box, cross, draw_guide
from scene_stager.hosts._usd.names import PROXIES, free
from scene_stager.hosts._usd.places import follow
from scene_stager.hosts._usd.sheet import NAMESPACE, Sheet, Types, custom_data, seen
from scene_stager.hosts._usd.tracks import find_rows
from scene_stager.hosts.proxy_null import stand_in_for
from scene_stager.moks.take import Take

REASON = "a USD file has no scene of yours to look in"
WIDTH_SHARE = 0.5  # of a box, in its height; house default, not measured


def write_proxies(sheet: Sheet, take: Take, paths: dict[str, str]) -> None:
    """A null that goes where its entity goes, with a box and a cross that no render shows."""
    if not take.proxies:
        return
    sheet.prim(PROXIES, "Scope")
    taken: set[str] = set()
    for proxy in take.proxies:
        spec = stand_in_for(proxy.selector, proxy.position_m, proxy.size_m, REASON)
        path = free(f"{PROXIES}/{spec.name}", taken)
        taken.add(path)
        prim = sheet.prim(path, "Xform", spec.selector)
        facts = {"selector": spec.selector, "entity": proxy.entity, "reason": spec.reason}
        custom_data(prim, facts)

        moved_m = find_rows(take, f"{proxy.entity}.translate_m", 3)
        follow(sheet, prim, np.array([spec.position_m]) if moved_m is None else moved_m)
        sheet.say(prim, f"{NAMESPACE}:selector", Types.String, seen(spec.selector))
        sheet.say(prim, f"{NAMESPACE}:size_m", Types.Double, float(spec.size_m))
        if proxy.entity in paths:
            sheet.link(prim, f"{NAMESPACE}:entity", paths[proxy.entity])
        draw_guide(sheet, f"{path}/box", box(WIDTH_SHARE * spec.size_m, spec.size_m))
        draw_guide(sheet, f"{path}/cross", cross(spec.size_m / 4.0))
