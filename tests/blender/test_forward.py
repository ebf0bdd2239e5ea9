"""Real Blender as a forward model: its picture is the preview's own, and failures are one line."""

import numpy as np
import pytest
from tools.packaging._layout import ROOT

from scene_stager.errors import HostError
from scene_stager.inverse.blender.blender_process import BlenderForward, BlenderProcess
from scene_stager.maths.colour.luminance import REC_709
from scene_stager.preview.parameters import default_vector, scene_of
from scene_stager.preview.renderer import render
from tests.blender.interpreters import each_version, python_with, usual_blender

SCRIPT = str(ROOT / "blender_addon" / "forward.py")
WIDE, HIGH = 256, 144
LUMINANCE = np.array(REC_709)
LIT = {"target_height_m": 1.2, "ambient_level": 0.1, "ambient_tilt": 0.8, "key_kelvin": 3600.0}
# Least correlation of luminance with the preview, and most stops apart in the mean.
CYCLES, EEVEE = (0.97, 0.15), (0.95, 0.25)


def forward(engine, samples):
    return BlenderForward(engine=engine, samples=samples, width=WIDE, height=HIGH)


def agrees(picture, vector, least, most_stops):
    ours, theirs = (p @ LUMINANCE for p in (render(scene_of(vector), WIDE, HIGH), picture))
    assert np.corrcoef(ours.ravel(), theirs.ravel())[0, 1] >= least
    assert abs(np.log2(theirs.mean() / ours.mean())) <= most_stops


@pytest.mark.slow
@pytest.mark.parametrize("version", each_version())
def test_cycles_renders_what_the_preview_draws_and_again_when_it_is_warm(version):
    with BlenderProcess(forward("cycles", 16), [python_with(version), SCRIPT]) as blender:
        assert blender.blender.startswith(version)
        for changed in ({}, {"key_azimuth_deg": -70.0, "camera_azimuth_deg": 30.0}):
            vector = default_vector(**LIT | changed)
            agrees(blender.render(vector), vector, *CYCLES)


@pytest.mark.slow
@pytest.mark.parametrize("version", each_version())
def test_eevee_renders_what_the_preview_draws(version):
    vector = default_vector(**LIT)
    try:
        with BlenderProcess(forward("eevee", 1), [python_with(version), SCRIPT]) as blender:
            agrees(blender.render(vector), vector, *EEVEE)
    except HostError as error:
        if "graphics context" in str(error):
            pytest.skip(str(error))
        raise


@pytest.mark.slow
def test_a_blender_without_graphics_says_so_in_one_line(monkeypatch):
    command = [usual_blender(), SCRIPT]
    for name in ("__EGL_VENDOR_LIBRARY_DIRS", "LIBGL_DRIVERS_PATH"):
        monkeypatch.setenv(name, str(ROOT / "no_such_folder"))
    monkeypatch.delenv("DISPLAY", raising=False)
    with (
        pytest.raises(HostError, match="Eevee needs a graphics context") as caught,
        BlenderProcess(forward("eevee", 1), command) as blender,
    ):
        blender.render(default_vector())
    assert "\n" not in str(caught.value)


@pytest.mark.slow
def test_a_file_that_is_not_there_and_a_subject_that_is_not_in_it_are_told(tmp_path):
    command = [usual_blender(), SCRIPT]
    missing = BlenderForward(blend=tmp_path / "none.blend", subject="Ada")
    with pytest.raises(HostError, match=r"no file .*none\.blend"):
        BlenderProcess(missing, command)
    (tmp_path / "none.blend").write_bytes(b"no Blender wrote this")
    with pytest.raises(HostError, match=r"none\.blend"):
        BlenderProcess(missing, command)
