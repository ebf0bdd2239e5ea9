#!/usr/bin/env python3
"""What is left of a record after other hands, and how quickly many are read.

    python tools/measure_records.py            # writes the table of docs/identity.md
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
from tools.networks import SHELF  # noqa: E402

from scene_stager.errors import MissingPartError  # noqa: E402
from scene_stager.models.shelf import Shelf  # noqa: E402
from scene_stager.pictures.write import write_light  # noqa: E402
from scene_stager.provenance.certificate import SigningCertificate  # noqa: E402
from scene_stager.provenance.mark import (  # noqa: E402
    MOST_WRONG,
    can_bear,
    mark_file,
    read_mark,
    record_of_marked,
    wrong_bits,
)
from scene_stager.provenance.near_duplicates import near_duplicates  # noqa: E402
from scene_stager.provenance.perceptual_hash import (  # noqa: E402
    NEAR_CERTAIN_BITS,
    perceptual_hash,
)
from scene_stager.provenance.pixel_hash import pixel_hash_of_file  # noqa: E402
from scene_stager.provenance.record import Record  # noqa: E402
from scene_stager.provenance.signature import sign_file, signature_of  # noqa: E402
from scene_stager.provenance.stamp import look_at, stamp, verify  # noqa: E402
from tests.provenance.carried import RECORD  # noqa: E402

PAGE = ROOT / "docs" / "identity.md"
STILL = ROOT / "tests" / "reading" / "stills" / "ref_11_001.png"
SIGNABLE = ("png", "jpg", "webp", "tif")
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


def screenshot(source: Path, target: Path) -> None:
    with Image.open(source) as image:
        across, down = image.width // 20, image.height // 20
        image.crop((across, down, image.width - across, image.height - down)).save(target)


def mirrored(source: Path, target: Path) -> None:
    with Image.open(source) as image:
        image.transpose(Image.Transpose.FLIP_LEFT_RIGHT).save(target)


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
    "to JPEG, quality 50": ("png", "jpg", re_encode(quality=50)),
    "cropped by six pixels": ("png", "png", cropped),
    "a tenth cropped, as a JPEG": ("png", "jpg", screenshot),
    "half the size": ("png", "png", halved),
    "half the size, as a JPEG": ("png", "jpg", halved),
    "mirrored": ("png", "png", mirrored),
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
    before, begin, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    if not options.check:
        table = "\n".join(["", *HEAD, *rows, ""])
        PAGE.write_text(before + begin + table + END + rest.partition(END)[2], encoding="utf-8")
        return 0
    said = rest.partition(END)[0]
    missing = [row for row in rows if row not in said.splitlines()]
    print("\n".join(missing) or f"{len(rows)} routes are as the page says")
    return 1 if missing else 0


HEAD = (
    "| route | record | pixels | mark | signature | looks alike | lineage is found again |",
    "|---|---|---|---|---|---|---|",
)


def survival(folder: Path) -> Iterator[str]:
    """A row for every route that can be gone here."""
    own, pixels = marked(folder)
    project = SigningCertificate(folder / "signing")
    for name, (kind, into, route) in ROUTES.items():
        source, target = folder / f"source.{kind}", folder / f"target.{into}"
        written = original(source, pixels, own, project)
        try:
            route(source, target)
        except (ImportError, FileNotFoundError) as error:
            print(f"{name}: left out ({error})", file=sys.stderr)
            continue
        found = verify(target)
        kept = {"holds": "holds", "broken": "there, but of other pixels"}.get(found.verdict, "gone")
        if found.verdict == "no_record" and look_at(target).pointers:
            kept = "gone; its name is left"
        same = "the same" if pixel_hash_of_file(target) == written.pixel_hash else "others"
        mark, alike = mark_of(target, own), likeness(source, target)
        signed = {"none": "gone", "ours": "holds"}.get(
            signature_of(target, project).state, "broken"
        )
        signed = signed if kind in SIGNABLE else "none"
        how = found_again(kept, same, mark, alike)
        yield f"| {name} | {kept} | {same} | {mark} | {signed} | {alike} | {how} |"


def found_again(kept: str, same: str, mark: str, alike: str) -> str:
    """By what an index knows the file again, the surest first."""
    if kept == "holds":
        return "yes, by its record"
    if same == "the same":
        return "yes, by its pixels"
    if mark == "read":
        return "proposed, by its mark"
    return "proposed, by its looks" if alike in ("near-certain", "a candidate") else "no"


def marked(folder: Path) -> tuple[str, np.ndarray]:
    """The pixel hash of a still without a mark, and its pixels with one where networks are here."""
    still = folder / "still.png"
    shutil.copyfile(STILL, still)
    own = pixel_hash_of_file(still)
    try:
        still, _ = mark_file(still, Shelf(SHELF))
    except MissingPartError as error:
        print(error, file=sys.stderr)
    with Image.open(still) as image:
        return own, np.asarray(image.convert("RGB"))


def original(path: Path, codes: np.ndarray, own: str, project: SigningCertificate) -> Record:
    """A picture with every layer that its kind can have; its record."""
    if path.suffix == ".exr":
        write_light(path, codes / 255.0)
    else:
        Image.fromarray(codes).save(path, **({"quality": 95} if path.suffix == ".jpg" else {}))
    written = stamp(path, record_of_marked(RECORD, own))
    if path.suffix[1:] in SIGNABLE:
        sign_file(path, project, "1.0")
    return written


def mark_of(path: Path, own: str) -> str:
    """Whether the mark of a picture still points to its source."""
    if not can_bear(path):
        return "none"
    try:
        wrong = wrong_bits(read_mark(path, Shelf(SHELF)), own)
    except MissingPartError:
        return "not asked"
    return "read" if wrong <= MOST_WRONG else "gone"


def likeness(source: Path, target: Path) -> str:
    """How near the perceptual hashes are, in words."""
    if source.suffix == ".exr":
        return "not asked"
    one, other = (
        perceptual_hash(np.asarray(Image.open(file).convert("RGB"))) for file in (source, target)
    )
    if not one.tells:
        return "too plain to tell"
    near = near_duplicates(one.forms, other.forms[:1])
    if not near:
        return "no"
    return "near-certain" if near[0].distance_bits <= NEAR_CERTAIN_BITS else "a candidate"


if __name__ == "__main__":
    sys.exit(main())
