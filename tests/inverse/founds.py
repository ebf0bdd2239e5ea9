"""What a match may have found, written down by hand: no solver has to run for it."""

from math import pi, sqrt

from scene_stager.inverse.answer.solved import Solved

KNOWN = (
    *("key_azimuth_deg", "key_elevation_deg", "key_softness_deg", "key_kelvin", "ratio_stops"),
    *("rim_mode", "rim_stops", "ambient_stops", "haze_per_m", "focal_mm", "camera_elevation_deg"),
)

# A sky that is even, four stops under the key.
EVEN_SKY = ((0.125 * sqrt(pi),) * 3, *((0.0, 0.0, 0.0),) * 8)

FOUND = Solved(
    key_azimuth_deg=-97.0,
    key_elevation_deg=44.0,
    key_softness_deg=12.0,
    key_distance_m=3.0,
    key_kelvin=3200.0,
    key_stops=0.2,
    fill_ratio_stops=1.3,
    rim_mode="rim_right",
    rim_stops=0.4,
    ambient_stops=4.0,
    ambient_sh=EVEN_SKY,
    haze_per_m=0.0,
    focal_mm=75.0,
    camera_elevation_deg=5.0,
    camera_distance_m=4.0,
    camera_height_m=1.7,
    subject_height_m=1.75,
    frame_heights=0.75,
    subject_across=0.0,
    subject_up=0.0,
    subject_albedo=(0.18, 0.18, 0.18),
    monochrome=False,
    known=dict.fromkeys(KNOWN, 0.95),
)
