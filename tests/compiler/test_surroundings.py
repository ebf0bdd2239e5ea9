"""Surroundings in a script's own nine harmonics: their shape and colours, at its own level."""

from dataclasses import replace

import numpy as np
import pytest
from pxr import Usd

import scene_stager
from scene_stager.errors import InputError
from scene_stager.hosts.usd import write_usd
from scene_stager.maths.colour.luminance import luminance
from scene_stager.maths.radiance.harmonics import irradiance
from scene_stager.moks.entities import DomeFacts
from scene_stager.presets.lineage import Lineage
from scene_stager.presets.math_over_matter import findings_in_tree
from scene_stager.presets.preset import preset_of, read_preset
from scene_stager.script.read import read_script
from scene_stager.script.scene_script import SceneScript

# Grace Cathedral, as published by Ramamoorthi and Hanrahan 2001, "An Efficient Representation for
# Irradiance Environment Maps", figure 3 of the course notes.
GRACE = (
    (0.79, 0.44, 0.54),
    (0.39, 0.35, 0.60),
    (-0.34, -0.18, -0.27),
    (-0.29, -0.06, 0.01),
    (-0.11, -0.05, -0.12),
    (-0.26, -0.22, -0.47),
    (-0.16, -0.09, -0.15),
    (0.56, 0.21, 0.14),
    (0.21, -0.05, -0.30),
)


def scripted(rows, style="three_point", **fields):
    script = SceneScript()
    return replace(
        script, lighting=replace(script.lighting, style=style, ambient_sh=rows, **fields)
    )


def dome_of(script):
    scene = scene_stager.compile(script)
    facts = next(one.facts for one in scene.entities if isinstance(one.facts, DomeFacts))
    level = next(s for s in scene.signals if s.name == "light.ambient.illuminance_lx")
    return facts, level.params


@pytest.mark.parametrize("style", ["three_point", "sun"])
def test_the_dome_has_the_shape_and_colours_that_the_script_says(style):
    facts, _ = dome_of(scripted(GRACE, style))
    found, said = np.array(facts.sh_nit), np.array(GRACE)
    assert facts.shape == "dome"
    np.testing.assert_allclose(found / found[0, 0], said / said[0, 0], rtol=1e-7)


@pytest.mark.parametrize("stops", [-1.0, -4.0])
def test_on_average_over_all_ways_it_gives_what_the_level_says(stops):
    even, two_tones = scripted(GRACE, ambient_stops=stops), scripted((), ambient_stops=stops)
    facts, level = dome_of(even)
    assert level == dome_of(two_tones)[1]
    rng = np.random.default_rng(4)
    ways = rng.standard_normal((20_000, 3))
    ways /= np.linalg.norm(ways, axis=1, keepdims=True)
    mean_lx = luminance(irradiance(np.array(facts.sh_nit), ways)).mean()
    assert mean_lx == pytest.approx(level["value"][0], rel=0.02)


def test_without_harmonics_a_script_is_spelt_and_compiled_as_ever():
    assert "ambient_sh" not in SceneScript().to_json()
    facts, _ = dome_of(scripted(()))
    assert not np.array(facts.sh_nit)[[1, 3, 4, 5, 6, 7, 8]].any()


def test_they_come_back_from_json_and_pass_the_gate_of_a_preset(tmp_path):
    script = scripted(GRACE)
    file = tmp_path / "grace.json"
    file.write_text(script.to_json(), encoding="utf-8")
    assert read_script(file).lighting.ambient_sh == GRACE
    preset = preset_of(script, ("lighting",), Lineage("hand"))
    again = read_preset(preset.to_json().encode("utf-8"))
    assert again.applied_to(SceneScript()).lighting.ambient_sh == GRACE


def test_usd_has_all_nine_rows(tmp_path):
    write_usd(scene_stager.bake(scripted(GRACE), frames=(1, 2)), tmp_path / "shot.usda")
    stage = Usd.Stage.Open(str(tmp_path / "shot.usda"))
    (rows,) = [
        np.array(prim.GetAttribute("sceneStager:sh_nit").Get())
        for prim in stage.Traverse()
        if prim.HasAttribute("sceneStager:sh_nit")
    ]
    np.testing.assert_allclose(rows / rows[0, 0], np.array(GRACE) / GRACE[0][0], rtol=1e-6)


@pytest.mark.parametrize(
    ("rows", "line"),
    [
        (GRACE[:4], r"lighting.ambient_sh: found 4 rows, expected 9, or none"),
        (((0.0,) * 3, *GRACE[1:]), r"lighting.ambient_sh: found no light"),
        (((-1.0, 2.0, 1.0), *GRACE[1:]), r"lighting.ambient_sh: found no light"),
        ((*GRACE[:8], (1e12, 0.0, 0.0)), r"lighting.ambient_sh: found a number beyond reach"),
    ],
)
def test_what_is_no_surroundings_is_refused_in_a_line(rows, line):
    with pytest.raises(InputError, match=line):
        scene_stager.compile(scripted(rows))
    preset = preset_of(scripted(GRACE), ("lighting",), Lineage("hand")).as_json()
    preset["slots"]["lighting"]["ambient_sh"] = [list(row) for row in rows]
    (finding,) = findings_in_tree(preset)
    assert finding.pointer == "/slots/lighting/ambient_sh"
    assert f"found {finding.found}" in line
