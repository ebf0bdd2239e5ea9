"""What is claimed of each host, and what each claim stands on; docs/hosts.md has it.

`source` is the vendor's own source or page, `by` is the test that holds the claim, `rows` are the
rows of the host's page, in its table of what a shot becomes, that the claim is about. A claim whose
only evidence is a double says so; what an owner's report would add is in REPORTS.
"""

from dataclasses import dataclass

from tests.hosts.claims_maya import MAYA
from tests.hosts.claims_unreal import UNREAL
from tests.hosts.kinds_of_evidence import READER, REAL, SIMULATOR


@dataclass(frozen=True)
class Claim:
    """One claim of one host."""

    host: str
    claim: str
    evidence: str
    source: str
    by: str
    rows: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReportReceived:
    """What an owner's check_in_maya.py or check_in_unreal.py said: see docs/verify_a_host.md."""

    host: str
    version: str
    date: str
    verdict: str
    take_digests: str


REPORTS: tuple[ReportReceived, ...] = ()

_USD = (
    (
        "camera and lens are the Take's at every frame",
        READER,
        "usd-core's GfCamera",
        "test_usd_camera.py::test_every_frame_is_where_the_take_has_it",
    ),
    (
        "the validators have nothing to say",
        READER,
        "omniverse-asset-validator, usd-core's registry",
        "test_usd_asset_validator.py::test_the_asset_validator_has_nothing_to_say_of_a_shot",
    ),
    (
        "every light is right in each reader's own variant",
        SIMULATOR,
        "Unreal's USDLightConversion.cpp, arnold-usd's read_light.cpp, UsdLux by the letter",
        "test_usd_readers.py::test_in_its_own_variant_a_reader_shows_every_light_of_the_take",
    ),
    (
        "a reader that exposes, exposes right in its own variant",
        SIMULATOR,
        "UsdGeomCamera, arnold-usd's camera.cpp",
        "test_usd_readers.py::test_in_its_own_variant_a_reader_exposes_as_the_take_does",
    ),
    (
        "the sky's picture has the harmonics of the Take, on the stage's axes",
        READER,
        "UsdLux's and OpenEXR's latitude and longitude; scipy's spherical harmonics",
        "test_usd_dome.py::test_the_sky_of_a_shot_is_the_one_that_its_take_tells_of",
    ),
    (
        "Blender's world lights a ball from the side that the sky has",
        REAL,
        "File > Import and Cycles, Blender 4.5 and later; the irradiance in closed form",
        "test_usd_dome_in_blender.py::test_the_sky_of_a_shot_lights_a_ball_from_its_side",
    ),
    (
        "splines of few keys are the Take's, within 0.35 mm and 0.02 degrees",
        READER,
        "usd-core's own evaluation of TsSpline",
        "test_usd_splines.py::test_usd_itself_finds_the_take_on_the_curves_at_every_frame",
    ),
    (
        "a still behind the shot fills the frame, upright and in its own colours",
        REAL,
        "File > Import and Cycles, Blender 4.5 and later; usd-core's GfFrustum for the corners",
        "test_usd_in_blender.py::test_the_still_behind_a_shot_is_the_right_way_round",
    ),
    (
        "on a stage of another rate a shot keeps its seconds, or by an offset its frames",
        READER,
        "usd-core's composition",
        "test_usd_stage.py::test_at_another_rate_a_shot_keeps_its_seconds_or_its_frames",
    ),
    (
        "three.js shows camera, lens and lights as the tables say",
        REAL,
        "its USDLoader, in node",
        "test_usd_in_three.py::test_the_lens_and_the_lights_are_shown_as_the_tables_say",
    ),
    (
        "Blender imports camera and lens, and lamps as bright as said",
        REAL,
        "File > Import, Blender 4.5 and later",
        "test_usd_in_blender.py::test_camera_and_lens_at_every_frame",
    ),
)
_BLENDER = (
    (
        "every promise of a host, inside each Blender",
        REAL,
        "bpy 4.2, 4.5, 5.0 and later; values read from the evaluated scene",
        "test_contract.py::test_keeps_its_promise",
    ),
    (
        "turns are kept on frames and between them, baked and imported",
        REAL,
        "bpy; 200 drawn shots by `python tools/measure_turns.py`",
        "tests/blender/test_kept_turns.py"
        "::test_every_turn_of_a_drawn_shot_is_kept_on_frames_and_between_them",
    ),
)
_PROGRAMS = (
    (
        "a point of the set lands on the same pixel, within 0.01",
        READER,
        "Foundry, Blender and Adobe's clipboard by public readers; usd-core's camera as the judge",
        "test_camera_files.py::test_a_point_of_the_set_lands_on_the_pixel_where_usd_has_it",
    ),
    (
        "Nuke has a moved lens in its window translate",
        READER,
        "public tools that follow a camera into a CornerPin; usd-core's camera as the judge",
        "test_camera_files.py::test_a_lens_that_is_moved_is_said_to_nuke",
    ),
)
_CLAIMED = {
    "Unreal": UNREAL,
    "Maya": MAYA,
    "USD": _USD,
    "Blender": _BLENDER,
    "Nuke, Houdini, After Effects": _PROGRAMS,
}


def _claim(host: str, claim: str, evidence: str, source: str, by: str, *rows: tuple) -> Claim:
    path = by if by.startswith("tests/") else f"tests/hosts/{by}"
    return Claim(host, claim, evidence, source, path, *rows)


CLAIMS = tuple(_claim(host, *row) for host, rows in _CLAIMED.items() for row in rows)
