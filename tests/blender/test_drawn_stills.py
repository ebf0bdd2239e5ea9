"""Drawn stills in real Blender: lamps shed what truth says; outlines and normals are right."""

import json
import subprocess
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from tools import make_stills

from tests.blender.interpreters import usual_blender

CARD = Path(__file__).with_name("card.py")


@pytest.mark.slow
def test_every_kind_of_lamp_sheds_its_irradiance_on_a_card(tmp_path):
    out = tmp_path / "told.json"
    subprocess.run([usual_blender(), CARD, out], check=True, capture_output=True)
    told = json.loads(out.read_text(encoding="utf-8"))
    assert told == pytest.approx(dict.fromkeys(("disk", "spot", "sun"), 1.7), rel=0.01)


@pytest.mark.slow
def test_stills_are_rendered_finished_and_told(tmp_path, monkeypatch):
    monkeypatch.setattr(make_stills, "pythons", lambda: [usual_blender()])
    numbers = [n for n in range(40) if make_stills.drawn(3, n)[0]["subject"]["kind"] == "sphere"][
        :2
    ]
    argv = ["make_stills.py", str(tmp_path), "--seed", "3", "--first", str(numbers[0])]
    argv += ["--count", "2", "--samples", "1", "--geometry", str(tmp_path / "geometry")]
    monkeypatch.setattr("sys.argv", argv)
    assert make_stills.main() == 0
    for half, number in zip(make_stills.HALVES, numbers, strict=True):
        (truth,) = json.loads((tmp_path / half / "truth.json").read_text(encoding="utf-8"))
        assert truth == json.loads(json.dumps(make_stills.drawn(3, number)[1]))
        name = f"sphere_{number:02d}"
        with Image.open(tmp_path / half / truth["image"]) as still:
            assert np.ptp(np.asarray(still.convert("L"))) > 20
        with Image.open(tmp_path / half / "masks" / f"{name}.png") as outline:
            inside = np.asarray(outline)
        geometry = np.load(tmp_path / "geometry" / f"{name}.npy")
        normals, covered = geometry[..., :3], geometry[..., 3]
        assert (inside == (covered >= 0.5)).all()
        full = covered > 0.99
        assert np.linalg.norm(normals[full], axis=-1) == pytest.approx(1.0, abs=0.05)
        assert normals[full][:, 2].min() > -0.3  # what is seen faces the lens
