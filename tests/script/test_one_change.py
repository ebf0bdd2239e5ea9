"""One thing of a script changed, by the names that people have for it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scene_stager.errors import InputError
from scene_stager.script.one_change import with_one_change
from scene_stager.script.read import read_scenario

SHOT = read_scenario("hero_dolly_push_in")


@pytest.mark.parametrize(
    ("asked", "path", "after"),
    [
        ("light.key.azimuth_deg=30", "lighting.key_azimuth_deg", 30),
        ("lighting.key_azimuth_deg=30", "lighting.key_azimuth_deg", 30),
        ("light.ratio_stops = 3.5", "lighting.ratio_stops", 3.5),
        ("camera.focal_length_mm=50", "lens.focal_length_mm", 50),
        ("camera.roll_deg=3", "framing.roll_deg", 3),
        ("air.weather=clear", "atmosphere.weather", "clear"),
        ("film.stock=tri_x_400", "stock.stock", "tri_x_400"),
        ("light.hold=false", "lighting.hold", False),
        ("lens.f_number=4", "lens.f_number", 4),
        ("seed=12", "seed", 12),
    ],
)
def test_a_path_means_one_field_and_only_that_changes(asked, path, after):
    script, change = with_one_change(SHOT, asked)
    assert (change.path, change.after) == (path, after)
    before, now = flat(SHOT.as_json()), flat(script.as_json())
    assert {name for name in now if now[name] != before.get(name)} == {path}
    assert now[path] == after and change.before == before[path]


def flat(tree):
    """Every field by its path."""
    found = {}
    for name, value in tree.items():
        inner = value if isinstance(value, dict) else None
        found |= (
            {f"{name}.{k}": v for k, v in inner.items()} if inner is not None else {name: value}
        )
    return found


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ("", "--set: found '', expected PATH=VALUE"),
        ("=3", "--set: found '', expected a field"),
        ("light.key.azimuth_deg", "expected PATH=VALUE"),
        ("light.key.azimut_deg=3", "Did you mean lighting.key_azimuth_deg"),
        ("lunch=3", "expected a field of the script"),
        ("light=3", "expected a field of the script"),
        ("record=3", "expected a field of the script"),
        ("light.key.azimuth_deg=left", "lighting.key_azimuth_deg: found 'left', expected a number"),
        ("light.key.azimuth_deg=4000", "lighting.key_azimuth_deg: found 4000, expected a number"),
        ("light.key.azimuth_deg=NaN", "lighting.key_azimuth_deg: found nan"),
        ("light.key.azimuth_deg=25", "found 25.0, which it is already"),
        ("film.stock=velvia", "stock.stock: found 'velvia', expected one of"),
        (f"title={'[' * 1999}", "title"),
        (f"seed={'9' * 3000}", "expected PATH=VALUE"),
    ],
)
def test_what_cannot_be_meant_is_told_in_one_line(asked, says):
    with pytest.raises(InputError) as refused:
        with_one_change(SHOT, asked)
    assert says in str(refused.value) and "\n" not in str(refused.value)


@given(st.text(max_size=60), st.text(max_size=60))
def test_no_words_make_it_stumble(path, value):
    try:
        with_one_change(SHOT, f"{path}={value}")
    except InputError as error:
        assert str(error)
