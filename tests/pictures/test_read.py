"""The door for pictures, against closed forms and against the colour engine of the library."""

import io

import numpy as np
import OpenEXR
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms

from scene_stager.errors import InputError
from scene_stager.maths.colour.luminance import luminance
from scene_stager.maths.colour.matrices import XYZ_FROM_SRGB, apply_matrix
from scene_stager.maths.colour.srgb import decode_srgb
from scene_stager.pictures.read import read_picture
from tests.pictures.files import P3_COLORANTS, png, profile, radiance_flat, tiff

# Display P3 to Rec.709, both D65. Source: SMPTE EG 432-1 primaries, by RP 177 arithmetic.
REC709_FROM_P3 = np.array(
    [[1.2249, -0.2249, 0.0], [-0.0420, 1.0421, 0.0], [-0.0197, -0.0786, 1.0983]]
)


def noise(rows=70, columns=80, channels=3, highest=255, seed=1):
    kind = np.uint8 if highest == 255 else np.uint16
    rng = np.random.default_rng(seed)
    return rng.integers(0, highest + 1, (rows, columns, channels)).astype(kind)


def saved(tmp_path, image, name="a.png", **options):
    image.save(tmp_path / name, **options)
    return tmp_path / name


def written(tmp_path, data, name="a.bin"):
    (tmp_path / name).write_bytes(data)
    return tmp_path / name


def exr(tmp_path, channels, header=None, name="a.exr"):
    head = {"compression": OpenEXR.ZIP_COMPRESSION, "type": OpenEXR.scanlineimage, **(header or {})}
    with OpenEXR.File(head, channels) as file:
        file.write(str(tmp_path / name))
    return tmp_path / name


def test_eight_bits_of_srgb_become_light(tmp_path):
    codes = noise()
    found = read_picture(saved(tmp_path, Image.fromarray(codes)))
    np.testing.assert_allclose(found.rgb, decode_srgb(codes / 255.0), atol=1e-7)
    assert (found.rgb.dtype, found.alpha, found.bit_depth) == (np.float32, None, 8)
    assert (found.colour_space, found.notes, found.size_px) == ("sRGB", (), (80, 70))


def test_clipped_high_where_one_channel_is_full_and_low_where_all_are_empty(tmp_path):
    codes = np.full((64, 64, 3), 100, np.uint8)
    codes[0, :4] = [255, 9, 9], [254, 254, 254], [0, 0, 1], [0, 0, 0]
    found = read_picture(saved(tmp_path, Image.fromarray(codes)))
    assert np.argwhere(found.clipped_high).tolist() == [[0, 0]]
    assert np.argwhere(found.clipped_low).tolist() == [[0, 3]]


@pytest.mark.parametrize("make", [lambda c: png(c, 2), tiff, lambda c: tiff(c, ">")])
def test_sixteen_bits_of_colour_are_all_read(tmp_path, make):
    codes = noise(highest=65535)
    found = read_picture(written(tmp_path, make(codes)))
    np.testing.assert_allclose(found.rgb, decode_srgb(codes / 65535.0), atol=1e-7)
    assert found.bit_depth == 16


def test_sixteen_bits_with_alpha_and_of_grey_are_all_read(tmp_path):
    codes = noise(channels=4, highest=65535)
    found = read_picture(written(tmp_path, png(codes, 6)))
    np.testing.assert_allclose(found.rgb, decode_srgb(codes[..., :3] / 65535.0), atol=1e-7)
    np.testing.assert_allclose(found.alpha, codes[..., 3] / 65535.0, atol=1e-7)
    grey = read_picture(written(tmp_path, png(codes[..., :1], 0)))
    np.testing.assert_allclose(grey.rgb[..., 2], decode_srgb(codes[..., 0] / 65535.0), atol=1e-7)


def test_display_p3_keeps_its_colours_outside_rec709(tmp_path):
    codes = np.zeros((64, 64, 3), np.uint8)
    codes[:, :32, 1], codes[:, 32:] = 255, 255
    found = read_picture(saved(tmp_path, Image.fromarray(codes), icc_profile=profile()))
    np.testing.assert_allclose(found.rgb[0, 0], REC709_FROM_P3[:, 1], atol=1.5e-3)
    np.testing.assert_allclose(found.rgb[0, 63], 1.0, atol=1.5e-3)
    assert found.rgb[0, 0].min() < -0.2
    assert luminance(found.rgb).min() > 0.6
    assert found.colour_space == "House test profile"


def test_profiles_agree_with_the_colour_engine_inside_srgb(tmp_path):
    # The engine rounds to bytes and clips; colours well inside sRGB suffer only the rounding.
    codes = noise() // 3 + 80
    image, data = Image.fromarray(codes), profile()
    engine = ImageCms.profileToProfile(
        image, ImageCms.ImageCmsProfile(io.BytesIO(data)), ImageCms.createProfile("sRGB")
    )
    found = read_picture(saved(tmp_path, image, icc_profile=data))
    np.testing.assert_allclose(found.rgb, decode_srgb(np.asarray(engine) / 255.0), atol=0.006)
    assert np.abs(found.rgb - decode_srgb(codes / 255.0)).max() > 0.02


@pytest.mark.parametrize("gamma", [1.0, 1.8, 2.2])
def test_a_profile_of_plain_gamma_is_followed_in_sixteen_bits(tmp_path, gamma):
    codes = noise(highest=65535)
    grey = (gamma, 1.0, 0.0, 0.0, 0.0)
    chunk = (b"iCCP", b"x\0\0" + __import__("zlib").compress(profile(P3_COLORANTS, grey)))
    found = read_picture(written(tmp_path, png(codes, 2, chunk)))
    expected = (codes / 65535.0) ** gamma @ REC709_FROM_P3.T
    np.testing.assert_allclose(found.rgb, expected, atol=3e-3)


def test_grey_with_a_grey_profile(tmp_path):
    codes = noise(channels=1)[..., 0]
    data = profile(curve=(2.0, 1.0, 0.0, 0.0, 0.0), space=b"GRAY")
    found = read_picture(saved(tmp_path, Image.fromarray(codes), icc_profile=data))
    np.testing.assert_allclose(found.rgb[..., 0], (codes / 255.0) ** 2, atol=1e-4)
    assert (found.rgb[..., 0] == found.rgb[..., 2]).all()


def test_a_broken_profile_of_tables_is_left_out_and_told(tmp_path):
    data = profile(extra=[(b"A2B0", b"mft2" + b"\0" * 60)])
    codes = noise() // 3 + 80
    found = read_picture(saved(tmp_path, Image.fromarray(codes), icc_profile=data))
    plain = read_picture(saved(tmp_path, Image.fromarray(codes)))
    assert found.notes == ("a colour profile that cannot be used, left out",)
    assert (found.rgb == plain.rgb).all()
    assert found.colour_space == "sRGB"


def test_inks_are_mixed(tmp_path):
    codes = np.zeros((64, 64, 4), np.uint8)
    codes[:, 32:, 3] = 255
    codes[:32, :32, 0] = 255
    found = read_picture(saved(tmp_path, Image.fromarray(codes, "CMYK"), "a.tif"))
    np.testing.assert_allclose(found.rgb[0, 0], [0, 1, 1], atol=1e-6)
    np.testing.assert_allclose(found.rgb[63, 0], 1, atol=1e-6)
    np.testing.assert_allclose(found.rgb[63, 63], 0, atol=1e-6)
    assert found.notes == ("CMYK without a profile",)


@pytest.mark.parametrize("mode", ["L", "LA", "P", "1", "RGBA"])
def test_other_modes_are_what_the_library_makes_of_them(tmp_path, mode):
    image = Image.fromarray(noise(channels=4), "RGBA")
    image = image.convert("RGB").convert(mode) if mode in "LP1" else image.convert(mode)
    found = read_picture(saved(tmp_path, image))
    expected = np.asarray(image.convert("RGBA"))
    np.testing.assert_allclose(found.rgb, decode_srgb(expected[..., :3] / 255.0), atol=1e-7)
    if mode.endswith("A"):
        np.testing.assert_allclose(found.alpha, expected[..., 3] / 255.0, atol=1e-7)
    else:
        assert found.alpha is None


def test_linear_png_says_so_in_its_gamma_chunk(tmp_path):
    codes = noise(highest=65535)
    found = read_picture(written(tmp_path, png(codes, 2, (b"gAMA", (100000).to_bytes(4, "big")))))
    np.testing.assert_allclose(found.rgb, codes / 65535.0, atol=1e-6)
    assert found.colour_space == "gamma 1"


def test_an_animation_is_its_first_frame_with_a_note(tmp_path):
    frames = [Image.fromarray(noise(seed=seed)) for seed in range(3)]
    file = saved(
        tmp_path, frames[0], "a.webp", save_all=True, append_images=frames[1:], lossless=True
    )
    found = read_picture(file)
    np.testing.assert_allclose(found.rgb, decode_srgb(np.asarray(frames[0]) / 255.0), atol=1e-7)
    assert found.notes == ("the first of 3 frames",)


@pytest.mark.parametrize("kind", [np.float16, np.float32])
def test_exr_is_light_already(tmp_path, kind):
    light = np.random.default_rng(1).uniform(0, 40, (70, 80, 3)).astype(kind)
    found = read_picture(exr(tmp_path, {"RGB": light}))
    assert (found.rgb == light.astype(np.float32)).all()
    assert not found.clipped_high.any()
    assert found.bit_depth == 8 * np.dtype(kind).itemsize


def test_exr_alpha_is_divided_out_and_glow_kept(tmp_path):
    light = np.full((64, 64, 4), 0.5, np.float32)
    light[0, 0] = 0.25, 0.25, 0.25, 0.0
    found = read_picture(exr(tmp_path, {"RGBA": light}))
    np.testing.assert_allclose(found.rgb[1, 1], 1.0)
    np.testing.assert_allclose(found.rgb[0, 0], 0.25)
    assert (found.alpha[1, 1], found.alpha[0, 0]) == (0.5, 0.0)


def test_exr_primaries_are_honoured(tmp_path):
    p3 = (0.680, 0.320, 0.265, 0.690, 0.150, 0.060, 0.3127, 0.3290)
    light = np.zeros((64, 64, 3), np.float32)
    light[..., 1] = 1
    found = read_picture(exr(tmp_path, {"RGB": light}, {"chromaticities": p3}))
    np.testing.assert_allclose(found.rgb[0, 0], REC709_FROM_P3[:, 1], atol=2e-4)


def three(layer, value):
    plane = np.full((64, 64), value, np.float32)
    return {f"{layer}.{letter}" if layer else letter: plane for letter in "RGB"}


@pytest.mark.parametrize(
    "paint",
    ["albedo", "View.DiffCol", "ViewLayer.Denoising Albedo", "N", "View.Normal", "diffuse_color"],
)
def test_the_paint_of_things_is_never_taken_for_a_picture_of_them(tmp_path, paint):
    lit = read_picture(exr(tmp_path, {**three(paint, 0.25), **three("z_light", 0.75)}))
    assert lit.rgb[0, 0, 0] == pytest.approx(0.75)
    with pytest.raises(InputError, match="in a layer of light"):
        read_picture(exr(tmp_path, three(paint, 0.25), name="alone.exr"))


def test_a_layer_that_says_it_is_all_light_comes_before_any_other(tmp_path):
    layers = {**three("a_diffuse", 0.25), **three("beauty", 0.5)}
    assert read_picture(exr(tmp_path, layers)).rgb[0, 0, 0] == pytest.approx(0.5)
    assert read_picture(exr(tmp_path, {**layers, **three("", 0.75)})).rgb[0, 0, 0] == pytest.approx(
        0.75
    )


def test_of_several_parts_the_one_with_the_picture_is_read(tmp_path):
    parts = [
        OpenEXR.Part(
            {"type": OpenEXR.scanlineimage, "name": name},
            {"RGB": np.full((64, 64, 3), value, np.float32)},
        )
        for name, value in (("albedo", 0.25), ("rgba", 0.5))
    ]
    OpenEXR.File(parts).write(str(tmp_path / "parts.exr"))
    assert read_picture(tmp_path / "parts.exr").rgb[0, 0, 0] == pytest.approx(0.5)


def test_exr_layers_and_grey(tmp_path):
    plane = np.random.default_rng(1).uniform(0, 4, (64, 64)).astype(np.float32)
    layer = {f"View.Combined.{c}": plane * (i + 1) for i, c in enumerate("RGB")}
    found = read_picture(exr(tmp_path, {"View.Depth.Z": plane, **layer}))
    np.testing.assert_allclose(found.rgb[..., 2], 3 * plane, rtol=1e-6)
    assert found.notes == ("layer View.Combined",)
    grey = read_picture(exr(tmp_path, {"Y": plane}))
    assert (grey.rgb[..., 1] == plane).all()


@given(st.integers(64, 90), st.integers(64, 90))
def test_any_shape_keeps_its_rows_and_columns(tmp_path_factory, rows, columns):
    codes = noise(rows, columns)
    file = saved(tmp_path_factory.mktemp("shapes"), Image.fromarray(codes))
    found = read_picture(file)
    assert found.size_px == (columns, rows)
    np.testing.assert_allclose(found.rgb, decode_srgb(codes / 255.0), atol=1e-7)


def test_nobody_may_write_into_a_picture(tmp_path):
    found = read_picture(saved(tmp_path, Image.fromarray(noise(channels=4), "RGBA")))
    every = (found.rgb, found.alpha, found.clipped_high, found.clipped_low)
    assert not any(array.flags.writeable for array in every)


def test_colours_by_perception_go_through_the_engine(tmp_path):
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
    srgb = ImageCms.createProfile("sRGB")
    codes = noise() // 3 + 80
    image = ImageCms.profileToProfile(Image.fromarray(codes), srgb, lab, outputMode="LAB")
    file = saved(tmp_path, image, "a.tif", icc_profile=lab.tobytes())
    found = read_picture(file)
    # Twice rounded to bytes, and Lab's bytes are coarse.
    np.testing.assert_allclose(found.rgb, decode_srgb(codes / 255.0), atol=0.03)
    assert found.notes == ("LAB through its profile, eight bits, held inside sRGB",)


def test_radiance_primaries_and_xyz_are_honoured(tmp_path):
    light = np.zeros((64, 64, 3))
    light[:, :32, 1], light[:, 32:] = 1.0, 0.5
    p3 = b"PRIMARIES=.680 .320 .265 .690 .150 .060 .3127 .3290\nFORMAT"
    found = read_picture(written(tmp_path, radiance_flat(light).replace(b"FORMAT", p3), "a.hdr"))
    np.testing.assert_allclose(found.rgb[0, 0], REC709_FROM_P3[:, 1], atol=6e-3)
    np.testing.assert_allclose(found.rgb[0, 63], 0.5, atol=3e-3)
    xyz = apply_matrix(XYZ_FROM_SRGB, np.full((64, 64, 3), [0.7, 0.3, 0.1]))
    data = radiance_flat(xyz).replace(b"rle_rgbe", b"rle_xyze")
    found = read_picture(written(tmp_path, data, "b.hdr"))
    np.testing.assert_allclose(found.rgb[5, 5], [0.7, 0.3, 0.1], atol=0.02)
    assert found.colour_space == "CIE XYZ"


def test_an_exposure_that_was_written_is_divided_out_and_told(tmp_path):
    data = radiance_flat(np.full((64, 64, 3), 0.5)).replace(b"FORMAT", b"EXPOSURE=2\nFORMAT")
    found = read_picture(written(tmp_path, data, "a.hdr"))
    np.testing.assert_allclose(found.rgb, 0.25, rtol=5e-3)
    assert found.notes == ("EXPOSURE=2 of the file is divided out",)


def test_a_file_whose_primaries_are_those_of_xyz_itself(tmp_path):
    equal = 1 / 3
    corners = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0, equal, equal)
    light = np.full((70, 70, 3), 0.4, np.float32)
    found = read_picture(exr(tmp_path, {"RGB": light}, {"chromaticities": corners}))
    assert np.isfinite(found.rgb).all()
    assert found.rgb[0, 0] == pytest.approx([0.4, 0.4, 0.4], abs=2e-3)  # white stays white


@pytest.mark.parametrize("mode", ["L", "LA"])
def test_a_grey_picture_that_kept_its_profile_of_colours_is_read_in_their_greys(tmp_path, mode):
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    grey = Image.fromarray(noise()).convert(mode)
    found = read_picture(saved(tmp_path, grey, "a.png", icc_profile=profile))
    plain = read_picture(saved(tmp_path, grey.convert("L"), "b.png"))
    assert found.rgb == pytest.approx(plain.rgb, abs=2e-3)
    assert any("profile of colour" in note for note in found.notes)


@pytest.mark.parametrize("exponent", [-2.0, 0.0, 30_000.0])
def test_curves_of_a_profile_stay_between_black_and_white(tmp_path, exponent):
    curve = (exponent, 3.0, -1.0, -2.0, 0.5)
    codes = noise()
    found = read_picture(saved(tmp_path, Image.fromarray(codes), icc_profile=profile(curve=curve)))
    assert np.isfinite(found.rgb).all()
    assert found.rgb.max() < 1.3  # Display P3's corners in Rec.709 reach 1.225
