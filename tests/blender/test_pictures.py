"""The page about Blender shows every picture that its tool makes, and nothing too heavy."""

import re

from tools.make_blender_pictures import (
    ALL,
    MOST_BYTES,
    MOST_BYTES_OF_A_RENDER,
    PICTURES,
    RENDERS,
    main,
)
from tools.packaging._layout import ROOT

from scene_stager.script.read import scenarios

PAGE = ROOT / "docs" / "blender.md"


def test_every_picture_is_on_the_page_and_light():
    shown = set(re.findall(r"\(blender/(\w+)\.webp\)", PAGE.read_text(encoding="utf-8")))
    assert shown == {*ALL}
    sizes = {name: (PICTURES / f"{name}.webp").stat().st_size for name in shown}
    most = {name: MOST_BYTES.get(name, MOST_BYTES_OF_A_RENDER) for name in shown}
    assert {name: size for name, size in sizes.items() if not 5_000 < size <= most[name]} == {}


def test_renders_are_of_scenarios_that_there_are():
    assert set(RENDERS) <= set(scenarios())


def test_an_unknown_picture_is_refused_with_the_known_ones(capsys):
    assert main(["no_such_picture"]) == 2
    assert "hero_dolly_push_in" in capsys.readouterr().out
