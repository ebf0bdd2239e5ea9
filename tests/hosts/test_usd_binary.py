"""The USD shot as binary and as a package: the same stage, the same bytes every time."""

import struct
from zipfile import ZIP_STORED, ZipFile

import pytest
from pxr import Sdf, Usd

from scene_stager.errors import InputError
from scene_stager.hosts.usd import take_from_usd, usd_text, write_usd
from tests.hosts.usd_check import findings
from tests.hosts.usd_takes import baked


@pytest.mark.parametrize("ending", [".usdc", ".usdz"])
def test_it_holds_what_the_text_holds_and_the_take_comes_back(ending, tmp_path):
    take = baked("hero_dolly_push_in").slice_frames(1, 12)
    file = tmp_path / f"shot{ending}"
    write_usd(take, file)
    assert findings(file) == []
    assert take_from_usd(file) == take
    assert Usd.Stage.Open(str(file)).GetDefaultPrim().GetName() == "Shot"
    if ending == ".usdc":  # of a package the layer is inside
        assert Sdf.Layer.FindOrOpen(str(file)).ExportToString() == usd_text(take)


@pytest.mark.parametrize("ending", [".usdc", ".usdz"])
def test_it_has_the_same_bytes_every_time_and_the_reader_that_was_asked_for(ending, tmp_path):
    take = baked("golden_hour_drone_orbit").slice_frames(1, 2)
    files = [tmp_path / f"{name}{ending}" for name in ("a", "b")]
    for file in files:
        write_usd(take, file, "unreal")
    assert files[0].read_bytes() == files[1].read_bytes()
    stage = Usd.Stage.Open(str(files[0]))
    assert stage.GetDefaultPrim().GetVariantSet("reader").GetVariantSelection() == "unreal"


def test_a_package_is_one_stored_file_whose_data_begins_on_a_multiple_of_64(tmp_path):
    write_usd(baked("hero_dolly_push_in").slice_frames(1, 2), tmp_path / "shot.usdz")
    with ZipFile(tmp_path / "shot.usdz") as archive:
        (entry,) = archive.infolist()
    assert (entry.filename, entry.compress_type) == ("shot.usdc", ZIP_STORED)
    data = (tmp_path / "shot.usdz").read_bytes()
    name, extra = struct.unpack_from("<HH", data, 26)
    begins = 30 + name + extra
    assert begins % 64 == 0
    assert data[begins : begins + 8] == b"PXR-USDC"


def test_another_ending_is_refused(tmp_path):
    with pytest.raises(InputError, match=r"shot\.abc"):
        write_usd(baked("hero_dolly_push_in"), tmp_path / "shot.abc")
    assert list(tmp_path.iterdir()) == []
