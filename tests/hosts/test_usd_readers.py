"""Every reader that the shot has a variant for shows the light and the exposure of the Take."""

import pytest
from pxr import Usd

from scene_stager.errors import InputError
from scene_stager.hosts.usd import usd_text, write_usd
from tests.facts import entity, lamp
from tests.hosts.usd_check import findings
from tests.hosts.usd_readers import READERS, chosen, exposure_off, lights_off
from tests.hosts.usd_takes import SCENARIOS, baked, opened, take_of

CENT = 0.01  # of a stop: what the whole product promises at the target

by_reader = pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)


def named(start):
    return next(reader for reader in READERS if reader.name.startswith(start))


@pytest.mark.parametrize("name", SCENARIOS)
@by_reader
def test_in_its_own_variant_a_reader_shows_every_light_of_the_take(reader, name, tmp_path):
    take = baked(name)
    stage = chosen(opened(take, tmp_path), reader.variant)
    for frame in (take.frames[0], take.frames[len(take.frames) // 2], take.frames[-1]):
        off = lights_off(reader, take, stage, frame)
        shown = [stops for stops in off.values() if stops is not None]
        assert shown
        assert max(map(abs, shown)) < CENT, off
        assert len(shown) == len(off)


@pytest.mark.parametrize("name", SCENARIOS)
@by_reader
def test_in_its_own_variant_a_reader_exposes_as_the_take_does(reader, name, tmp_path):
    take = baked(name)
    stage = chosen(opened(take, tmp_path), reader.variant)
    for frame in (take.frames[0], take.frames[-1]):
        off = exposure_off(reader, take, stage, frame)
        assert off is None or abs(off) < CENT


@by_reader
def test_a_spot_is_right_in_its_beam_too(reader, tmp_path):
    channels = {
        "target.translate_m": (0, 0, 0),
        "light.key.translate_m": (0, 0, 3),
        "light.key.rotate_wxyz": (1, 0, 0, 0),
        "light.key.intensity_cd": [900.0, 800.0],
        "light.key.hold_stops": [0.5, -0.25],
    }
    take = take_of(channels, [lamp("light.key", "spot", width_m=0.1), entity("target")])
    stage = chosen(opened(take, tmp_path), reader.variant)
    for frame in (1, 2):
        assert abs(lights_off(reader, take, stage, frame)["key"]) < CENT


def test_the_models_tell_readers_apart(tmp_path):
    # What each of them made of a shot that had no variants: the file as standard still is.
    hero, drone = baked("hero_dolly_push_in"), baked("golden_hour_drone_orbit")
    first = opened(hero, tmp_path)
    assert lights_off(named("Unreal"), hero, first, 1)["practical_1"] < -7.0
    assert lights_off(named("Arnold"), hero, first, 1)["practical_1"] < -13.0
    assert exposure_off(named("Arnold"), hero, first, 1) > 6.0
    assert exposure_off(named("a renderer"), hero, first, 1) > 6.0
    assert abs(lights_off(named("Blender"), hero, first, 1)["practical_1"]) < CENT
    (tmp_path / "drone").mkdir()
    second = opened(drone, tmp_path / "drone")
    assert lights_off(named("Blender"), drone, second, 1)["key"] == pytest.approx(2.0, abs=CENT)
    assert exposure_off(named("a renderer"), drone, second, 1) > 8.0


@pytest.mark.parametrize("variant", ["standard", "blender", "unreal", "arnold"])
def test_a_file_may_open_with_any_of_them(variant, tmp_path):
    take = baked("golden_hour_drone_orbit")
    write_usd(take, tmp_path / "shot.usda", variant)
    stage = Usd.Stage.Open(str(tmp_path / "shot.usda"))
    assert stage.GetDefaultPrim().GetVariantSet("reader").GetVariantSelection() == variant
    assert findings(tmp_path / "shot.usda") == []
    standard = usd_text(take)
    assert usd_text(take, variant) == standard.replace(
        'string reader = "standard"', f'string reader = "{variant}"'
    )


def test_a_reader_that_nobody_knows_is_refused():
    with pytest.raises(
        InputError, match=r"reader: found 'nuke', expected one of standard, blender"
    ):
        usd_text(take_of({}), "nuke")
