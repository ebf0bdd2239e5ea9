# SPDX-License-Identifier: Apache-2.0
"""What is asked of the lights, and what each of them then is: numbers only, no coordinates."""

import math
from dataclasses import dataclass
from typing import Literal

Frame = Literal["target", "camera", "world", "rig"]
Receptor = Literal["dome", "card"]
Link = Literal["classic", "intrinsic"]


@dataclass(frozen=True, slots=True)
class LightingBrief:
    """The lighting slot, with what the lights need to know of the rest of the shot.

    None means "as the style has it". `span_m` is the subject's largest dimension, `target_height_m`
    how high the focal target is; `balance_kelvin` is the film's; `view_deg` the camera's azimuth at
    the start. Headings are the stage's: 0 is -y, where the subject faces, +90 is +x.
    """

    style: str = "three_point"
    key_azimuth_deg: float | None = None
    key_elevation_deg: float | None = None
    key_kelvin: float | None = None
    key_softness_deg: float | None = None
    ratio_stops: float | None = None
    key_stops: float = 0.0
    rim_mode: str | None = None
    rim_stops: float | None = None
    ambient_stops: float | None = None
    ambient_sh: tuple[tuple[float, ...], ...] = ()
    key_beam_deg: float | None = None
    key_field_deg: float | None = None
    rim_beam_deg: float | None = None
    rim_field_deg: float | None = None
    practicals: str | None = None
    practical_count: int | None = None
    practical_azimuth_deg: float | None = None
    practical_elevation_deg: float | None = None
    practical_distance_m: float | None = None
    hold: bool = True
    frame: Frame = "target"
    receptor: Receptor = "dome"
    link: Link = "classic"
    key_distance_m: float | None = None
    key_along_m: float | None = None
    flicker: bool = True
    balance_kelvin: float = 5600.0
    span_m: float = 1.75
    target_height_m: float = 1.63
    view_deg: float = 0.0
    travel_m: float = 0.0
    travel_heading_deg: float = 0.0


@dataclass(frozen=True, slots=True)
class LightSpec:
    """One light: where it is tied, how large and bright it is, and what it does when things move.

    `stops` is what it gives at the target, over what the exposure asks for. `azimuth_deg` is from
    the camera's side, positive to camera right: of the camera as it moves in frame "camera", as it
    stood at the start in "target" and "world"; in "rig" the lamp is carried by what carries the
    camera. `softness_deg` is how large it looks from the target. `along_m` is how far down the
    subject's path its station lies. `receptor` is what a hold meters with. `flicker` is 1 for lamps
    that follow the flicker channel, otherwise 0. `ground_share` is how bright the floor is to the
    sky of a dome. A spot gives half of its light at half of `beam_deg` off its axis and a tenth at
    half of `field_deg`, which are full angles; both are 0 for other lamps. `link` says whether it
    is tied to a point or to a surface.
    """

    id: str
    role: str
    shape: str
    azimuth_deg: float
    elevation_deg: float
    distance_m: float
    softness_deg: float
    stops: float
    kelvin: float
    frame: Frame
    hold: bool
    receptor: Receptor = "dome"
    flicker: float = 0.0
    practical: str = "none"
    along_m: float = 0.0
    travel_heading_deg: float = 0.0
    ground_share: float = 1.0
    beam_deg: float = 0.0
    field_deg: float = 0.0
    link: Link = "classic"

    @property
    def width_m(self) -> float:
        """Diameter or side of the source, as its softness and distance have it; 0 for far ones."""
        half = math.radians(self.softness_deg) / 2.0
        if self.shape in ("distant", "dome"):
            return 0.0
        reach = math.sin(half) if self.shape == "sphere" else math.tan(half)
        return 2.0 * self.distance_m * reach
