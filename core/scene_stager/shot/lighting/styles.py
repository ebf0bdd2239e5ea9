# SPDX-License-Identifier: Apache-2.0
"""The lighting styles, as a gaffer would note them down: angles, stops, kelvin, softness."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Style:
    """A pattern of lights around the target.

    Azimuths are from the camera's side, positive to camera right. Stops: `ratio_stops` is how far
    the fill lies under the key, `rim_stops` and `ambient_stops` are over (or under) the key. A
    kelvin of None is the balance of the film. `fill` is (azimuth, elevation, softness) in degrees,
    or None where only the surroundings fill.
    """

    title: str
    key_azimuth_deg: float
    key_elevation_deg: float
    key_softness_deg: float
    key_shape: str
    key_kelvin: float | None
    ratio_stops: float
    fill: tuple[float, float, float] | None
    rim_mode: str
    rim_stops: float
    ambient_stops: float
    sky_kelvin: float | None
    ground_share: float
    practical: str
    practical_count: int
    source: str


HOUSE = "house default, not measured"
STUDIO_GROUND = 0.25  # how bright a studio's floor is to its walls: house default, not measured
OPEN_GROUND = 0.35  # sunlit ground to open sky: house default, not measured

STYLES: Mapping[str, Style] = MappingProxyType(
    {
        "three_point": Style(
            title="Three-point",
            key_azimuth_deg=45.0,
            key_elevation_deg=30.0,
            key_softness_deg=20.0,
            key_shape="disk",
            key_kelvin=None,
            ratio_stops=1.0,
            fill=(-35.0, 12.0, 35.0),
            rim_mode="rim_left",
            rim_stops=0.5,
            ambient_stops=-5.0,
            sky_kelvin=None,
            ground_share=STUDIO_GROUND,
            practical="none",
            practical_count=0,
            source=f"key near 45/30 degrees, back light to separate: read; 2:1; {HOUSE}",
        ),
        "rembrandt": Style(
            title="Rembrandt",
            key_azimuth_deg=50.0,
            key_elevation_deg=45.0,
            key_softness_deg=12.0,
            key_shape="disk",
            key_kelvin=None,
            ratio_stops=2.5,
            fill=(-40.0, 10.0, 30.0),
            rim_mode="kicker_left",
            rim_stops=-1.0,
            ambient_stops=-6.0,
            sky_kelvin=None,
            ground_share=STUDIO_GROUND,
            practical="none",
            practical_count=0,
            source=f"key high enough to leave a triangle on the far cheek: recalled; {HOUSE}",
        ),
        "loop": Style(
            title="Loop",
            key_azimuth_deg=35.0,
            key_elevation_deg=35.0,
            key_softness_deg=18.0,
            key_shape="disk",
            key_kelvin=None,
            ratio_stops=1.5,
            fill=(-30.0, 10.0, 35.0),
            rim_mode="rim_left",
            rim_stops=-0.5,
            ambient_stops=-5.0,
            sky_kelvin=None,
            ground_share=STUDIO_GROUND,
            practical="none",
            practical_count=0,
            source=f"the nose's shadow loops down without touching the cheek's: recalled; {HOUSE}",
        ),
        "split": Style(
            title="Split",
            key_azimuth_deg=90.0,
            key_elevation_deg=10.0,
            key_softness_deg=12.0,
            key_shape="disk",
            key_kelvin=None,
            ratio_stops=4.0,
            fill=(-40.0, 10.0, 35.0),
            rim_mode="none",
            rim_stops=0.0,
            ambient_stops=-6.0,
            sky_kelvin=None,
            ground_share=STUDIO_GROUND,
            practical="none",
            practical_count=0,
            source=f"key square to the lens, half the face lit: recalled; {HOUSE}",
        ),
        "butterfly": Style(
            title="Butterfly",
            key_azimuth_deg=0.0,
            key_elevation_deg=50.0,
            key_softness_deg=15.0,
            key_shape="disk",
            key_kelvin=None,
            ratio_stops=1.5,
            fill=(0.0, -25.0, 40.0),
            rim_mode="backlight",
            rim_stops=0.0,
            ambient_stops=-5.0,
            sky_kelvin=None,
            ground_share=STUDIO_GROUND,
            practical="none",
            practical_count=0,
            source=f"key above the lens, fill from below: recalled; {HOUSE}",
        ),
        "high_key": Style(
            title="High key",
            key_azimuth_deg=30.0,
            key_elevation_deg=30.0,
            key_softness_deg=45.0,
            key_shape="disk",
            key_kelvin=None,
            ratio_stops=0.5,
            fill=(-30.0, 15.0, 50.0),
            rim_mode="backlight",
            rim_stops=0.0,
            ambient_stops=-1.5,
            sky_kelvin=None,
            ground_share=0.6,
            practical="none",
            practical_count=0,
            source=HOUSE,
        ),
        "low_key": Style(
            title="Low key",
            key_azimuth_deg=70.0,
            key_elevation_deg=35.0,
            key_softness_deg=8.0,
            key_shape="disk",
            key_kelvin=None,
            ratio_stops=4.5,
            fill=(-35.0, 10.0, 35.0),
            rim_mode="rim_left",
            rim_stops=0.5,
            ambient_stops=-8.0,
            sky_kelvin=None,
            ground_share=STUDIO_GROUND,
            practical="none",
            practical_count=0,
            source=HOUSE,
        ),
        "sun": Style(
            title="Sun",
            key_azimuth_deg=55.0,
            key_elevation_deg=35.0,
            key_softness_deg=0.53,
            key_shape="distant",
            key_kelvin=5500.0,
            ratio_stops=2.5,
            fill=None,
            rim_mode="none",
            rim_stops=0.0,
            ambient_stops=-2.5,
            sky_kelvin=9000.0,
            ground_share=OPEN_GROUND,
            practical="none",
            practical_count=0,
            source=f"sun 0.53 degrees across, 5500 K: recalled; sky 2.5 stops under: {HOUSE}",
        ),
        "top_softbox": Style(
            title="Top softbox",
            key_azimuth_deg=0.0,
            key_elevation_deg=75.0,
            key_softness_deg=55.0,
            key_shape="rect",
            key_kelvin=None,
            ratio_stops=1.6,
            fill=(-90.0, 15.0, 25.0),
            rim_mode="kicker_right",
            rim_stops=-1.6,
            ambient_stops=-5.0,
            sky_kelvin=None,
            ground_share=STUDIO_GROUND,
            practical="none",
            practical_count=0,
            source=f"table-top practice, two edges 3:1 under the top: recalled; {HOUSE}",
        ),
        "practical": Style(
            title="Practical",
            key_azimuth_deg=40.0,
            key_elevation_deg=10.0,
            key_softness_deg=5.0,
            key_shape="sphere",
            key_kelvin=2700.0,
            ratio_stops=3.5,
            fill=(-35.0, 12.0, 40.0),
            rim_mode="none",
            rim_stops=0.0,
            ambient_stops=-6.0,
            sky_kelvin=4000.0,
            ground_share=STUDIO_GROUND,
            practical="bulb",
            practical_count=2,
            source=f"a lamp in the picture is the key: recalled; {HOUSE}",
        ),
    }
)
