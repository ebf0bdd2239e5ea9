"""docs/rigs.md, from the profiles of the rigs."""

import inspect
import math
import re

from tools.pages.markdown import code, codes, plain, sentence, table

from scene_stager.script.field import rules_of
from scene_stager.script.rig import Rig
from scene_stager.shot.rigs import rigs
from scene_stager.shot.rigs._handheld_presets import PRESETS
from scene_stager.shot.rigs._request import PACES

HEAD = """\
# Camera rigs

Written by `tools/make_docs.py` from the files in `core/scene_stager/shot/rigs`: one file is one
rig. To change this page, change the rig; to add a rig, add a file.

{overview}

## How to read the numbers

- **Limits.** Every axis has two for speed, acceleration and jerk: what it is *worked* at, and in
  brackets the *hard* limit that no move may pass. A move whose time is not given keeps the working
  limits where it can: at `pace` brisk it is as quick as they allow, at normal it takes {normal:g}
  times as long, at slow {slow:g}. A move whose time is given may go up to the hard limits; what
  would go past them is refused, with the shortest time that would do.
- **One move, one curve.** All axes of a move share one S-curve with limited jerk, from rest to
  rest, timed by the busiest of them. So they start and stop together.
- **Lag.** The operator is behind the curve, the focus puller behind the subject. The half-time is
  how long either needs to cover half of a sudden step; 0 s is a machine.
- **Imperfection.** `rig.imperfection` scales the rig's own unrest: 1 is the rig as described here,
  0 is the ideal move to the last bit, 4 is the most. It comes on top of the move: the limits hold
  before it. Whoever carries a camera holds the subject: what would let it stray over 60 % of the
  way to the safe edge of the picture (93 %, SMPTE ST 2046-1) is softened so that it never gets
  there, as on a long lens; the bake says on which frames. Its focus follows where it would sway
  out of half of the depth of field. The 60 % and the half are house defaults.
- **Sources.** *Read* and *measured* numbers have a source. *House default, not measured* is a
  guess that looked right. *Recalled* was not verified.

An orbit, a push in or a track moves on `travel` (level) and `rise`; `descend` and `tip` stand in
where a rig goes down more slowly than up, or has an arm.
"""

PRESET_HEAD = """\
Sizes at imperfection 1, as RMS of each axis over all bands together; steps show as a line of their
own. The tremor sits at 9 Hz for a 5 kg camera."""


def page():
    """The whole page."""
    parts = [HEAD.format(overview=overview(), **PACES)]
    parts += [section(name, profile) for name, profile in rigs().items()]
    return "\n".join(parts)


def overview():
    """One row for each rig."""
    rows = [
        (
            f"[`{name}`](#{_anchor(profile.title)})",
            profile.title,
            ", ".join(profile.freedoms),
            _fastest(profile),
            _seconds(profile.operator_half_time_s),
        )
        for name, profile in rigs().items()
    ]
    return table(("rig", "title", "ways to move", "speed, m/s", "operator's lag"), rows)


def section(name, profile):
    """One rig: its axes, its moves, its lag, how it is imperfect, where that comes from."""
    said = inspect.getdoc(profile.signature) or ""
    unrest = f"{sentence(said.splitlines()[0])} From the file: {_label(said, 'source')}."
    parts = [f"## {profile.title}", "", f"{code(name)}. {profile.notes}", "", axes(profile), ""]
    parts += [
        f"- **Moves:** {codes(profile.moves)}.",
        f"- **Lag:** operator {_seconds(profile.operator_half_time_s)}, "
        f"focus puller {_seconds(profile.focus_half_time_s)}.",
        f"- **Imperfection:** {unrest}",
    ]
    if profile.settings:
        parts.append(f"- **Settings:** {'; '.join(_settings(profile))}.")
    parts += [f"- **Source:** {sentence(profile.source)}", ""]
    if name == "handheld":
        parts += [PRESET_HEAD, "", presets(), ""]
    return "\n".join(parts)


def axes(profile):
    """Every axis with its limits, working and (hard)."""
    rows = []
    for axis in profile.axes:
        limits = (axis.speed, axis.acceleration, axis.jerk)
        sources = dict.fromkeys(limit.source for limit in limits)
        shown = [f"{limit.working:g} ({limit.hard:g})" for limit in limits]
        unit = "°" if axis.unit == "deg" else axis.unit
        rows.append((axis.name, unit, *shown, "; ".join(sources)))
    return table(("axis", "unit", "speed, /s", "acceleration, /s²", "jerk, /s³", "source"), rows)


def presets():
    """The ways of carrying a camera by hand."""
    rows = []
    for name, preset in PRESETS.items():
        stride = preset.stride
        turn_deg = _rms(*preset.rotation_deg, *stride.rotation_deg, preset.tremor_deg)
        place_mm = _rms(*preset.position_mm, *stride.position_mm)
        steps = f"{stride.pitch_hz:g} Hz" if stride.rotation_deg[0] else ""
        rows.append((code(name), f"{turn_deg:.2g}°", f"{place_mm:.2g} mm", steps, preset.source))
    return table(("preset", "angle", "place", "steps", "source"), rows)


def _settings(profile):
    """What the profile sets, and by which field a script changes it, where it can."""
    for name, value in profile.settings.items():
        where = f", or what `rig.{name}` says" if name in rules_of(Rig) else ""
        yield f"{code(name)} {plain(value)}{where}"


def _fastest(profile):
    found = [axis for axis in profile.axes if axis.unit == "m"]
    if not found:
        return "stands"
    quickest = max(found, key=lambda axis: axis.speed.hard)
    return f"{quickest.speed.working:g} ({quickest.speed.hard:g})"


def _seconds(half_time_s):
    return f"{half_time_s:g} s"


def _rms(*parts):
    return math.sqrt(sum(part * part for part in parts))


def _label(said, name):
    """A labelled line of a docstring, with the lines that continue it."""
    found = re.search(rf"(?m)^{name} +(.*(?:\n {{6,}}.*)*)", said)
    return " ".join(found[1].split()) if found else "none"


def _anchor(title):
    return title.lower().replace(" ", "-")
