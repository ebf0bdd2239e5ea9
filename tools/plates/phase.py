"""SS-04: one number drives six channels of air and light; a coupler keeps the subject readable."""

import numpy as np
from tools.plates.sheet import AMBER, BLUE, INK, MUTED, PURPLE, SOFT, VERMILION, Chart, Sheet

from scene_stager.script.atmosphere import Atmosphere
from scene_stager.script.field import rules_of
from scene_stager.shot.atmosphere.flicker import flicker_stops, puffing_hz
from scene_stager.shot.atmosphere.fog import fog_g, fog_per_m
from scene_stager.shot.atmosphere.haze import haze_k
from scene_stager.shot.atmosphere.phase import phase_over
from scene_stager.shot.atmosphere.proximity import clearance
from scene_stager.shot.atmosphere.weather import WEATHERS, air_of
from scene_stager.shot.atmosphere.wind import gust, wind_m_s

PHASES = np.linspace(0.0, 1.0, 41)
TIMES_S = np.arange(0.0, 60.0, 0.25)
SHOWN = {"haze": AMBER, "fog": BLUE, "dust": VERMILION, "storm": PURPLE}
READABILITY = 0.35
SHARES = {0.0: "0", 0.5: "0.5", 1.0: "1"}
SEED, FLAME_M, RMS_STOPS, WHITE_K = 1, 0.09, 0.25, 5600.0


def plate():
    """The whole plate."""
    told = "φ runs from nothing of a weather (0) to all of it (1). Everything in the air follows."
    sheet = Sheet("SS-04", "φ, six channels, and the coupler", told, 1680)
    driver(sheet)
    legend(sheet)
    for place, (title, unit, up, of_phase, marks) in enumerate(CHANNELS):
        left, top = 150 + 490 * (place % 3), 580 + 300 * (place // 3)
        chart = Chart(sheet, (left, top, left + 390, top + 180), (0.0, 1.0), up)
        chart.axes({0.0: "0", 0.5: "0.5", 1.0: "φ 1"}, marks)
        chart.title(title, unit)
        for name in [*(set_aside()), *SHOWN]:
            colour = SHOWN.get(name, "#4a463f")
            chart.line(PHASES, of_phase(air_at_full(name)), colour, 2.6 if name in SHOWN else 1.4)
    coupler(sheet)
    sheet.foot("core/scene_stager/shot/atmosphere, evaluated over φ")
    return sheet.svg()


def set_aside():
    """The weathers that are drawn in grey."""
    return [name for name in WEATHERS if name not in SHOWN]


def air_at_full(name):
    """A weather without an author's own figures."""
    return air_of(name, 1.0)


def by_phase(measure):
    """A measure of a minute at one phase, for every phase."""
    return np.array([measure(np.full_like(TIMES_S, phase)) for phase in PHASES])


def wind(air):
    """Mean speed of the wind."""
    return by_phase(lambda phase: np.linalg.norm(wind_m_s(TIMES_S, phase, air, SEED).mean(axis=0)))


def gusts(air):
    """The strongest gust within a minute, as a share of the wind."""
    return by_phase(lambda phase: gust(TIMES_S, phase, air, SEED).max())


def flicker(air):
    """How a flame of nine centimetres moves, RMS."""
    lamp = ("light.plate.flicker", puffing_hz(FLAME_M), RMS_STOPS)
    return by_phase(lambda phase: flicker_stops(TIMES_S, phase, air, SEED, *lamp).std())


def extinction(air):
    """Extinction, as a power of ten; nothing where it is thinner than the chart shows."""
    thick = fog_per_m(PHASES, air)
    return np.log10(np.where(thick > 10.0**THINNEST, thick, np.nan))


def haze(air):
    """What becomes of the colour of white light."""
    return haze_k(PHASES, air, WHITE_K)


THINNEST = -4.3  # power of ten of what the chart of the fog begins with
DECADES = {-4.0: "0.0001", -3.0: "0.001", -2.0: "0.01", -1.0: "0.1"}
CHANNELS = (
    ("wind", "mean, m/s", (0.0, 20.0), wind, None),
    ("gust", "strongest, over the wind", (0.0, 1.0), gusts, None),
    ("flicker", "a candle's, RMS stops", (0.0, 0.5), flicker, None),
    ("fog", "extinction per metre", (THINNEST, -0.6), extinction, DECADES),
    ("forward scatter", "g", (0.5, 0.9), lambda air: fog_g(PHASES, air), None),
    ("haze", f"colour of {WHITE_K:g} K light", (3000.0, 7500.0), haze, None),
)  # fmt: skip


def driver(sheet):
    """The phase over a shot, and what it is."""
    chart = Chart(sheet, (150, 300, 1030, 440), (0.0, 8.0), (0.0, 1.0))
    chart.axes({0.0: "0 s", 2.0: "2", 4.0: "4", 6.0: "6", 8.0: "8 s"}, SHARES)
    chart.title("φ over a shot", "from 0.1 to 0.9, at rest at both ends")
    t_s = np.linspace(0.0, 8.0, 81)
    chart.line(t_s, phase_over(t_s, 0.1, 0.9, 8.0), INK, 3)


def legend(sheet):
    """Which colour is which weather."""
    sheet.words(1130, 278, "weathers", INK, 22)
    for place, (name, colour) in enumerate(SHOWN.items()):
        y = 318 + 34 * place
        sheet.sketch.line([(1130, y - 7), (1170, y - 7)], colour, 4)
        sheet.words(1186, y, name, SOFT, 20)
        sheet.words(1300, y, f"begins at φ {WEATHERS[name].phase:g}", MUTED, 18)
    sheet.words(1130, 460, f"grey: {', '.join(set_aside())}", MUTED, 18)


def coupler(sheet):
    """Contrast at the subject over its distance, with the air as it is and as it is cleared."""
    sheet.rule(1170)
    chart = Chart(sheet, (150, 1280, 1030, 1520), (0.0, 120.0), (0.0, 1.0))
    chart.axes({0.0: "0 m", 40.0: "40", 80.0: "80", 120.0: "120 m"}, SHARES)
    chart.title("the coupler: contrast left at the subject, in fog", "over its distance")
    far_m, air = np.linspace(0.0, 120.0, 121), air_at_full("fog")
    for phase, colour in zip((0.4, 0.6, 0.8, 1.0), (AMBER, VERMILION, PURPLE, BLUE), strict=True):
        thick = np.full_like(far_m, float(fog_per_m(np.array([phase]), air)[0]))
        chart.line(far_m, np.exp(-thick * far_m), colour, 1.4, dashed=True)
        cleared = clearance(thick, far_m, READABILITY)
        chart.line(far_m, np.exp(-thick * far_m * cleared), colour, 3)
    floor = chart.at(0.0, READABILITY)[1]
    sheet.sketch.line([(150, floor), (1030, floor)], INK, 1)
    sheet.words(1046, floor + 6, f"readability {READABILITY:g}", INK, 20)
    for place, (phase, colour) in enumerate(
        zip((0.4, 0.6, 0.8, 1.0), (AMBER, VERMILION, PURPLE, BLUE), strict=True)
    ):
        sheet.sketch.line([(1250 + 70 * place, 1292), (1304 + 70 * place, 1292)], colour, 4)
        sheet.words(1250 + 70 * place, 1324, f"φ {phase:g}", SOFT, 18)
    keys = ["Dashed: the air as it is.", "Solid: as it is cleared."]
    y = sheet.flow(1250, 1368, 290, keys, SOFT, 18)
    about = rules_of(Atmosphere)["readability"].about
    sheet.flow(1250, y + 14, 290, about.split(), MUTED, 18, " ")
