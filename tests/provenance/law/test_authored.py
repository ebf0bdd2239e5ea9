"""The law on scenes: materials, colours and the air, by what is said of each prim."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from scene_stager.provenance.law.authored import judge_scene
from scene_stager.provenance.law.document import read_law
from scene_stager.provenance.law.verdict import LawVerdict
from tests.provenance.law.scenes import ball, lamp, material, plate, prim, write
from tests.provenance.law.worlds import GREY, LAW, RED

pxr = pytest.importorskip("pxr")


def judged(folder, *prims, law=LAW, **said):
    return judge_scene(law, write(folder, *prims, **said))


def accused(answer):
    return {p for r in answer.regions if r.verdict is LawVerdict.BROKEN for p in r.prims}


@pytest.mark.parametrize(
    ("life", "colour", "verdict"),
    [
        (["living"], RED, "holds"),
        (["inert"], RED, "broken"),
        (None, RED, "unverifiable"),
        (["living", "inert"], RED, "unverifiable"),
        (["inert"], GREY, "holds"),
        (None, GREY, "holds"),
    ],
)
def test_red_is_judged_by_what_is_said_of_the_thing(tmp_path, life, colour, verdict):
    answer = judged(tmp_path, ball("thing", colour=colour, life=life))
    assert answer.verdict == verdict
    assert accused(answer) == ({"/thing"} if verdict == "broken" else set())


def test_what_a_prim_is_said_to_be_is_inherited_until_its_own_label_says_otherwise(tmp_path):
    hand = prim("hand", inside=ball("sword", colour=RED, life=["inert"]) + ball("ring", colour=RED))
    answer = judged(tmp_path, prim("hero", life=["living"], inside=hand + ball("lip", colour=RED)))
    assert accused(answer) == {"/hero/hand/sword"}
    assert len(answer.regions) == 1


@pytest.mark.parametrize(
    "said",
    [
        'custom string userProperties:role = "hero, living"',
        'custom string sceneStager:selector = "role:living"',
    ],
)
def test_role_living_is_said_by_our_own_words_too(tmp_path, said):
    assert judged(tmp_path, ball("a", colour=RED, more=f"    {said}\n")).verdict == "holds"


def test_labels_of_a_schema_that_is_not_applied_are_not_there(tmp_path):
    stray = '    token[] semantics:labels:life = ["living"]\n'
    assert judged(tmp_path, ball("a", colour=RED, more=stray)).verdict == "unverifiable"


# ---- materials and textures


def bound(name, to, life):
    text = ball(name, life=[life]).replace('["Sem', '["MaterialBindingAPI", "Sem')
    return text.replace("{\n", f"{{\n    rel material:binding = </{to}>\n", 1)


def test_a_material_is_judged_on_each_prim_that_it_covers(tmp_path):
    parts = (material("paint", RED), bound("a", "paint", "living"), bound("b", "paint", "inert"))
    answer = judged(tmp_path, *parts)
    assert accused(answer) == {"/b"}
    assert "material /paint diffuseColor" in answer.regions[0].why


def test_a_shader_that_nobody_knows_is_never_said_to_hold(tmp_path):
    parts = (material("paint", GREY, shader="studio:secret"), bound("a", "paint", "inert"))
    answer = judged(tmp_path, *parts)
    assert answer.verdict is LawVerdict.UNVERIFIABLE
    assert "studio:secret" in answer.unsure[0]


def half_red(file):
    """Grey to the left, red to the right."""
    pixels = np.full((32, 32, 3), 120, dtype=np.uint8)
    pixels[:, 16:] = (190, 20, 15)
    Image.fromarray(pixels).save(file)


LEFT = "[(0.05, 0.1), (0.4, 0.1), (0.4, 0.9), (0.05, 0.9)]"
RIGHT = "[(0.6, 0.1), (0.9, 0.1), (0.9, 0.9), (0.6, 0.9)]"


@pytest.mark.parametrize(("uv", "verdict"), [(LEFT, "holds"), (RIGHT, "broken")])
def test_a_texture_counts_where_the_prim_looks_at_it(tmp_path, uv, verdict):
    half_red(tmp_path / "atlas.png")
    cover = material("cover", texture="./atlas.png")
    assert judged(tmp_path, cover, plate("a", "cover", life="inert", uv=uv)).verdict == verdict


@pytest.mark.parametrize("named", ["../atlas.png", "/etc/passwd", "http://a.b/c.png", "none.png"])
def test_a_texture_outside_of_the_folder_is_not_opened(tmp_path, named):
    half_red(tmp_path / "atlas.png")
    (tmp_path / "in").mkdir()
    cover = material("cover", texture=named)
    answer = judged(tmp_path / "in", cover, plate("a", "cover", life="inert", uv=RIGHT))
    assert answer.verdict is LawVerdict.UNVERIFIABLE
    assert "not in the scene's folder" in answer.unsure[0]


# ---- the air


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        (lamp("key"), "holds"),
        (lamp("key", (1, 0.05, 0.02)), "broken"),
        (lamp("key", (0.01, 0.0002, 0.0002)), "broken"),  # however dim
        (lamp("key", (1, 0, 0), more="    float inputs:intensity = 0\n"), "holds"),
        (lamp("key", samples="1: (1, 1, 1), 5: (1, 0.04, 0.02)"), "broken"),
        (lamp("key", (1, 0, 0), more='    string role = "living"\n'), "holds"),
    ],
    ids=["white", "red", "dim", "out", "turns red", "lives"],
)
def test_a_lamp_is_held_to_the_law(tmp_path, text, verdict):
    answer = judged(tmp_path, text)
    assert answer.verdict == verdict
    if verdict == "broken":
        assert answer.regions[0].part == "air"


def test_a_lamp_that_turns_red_is_told_with_its_frame(tmp_path):
    answer = judged(tmp_path, lamp("key", samples="1: (1, 1, 1), 5: (1, 0.04, 0.02)"))
    assert [region.frame for region in answer.regions] == [5.0]


def test_a_law_may_leave_the_air_free(tmp_path):
    text = LAW.to_json().replace('"air":"held"', '"air":"free"')
    law = read_law(text.encode())
    assert judged(tmp_path, lamp("key", (1, 0.05, 0.02)), law=law).verdict is LawVerdict.HOLDS


def test_fog_and_sky_and_film_are_air(tmp_path):
    rows = ", ".join(["(3, 0.1, 0.05)"] + ["(0, 0, 0)"] * 8)
    sky = f'def DomeLight "sky" {{\n    custom double3[] sceneStager:sh_nit = [{rows}]\n}}\n'
    assert "sky" in judged(tmp_path, sky).regions[0].why
    fog = """def Scope "fog" {
    custom double sceneStager:fog_per_m = %s
    custom double sceneStager:haze_k = 1000
}
"""
    rule = '"hue_from_deg":0.0,"hue_to_deg":42.0'
    wide = read_law(LAW.to_json().replace(rule, '"hue_from_deg":0.0,"hue_to_deg":70.0').encode())
    assert judged(tmp_path, fog % 0.1, law=wide).verdict is LawVerdict.BROKEN
    assert judged(tmp_path, fog % 0, law=wide).verdict is LawVerdict.HOLDS
    warm = "    bool inputs:enableColorTemperature = 1\n    float inputs:colorTemperature = 1400\n"
    film = 'def Scope "film" {\n    custom string sceneStager:stock = "vision3_250d"\n}\n'
    answer = judged(tmp_path, lamp("candle", more=warm), film, law=wide)
    assert any("grey under /candle on Vision3 250D" in r.why for r in answer.regions)


ENDLESS = ", ".join(f"{k}: (1, 1, 1)" for k in range(100_001))
RED_WORD = 'def SphereLight "a" {\n    string inputs:color = "red"\n}\n'
FOG_WORD = """def Scope "a" {
    double sceneStager:fog_per_m = 1
    string sceneStager:haze_k = "warm"
}
"""


@pytest.mark.parametrize(
    "text",
    [FOG_WORD, lamp("a", samples=ENDLESS), RED_WORD],
    ids=["a word for kelvin", "samples without end", "a word for a colour"],
)
def test_a_value_of_the_wrong_kind_is_unverifiable_and_no_traceback(tmp_path, text):
    answer = judged(tmp_path, text)
    assert answer.verdict is LawVerdict.UNVERIFIABLE
    assert "/a" in answer.unsure[0]


# ---- an oracle: all prims, walked as USD's own semantics walk them


def trees():
    leaf = st.tuples(
        st.sampled_from([RED, GREY, None]), st.sampled_from([None, ["living"], ["inert"]])
    )
    return st.recursive(
        leaf.map(lambda said: (said, ())),
        lambda below: st.tuples(leaf, st.lists(below, max_size=3)),
        max_leaves=12,
    )


def planted(tree, name="n"):
    (colour, life), below = tree
    inside = "".join(planted(one, f"c{k}") for k, one in enumerate(below))
    return ball(name, colour=colour, life=life, inside=inside)


@settings(max_examples=40)
@given(trees())
def test_every_prim_is_judged_as_a_plain_walk_judges_it(tmp_path_factory, tree):
    file = write(tmp_path_factory.mktemp("tree"), planted(tree))
    answer = judge_scene(LAW, file)
    broken, unknown = plain_walk(file)
    assert accused(answer) == broken
    assert {
        p for r in answer.regions if r.verdict is LawVerdict.UNVERIFIABLE for p in r.prims
    } == unknown


def plain_walk(file):
    """Paths of red prims that do not live, and of those that nothing is said of."""
    from pxr import Usd, UsdGeom

    broken, unknown = set(), set()
    stage = Usd.Stage.Open(str(file))
    for one in stage.TraverseAll():
        shown = UsdGeom.PrimvarsAPI(one).FindPrimvarWithInheritance("displayColor").Get()
        if not shown or abs(shown[0][0] - RED[0]) > 1e-3:
            continue
        up, words = one, None
        while words is None and not up.IsPseudoRoot():
            words, up = up.GetAttribute("semantics:labels:life").Get(), up.GetParent()
        if words is None:
            unknown.add(str(one.GetPath()))
        elif "living" not in words:
            broken.add(str(one.GetPath()))
    return broken, unknown
