"""The pixel hash: what keeps it, what changes it, and what it is, computed another way."""

import hashlib
import struct

import numpy as np
import png
import pytest
import tifffile
from PIL import Image

from scene_stager.pictures.codes import Alpha, Codes
from scene_stager.pictures.read import read_codes
from scene_stager.provenance.pixel_hash import pixel_hash, pixel_hash_of_file, planes_hash
from tests.provenance.pictures import pattern

CODES = pattern(45, 62)
DEEP = CODES.astype(np.uint16) * 200 + 7


def of(values, channels="RGB", alpha=Alpha.NONE):
    values = np.array(values)
    return pixel_hash(Codes(values, tuple(channels), 8 * values.dtype.itemsize, alpha))


def test_is_the_sha256_of_a_prefix_and_the_codes():
    prefix = b"px1\0RGB8" + struct.pack(">II", 62, 45)
    assert of(CODES) == hashlib.sha256(prefix + CODES.tobytes()).hexdigest()
    prefix = b"px1\0RGB16" + struct.pack(">II", 62, 45)
    assert of(DEEP) == hashlib.sha256(prefix + DEEP.astype("<u2").tobytes()).hexdigest()


def by_pillow(**options):
    def save(source, target):
        with Image.open(source) as image:
            image.save(target, **options)

    return save


def by_pypng(source, target):
    width, height, rows, _ = png.Reader(bytes=source.read_bytes()).asRGB8()
    flat = [code for row in rows for code in row]
    with target.open("wb") as file:
        png.Writer(width, height, greyscale=False, interlace=True).write_array(file, flat)


def by_tifffile(source, target):
    tifffile.imwrite(target, np.asarray(Image.open(source)), photometric="rgb", rowsperstrip=7)


def by_opencv(source, target):
    cv2 = pytest.importorskip("cv2")
    cv2.imwrite(str(target), cv2.imread(str(source), cv2.IMREAD_UNCHANGED))


def by_imageio(source, target):
    imageio = pytest.importorskip("imageio.v3")
    imageio.imwrite(target, imageio.imread(source))


def by_openimageio(source, target):
    oiio = pytest.importorskip("OpenImageIO")
    assert oiio.ImageBuf(str(source)).write(str(target)), oiio.geterror()


def and_back(ending, **options):
    """Through a format that the door does not read."""

    def there_and_back(source, target):
        between = source.with_name(f"between{ending}")
        by_pillow(**options)(source, between)
        by_pillow()(between, target)

    return there_and_back


LOSSLESS = {
    "Pillow PNG, hard": (".png", by_pillow(compress_level=9, optimize=True)),
    "Pillow PNG, soft": (".png", by_pillow(compress_level=0)),
    "Pillow WebP": (".webp", by_pillow(lossless=True)),
    "Pillow TIFF LZW": (".tif", by_pillow(compression="tiff_lzw")),
    "Pillow TIFF deflate": (".tif", by_pillow(compression="tiff_adobe_deflate")),
    "Pillow BMP": (".bmp", by_pillow()),
    "Pillow TGA": (".png", and_back(".tga")),
    "Pillow PPM": (".png", and_back(".ppm")),
    "Pillow JPEG 2000": (".png", and_back(".jp2", irreversible=False)),
    "pypng, interlaced": (".png", by_pypng),
    "tifffile, in strips": (".tif", by_tifffile),
    "OpenCV PNG": (".png", by_opencv),
    "OpenCV TIFF": (".tif", by_opencv),
    "imageio PNG": (".png", by_imageio),
    "OpenImageIO PNG": (".png", by_openimageio),
    "OpenImageIO TIFF": (".tif", by_openimageio),
}
LOSSY = {
    "JPEG": (".jpg", by_pillow(quality=100, subsampling=0)),
    "WebP": (".webp", by_pillow(quality=100)),
    "GIF": (".gif", by_pillow()),
    "half the size": (".png", lambda s, t: Image.open(s).resize((31, 22)).save(t)),
    "near-lossless": (".png", lambda s, t: Image.fromarray(CODES ^ np.uint8(1)).save(t)),
}


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "source.png"
    Image.fromarray(CODES).save(path, compress_level=3)
    return path


@pytest.mark.parametrize("route", LOSSLESS)
def test_a_lossless_route_keeps_the_hash(route, source, tmp_path):
    ending, save = LOSSLESS[route]
    save(source, target := tmp_path / f"target{ending}")
    assert target.read_bytes() != source.read_bytes()
    assert pixel_hash_of_file(target) == of(CODES)


@pytest.mark.parametrize("route", LOSSY)
def test_a_lossy_route_changes_the_hash(route, source, tmp_path):
    ending, save = LOSSY[route]
    save(source, target := tmp_path / f"target{ending}")
    assert pixel_hash_of_file(target) != of(CODES)


# What a picture must be stored as to be seen upright: by EXIF 2.32, table 4, row 0 and column 0.
STORED = {
    1: lambda a: a,
    2: lambda a: a[:, ::-1],
    3: lambda a: a[::-1, ::-1],
    4: lambda a: a[::-1],
    5: lambda a: a.swapaxes(0, 1),
    6: lambda a: a.swapaxes(0, 1)[::-1],
    7: lambda a: a.swapaxes(0, 1)[::-1, ::-1],
    8: lambda a: a.swapaxes(0, 1)[:, ::-1],
}


@pytest.mark.parametrize("orientation", STORED)
@pytest.mark.parametrize("ending", [".png", ".tif", ".webp"])
def test_a_picture_that_lies_on_its_side_is_the_same_picture(orientation, ending, tmp_path):
    exif = Image.Exif()
    exif[0x0112] = orientation
    stored = Image.fromarray(np.ascontiguousarray(STORED[orientation](CODES)))
    stored.save(path := tmp_path / f"a{ending}", exif=exif, lossless=True)
    assert read_codes(path).orientation == orientation
    assert pixel_hash_of_file(path) == of(CODES)


def with_alpha(alpha):
    return np.dstack([CODES, alpha.astype(np.uint8)])


RAMP = np.broadcast_to(np.arange(62) * 4, (45, 62))


def test_alpha_that_is_opaque_everywhere_is_none():
    assert of(with_alpha(np.full((45, 62), 255)), "RGBA", Alpha.STRAIGHT) == of(CODES)


def test_alpha_counts():
    one, other = with_alpha(RAMP), with_alpha(RAMP[:, ::-1])
    assert len({of(v, "RGBA", Alpha.STRAIGHT) for v in (one, other)} | {of(CODES)}) == 3


def test_what_is_under_nothing_does_not_count():
    one = with_alpha(RAMP)
    other = one.copy()
    other[RAMP == 0, :3] = 99
    assert (one != other).any()
    assert of(one, "RGBA", Alpha.STRAIGHT) == of(other, "RGBA", Alpha.STRAIGHT)
    other[RAMP == 4, :3] ^= 1
    assert of(one, "RGBA", Alpha.STRAIGHT) != of(other, "RGBA", Alpha.STRAIGHT)


def test_lossless_webp_that_blackens_what_is_hidden_keeps_the_hash(tmp_path):
    Image.fromarray(with_alpha(RAMP)).save(first := tmp_path / "a.png")
    Image.fromarray(with_alpha(RAMP)).save(second := tmp_path / "a.webp", lossless=True)
    hidden = read_codes(first).values != read_codes(second).values
    assert hidden.any(), "the encoder keeps hidden colours: nothing is tried here"
    assert pixel_hash_of_file(first) == pixel_hash_of_file(second)


def test_multiplied_colours_are_not_straight_ones():
    one = with_alpha(np.maximum(RAMP, 1))
    assert of(one, "RGBA", Alpha.STRAIGHT) != of(one, "RGBA", Alpha.PREMULTIPLIED)


def test_grey_is_grey_in_one_channel_or_in_three_or_in_a_palette(tmp_path):
    grey = CODES[..., 0]
    Image.fromarray(grey).save(one := tmp_path / "one.png")
    Image.fromarray(np.dstack([grey] * 3)).save(three := tmp_path / "three.png")
    Image.fromarray(grey).convert("P").save(palette := tmp_path / "palette.png")
    names = {pixel_hash_of_file(path) for path in (one, three, palette)}
    assert names == {of(grey[..., None], "Y")}


def test_sixteen_bits_are_hashed_in_full_whoever_wrote_them(tmp_path):
    cv2 = pytest.importorskip("cv2")
    tifffile.imwrite(first := tmp_path / "a.tif", DEEP, photometric="rgb")
    cv2.imwrite(str(second := tmp_path / "a.png"), DEEP[..., ::-1])
    png.from_array(DEEP.reshape(45, -1).tolist(), "RGB;16").save(str(third := tmp_path / "b.png"))
    assert {pixel_hash_of_file(path) for path in (first, second, third)} == {of(DEEP)}
    low = DEEP.copy()
    low[7, 7, 1] ^= 1
    assert of(low) != of(DEEP)


def test_sixteen_bits_of_grey_that_eight_would_clip_do_not_collide(tmp_path):
    names = set()
    for number, level in enumerate((256, 999, 65535)):
        Image.fromarray(np.full((4, 4), level, np.uint16)).save(path := tmp_path / f"{number}.png")
        names.add(pixel_hash_of_file(path))
    assert len(names) == 3


def test_eight_bits_are_not_sixteen():
    assert of(np.zeros((2, 2, 3), np.uint8)) != of(np.zeros((2, 2, 3), np.uint16))


def test_the_shape_counts():
    shapes = [(2, 8), (4, 4), (8, 2), (1, 16)]
    assert len({of(np.zeros((*shape, 1), np.uint8), "Y") for shape in shapes}) == 4


def test_a_profile_does_not_count(source, tmp_path):
    from PIL import ImageCms

    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    by_pillow(icc_profile=profile)(source, target := tmp_path / "profiled.png")
    assert pixel_hash_of_file(target) == of(CODES)


def exr(path, channels, **header):
    import OpenEXR

    with OpenEXR.File({"compression": OpenEXR.ZIP_COMPRESSION, **header}, channels) as file:
        file.write(str(path))
    return path


FLOATS = (CODES / 3.0).astype(np.float32)


def test_floats_are_hashed_channel_by_channel_whatever_packs_them(tmp_path):
    import OpenEXR

    packings = (OpenEXR.ZIP_COMPRESSION, OpenEXR.PIZ_COMPRESSION, OpenEXR.NO_COMPRESSION)
    names = {
        pixel_hash_of_file(exr(tmp_path / f"{packing}.exr", {"RGB": FLOATS}, compression=packing))
        for packing in packings
    }
    planes = {name: FLOATS[..., place] for place, name in enumerate("RGB")}
    assert names == {planes_hash(planes)}
    total = hashlib.sha256(b"px1\0F32" + struct.pack(">II", 62, 45))
    for name in "BGR":
        total.update(name.encode() + b"\0f4" + struct.pack(">II", 62, 45))
        total.update(planes[name].astype("<f4").tobytes())
    assert names == {total.hexdigest()}


def test_half_is_not_float_and_every_layer_counts(tmp_path):
    whole = exr(tmp_path / "a.exr", {"RGB": FLOATS})
    half = exr(tmp_path / "b.exr", {"RGB": FLOATS.astype(np.float16)})
    depth = FLOATS[..., 0].copy()
    more = exr(tmp_path / "c.exr", {"RGB": FLOATS, "Z": depth})
    depth[3, 3] += 1
    other = exr(tmp_path / "d.exr", {"RGB": FLOATS, "Z": depth})
    assert len({pixel_hash_of_file(path) for path in (whole, half, more, other)}) == 4


def test_one_nan_is_not_another_and_minus_zero_is_not_zero():
    quiet, other = np.array([0x7FC00000, 0x7FC00001], np.uint32).view(np.float32)
    names = set()
    for value in (quiet, other, np.float32(0.0), np.float32(-0.0), np.float32(np.inf)):
        names.add(planes_hash({"Y": np.full((2, 2), value, np.float32)}))
    assert len(names) == 5
    assert planes_hash({"Y": np.full((2, 2), quiet)}) in names


def test_float_tiff_and_exr_of_the_same_light_are_one_picture(tmp_path):
    tifffile.imwrite(tiff := tmp_path / "a.tif", FLOATS, photometric="rgb")
    assert pixel_hash_of_file(tiff) == pixel_hash_of_file(exr(tmp_path / "a.exr", {"RGB": FLOATS}))


def test_the_first_frame_is_hashed(tmp_path):
    first, second = Image.fromarray(CODES), Image.fromarray(255 - CODES)
    first.save(path := tmp_path / "a.webp", save_all=True, append_images=[second], lossless=True)
    assert read_codes(path).frames == 2
    assert pixel_hash_of_file(path) == of(CODES)
