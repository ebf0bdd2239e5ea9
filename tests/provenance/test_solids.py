"""Records of what has no pixels: meshes, splats, glTF, USD; read by libraries that are not ours."""

import json
import struct
from dataclasses import replace
from html.parser import HTMLParser

import numpy as np
import pytest
import trimesh

from scene_stager.cli import main
from scene_stager.errors import InputError
from scene_stager.provenance.carriers import carrier_of
from scene_stager.provenance.pixel_hash import file_hash
from scene_stager.provenance.stamp import look_at, own_hash, stamp, strip, verify
from tests.hosts.maya_ascii_reader import read_scene
from tests.provenance.carried import RECORD
from tests.provenance.solids import solid

KINDS = ("box.ply", "ascii.ply", "splat.ply", "box.glb", "box.gltf", "shot.usda", "shot.usdc")
KINDS += ("shot.ma", "report.html")


@pytest.fixture(params=KINDS)
def thing(request, tmp_path):
    return solid(tmp_path, request.param)


def other_content(path):
    """The same file with something else in it."""
    data = path.read_bytes()
    if path.suffix in (".ma", ".html"):
        path.write_bytes(data.replace(b"shot", b"scene"))
    elif path.suffix in (".ply", ".glb"):
        path.write_bytes(data[:-2] + bytes((data[-2] ^ 1,)) + data[-1:])
    elif path.suffix == ".gltf":
        tree = json.loads(data)
        tree["nodes"][0]["name"] = "another"
        path.write_text(json.dumps(tree))
    else:
        from pxr import Sdf

        layer = Sdf.Layer.FindOrOpen(str(path))
        layer.GetAttributeAtPath("/World/Box.size") or Sdf.AttributeSpec(
            layer.GetPrimAtPath("/World/Box"), "size", Sdf.ValueTypeNames.Double
        )
        layer.GetAttributeAtPath("/World/Box.size").default = 3.0
        layer.Save()


def test_a_stamp_holds_until_the_content_is_another(thing):
    written = stamp(thing, RECORD)
    assert written.content_hash and not written.pixel_hash
    assert look_at(thing).records == (written,)
    assert verify(thing).verdict == "holds"
    other_content(thing)
    assert verify(thing).verdict == "broken"


def test_stamping_does_not_change_what_the_content_is_called(thing):
    own = own_hash(thing, carrier_of(thing))
    assert stamp(thing, RECORD).content_hash == own
    again = stamp(thing, replace(RECORD, subject="another"))
    assert again.content_hash == own and look_at(thing).records == (again,)


def test_strip_leaves_the_content_and_nothing_of_ours(thing):
    own, names = own_hash(thing, carrier_of(thing)), {one.name for one in thing.parent.iterdir()}
    plain = thing.read_bytes()
    stamp(thing, RECORD)
    assert strip(thing)
    assert own_hash(thing, carrier_of(thing)) == own
    assert b"Maana" not in thing.read_bytes()
    assert {one.name for one in thing.parent.iterdir()} == names
    assert verify(thing).verdict == "no_record"
    if thing.suffix not in (".gltf", ".glb"):
        assert thing.read_bytes() == plain


@pytest.mark.parametrize("name", ["box.ply", "ascii.ply", "box.glb", "box.gltf"])
def test_another_library_reads_the_same_mesh(name, tmp_path):
    path = solid(tmp_path, name)
    before = trimesh.load(path, force="mesh")
    stamp(path, RECORD)
    after = trimesh.load(path, force="mesh")
    np.testing.assert_array_equal(before.vertices, after.vertices)
    np.testing.assert_array_equal(before.faces, after.faces)


def test_gltf_says_it_as_its_extension_does(tmp_path):
    path = solid(tmp_path, "box.glb")
    written = stamp(path, RECORD)
    data = path.read_bytes()
    assert struct.unpack_from("<I", data, 8)[0] == len(data) and len(data) % 4 == 0
    (size,) = struct.unpack_from("<I", data, 12)
    tree = json.loads(data[20 : 20 + size])
    assert tree["extensionsUsed"] == ["KHR_xmp_json_ld"]
    packet = tree["extensions"]["KHR_xmp_json_ld"]["packets"][0]
    assert tree["asset"]["extensions"]["KHR_xmp_json_ld"] == {"packet": 0}
    assert {name.partition(":")[0] for name in packet} - {"@context"} <= set(packet["@context"])
    assert json.loads(packet["stg:record"]) == tree["asset"]["extras"]["scene_stager"]
    assert tree["asset"]["extras"]["scene_stager"]["content_hash"] == written.content_hash


def test_gltf_leaves_a_stranger_s_packet_where_it_is(tmp_path):
    path = solid(tmp_path, "box.gltf")
    tree = json.loads(path.read_text())
    theirs = {"@context": {"dc": "http://purl.org/dc/elements/1.1/"}, "dc:title": "theirs"}
    tree["extensions"] = {"KHR_xmp_json_ld": {"packets": [theirs, {"@context": {}, "a:b": 1}]}}
    tree["extensionsUsed"] = ["KHR_xmp_json_ld"]
    tree["asset"]["extensions"] = {"KHR_xmp_json_ld": {"packet": 0}}
    path.write_text(json.dumps(tree))
    stamp(path, RECORD)
    assert verify(path).verdict == "holds"
    strip(path)
    assert json.loads(path.read_text()) == tree


def test_ply_lines_are_short_and_plain_and_after_the_format(tmp_path):
    path = solid(tmp_path, "splat.ply")
    stamp(path, RECORD)
    lines = path.read_bytes().split(b"end_header")[0].splitlines()
    assert lines[1].startswith(b"format") and lines[2].startswith(b"comment scene_stager 1/")
    assert all(len(line) < 200 and line.isascii() for line in lines)


def test_usd_is_left_to_the_last_byte_and_a_layer_lies_over_it(tmp_path):
    from pxr import Usd, UsdGeom

    path = solid(tmp_path, "shot.usda")
    before = file_hash(path)
    stamp(path, RECORD)
    assert file_hash(path) == before
    stage = Usd.Stage.Open(str(tmp_path / "shot.provenance.usda"))
    assert stage.GetDefaultPrim().GetPath() == "/World"
    assert UsdGeom.Cube(stage.GetPrimAtPath("/World/Box"))
    said = stage.GetRootLayer().customLayerData["scene_stager:record"]
    assert json.loads(said)["subject"] == RECORD.subject


def test_usd_says_who_made_it_by_the_authorship_schema(tmp_path):
    UsdMedia = pytest.importorskip("pxr.UsdMedia")
    if not hasattr(UsdMedia, "AuthorshipAPI"):
        pytest.skip("this USD has no authorship schema")
    from pxr import Usd, UsdValidation

    path = solid(tmp_path, "shot.usda")
    written = stamp(path, RECORD)
    stage = Usd.Stage.Open(str(tmp_path / "shot.provenance.usda"))
    api = UsdMedia.AuthorshipAPI(stage.GetDefaultPrim(), "stager")
    assert api.GetSoftwarePackageAttr().Get() == RECORD.tool
    assert list(api.GetCreatorAttr().Get()) == [RECORD.hand]
    assert api.GetInstanceIDAttr().Get() == written.content_hash
    assert len(api.GetInputsAttr().Get()) == 2 * len(RECORD.lineage.parents)
    registry = UsdValidation.ValidationRegistry()
    validators = registry.GetOrLoadAllValidators()
    assert any("uthorship" in one.GetMetadata().name for one in validators)
    errors = UsdValidation.ValidationContext(validators).Validate(stage)
    assert [error.GetMessage() for error in errors] == []


def test_usd_in_text_and_in_binary_is_one_content(tmp_path):
    from pxr import Sdf

    text = solid(tmp_path, "shot.usda")
    Sdf.Layer.FindOrOpen(str(text)).Export(str(binary := tmp_path / "other.usdc"))
    assert own_hash(text, carrier_of(text)) == own_hash(binary, carrier_of(binary))


def test_a_provenance_layer_is_not_stamped_itself(tmp_path):
    path = solid(tmp_path, "shot.usda")
    stamp(path, RECORD)
    with pytest.raises(InputError, match="the file that it lies over"):
        stamp(tmp_path / "shot.provenance.usda", RECORD)


def test_a_page_is_shown_as_before(tmp_path):
    path = solid(tmp_path, "report.html")
    stamp(path, RECORD)

    class Shown(HTMLParser):
        text, scripts = "", 0

        def handle_starttag(self, tag, attrs):
            self.scripts += tag == "script"

        def handle_data(self, data):
            self.text += "" if "scene_stager.record" in data else data

    shown = Shown()
    shown.feed(path.read_text(encoding="utf-8"))
    assert (shown.scripts, shown.text.strip()) == (1, "A shotA fox & a heron")
    assert verify(path).record.hand == RECORD.hand


def test_maya_s_own_words_stay_and_a_string_in_pieces_is_one(tmp_path):
    path = solid(tmp_path, "shot.ma")
    written = stamp(path, RECORD)
    scene = read_scene(path.read_text().replace(" -s -n", " -n").replace('setAttr ".v" no;', ""))
    assert scene.info["application"] == "maya"
    assert json.loads(scene.info["scene_stager_record"]) == json.loads(written.to_json())
    text = path.read_text()
    path.write_text(text.replace("Maana", 'Maa"\n\t\t+ "na'))  # as Maya writes long ones
    assert verify(path).verdict == "holds"


def test_a_bake_s_scene_and_page_say_where_they_come_from(tmp_path):
    words = ["bake", "interview_three_point", "--frames", "1:2", "--out", str(tmp_path)]
    assert main([*words, "--preview", "none", "--host", "maya-ascii", "--json"]) == 0
    found = verify(tmp_path / "shot.ma")
    assert found.verdict == "holds" and found.record.plan_hash
