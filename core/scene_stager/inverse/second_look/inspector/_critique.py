# SPDX-License-Identifier: Apache-2.0
"""What an inspector may say, and how little of it reaches the solver."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from math import log

from scene_stager.errors import InputError, Mistake
from scene_stager.inverse.solve.prior_offsets import PriorOffsets
from scene_stager.presets.plain_words import why_not
from scene_stager.script.field import Rule
from scene_stager.script.judge import judge, show_name
from scene_stager.script.lighting import RIM_MODES
from scene_stager.shot.stocks import stocks

SAME = "same"
LONGEST_WORDS = 280  # letters that an inspector may say: house default

# House defaults: the furthest that any critique may move the start of the next solve. They are
# smaller than what separates one basin of the fit from the next, so a wrong critique costs steps,
# never the answer.
# House defaults, not measured.
FURTHEST_AZIMUTH_DEG = 20.0
FURTHEST_ELEVATION_DEG = 12.0
FURTHEST_LOG_SIZE = log(1.5)
FURTHEST_LOG_HAZE = log(1.5)

# What a critique may hold; the bounds are those above: house defaults.
RULES: Mapping[str, Rule] = {
    "key_azimuth_change_deg": Rule(
        "number", "degrees the key should move towards camera right in the preview", -90, 90
    ),
    "key_elevation_change_deg": Rule("number", "degrees the key should rise", -45, 45),
    "key_edge": Rule("word", "the key's shadows", words=lambda: ("softer", SAME, "harder")),
    "ratio_change_stops": Rule("number", "stops by which key over fill should grow", -3, 3),
    "exposure_change_stops": Rule("number", "stops by which everything should brighten", -3, 3),
    "key_colour": Rule("word", "the key's colour", words=lambda: ("warmer", SAME, "cooler")),
    "haze": Rule("word", "the air", words=lambda: ("less", SAME, "more")),
    "rim_mode": Rule("word", "the rim in the reference", optional=True, words=lambda: RIM_MODES),
    "stock": Rule(
        "word", "the nearest film stock", optional=True, words=lambda: tuple(sorted(stocks()))
    ),
    "confidence": Rule("number", "how sure, 0 to 1", 0, 1),
    "words": Rule("text", "one sentence for the gaffer", longest=LONGEST_WORDS),
}


@dataclass(frozen=True, slots=True)
class Critique:
    """What should change in the preview to come nearer to the reference, in a gaffer's words."""

    key_azimuth_change_deg: float = 0.0
    key_elevation_change_deg: float = 0.0
    key_edge: str = SAME
    ratio_change_stops: float = 0.0
    exposure_change_stops: float = 0.0
    key_colour: str = SAME
    haze: str = SAME
    rim_mode: str | None = None
    stock: str | None = None
    confidence: float = 0.0
    words: str = ""

    def as_json(self) -> dict[str, object]:
        """Plain data, for the match file."""
        return asdict(self)

    def as_offsets(self) -> PriorOffsets:
        """Where the next solve should begin instead: every shift bounded and scaled by
        `confidence`. Strengths and colours are solved and begin nowhere; what is said of them, of
        the rim and of the stock is told to whoever reads the match."""
        sure = self.confidence
        edge = {"softer": 1.0, "harder": -1.0}.get(self.key_edge, 0.0)
        haze = {"more": 1.0, "less": -1.0}.get(self.haze, 0.0)
        return PriorOffsets(
            key_azimuth_deg=sure * _bounded(self.key_azimuth_change_deg, FURTHEST_AZIMUTH_DEG),
            key_elevation_deg=sure
            * _bounded(self.key_elevation_change_deg, FURTHEST_ELEVATION_DEG),
            log_softness=sure * edge * FURTHEST_LOG_SIZE,
            log_haze=sure * haze * FURTHEST_LOG_HAZE,
        )


def read_critique(reply: Mapping[str, object], where: str) -> Critique:
    """A stranger's reply as a critique. Raises InputError with every field that is not in the
    vocabulary; free words that are no plain words are dropped, not refused."""
    mistakes = [
        Mistake(f"{where}.{show_name(name)}", "a field that does not exist", "the vocabulary")
        for name in list(reply)[:50]
        if name not in RULES
    ]
    for name, rule in RULES.items():
        if name in reply and name != "words":
            mistake = judge(f"{where}.{name}", rule, reply[name])
            mistakes += [mistake] if mistake else []
    if mistakes:
        raise InputError(mistakes)
    words = reply.get("words", "")
    sound = isinstance(words, str) and len(words) <= LONGEST_WORDS and not why_not(words)
    return Critique(**{**reply, "words": words if sound else ""})  # type: ignore[arg-type]


def _bounded(value: float, furthest: float) -> float:
    return max(-furthest, min(furthest, value))
