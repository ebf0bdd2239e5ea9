"""docs/scenarios.md, from the scenarios themselves."""

from tools.pages.markdown import code, table

from scene_stager.script.read import scenarios
from scene_stager.shot.atmosphere.weather import WEATHERS
from scene_stager.shot.lighting.light_kit import USUAL_PRACTICALS
from scene_stager.shot.lighting.styles import STYLES
from scene_stager.shot.rigs import rigs
from scene_stager.shot.stocks import stocks

# What a lamp that does not go along with the subject is tied to: there the hold has work to do.
TIED = {
    "rig": "[held](hold.md) while key and fill ride on the rig",
    "world": "[held](hold.md) while key and fill stay on the set",
}

HEAD = """\
# Scenarios

Written by `tools/make_docs.py` from the files in `core/scene_stager/shot/scenarios`: one JSON file
is one shot. Together the eight use every rig and every film stock. Start from the nearest one, and
change what you want otherwise:

```sh
scene-stager bake hero_dolly_push_in --stock tri_x_400 --preview none
```

{overview}

The pictures are frames of the bakes as `preview.png` shows them: stand-ins for what is on your own
set, under the real lights, air and film. How each was made: [gallery.md](gallery.md).
"""


def page():
    """The whole page."""
    rows = [
        (
            f"[`{name}`](#{_anchor(script.title)})",
            _said(script.rig.move),
            rigs()[script.rig.rig].title,
            stocks()[script.stock.stock].title,
            f"{script.duration_s:.3g} s",
        )
        for name, script in scenarios().items()
    ]
    heads = ("scenario", "move", "rig", "film", "length")
    parts = [HEAD.format(overview=table(heads, rows))]
    parts += [section(name, script) for name, script in scenarios().items()]
    return "\n".join(parts)


def section(name, script):
    """One scenario: what happens, how it is made, how it looks."""
    parts = [f"## {script.title}", "", script.logline, ""]
    parts += [f"![{script.title}](gallery/{name}.webp)", ""]
    parts += [table(("", ""), facts(name, script)), ""]
    return "\n".join(parts)


def facts(name, script):
    """What a camera sheet would say."""
    lens, top, bottom = script.lens, *script.fps
    rate = f"{top / bottom:.5g} fps"
    return [
        ("bake it with", code(f"scene-stager bake {name}")),
        ("rig", f"{rigs()[script.rig.rig].title}, {_said(script.rig.move)}{_amounts(script)}"),
        ("lens", f"{_focal(lens)}, f/{lens.f_number:g}, {_said(lens.format)}"),
        ("light", _light(script.lighting)),
        ("air", _air(script.atmosphere)),
        ("film", stocks()[script.stock.stock].title),
        ("length", f"{script.frame_count} frames, {script.duration_s:.4g} s at {rate}"),
    ]


def _amounts(script):
    rig = script.rig
    found = []
    if rig.from_distance_m is not None and rig.to_distance_m not in (None, rig.from_distance_m):
        found.append(f"{rig.from_distance_m:g} to {rig.to_distance_m:g} m away")
    elif rig.from_distance_m is not None:
        found.append(f"{rig.from_distance_m:g} m away")
    if rig.from_height_m is not None and rig.to_height_m is not None:
        found.append(f"{rig.from_height_m:g} to {rig.to_height_m:g} m high")
    if rig.orbit_deg is not None:
        found.append(f"{abs(rig.orbit_deg):g}° round")
    if rig.travel_m is not None:
        found.append(f"over {rig.travel_m:g} m")
    if rig.speed_m_s is not None:
        found.append(f"at {rig.speed_m_s:g} m/s")
    if rig.duration_s is not None:
        found.append(f"in {rig.duration_s:g} s")
    return "".join(f", {part}" for part in found)


def _focal(lens):
    if lens.zoom == "dolly_zoom":
        return f"{lens.focal_length_mm:g} mm, dolly zoom"
    return f"{lens.focal_length_mm:g} mm"


def _light(lighting):
    style = STYLES[lighting.style]
    parts = [style.title]
    ratio = style.ratio_stops if lighting.ratio_stops is None else lighting.ratio_stops
    parts.append(f"fill {ratio:g} stops under the key")
    rim = style.rim_mode if lighting.rim_mode is None else lighting.rim_mode
    if rim != "none":
        stops = style.rim_stops if lighting.rim_stops is None else lighting.rim_stops
        parts.append(f"{_said(rim)} at {stops:+g}")
    if lighting.frame in TIED and style.key_shape != "distant":
        parts.append(TIED[lighting.frame])
    practicals = style.practical if lighting.practicals is None else lighting.practicals
    if practicals != "none":
        count = lighting.practical_count or style.practical_count or USUAL_PRACTICALS
        parts.append(f"{count} × {practicals}")
    return ", ".join(parts)


def _air(air):
    phase = WEATHERS[air.weather].phase if air.phase is None else air.phase
    kept = f", subject kept at a contrast of {air.readability:g}" if air.readability else ""
    return f"{air.weather}, phase {phase:g}{kept}" if phase else f"{air.weather}{kept}"


def _said(word):
    return word.replace("_", " ")


def _anchor(title):
    kept = "".join(letter for letter in title.lower() if letter.isalnum() or letter in " -")
    return kept.replace(" ", "-")
