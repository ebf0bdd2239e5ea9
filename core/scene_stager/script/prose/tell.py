# SPDX-License-Identifier: Apache-2.0
"""How a reading is told to whoever wrote the sentence: each field as a set would say it."""

from collections.abc import Callable, Iterable, Mapping

from scene_stager.script.plain_words import name_of, value_of
from scene_stager.script.prose.synonyms import Value
from scene_stager.script.rate import read_rate_text


def _stops(word: str, minus: str = "under", plus: str = "over") -> Callable[[Value], str]:
    """Over or under in stops: "key 1 stop under"; nothing is level."""

    def say(value: Value) -> str:
        stops = float(value)
        if stops == 0.0:
            return f"{word} level"
        much = f"{abs(stops):.3g} stop{'' if abs(stops) == 1.0 else 's'}"
        return f"{word} {much} {minus if stops < 0 else plus}"

    return say


def _azimuth(value: Value) -> str:
    degrees = float(value)
    if abs(degrees) == 180.0:
        return "key from behind"
    side = "beside the camera" if degrees == 0.0 else "left" if degrees < 0 else "right"
    return f"key {side}" if degrees == 0.0 else f"key {abs(degrees):.3g}° camera {side}"


def _elevation(value: Value) -> str:
    return f"key {abs(float(value)):.3g}° {'up' if float(value) >= 0 else 'below'}"


def _rate(value: Value) -> str:
    top, bottom = read_rate_text(str(value)) or (24, 1)
    return f"{round(top / bottom, 3):g} fps"


def _as(pattern: str) -> Callable[[Value], str]:
    """A pattern for a word or a number of a field."""

    def say(value: Value) -> str:
        spoken = f"{value:.4g}" if isinstance(value, float) else str(value).replace("_", " ")
        return pattern.format(spoken)

    return say


# In the order in which a slate reads: who, from where, with what, in which light, on which film.
SAID: dict[str, Callable[[Value], str]] = {
    "framing.size": _as("{}"),
    "subject.selector": str,
    "subject.height_m": _as("{} m tall"),
    "subject.motion": lambda value: "who stays" if value == "still" else f"at a {value}",
    "subject.speed_m_s": _as("going {} m/s"),
    "framing.angle": lambda value: {"low": "low angle", "high": "high angle"}.get(
        str(value), str(value).replace("_", " ")
    ),
    "framing.elevation_deg": _as("camera {}° up"),
    "framing.view": _as("view {}"),
    "framing.placement": lambda value: (
        "centred" if value == "center" else f"in the {str(value).replace('_', ' ')}"
    ),
    "framing.roll_deg": _as("dutch {}°"),
    "rig.rig": lambda value: value_of("rig.rig", value),
    "rig.preset": _as("carried {}"),
    "rig.move": lambda value: "no move" if value == "hold" else str(value).replace("_", " "),
    "rig.pace": lambda value: "as a whip" if value == "whip" else f"{value} pace",
    "rig.imperfection": _as("shake × {}"),
    "rig.from_distance_m": _as("from {} m away"),
    "rig.to_distance_m": _as("to {} m away"),
    "rig.from_height_m": _as("lens {} m up"),
    "rig.to_height_m": _as("to {} m up"),
    "rig.orbit_deg": _as("{}° round"),
    "rig.travel_m": _as("{} m of travel"),
    "rig.pan_deg": lambda value: f"through {abs(float(value)):.4g}°",
    "rig.tilt_deg": lambda value: f"through {abs(float(value)):.4g}°",
    "rig.duration_s": _as("in {} s"),
    "rig.speed_m_s": _as("at {} m/s"),
    "rig.pass_number": _as("pass {}"),
    "lens.focal_length_mm": _as("{} mm"),
    "lens.zoom": lambda value: "no zoom" if value == "none" else str(value).replace("_", " "),
    "lens.to_focal_length_mm": _as("to {} mm"),
    "lens.f_number": _as("f/{}"),
    "lens.shutter_deg": _as("{}° shutter"),
    "lens.squeeze": _as("{} × squeeze"),
    "lens.frame_aspect": lambda value: (
        f"{value:.4g}:1 frame" if float(value) >= 1.0 else f"1:{1.0 / float(value):.3g} frame"
    ),
    "lens.focus": lambda value: {"rack": "rack focus", "follow": "follow focus"}.get(
        str(value), f"{value} focus"
    ),
    "lens.focus_m": _as("focus at {} m"),
    "lens.to_focus_m": _as("to {} m"),
    "lighting.style": lambda value: {"sun": "sun", "practical": "lit by practicals"}.get(
        str(value), f"{str(value).replace('_', ' ')} light"
    ),
    "lighting.key_azimuth_deg": _azimuth,
    "lighting.key_elevation_deg": _elevation,
    "lighting.key_kelvin": lambda value: f"key {float(value):.0f} K",
    "lighting.key_softness_deg": _as("key {}° wide"),
    "lighting.key_stops": _stops("key"),
    "lighting.ratio_stops": _stops("fill", minus="over", plus="under"),
    "lighting.link": lambda value: "key that rides a surface" if value == "intrinsic" else "",
    "lighting.frame": _as("key that stays with the {}"),
    "lighting.rim_mode": lambda value: "no rim" if value == "none" else _plain(value),
    "lighting.rim_stops": _stops("rim"),
    "lighting.ambient_stops": _stops("surroundings"),
    "lighting.practicals": _as("{} in the picture"),
    "lighting.practical_count": _as("{} of them"),
    "atmosphere.weather": lambda value: "clear air" if value == "clear" else str(value),
    "atmosphere.phase": lambda value: f"{100.0 * float(value):.0f} % of it",
    "atmosphere.to_phase": lambda value: f"{100.0 * float(value):.0f} % at the end",
    "atmosphere.flicker": lambda value: "flicker" if value else "no flicker",
    "atmosphere.wind_m_s": _as("wind {} m/s"),
    "stock.stock": _as("film {}"),
    "stock.exposure_index": _as("EI {}"),
    "stock.nd_stops": _as("ND of {} stops"),
    "stock.push_stops": lambda value: _stops("", "pulled", "pushed")(value).strip(),
    "fps": _rate,
    "frame_count": _as("{} frames"),
    "start_frame": _as("from frame {}"),
}
ORDER = {path: place for place, path in enumerate(SAID)}


def told(path: str, value: Value) -> str:
    """One field in words: "close up", "key 45° camera left", "f/2.8"."""
    say = SAID.get(path)
    return f"{name_of(path).lower()} {value_of(path, value)}" if say is None else say(value)


def slated(paths: Iterable[str], values: Mapping[str, Value]) -> list[str]:
    """Fields in words, as a slate has them: the size is of somebody."""
    shown = [(path, told(path, values[path])) for path in sorted(paths, key=in_order)]
    if [path for path, _ in shown[:2]] == ["framing.size", "subject.selector"]:
        return [f"{shown[0][1]} of {shown[1][1]}", *(words for _, words in shown[2:])]
    return [words for _, words in shown]


def in_order(path: str) -> int:
    """Where a field stands among the others when they are told."""
    return ORDER.get(path, len(ORDER))


def _plain(value: Value) -> str:
    return str(value).replace("_", " ")
