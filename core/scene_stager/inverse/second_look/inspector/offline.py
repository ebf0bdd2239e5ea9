# SPDX-License-Identifier: Apache-2.0
"""The offline inspector: the metrics of the two pictures, subtracted and said in words."""

from collections.abc import Mapping
from dataclasses import dataclass

from scene_stager.inverse.second_look.inspector._critique import (
    LONGEST_WORDS,
    RULES,
    SAME,
    Critique,
)
from scene_stager.inverse.second_look.inspector._inspector import Inspector, InspectorView

Numbers = Mapping[str, float | None]

# Below these nobody sees a difference, so nothing is said of it: about one step of a metric's own
# repeatability on rendered stills.
# House defaults.
SILENT_DEG = 4.0
SILENT_STOPS = 0.2
SILENT_MIRED = 8.0
SILENT_SOFTNESS_DEG = 4.0
SILENT_HAZE = 0.05
CONFIDENCE = 0.5  # of an inspector that only subtracts: it moves a start half as far


@dataclass(frozen=True, slots=True)
class _Offline:
    title: str = "the metrics in words"
    needs: str = ""

    def inspect(self, view: InspectorView) -> Critique:
        """Subtract the preview's metrics from the reference's. Never fails."""
        was, wanted = view.of_preview, view.of_reference
        turn = _turn(_difference(was, wanted, "key_azimuth_deg"))
        rise = _difference(was, wanted, "key_elevation_deg")
        ratio = _difference(was, wanted, "chiaroscuro_stops")
        stops = _difference(was, wanted, "key_stops")
        said = Critique(
            key_azimuth_change_deg=_held("key_azimuth_change_deg", turn, SILENT_DEG),
            key_elevation_change_deg=_held("key_elevation_change_deg", rise, SILENT_DEG),
            key_edge=_word(
                _difference(was, wanted, "key_softness_deg"),
                SILENT_SOFTNESS_DEG,
                "harder",
                "softer",
            ),
            ratio_change_stops=_held("ratio_change_stops", ratio, SILENT_STOPS),
            exposure_change_stops=_held("exposure_change_stops", stops, SILENT_STOPS),
            key_colour=_word(_mired(was, wanted), SILENT_MIRED, "cooler", "warmer"),
            haze=_word(_difference(was, wanted, "haze"), SILENT_HAZE, "less", "more"),
            confidence=CONFIDENCE if wanted else 0.0,
        )
        return Critique(**{**said.as_json(), "words": in_words(said)})  # type: ignore[arg-type]


def in_words(said: Critique) -> str:
    """A critique as a gaffer would call it across the stage."""
    parts = []
    if said.key_azimuth_change_deg:
        side = "camera right" if said.key_azimuth_change_deg > 0 else "camera left"
        parts.append(f"key {abs(said.key_azimuth_change_deg):.0f}° towards {side}")
    if said.key_elevation_change_deg:
        way = "up" if said.key_elevation_change_deg > 0 else "down"
        parts.append(f"key {abs(said.key_elevation_change_deg):.0f}° {way}")
    if said.key_edge != SAME:
        parts.append(f"{said.key_edge} key")
    if said.ratio_change_stops:
        way = "less" if said.ratio_change_stops > 0 else "more"
        parts.append(f"{abs(said.ratio_change_stops):.1f} stops {way} fill")
    if said.exposure_change_stops:
        way = "up" if said.exposure_change_stops > 0 else "down"
        parts.append(f"everything {way} {abs(said.exposure_change_stops):.1f} stops")
    if said.key_colour != SAME:
        parts.append(f"key {said.key_colour}")
    if said.haze != SAME:
        parts.append(f"{said.haze} haze")
    sentence = ", ".join(parts) or "nothing to add"
    return f"{sentence[0].upper()}{sentence[1:]}."[:LONGEST_WORDS]


def _difference(was: Numbers, wanted: Numbers, name: str) -> float:
    """How far a metric is from where it should be; 0 where a picture does not tell."""
    before, after = was.get(name), wanted.get(name)
    return 0.0 if before is None or after is None else after - before


def _mired(was: Numbers, wanted: Numbers) -> float:
    before, after = was.get("white_balance_k"), wanted.get("white_balance_k")
    return 0.0 if not before or not after else 1e6 / after - 1e6 / before


def _turn(degrees: float) -> float:
    """The shorter way round."""
    return (degrees + 180.0) % 360.0 - 180.0


def _held(field: str, change: float, silent: float) -> float:
    rule = RULES[field]
    return 0.0 if abs(change) < silent else round(max(rule.low, min(rule.high, change)), 2)


def _word(change: float, silent: float, less: str, more: str) -> str:
    if abs(change) < silent:
        return SAME
    return more if change > 0 else less


INSPECTOR: Inspector = _Offline()
