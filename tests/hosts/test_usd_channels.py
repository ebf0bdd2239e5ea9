"""A shot keeps the whole Take: every channel can be read back to the bit, with its unit."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pxr import Sdf, Usd, UsdGeom

from scene_stager.errors import InputError
from scene_stager.hosts.usd import take_from_usd, write_usd
from tests.facts import entity
from tests.hosts.usd_check import findings
from tests.hosts.usd_takes import LEVEL, SCENARIOS, baked, camera_take, opened, take_of


@pytest.mark.parametrize("name", SCENARIOS)
def test_the_take_comes_back_to_the_bit(name, tmp_path):
    take = baked(name)
    write_usd(take, tmp_path / "shot.usda")
    back = take_from_usd(tmp_path / "shot.usda")
    assert back == take
    assert back.digest == take.digest


def test_every_channel_is_an_attribute_that_says_its_unit(tmp_path):
    take = baked("stadium_wire_flyover")
    stage = opened(take, tmp_path)
    told = {}
    for prim in stage.Traverse():
        for attribute in prim.GetAttributes():
            channel = attribute.GetCustomDataByKey("channel")
            if channel:
                told[channel] = attribute.GetCustomDataByKey("unit")
    assert told == {channel.name: channel.unit for channel in take.channels}


@pytest.mark.parametrize(
    ("channel", "path"),
    [
        ("atmosphere.phase", "/Shot/atmosphere.sceneStager:phase"),
        ("atmosphere.flicker_stops", "/Shot/atmosphere.sceneStager:flicker_stops"),
        ("atmosphere.fog_per_m", "/Shot/atmosphere/fog.sceneStager:fog_per_m"),
        ("atmosphere.fog_g", "/Shot/atmosphere/fog.sceneStager:fog_g"),
        ("atmosphere.haze_k", "/Shot/atmosphere/fog.sceneStager:haze_k"),
        ("atmosphere.clearance", "/Shot/atmosphere/fog.sceneStager:clearance"),
        ("atmosphere.wind_m_s", "/Shot/atmosphere/wind.sceneStager:wind_m_s"),
        ("atmosphere.gust", "/Shot/atmosphere/wind.sceneStager:gust"),
        ("rig.aim_deg", "/Shot/rig.sceneStager:aim_deg"),
        ("camera.focal_length_mm", "/Shot/camera.sceneStager:focal_length_mm"),
        ("light.key.hold_stops", "/Shot/lights/key.sceneStager:hold_stops"),
    ],
)
def test_air_rig_and_light_are_where_the_page_says(channel, path, tmp_path):
    take = baked("walk_and_talk_verite")
    stage = opened(take, tmp_path)
    attribute = stage.GetAttributeAtPath(path)
    for frame in (take.frames[0], take.frames[-1]):
        value = attribute.Get(frame)
        assert (tuple(value) if hasattr(value, "__len__") else (value,)) == take.at(channel, frame)


def test_film_says_its_stock(tmp_path):
    stage = opened(baked("walk_and_talk_verite"), tmp_path)
    film = stage.GetPrimAtPath("/Shot/film")
    told = {a.GetBaseName(): a.Get() for a in film.GetAuthoredAttributes()}
    assert told == baked("walk_and_talk_verite").entity("film").facts.plain()


def test_the_rig_and_the_air_move_in_the_file_too(tmp_path):
    take = baked("walk_and_talk_verite")
    stage = opened(take, tmp_path)
    rig = UsdGeom.Xformable(stage.GetPrimAtPath("/Shot/rig"))
    place = rig.ComputeLocalToWorldTransform(take.frames[-1]).ExtractTranslation()
    assert place == pytest.approx([100 * x for x in take.at("rig.translate_m", take.frames[-1])])
    wind = stage.GetAttributeAtPath("/Shot/atmosphere/wind.sceneStager:wind_m_s")
    assert wind.GetNumTimeSamples() == take.frame_count


def test_what_never_changes_has_no_samples(tmp_path):
    stage = opened(baked("hero_dolly_push_in"), tmp_path)
    still = stage.GetAttributeAtPath("/Shot/camera.sceneStager:f_number")
    assert (still.GetNumTimeSamples(), still.Get(), still.Get(100)) == (0, 2.8, 2.8)


nine_digits = st.floats(-1e5, 1e5).map(
    lambda x: float(f"{x:.9f}" if abs(x) < 1 else f"{x:.8e}") + 0.0
)


@given(rows=st.lists(st.tuples(nine_digits, nine_digits, nine_digits), min_size=1, max_size=6))
@settings(max_examples=60)
def test_any_place_of_nine_digits_comes_back(rows, tmp_path_factory):
    # Through centimetres and back: a hundred times 0.29 is not 29 in doubles.
    path = tmp_path_factory.mktemp("shot") / "shot.usda"
    take = camera_take(rows, LEVEL)
    write_usd(take, path)
    assert take_from_usd(path).digest == take.digest


def test_channels_of_any_width_and_odd_names_come_back(tmp_path):
    channels = {f"odd.w{width}": [tuple(range(width))] * 2 for width in (1, 2, 3, 4, 5, 64)}
    channels |= {"odd.2k": [1.0, 2.0], "odd._2k": [3.0, 4.0], "shot.translate_m": (1.0, 2.0, 3.0)}
    channels |= {"odd.rotate_wxyz": (1.0, 0.0, 0.0, 0.0), "odd.translate_m": [5.0, 6.0]}
    channels |= {"odd.title": 7.0}  # which is also a fact's name
    take = take_of(channels, [entity("shot"), entity("odd", "rig")])
    stage = opened(take, tmp_path)
    assert take_from_usd(tmp_path / "shot.usda") == take
    assert findings(tmp_path / "shot.usda") == []
    assert not UsdGeom.Xformable(stage.GetPrimAtPath("/Shot")).GetOrderedXformOps()


def test_an_edit_in_the_file_is_read_back_and_shows_in_the_digest(tmp_path):
    take = baked("hero_dolly_push_in")
    path = tmp_path / "shot.usda"
    write_usd(take, path)
    stage = Usd.Stage.Open(str(path))
    stage.GetAttributeAtPath("/Shot/camera.sceneStager:f_number").Set(4.0)
    stage.GetRootLayer().Save()
    back = take_from_usd(path)
    assert back.at("camera.f_number", 1) == (4.0,)
    told = stage.GetRootLayer().customLayerData["sceneStager"]["take_digest"]
    assert back.digest != told == take.digest


def test_a_binary_copy_is_read_as_well(tmp_path):
    take = baked("vertigo_dolly_zoom")
    write_usd(take, tmp_path / "shot.usda")
    layer = Sdf.Layer.FindOrOpen(str(tmp_path / "shot.usda"))
    layer.Export(str(tmp_path / "shot.usdc"))
    assert take_from_usd(tmp_path / "shot.usdc") == take


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("#usda 1.0\n", "no Take in its metadata"),
        ('#usda 1.0\n(\n customLayerData = { string sceneStager = "x" }\n)\n', "no Take in its"),
        ("not usd at all", "found no USD, expected a shot.usda"),
        (None, "found no such file"),
    ],
)
def test_a_file_that_is_no_shot_is_one_clear_line(text, line, tmp_path):
    path = tmp_path / "other.usda"
    if text is not None:
        path.write_text(text)
    with pytest.raises(InputError, match=line) as caught:
        take_from_usd(path)
    assert "\n" not in str(caught.value)


def test_a_shot_that_lost_an_attribute_or_its_outline_says_so(tmp_path):
    path = tmp_path / "shot.usda"
    write_usd(camera_take((0, 0, 0), LEVEL), path)
    whole = path.read_text()
    path.write_text(whole.replace('"camera.focal_length_mm"\n', '"camera.else_mm"\n'))
    with pytest.raises(InputError, match=r"no attribute for 'camera\.focal_length_mm'"):
        take_from_usd(path)
    path.write_text(re.sub(r"outline = '\{", "outline = '[", whole))
    with pytest.raises(InputError, match="outline"):
        take_from_usd(path)


def test_a_shot_that_lost_a_key_says_which(tmp_path):
    path = tmp_path / "shot.usda"
    write_usd(camera_take([(0, 0, 0), (1, 0, 0), (2, 0, 0)], LEVEL), path)
    layer = Sdf.Layer.OpenAsAnonymous(str(path))
    layer.EraseTimeSample("/Shot/camera.xformOp:translate", 1)
    layer.Export(str(path))
    with pytest.raises(InputError, match="numbers at every frame from 1 to 3"):
        take_from_usd(path)
