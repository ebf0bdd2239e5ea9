"""The vocabularies of docs/script.md, each as a table of what its words mean."""

from tools.pages.markdown import code, table

from scene_stager.maths.optics.framing import SHOT_SIZES
from scene_stager.script.framing import AZIMUTH_DEG, ELEVATION_DEG
from scene_stager.script.lens import GATES
from scene_stager.script.moves import AMOUNTS, MOVES
from scene_stager.script.stations import SIZED_AS
from scene_stager.script.subject import KINDS, USUAL_FOCUS_HEIGHT_M, USUAL_HEIGHT_M
from scene_stager.shot.atmosphere.weather import WEATHERS
from scene_stager.shot.lighting.practicals import PRACTICALS
from scene_stager.shot.lighting.rim_modes import RIM_MODES
from scene_stager.shot.lighting.styles import STYLES
from scene_stager.shot.rigs import rigs

FEW = 2  # so many rigs that cannot are told rather than those that can

MOVES_ABOUT = """\
A push in or a reveal is framed where it ends, all others where they begin. `lead` and `follow`, and
a track without `travel_m` beside a subject that moves, keep their place for the whole shot."""

AMOUNTS_ABOUT = """\
Which fields of the rig slot each move reads. Where some are marked *needs*, one of those must be
given. A field that a move does not read is a mistake if it is given."""

LIGHTS_ABOUT = """\
Azimuth 0° is the camera's side of the subject, positive to camera right, ±180° behind it. Stops
are counted from the key. A kelvin that is not said is the balance of the film. Whatever a script
says wins over its style."""


def sections():
    """Every vocabulary."""
    found = {
        "Moves": f"{MOVES_ABOUT}\n\n{moves()}",
        "Subjects": subjects(),
        "Shot sizes": sizes(),
        "Sides and angles": sides(),
        "Formats": formats(),
        "Lighting styles": f"{LIGHTS_ABOUT}\n\n{styles()}",
        "Rim modes": rims(),
        "Practicals": practicals(),
        "Weathers": weathers(),
    }
    parts = [f"### {title}\n\n{text}\n" for title, text in found.items()]
    return "\n".join(["## The words\n", *parts])


def moves():
    """What each move does, which rigs make it, and the amounts it reads and needs."""
    rows, marks = [], []
    for name, meaning in MOVES.items():
        rows.append((code(name), meaning.about, _who(name)))
        reads = [_mark(amount, meaning) for amount in AMOUNTS]
        marks.append((code(name), *reads))
    meanings = table(("move", "the camera", "rigs"), rows)
    amounts = table(("move", *(code(amount) for amount in AMOUNTS)), marks)
    return f"{meanings}\n\n{AMOUNTS_ABOUT}\n\n{amounts}"


def _who(move):
    able = [rig for rig, profile in rigs().items() if move in profile.moves]
    others = [rig for rig in rigs() if rig not in able]
    if len(others) > FEW:
        return ", ".join(able)
    return f"all but {', '.join(others)}" if others else "all"


def _mark(amount, meaning):
    if amount in meaning.needs:
        return "*needs*"
    return "reads" if amount in meaning.takes else ""


def subjects():
    """How tall each kind is, and where its focal target is, when the script does not say."""
    rows = [
        (
            code(kind),
            f"{USUAL_HEIGHT_M[kind]:g} m",
            f"{USUAL_FOCUS_HEIGHT_M[kind]:g} m",
            f"× {SIZED_AS[kind]:g}",
        )
        for kind in KINDS
    ]
    note = "Shot sizes are said of a person; the last column is how much larger others are taken."
    heads = ("kind", "height", "focal target", "sized as")
    return f"{note} House defaults, not measured.\n\n{table(heads, rows)}"


def sizes():
    """How much of the subject fills the picture."""
    rows = [(code(name), f"{heights:g}") for name, heights in SHOT_SIZES.items()]
    heads = ("size", "subject heights that fill the picture's height")
    return f"House defaults, not measured.\n\n{table(heads, rows)}"


def sides():
    """Where the words put the camera."""
    views = [(code(name), f"{deg:g}°") for name, deg in AZIMUTH_DEG.items()]
    angles = [(code(name), f"{deg:g}°") for name, deg in ELEVATION_DEG.items()]
    said = "`azimuth_deg` and `elevation_deg` say the same in numbers."
    return "\n\n".join(
        [
            f"{said} House defaults, not measured.",
            table(("view", "azimuth of the camera"), views),
            table(("angle", "elevation of the camera"), angles),
        ]
    )


def formats():
    """The picture areas."""
    rows = [
        (code(name), f"{gate.width_mm:g} × {gate.height_mm:g} mm", gate.source)
        for name, gate in GATES.items()
    ]
    return table(("format", "picture area", "source"), rows)


def styles():
    """The patterns of light."""
    rows = [
        (
            code(name),
            f"{s.key_azimuth_deg:+g}° / {s.key_elevation_deg:+g}°",
            f"{s.key_softness_deg:g}°",
            f"{s.key_kelvin:g} K" if s.key_kelvin else "film",
            f"{-s.ratio_stops:+g}",
            f"{s.rim_mode.replace('_', ' ')} {s.rim_stops:+g}" if s.rim_mode != "none" else "none",
            f"{s.ambient_stops:+g}",
            s.source,
        )
        for name, s in STYLES.items()
    ]
    heads = ("style", "key", "softness", "colour", "fill", "rim", "ambient", "source")
    return table(heads, rows)


def rims():
    """Where rims stand."""
    rows = [
        (code(name), f"{s.azimuth_deg:+g}°", f"{s.elevation_deg:+g}°", f"{s.softness_deg:g}°")
        for name, s in RIM_MODES.items()
        if s is not None
    ]
    said = "A rim is tied to the lens: it stays there while the camera moves. `none` is no rim."
    source = next(s.source for s in RIM_MODES.values() if s is not None)
    heads = ("rim mode", "azimuth", "elevation", "softness")
    return f"{said} Source: {source}.\n\n{table(heads, rows)}"


def practicals():
    """Lamps and flames."""
    rows = [
        (code(name), p.title, f"{p.kelvin:g} K", f"{p.stops:+g}", f"{p.flicker_stops:g} stops")
        for name, p in PRACTICALS.items()
    ]
    sources = "; ".join(dict.fromkeys(p.source for p in PRACTICALS.values()))
    heads = ("practical", "what it is", "colour", "under the key", "flicker, RMS")
    return f"Source: {sources}.\n\n{table(heads, rows)}"


def weathers():
    """What the phase means under each word."""
    rows = [
        (
            code(name),
            f"{w.phase:g}",
            f"{w.visibility_m:g} m",
            f"{w.wind_m_s:g} m/s",
            f"{w.clear_g:g} to {w.thick_g:g}",
            f"{w.haze_mired:+g} mired",
            f"{w.turbidity:g}",
        )
        for name, w in WEATHERS.items()
    ]
    said = (
        "`phase` runs from 0, which is exactly nothing, to 1, which is what this table says. It "
        "drives six channels: wind, gust, fog density, fog scatter, flicker, haze colour. "
        "Where the key is a sun over the horizon, it stands in a clear sky of this turbidity, "
        "whatever the phase."
    )
    heads = (
        "weather",
        "usual phase",
        "visibility",
        "wind",
        "scatter g",
        "haze, + is warmer",
        "turbidity",
    )
    return f"{said} House defaults, not measured.\n\n{table(heads, rows)}"
