"""Draw the pictures of docs/corpus.md: the small world's site, as Chromium shows it.

    python tools/make_corpus_pictures.py

Needs Chromium (Debian: `apt-get install chromium`).
"""

import argparse
import sys
import tempfile
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT)]

from tools._chromium import browser, found  # noqa: E402
from tools.make_world import make_world  # noqa: E402

from scene_stager.provenance.index.build import changes, read_all  # noqa: E402
from scene_stager.provenance.index.store import AssetIndex  # noqa: E402
from scene_stager.provenance.law.document import find_law  # noqa: E402
from scene_stager.provenance.page.build import SiteOfIndex  # noqa: E402
from scene_stager.reading.persistence import supported  # noqa: E402

DOCS = ROOT / "docs"
WIDTH_PX, QUALITY = 1000, 80
LAW = "red_only_on_the_living"


def main():
    """Draw the world, walk its site, and keep what is seen."""
    argparse.ArgumentParser(description=__doc__.splitlines()[0]).parse_args()
    if found() is None:
        print("make_corpus_pictures.py: no Chromium here", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as scratch, browser() as page:
        site = _site(Path(scratch))
        dock = next(site.glob("river/the-dry-dock-*.html"))
        page.look(dark=True)
        page.size(1240, 1960)
        page.open(dock.as_uri())
        _keep(page, Path(scratch), "corpus.webp")
        page.size(1240, 1040)
        page.open(dock.as_uri())
        page.run("document.querySelector('.compare').parentElement.scrollIntoView()")
        page.run("document.querySelector('.cut').value = 42")
        page.run("document.querySelector('.cut').dispatchEvent(new Event('input'))")
        page.run("new Promise(done => setTimeout(done, 800))")
        _keep(page, Path(scratch), "corpus_stages.webp")
    return 0


def _site(scratch):
    make_world(scratch / "world", width_px=1280)
    index = AssetIndex(scratch / "index")
    list(read_all(index, changes(index, [scratch / "world"]).to_read, 1))
    index.finish()
    SiteOfIndex(index, find_law(LAW), supported).write(scratch / "site", "The Vigil")
    return scratch / "site"


def _keep(page, scratch, name):
    page.picture(scratch / "seen.png")
    seen = Image.open(scratch / "seen.png").convert("RGB")
    height_px = seen.height * WIDTH_PX // seen.width
    seen.resize((WIDTH_PX, height_px), Image.Resampling.LANCZOS).save(DOCS / name, quality=QUALITY)
    print(DOCS / name)


if __name__ == "__main__":
    sys.exit(main())
