"""The sky in Unreal: a luminance, a colour, and a cubemap that is brighter above than below."""

import math
from dataclasses import replace

import numpy as np
import pytest

from scene_stager import bake, read_script
from scene_stager.errors import HostError
from scene_stager.hosts.play import play
from scene_stager.maths.radiance.harmonics import irradiance
from scene_stager.maths.radiance.sh_projection import even_directions
from scene_stager.moks.entities import DomeFacts
from tests.hosts.doubles.unreal import MADE, WORLD
from tests.hosts.skies import ROWS, radiance
from tests.hosts.unreal_bench import UnrealBench, decoded, tracks_of

SHOT, HOUR = "interview_three_point", "golden_hour_drone_orbit"


def played(shot=SHOT, **wishes):
    bench, take = UnrealBench(**wishes), bake(shot, frames=(1, 2))
    play(take, bench.host)
    return bench, take


def read_path(actor, path):
    track = next(t for t in tracks_of(actor) if t._path == path)
    return decoded(track._sequence, track)


def test_the_sky_is_a_luminance_with_the_colour_of_its_temperature():
    bench, take = played()
    sky = bench.actor(SHOT, "light.ambient")
    # An even sky of L nits lights a plane with pi L lux.
    lux = take.at("light.ambient.illuminance_lx", 1)[0]
    red, green, blue, opaque = read_path(sky, "LightColor")[0]
    nits = read_path(sky, "Intensity")[0, 0] * (0.2126 * red + 0.7152 * green + 0.0722 * blue)
    assert nits * math.pi == pytest.approx(lux, rel=1e-6)
    assert (max(red, green, blue), opaque) == (1.0, 1.0)
    assert red > green > blue  # the 5,500 K of the film, where sRGB is white at 6,500 K


def test_the_cubemap_is_one_on_average_and_rises_as_the_domes_harmonics_say():
    bench, take = played()
    (path,) = [p for p in WORLD.files if "Sky_" in p]
    lamp = bench.actor(SHOT, "light.ambient")._components[0]
    assert lamp.get_editor_property("cubemap") is WORLD.assets[path]
    picture = radiance(WORLD.files[path])
    height = len(picture)
    angle = math.pi * (np.arange(height) + 0.5) / height
    weight = np.sin(angle)[:, None, None]  # each row's share of the sphere
    assert np.average(picture, weights=np.broadcast_to(weight, picture.shape)) == pytest.approx(
        1.0, abs=2e-3
    )
    # Above to below as the script says: linear in height, so over half spheres 1 +- slope / 2.
    upper, lower = (
        float(np.average(half[:, 0, 0], weights=part[:, 0, 0]))
        for half, part in (
            (picture[: height // 2], weight[: height // 2]),
            (picture[height // 2 :], weight[height // 2 :]),
        )
    )
    share = take.facts(DomeFacts, "light.ambient").ground_share
    slope = 1.5 * (1.0 - share) / (1.0 + share)  # z's part of a dome in two tones
    assert (upper, lower) == pytest.approx((1.0 + slope / 2.0, 1.0 - slope / 2.0), abs=4e-3)
    assert (picture == picture[:, :1]).all()


def unreals_way(row, column, height):
    """Where Unreal's texture compressor looks for a pixel of a picture in latitude and longitude.

    Its LookupLongLat finds the column of a direction at (1 + atan2(x, -y) / pi) / 2 of the width
    and the row at acos(z) / pi of the height; x, y and z are Unreal's own.
    """
    turn = math.pi * (2.0 * (column + 0.5) / (2 * height) - 1.0)
    down = math.pi * (row + 0.5) / height
    return math.sin(down) * math.sin(turn), -math.sin(down) * math.cos(turn), math.cos(down)


def test_a_clear_sky_is_in_its_own_colours_with_the_sun_where_the_sun_lamp_is():
    bench, take = played(HOUR)
    sky = bench.actor(HOUR, "light.ambient")
    assert read_path(sky, "LightColor")[0].tolist() == [1.0, 1.0, 1.0, 1.0]
    nits = read_path(sky, "Intensity")[0, 0]
    assert nits * math.pi == pytest.approx(take.at("light.ambient.illuminance_lx", 1)[0], rel=1e-6)

    (path,) = [p for p in WORLD.files if "Sky_clear" in p]
    picture = radiance(WORLD.files[path])
    height = len(picture)
    weight = np.sin(math.pi * (np.arange(height) + 0.5) / height)
    luminance = picture @ [0.2126, 0.7152, 0.0722]
    assert np.average(luminance.mean(axis=1), weights=weight) == pytest.approx(1.0, abs=0.01)
    row, column = np.unravel_index(np.argmax(luminance), luminance.shape)
    brightest = np.array(unreals_way(row, column, height))
    toward = np.subtract(take.at("light.key.translate_m", 1), take.at("target.translate_m", 1))
    toward *= (1.0, -1.0, 1.0)  # Unreal is left-handed
    assert brightest @ toward / np.linalg.norm(toward) > math.cos(math.radians(8.0))
    red, _, blue = picture[row, column]
    assert red > 2.0 * blue
    assert picture[0, 0, 2] > picture[0, 0, 0]  # and the zenith is blue


def rows_script():
    script = read_script(SHOT)
    return replace(script, lighting=replace(script.lighting, ambient_sh=tuple(map(tuple, ROWS))))


def test_surroundings_in_nine_rows_light_every_side_as_the_closed_form_says():
    """The picture, read by Unreal's own convention, against Ramamoorthi and Hanrahan's formula."""
    bench, take = played(rows_script())
    (path,) = [p for p in WORLD.files if "Sky_rows" in p]
    picture = radiance(WORLD.files[path])
    height = len(picture)
    columns = range(2 * height)
    ways = [[unreals_way(row, one, height) for one in columns] for row in range(height)]
    ways = np.array(ways) * (1.0, -1.0, 1.0)  # Unreal is left-handed
    weight = np.sin(math.pi * (np.arange(height) + 0.5) / height)[:, None] * (math.pi / height) ** 2
    nits = np.array(take.facts(DomeFacts, "light.ambient").sh_nit)
    mean = nits[0] @ [0.2126, 0.7152, 0.0722] * 0.5 / math.sqrt(math.pi)
    for normal in even_directions(20):
        facing = np.maximum(ways @ normal, 0.0) * weight
        lit = np.einsum("hw,hwc->c", facing, picture)
        np.testing.assert_allclose(lit, irradiance(nits / mean, normal), rtol=0.02)
    sky = bench.actor(SHOT, "light.ambient")
    assert read_path(sky, "LightColor")[0].tolist() == [1.0, 1.0, 1.0, 1.0]


def test_skies_of_one_slope_share_a_cubemap_and_a_failed_bake_leaves_none():
    bench, take = played()
    before = {path for path in WORLD.assets if "Sky_" in path}
    play(take, bench.host)
    assert {path for path in WORLD.assets if "Sky_" in path} == before
    last = bench.changes()
    bench = UnrealBench()
    bench.fail_at(last, RuntimeError("disk on fire"))
    with pytest.raises(HostError, match="disk on fire"):
        play(take, bench.host)
    assert WORLD.assets == {}


def test_an_editor_that_imports_nothing_is_told_of(monkeypatch):
    monkeypatch.setattr(MADE["AssetTools"], "import_asset_tasks", lambda self, import_tasks: None)
    bench, _ = played()
    assert any("Sky_up" in remark for remark in bench.host.remarks)
