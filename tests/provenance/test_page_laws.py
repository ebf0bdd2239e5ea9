"""A law on the pages: asked where a mask says what lives, and drawn where it is broken."""

from dataclasses import replace

import numpy as np
import pytest

from scene_stager.pictures.write import encode_picture
from scene_stager.provenance.law.document import find_law
from scene_stager.provenance.page.laws import Judge
from scene_stager.provenance.page.river import LawSaid, River
from scene_stager.provenance.page.river_page import river_page
from scene_stager.whole_file import write_whole
from tests.provenance.rivers import dock, edge, own

RED, GREY = (200, 20, 15), (120, 120, 120)
BOX = (20, 10, 44, 30)  # left, top, right, bottom


@pytest.fixture
def pictures(tmp_path):
    """A grey picture with a red block, and two masks: of nothing, and of the block."""
    left, top, right, bottom = BOX
    frame = np.full((48, 80, 3), GREY, dtype=np.uint8)
    frame[top:bottom, left:right] = RED
    nothing, block = np.zeros_like(frame), np.zeros_like(frame)
    block[top:bottom, left:right] = 255
    for name, codes in (("frame", frame), ("nothing", nothing), ("block", block)):
        write_whole(tmp_path / f"{name}.png", encode_picture(codes))
    (tmp_path / "damaged.png").write_bytes(b"\x89PNG")
    return tmp_path


def judged(pictures, mask):
    edges = [edge("frame", mask, "mask"), edge("other", "frame", "source")]
    paths = {own(name): str(pictures / f"{name}.png") for name in ("frame", mask, "other")}
    judge = Judge(find_law("red_only_on_the_living"), edges, paths)
    assert judge.says(own("other"), paths[own("other")]) == ()
    return judge.says(own("frame"), paths[own("frame")])


def test_red_on_what_does_not_live_breaks_the_law_and_is_drawn_where_it_is(pictures):
    (said,) = judged(pictures, "nothing")
    assert (said.verdict, said.level, said.size_px) == ("broken", "frame", (80, 48))
    assert said.boxes_px == (BOX,)
    share = (BOX[2] - BOX[0]) * (BOX[3] - BOX[1]) / (80 * 48)
    assert said.says.startswith(f"{share:.1%} of the picture")


def test_red_on_what_lives_keeps_it_and_nothing_is_drawn(pictures):
    (said,) = judged(pictures, "block")
    assert (said.verdict, said.boxes_px) == ("holds", ())


def test_a_mask_that_cannot_be_read_leaves_the_law_unverifiable(pictures):
    (said,) = judged(pictures, "damaged")
    assert (said.verdict, said.boxes_px) == ("unverifiable", ())


def test_a_page_tells_a_broken_law_to_every_reader_and_draws_it_over_the_picture():
    broken = LawSaid("red", "frame", "broken", "3 %", (80, 48), (BOX,))
    stops = tuple(
        _with(one, broken) if one.file == "dock/alarm.png" else one for one in dock().stops
    )
    page = river_page(River("dock", "Dock", "", stops, dock().edges))
    assert page.count('<rect x="20" y="10" width="24" height="20">') == 2
    assert 'viewBox="0 0 80 48"' in page and "1 law is broken." in page


def _with(stop, law):
    return replace(stop, laws=(law,), small="small/x.webp")
