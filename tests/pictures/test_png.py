"""PNG against another decoder, against the standard's order of who is believed, and in damage."""

import io
import struct
import zlib

import numpy as np
import png as pypng
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from scene_stager.errors import InputError
from scene_stager.maths.colour.srgb import decode_srgb
from scene_stager.pictures.codes import MOST_TEXT_BYTES, Alpha, Text
from scene_stager.pictures.read import read_codes, read_picture
from tests.pictures.files import P3_COLORANTS, chunked, png, profile
from tests.pictures.test_read import REC709_FROM_P3, noise, saved, written

# BT.2020 to BT.709. Source: ITU-R BT.2087-0, annex 1, the inverse of its matrix (four digits).
REC709_FROM_2020 = np.array(
    [[1.6605, -0.5876, -0.0728], [-0.1246, 1.1329, -0.0083], [-0.0182, -0.1006, 1.1187]]
)
PQ_2020, HLG_2020 = bytes((9, 16, 0, 1)), bytes((9, 18, 0, 1))


@given(
    kind=st.sampled_from([(g, a, d) for g in (0, 1) for a in (0, 1) for d in (8, 16)]
                         + [(1, 0, d) for d in (1, 2, 4)]),
    size=st.tuples(st.integers(1, 20), st.integers(1, 20)),
    interlace=st.booleans(),
    has_key=st.booleans(),
    seed=st.integers(0, 99),
)  # fmt: skip
def test_every_kind_is_what_another_encoder_wrote(
    tmp_path_factory, kind, size, interlace, has_key, seed
):
    grey, alpha, depth = kind
    count, top = (1 if grey else 3) + alpha, 2**depth - 1
    codes = np.random.default_rng(seed).integers(0, top + 1, (*size, count))
    key = tuple(codes[0, 0].tolist())
    options = {"transparent": key[0] if grey else key} if has_key and not alpha else {}
    made = io.BytesIO()
    writer = pypng.Writer(
        size[1], size[0], greyscale=bool(grey), alpha=bool(alpha), bitdepth=depth,
        interlace=interlace, **options,
    )  # fmt: skip
    writer.write_array(made, codes.ravel().tolist())
    found = read_codes(written(tmp_path_factory.mktemp("png"), made.getvalue()))
    full = 65535 if depth == 16 else 255
    expected = codes * (full // top)
    if options:
        seen = np.where((codes == key).all(axis=-1), 0, full)
        expected = np.concatenate([expected, seen[..., None]], axis=-1)
    assert (found.values == expected).all()
    assert (found.bits, found.highest) == (depth, full)
    assert found.alpha == (Alpha.STRAIGHT if alpha or options else Alpha.NONE)


def test_sixteen_bits_of_grey_with_alpha_are_all_read(tmp_path):
    codes = noise(channels=2, highest=65535)
    found = read_picture(written(tmp_path, png(codes, 4)))
    np.testing.assert_allclose(found.rgb[..., 1], decode_srgb(codes[..., 0] / 65535.0), atol=1e-7)
    np.testing.assert_allclose(found.alpha, codes[..., 1] / 65535.0, atol=1e-7)
    assert found.bit_depth == 16


def pq_signal(light_cd_m2):
    """SMPTE ST 2084, equation 5.2."""
    y = (np.asarray(light_cd_m2) / 10_000) ** 0.1593017578125
    return ((0.8359375 + 18.8515625 * y) / (1 + 18.6875 * y)) ** 78.84375


def hlg_signal(scene):
    """ITU-R BT.2100-2, table 5, HLG reference OETF."""
    low = np.sqrt(3 * scene)
    high = 0.17883277 * np.log(np.maximum(12 * scene - 0.28466892, 1e-9)) + 0.55991073
    return np.where(scene <= 1 / 12, low, high)


def test_pq_of_bt_2020_is_read_by_its_curve_and_its_primaries(tmp_path):
    light = np.random.default_rng(1).uniform(0.01, 4, (64, 64, 3))  # in BT.2020, 1 is 203 cd/m2
    codes = np.round(65535 * pq_signal(203 * light)).astype(np.uint16)
    found = read_picture(written(tmp_path, png(codes, 2, (b"cICP", PQ_2020))))
    np.testing.assert_allclose(found.rgb, light @ REC709_FROM_2020.T, atol=2e-3)
    assert found.colour_space == "PQ, primaries of the file"


def test_hlg_is_read_as_its_display_shows_it(tmp_path):
    scene = np.random.default_rng(1).uniform(0.0, 1.0, (64, 64, 3))
    codes = np.round(65535 * hlg_signal(scene)).astype(np.uint16)
    found = read_picture(written(tmp_path, png(codes, 2, (b"cICP", HLG_2020))))
    luminance = scene @ [0.2627, 0.6780, 0.0593]
    shown = 1000 / 203 * luminance[..., None] ** 0.2 * scene
    np.testing.assert_allclose(found.rgb, shown @ REC709_FROM_2020.T, atol=4e-3)


def test_narrow_range_has_its_black_and_white_further_in(tmp_path):
    codes = np.zeros((64, 64, 3), np.uint16)
    codes[:, :20], codes[:, 20:40], codes[:, 40:] = 16 * 256, 235 * 256, 65535
    found = read_picture(written(tmp_path, png(codes, 2, (b"cICP", bytes((1, 13, 0, 0))))))
    assert found.rgb[0, [0, 30, 60], 0].tolist() == [0.0, 1.0, 1.0]


GAMMA_1, SRGB = (b"gAMA", struct.pack(">I", 100_000)), (b"sRGB", b"\0")
P3_CORNERS = (0.3127, 0.3290, 0.680, 0.320, 0.265, 0.690, 0.150, 0.060)
CHRM = (b"cHRM", struct.pack(">8I", *(round(1e5 * v) for v in P3_CORNERS)))
ICCP = (b"iCCP", b"x\0\0" + zlib.compress(profile(curve=(2.0, 1.0, 0.0, 0.0, 0.0))))
CICP_LINEAR = (b"cICP", bytes((1, 8, 0, 1)))


# PNG third edition, 13.13: cICP before iCCP before sRGB before gAMA and cHRM.
@pytest.mark.parametrize(
    ("chunks", "curve", "matrix"),
    [
        ((), decode_srgb, None),
        ((GAMMA_1,), lambda x: x, None),
        ((GAMMA_1, CHRM), lambda x: x, REC709_FROM_P3),
        ((CHRM,), decode_srgb, REC709_FROM_P3),
        ((GAMMA_1, CHRM, SRGB), decode_srgb, None),
        ((GAMMA_1, CHRM, ICCP), lambda x: x**2, REC709_FROM_P3),
        ((GAMMA_1, CHRM, ICCP, (b"cICP", bytes((1, 13, 0, 1)))), decode_srgb, None),
        ((SRGB, CICP_LINEAR), lambda x: x, None),
        ((SRGB, (b"cICP", bytes((1, 99, 0, 1)))), decode_srgb, None),  # unknown: the next is heard
        ((GAMMA_1, (b"cICP", bytes((9, 16, 9, 1)))), lambda x: x, None),  # no matrix in a PNG
    ],
)
def test_the_strongest_word_on_colours_is_believed(tmp_path, chunks, curve, matrix):
    codes = noise(highest=65535)
    found = read_picture(written(tmp_path, png(codes, 2, *chunks)))
    expected = curve(codes / 65535.0)
    expected = expected if matrix is None else expected @ matrix.T
    np.testing.assert_allclose(found.rgb, expected, atol=1.5e-3)
    is_odd = any(kind == b"cICP" and data[1:3] != bytes((13, 0)) and data != CICP_LINEAR[1]
                 for kind, data in chunks)  # fmt: skip
    assert bool(found.notes) == is_odd


@pytest.mark.parametrize("gamma", [0.35, 0.45, 0.55, 0.7, 1.0, 2.5])
def test_one_light_written_under_six_gammas_is_read_alike(tmp_path, gamma):
    # As PngSuite's g03 to g25 are made: light to the power that gAMA says.
    light = np.random.default_rng(1).uniform(0.05, 1, (64, 64, 3))
    codes = np.round(65535 * light**gamma).astype(np.uint16)
    chunk = (b"gAMA", struct.pack(">I", round(1e5 * gamma)))
    found = read_picture(written(tmp_path, png(codes, 2, chunk)))
    # At 0.45 sRGB is meant, whose foot is straight; at 2.5 a code is worth so much near black.
    room = 0.02 if gamma == 0.45 else 4e-4
    np.testing.assert_allclose(found.rgb, light, atol=room)


def test_a_gamma_or_corners_that_make_no_sense_are_left_out_and_told(tmp_path):
    odd = (b"gAMA", struct.pack(">I", 0)), (b"cHRM", struct.pack(">8I", *[30_000] * 8))
    found = read_picture(written(tmp_path, png(noise(highest=65535), 2, *odd)))
    assert found.notes == ("a gamma of 0, left out", "odd chromaticities, left out")
    assert found.colour_space == "sRGB"


def test_a_profile_that_is_no_profile_or_a_bomb_is_left_out_and_told(tmp_path):
    file = saved(tmp_path, Image.fromarray(noise()))
    plain = read_picture(file).rgb
    bomb = zlib.compress(bytes(50_000_000), 9)
    for data, said in (
        (b"x\0\0" + zlib.compress(b"no profile"), "a colour profile that cannot be used, left out"),
        (b"x\0\0no zlib", "a damaged colour profile, left out"),
        (b"x\0\0" + bomb, "a damaged colour profile, left out"),
    ):
        found = read_picture(written(tmp_path, chunked(file, (b"iCCP", data))))
        assert found.notes == (said,)
        assert (found.rgb == plain).all()


def test_a_wrong_sum_of_pixels_is_a_refusal_and_of_words_a_note(tmp_path):
    file = saved(tmp_path, Image.fromarray(noise()))
    data = bytearray(file.read_bytes())
    place = data.index(b"IEND") - 8  # the sum of the last chunk of pixels
    data[place : place + 4] = b"CSUM"
    with pytest.raises(InputError, match="a wrong check sum of a chunk IDAT"):
        read_picture(written(tmp_path, bytes(data)))
    data = chunked(file, (b"gAMA", struct.pack(">I", 100_000), 1), (b"abCd", b"", 2))
    found = read_picture(written(tmp_path, data))
    assert found.notes == ("a damaged chunk gAMA, left out", "a damaged chunk abCd, left out")
    assert found.colour_space == "sRGB"


@pytest.mark.parametrize(
    ("chunk", "said"),
    [((b"ABCD", b""), "an unknown chunk b'ABCD'"), ((b"a1\0c", b""), "no chunk where one should")],
)
def test_chunks_that_nobody_can_skip(tmp_path, chunk, said):
    file = saved(tmp_path, Image.fromarray(noise()))
    with pytest.raises(InputError) as caught:
        read_picture(written(tmp_path, chunked(file, chunk)))
    assert said in str(caught.value)


def test_words_are_kept_as_they_were_said(tmp_path):
    file = saved(tmp_path, Image.fromarray(noise()))
    packet = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'/>"
    data = chunked(
        file,
        (b"tEXt", b"parameters\0a ball, steps: 20"),
        (b"zTXt", b"Comment\0\0" + zlib.compress("Größe".encode("latin-1"))),
        (b"iTXt", b"stager\0\1\0de\0\0" + zlib.compress('{"φ": 1}'.encode())),
        (b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + packet),
        (b"eXIf", b"MM\0*\0\0\0\x08\0\0"),
    )
    found = read_codes(written(tmp_path, data))
    assert found.embedded.texts == (
        Text("tEXt", "parameters", "a ball, steps: 20"),
        Text("zTXt", "Comment", "Größe"),
        Text("iTXt", "stager", '{"φ": 1}'),
    )
    assert (found.embedded.xmp, found.embedded.exif[:4]) == (packet, b"MM\0*")
    assert (found.values == read_codes(file).values).all()
    # What stands behind the pixels is heard too.
    late = read_codes(written(tmp_path, chunked(file, (b"tEXt", b"a\0b"), before=b"IEND")))
    assert late.embedded.texts == (Text("tEXt", "a", "b"),)


def test_words_without_end_are_left_out_and_told(tmp_path):
    file = saved(tmp_path, Image.fromarray(noise()))
    long = zlib.compress(bytes(MOST_TEXT_BYTES + 1), 9)
    half = b"a\0" + b"x" * (MOST_TEXT_BYTES * 2 // 3)
    for chunks, left in (
        (((b"zTXt", b"bomb\0\0" + long), (b"tEXt", b"a\0b")), ["b"]),
        (((b"tEXt", half), (b"tEXt", half)), [half[2:].decode()]),
        (((b"iTXt", b"a\0\1\0\0\0no zlib"),), []),
    ):
        found = read_codes(written(tmp_path, chunked(file, *chunks)))
        assert [text.text for text in found.embedded.texts] == left
        assert found.notes == ("1 embedded text damaged or too long, left out",)
    many = chunked(file, *[(b"tEXt", b"a\0b")] * 1200)
    assert len(read_codes(written(tmp_path, many)).embedded.texts) == 1000


def test_an_animation_says_of_how_many_frames_this_is_the_first(tmp_path):
    file = saved(tmp_path, Image.fromarray(noise()))
    found = read_codes(written(tmp_path, chunked(file, (b"acTL", struct.pack(">II", 7, 0)))))
    assert (found.frames, found.told) == (7, ["the first of 7 frames"])


def test_corners_of_the_test_profile_are_those_of_the_test_chunk():
    # The oracle's two ways to say Display P3 agree, so that the cases above test who is believed.
    white = P3_COLORANTS.sum(axis=1)
    np.testing.assert_allclose(white, [0.9642, 1.0, 0.8249], atol=2e-3)
