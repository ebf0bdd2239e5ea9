"""The pages of a corpus in a real browser: walked by keys, on a phone, on paper, attacked."""

import re

import pytest
from tools._chromium import browser, found

from scene_stager.provenance.page.frame import POLICY
from scene_stager.provenance.page.hypertext import escaped
from scene_stager.provenance.page.site import write_site
from tests.provenance.rivers import FIRED, HOSTILE, dock, hostile, long, own, with_pictures

pytestmark = pytest.mark.skipif(found() is None, reason="no Chromium here")
MANY = 240


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    place = tmp_path_factory.mktemp("site")
    out = place / "site"
    rivers = (with_pictures(one, out) for one in (dock(), long(MANY)))
    write_site(out, "Corpus", rivers)
    return out


@pytest.fixture(scope="module")
def shared():
    with browser() as page:
        yield page


@pytest.fixture
def page(shared):
    shared.size(1280, 900)
    shared.look()
    yield shared
    assert shared.complaints == []


def seen(page, what):
    """Whether something is laid out on the page."""
    return page.run(f"document.querySelector('{what}').getClientRects().length > 0")


def focused(page):
    return page.run("document.activeElement.dataset?.own ?? ''")


def test_every_page_opens_from_the_disk_and_asks_for_its_own_files_only(page, site):
    for file in sorted(site.rglob("*.html")):
        page.open(file.as_uri())
        assert page.complaints == []
        assert page.requests and all(one.startswith(site.as_uri() + "/") for one in page.requests)
        assert page.run("getComputedStyle(document.querySelector('h1')).fontWeight") == "600"


def test_arrows_walk_along_the_river_and_light_it(page, site):
    page.open((site / "river/dock.html").as_uri())
    page.press("r")
    assert page.run("document.activeElement.className").startswith("stop")
    page.run(f"document.querySelector('.river [data-own=\"{own('sketch')}\"]').focus()")
    page.press("ArrowDown")
    assert focused(page) == own("reference")
    page.press("ArrowDown")
    assert focused(page) == own("sculpt")
    lit = set(page.run("[...document.querySelectorAll('.stop.lit')].map(one => one.dataset.own)"))
    kin = ("sketch", "reference", "plate", "sculpt", "dusk", "alarm", "relief", "sketch_again")
    assert lit == {own(name) for name in (*kin, "sculpt_again", "next")}
    page.press("ArrowUp")
    assert focused(page) == own("reference")
    assert page.run("document.querySelectorAll('path.lit').length") > 4
    page.press("Enter")
    assert page.run("location.hash") == f"#f-{own('reference')[:12]}"


def test_a_number_picks_a_reader_who_goes_along_to_the_next_page(page, site):
    page.open((site / "river/dock.html").as_uri())
    assert not seen(page, ".fact details")
    page.press("3")
    assert seen(page, ".fact details") and page.run("document.querySelector('h1').textContent")
    page.run("document.querySelector('.way a').click()")
    page.wait_for_load()
    assert page.run("location.pathname").endswith("/index.html")
    assert page.run("document.querySelector('input[name=reader]:checked').id") == "reader-pipeline"


def test_the_reader_is_switched_by_arrows_too(page, site):
    page.open((site / "river/dock.html").as_uri())
    page.run("document.querySelector('#reader-plain').focus()")
    page.press("ArrowRight")
    assert page.run("document.querySelector('#reader-researcher').checked")
    assert seen(page, "section.researcher .alike")


def test_a_slider_uncovers_one_stage_over_another(page, site):
    page.open((site / "river/dock.html").as_uri())
    cut = "document.querySelector('.both').style.getPropertyValue('--cut')"
    clip = "getComputedStyle(document.querySelector('.over')).clipPath"
    assert page.run(cut) == "50%"
    page.run("document.querySelector('.cut').focus()")
    page.press("End")
    assert page.run(cut) == "100%"
    whole = page.run(clip)
    page.press("ArrowLeft")
    assert page.run(cut) == "99%" and page.run(clip) != whole
    page.run("""(pick => { pick.selectedIndex = 2; pick.dispatchEvent(new Event('change')) })
        (document.querySelector('.left'))""")
    assert page.run("document.querySelector('.over').getAttribute('src')") == page.run(
        "document.querySelector('.left').value"
    )


def test_the_search_finds_by_words_in_any_order_and_by_stage(page, site):
    page.open((site / "river/dock.html").as_uri())
    page.press("/")
    page.type("again sketch")
    page.press("Enter")
    page.wait_for_load()
    titles = "[...document.querySelectorAll('.found .what')].map(one => one.textContent)"
    assert page.run(titles) == ["sketch again"]
    page.run("""(box => { box.value = 'dock'; box.dispatchEvent(new Event('input')) })
        (document.querySelector('input[type=search]'))""")
    assert len(page.run(titles)) == 120  # a part at a time
    page.run("""(pick => { pick.value = 'S2'; pick.dispatchEvent(new Event('input')) })
        (document.querySelector('.by-stage'))""")
    assert (
        page.run("document.querySelector('.count').textContent")
        == f"{1 + MANY // 5} of {10 + MANY}"
    )
    page.run("document.querySelector('.found a').click()")
    page.wait_for_load()
    assert "/river/" in page.run("location.pathname") and page.run("location.hash").startswith(
        "#f-"
    )


def test_pictures_far_down_are_not_loaded_before_somebody_comes_near(page, site):
    page.open((site / "river/long.html").as_uri())
    first = sum("/small/" in one for one in page.requests)
    drawn = page.run("document.querySelectorAll('.row').length")
    assert drawn == MANY and 0 < first < 40
    page.run("window.scrollTo(0, 60000)")
    page.run("new Promise(done => setTimeout(done, 400))")
    assert page.run("document.querySelectorAll('.see img').length") == 2 * MANY


def test_a_phone_needs_no_scrolling_to_the_side(page, site):
    page.size(390, 844, phone=True)
    for file in sorted(site.rglob("*.html")):
        page.open(file.as_uri())
        assert page.run("document.documentElement.scrollWidth") <= 390, file
    page.open((site / "river/dock.html").as_uri())
    assert not seen(page, ".run") and seen(page, ".from")


def test_night_is_dark_day_is_light_and_paper_is_white(page, site):
    ground = "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)"
    page.look(dark=True)
    page.open((site / "index.html").as_uri())
    assert max(page.run(ground)) < 40
    page.look()
    assert min(page.run(ground)) > 220
    page.look(dark=True, paper=True)
    assert page.run(ground) == [255, 255, 255]


def test_on_paper_the_river_is_whole_and_says_who_reads(page, site, tmp_path):
    page.look(dark=True)
    page.open((site / "river/dock.html").as_uri() + "?as=producer")
    page.look(dark=True, paper=True)
    shown = "[...document.querySelectorAll('nav label')].filter(one => one.offsetHeight)"
    assert page.run(f"{shown}.map(one => one.textContent)") == ["Producer"]
    assert not seen(page, ".search") and seen(page, ".run")
    page.paper(tmp_path / "page.pdf")
    pages = len(re.findall(rb"/Type\s*/Page\b", (tmp_path / "page.pdf").read_bytes()))
    assert 3 <= pages <= 12


def test_without_a_script_all_of_it_is_told_and_two_stages_stand_side_by_side(page, site):
    page.scripts(False)
    try:
        page.open((site / "river/dock.html").as_uri())
        boxes = page.run(
            "[...document.querySelectorAll('.both img')].map(one => one.getBoundingClientRect().x)"
        )
        assert abs(boxes[0] - boxes[1]) > 300
        assert page.run("document.querySelectorAll('.fact').length") == 10
    finally:
        page.scripts(True)


@pytest.fixture(scope="module")
def forged(tmp_path_factory):
    out = tmp_path_factory.mktemp("forged") / "site"
    write_site(out, HOSTILE[0], [hostile()])
    return out


def fired(page, file):
    """Whether any words of strangers have run, on the page as it stands and after it was used."""
    page.open(file.as_uri() + "?q=x&as=pipeline")
    page.run("document.querySelectorAll('summary').forEach(one => one.click())")
    page.run("""document.querySelectorAll('main *').forEach(one => {
        one.dispatchEvent(new Event('mouseover')); if (one.focus) one.focus() })""")
    page.run("new Promise(done => setTimeout(done, 120))")
    return page.run("document.title") == FIRED


@pytest.mark.parametrize("policy", [True, False], ids=["as it is", "without the policy"])
def test_no_words_of_strangers_run(page, forged, policy):
    for file in sorted(forged.rglob("*.html")):
        text = file.read_text("utf-8")
        copy = file.with_name(f"copy-{file.name}")
        copy.write_text(text if policy else text.replace(escaped(POLICY), ""), "utf-8")
        assert policy or POLICY not in copy.read_text("utf-8")
        assert not fired(page, copy), file.name
        assert all(one.startswith(forged.as_uri() + "/") for one in page.requests)
        copy.unlink()


@pytest.mark.parametrize("bad", [HOSTILE[0], HOSTILE[1], HOSTILE[5]])
def test_the_same_words_run_where_they_are_not_escaped_and_the_policy_stops_them(page, forged, bad):
    """The test above can fail; and the policy is a second wall."""
    text = (forged / "river/bad.html").read_text("utf-8")
    planted = text.replace("<h1>", f"<h1>{bad}", 1)
    for name, written in (("in", planted.replace(escaped(POLICY), "")), ("stopped", planted)):
        place = forged / "river" / f"planted-{name}.html"
        place.write_text(written, "utf-8")
        assert fired(page, place) == (name == "in")
        place.unlink()
    assert any("Content Security Policy" in one for one in page.complaints)
    page.complaints.clear()
