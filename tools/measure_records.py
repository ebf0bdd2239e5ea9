#!/usr/bin/env python3
"""What is left of a record after other hands, and how quickly many are read.

    python tools/measure_records.py            # the table of docs/identity.md, as Markdown
    python tools/measure_records.py --check    # say whether the page still says so
    python tools/measure_records.py --many     # many files: each figure beside its bar; minutes

Run it in .venv. A route whose tool is not here is left out, and a line says so; then --check judges
the others.
"""

import argparse
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from PIL import Image
from PIL.PngImagePlugin import PngInfo

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "core")]

from tools._many_records import many  # noqa: E402

from scene_stager.provenance.near_duplicates import distances_bits  # noqa: E402
from scene_stager.provenance.perceptual_hash import (  # noqa: E402
    CANDIDATE_BITS,
    NEAR_CERTAIN_BITS,
    perceptual_hash,
)
from scene_stager.provenance.pixel_hash import pixel_hash_of_file  # noqa: E402
from scene_stager.provenance.stamp import look_at, stamp, verify  # noqa: E402
from tests.provenance.carried import RECORD  # noqa: E402
from tests.provenance.pictures import scene  # noqa: E402

PAGE = ROOT / "docs" / "identity.md"
BEGIN, END = "<!-- made by tools/measure_records.py -->", "<!-- to here -->"
Route = Callable[[Path, Path], None]


def re_encode(**options: object) -> Route:
    def through(source: Path, target: Path) -> None:
        with Image.open(source) as image:
            image.convert("RGB").save(target, **options)

    return through


def with_words(source: Path, target: Path) -> None:
    with Image.open(source) as image:
        words = PngInfo()
        for key, text in image.text.items() if hasattr(image, "text") else ():
            words.add_itxt(key, text)
        said = {"exif": image.info.get("exif", b""), "xmp": image.info.get("xmp", b"")}
        image.save(target, pnginfo=words, **{k: v for k, v in said.items() if v})


def by_opencv(source: Path, target: Path) -> None:
    import cv2

    cv2.imwrite(str(target), cv2.imread(str(source), cv2.IMREAD_UNCHANGED))


def by_imageio(source: Path, target: Path) -> None:
    from imageio.v3 import imread, imwrite

    imwrite(target, imread(source))


def by_openimageio(source: Path, target: Path) -> None:
    import OpenImageIO

    OpenImageIO.ImageBuf(str(source)).write(str(target))


def by_exiftool(*words: str) -> Route:
    def through(source: Path, target: Path) -> None:
        shutil.copyfile(source, target)
        command = ["exiftool", "-q", "-overwrite_original", *words, "--", str(target)]
        subprocess.run(command, check=True)

    return through


def cropped(source: Path, target: Path) -> None:
    with Image.open(source) as image:
        image.crop((6, 6, image.width - 6, image.height - 6)).save(target)


def halved(source: Path, target: Path) -> None:
    with Image.open(source) as image:
        image.resize((image.width // 2, image.height // 2)).save(target)


# What is done, the kind of file it is done to, and the kind that comes out.
ROUTES: dict[str, tuple[str, str, Route]] = {
    "Pillow, save": ("png", "png", lambda s, t: Image.open(s).save(t)),
    "Pillow, words passed on": ("png", "png", with_words),
    "OpenCV": ("png", "png", by_opencv),
    "imageio": ("png", "png", by_imageio),
    "OpenImageIO": ("png", "png", by_openimageio),
    "ExifTool, a title edited": ("png", "png", by_exiftool("-XMP-dc:Title=theirs")),
    "ExifTool, all removed": ("png", "png", by_exiftool("-all=")),
    "to WebP, lossless": ("png", "webp", re_encode(lossless=True)),
    "to TIFF": ("png", "tif", re_encode(compression="tiff_lzw")),
    "to JPEG, quality 90": ("png", "jpg", re_encode(quality=90)),
    "cropped by six pixels": ("png", "png", cropped),
    "half the size": ("png", "png", halved),
    "JPEG: Pillow, save": ("jpg", "jpg", re_encode(quality=90)),
    "JPEG: Pillow, words passed on": ("jpg", "jpg", with_words),
    "JPEG: OpenImageIO": ("jpg", "jpg", by_openimageio),
    "JPEG: ExifTool, a title edited": ("jpg", "jpg", by_exiftool("-XMP-dc:Title=theirs")),
    "TIFF: ExifTool, a title edited": ("tif", "tif", by_exiftool("-XMP-dc:Title=theirs")),
    "EXR: OpenImageIO": ("exr", "exr", by_openimageio),
}


def main() -> int:
    """Print the table, or check the page, or read many; the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--many", action="store_true")
    options = parser.parse_args()
    with TemporaryDirectory() as folder:
        if options.many:
            return many(Path(folder))
        rows = list(survival(Path(folder)))
    if not options.check:
        print("\n".join([*HEAD, *rows]))
        return 0
    said = PAGE.read_text(encoding="utf-8").partition(BEGIN)[2].partition(END)[0]
    missing = [row for row in rows if row not in said.splitlines()]
    print("\n".join(missing) or f"{len(rows)} routes are as the page says")
    return 1 if missing else 0


HEAD = (
    "| route | record | pixel hash | looks alike |",
    "|---|---|---|---|",
)


def survival(folder: Path) -> Iterator[str]:
    """A row for every route that can be gone here."""
    for name, (kind, into, route) in ROUTES.items():
        source, target = folder / f"source.{kind}", folder / f"target.{into}"
        original(source)
        written = stamp(source, RECORD)
        try:
            route(source, target)
        except (ImportError, FileNotFoundError) as error:
            print(f"{name}: left out ({error})", file=sys.stderr)
            continue
        look, found = look_at(target), verify(target)
        kept = {"holds": "holds", "broken": "there, but of other pixels"}.get(found.verdict, "gone")
        if found.verdict == "no_record" and look.pointers:
            kept = "gone; its name is left"
        same = "the same" if pixel_hash_of_file(target) == written.pixel_hash else "another"
        yield f"| {name} | {kept} | {same} | {likeness(source, target)} |"


def original(path: Path) -> None:
    """A picture with no record."""
    codes = scene(7)
    if path.suffix == ".exr":
        from scene_stager.pictures.write import write_light

        write_light(path, codes / 255.0)
    else:
        Image.fromarray(codes).save(path)


def likeness(source: Path, target: Path) -> str:
    """How near the perceptual hashes are, in words."""
    if source.suffix == ".exr":
        return "not asked"
    bits = [
        np.ascontiguousarray(perceptual_hash(np.asarray(Image.open(one).convert("RGB"))).forms)
        for one in (source, target)
    ]
    words = [one.view(np.uint64)[:1] for one in bits]
    distance = int(distances_bits(words[0][0], words[1])[0])
    if distance <= NEAR_CERTAIN_BITS:
        return "near-certain"
    return "a candidate" if distance <= CANDIDATE_BITS else "no"


if __name__ == "__main__":
    sys.exit(main())
