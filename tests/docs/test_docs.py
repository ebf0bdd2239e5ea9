"""The pages say what the code says, and the examples and pictures that they show are there."""

import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from tools import make_docs, make_hull

from scene_stager import bake
from scene_stager.moks.mesh_files.read import read_mesh
from scene_stager.preview.bake_report import report_on
from scene_stager.script.read import read_script
from scene_stager.shot.scenarios import scenario_texts

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
EXAMPLES = sorted((ROOT / "examples").glob("*.json"))
PAGES = sorted(DOCS.glob("*.md"))
NAMED_TEST = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
CHANNEL = re.compile(r"`((?:subject|target|rig|camera|light\.<id>|atmosphere)\.[a-z_0-9]+)`")
GALLERY_BYTES = 3_000_000


@pytest.mark.parametrize("order", ["0", "1", "2"])
def test_the_pages_made_from_code_are_up_to_date_whatever_the_order_of_sets(order):
    done = subprocess.run(
        [sys.executable, ROOT / "tools" / "make_docs.py", "--check"],
        env={**os.environ, "PYTHONHASHSEED": order},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_stale_page_is_told(monkeypatch, capsys):
    monkeypatch.setattr(make_docs, "pages", lambda: {DOCS / "rigs.md": "something else"})
    assert make_docs.main(["--check"]) == 1
    assert "docs/rigs.md is out of date" in capsys.readouterr().out.replace("\\", "/")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_test_that_a_page_names_is_there(page):
    for file, name in NAMED_TEST.findall(page.read_text(encoding="utf-8")):
        source = (ROOT / file).read_text(encoding="utf-8")
        assert f"def {name}(" in source, f"{page.name} names {file}::{name}"


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_every_example_bakes_without_a_warning_and_is_told_of(file):
    script = read_script(file)
    assert (script.name, bool(script.logline)) == (file.stem, True)
    assert report_on(bake(file)).warnings == ()
    assert f"[{file.name}]({file.name})" in (ROOT / "examples" / "README.md").read_text("utf-8")
    assert file.read_text(encoding="utf-8").count("\n") <= 20


def test_the_hull_of_the_examples_is_the_one_that_its_formula_makes():
    kept, made = read_mesh(make_hull.FILE.read_bytes()).mesh, make_hull.hull()
    assert (kept.corners == made.corners).all()
    assert np.abs(kept.places_m - made.places_m).max() < 1e-9
    # Amidships and on the deck it is as broad as it says, and pointed at bow and stern.
    assert np.ptp(made.places_m[:, 0]) == pytest.approx(make_hull.BREADTH_M)
    assert np.ptp(made.places_m[:, 1]) == pytest.approx(make_hull.LENGTH_M)


@pytest.mark.parametrize("name", sorted(scenario_texts()))
def test_every_scenario_bakes_without_a_warning(name):
    assert report_on(bake(name)).warnings == ()


def test_the_host_that_a_page_shows_is_the_one_that_keeps_the_promises():
    shown = (DOCS / "write_a_host.md").read_text(encoding="utf-8")
    kept = (ROOT / "tests" / "hosts" / "page_host.py").read_text(encoding="utf-8")
    assert f"```python\n{kept}```" in shown


def test_the_page_of_bakes_tells_of_every_channel_there_is():
    told = set(CHANNEL.findall((DOCS / "bake.md").read_text(encoding="utf-8")))
    found = set()
    plain = read_script("hero_dolly_push_in")
    shifted = replace(plain, lens=replace(plain.lens, shift_mm=1.0, rise_mm=2.0))
    held = read_script("interview_three_point")
    shaking = replace(held, rig=replace(held.rig, rig="handheld", imperfection=4.0))
    for script in [*scenario_texts(), *EXAMPLES, shifted, shaking]:
        names = bake(script, frames=(1, 1)).names
        found |= {re.sub(r"^light\.\w+\.", "light.<id>.", name) for name in names}
    assert told == found


def test_the_page_of_bakes_tells_of_every_part_of_the_report():
    report = json.loads(json.dumps(report_on(bake("hero_dolly_push_in")).as_json()))
    text = (DOCS / "bake.md").read_text(encoding="utf-8")
    assert all(f"`{name}`" in text for name in report if name != "rig")


def test_the_gallery_is_small_and_every_picture_of_it_is_shown():
    pictures = sorted((DOCS / "gallery").iterdir())
    assert sum(picture.stat().st_size for picture in pictures) < GALLERY_BYTES
    shown = "".join(page.read_text(encoding="utf-8") for page in PAGES)
    assert [picture.name for picture in pictures if f"gallery/{picture.name}" not in shown] == []
