"""Strangers' meshes: what other programs write is read, what is no mesh is refused in one line."""

import struct

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scene_stager.errors import InputError
from scene_stager.maths.surface.faults import Fault
from scene_stager.maths.surface.fitted_facings import with_fitted_facings
from scene_stager.maths.surface.half_edges import euler_characteristic, half_edges
from scene_stager.maths.surface.mesh import face_areas_m2, triangle_mesh, volume_m3
from scene_stager.maths.surface.simple_solids import ball, box, drum
from scene_stager.moks.mesh_files.read import read_mesh
from scene_stager.moks.mesh_files.write import ply_of
from tests.maths.surfaces import sheet, torus
from tests.moks.hulls import UP, as_usda, crate, gltf

trimesh = pytest.importorskip("trimesh", reason="python -m pip install trimesh")

SOLIDS = {"ball": ball(), "box": box(), "torus": torus(12, 9), "sheet": sheet(4, 5)}


def theirs(mesh):
    return trimesh.Trimesh(mesh.places_m, mesh.triangles, process=False)


def as_obj(mesh):
    return trimesh.exchange.obj.export_obj(theirs(mesh), digits=12).encode()


def as_ply(mesh, encoding="binary"):
    return trimesh.exchange.ply.export_ply(theirs(mesh), encoding=encoding)


def as_glb(mesh):
    turned = theirs(mesh)
    turned.apply_transform(UP)
    return turned.export(file_type="glb")


def measures(mesh):
    area = np.linalg.norm(face_areas_m2(mesh), axis=1).sum()
    low, high = mesh.places_m.min(axis=0), mesh.places_m.max(axis=0)
    return [area, volume_m3(mesh), euler_characteristic(mesh, half_edges(mesh)), *low, *high]


@pytest.mark.parametrize("solid", SOLIDS)
@pytest.mark.parametrize(
    "write",
    [as_obj, as_ply, lambda m: as_ply(m, "ascii"), as_glb, as_usda],
    ids=["obj", "ply", "ply as text", "glb", "usda"],
)
def test_what_another_program_wrote_is_read(solid, write):
    mesh = triangle_mesh(SOLIDS[solid].places_m, SOLIDS[solid].triangles)
    found = read_mesh(write(mesh))
    assert found.left_out == ()
    np.testing.assert_allclose(measures(found.mesh), measures(mesh), atol=2e-5)


@pytest.mark.parametrize(("up", "scale"), [("Y", 1.0), ("Z", 0.01), ("Y", 0.01)])
def test_a_stage_says_its_axes_and_its_unit(up, scale):
    found = read_mesh(as_usda(SOLIDS["box"], up, scale))
    np.testing.assert_allclose(measures(found.mesh), measures(SOLIDS["box"]), atol=1e-5)
    assert (found.mesh.counts == 4).all()


def test_a_crate_of_usd_is_read():
    found = read_mesh(crate(as_usda(SOLIDS["torus"])))
    np.testing.assert_allclose(measures(found.mesh), measures(SOLIDS["torus"]), atol=1e-5)


@pytest.mark.slow
def test_a_spoilt_crate_does_not_take_us_down_with_it():
    data, rng = crate(as_usda(sheet(3, 4))), np.random.default_rng(1)
    for _ in range(12):
        at, byte = rng.integers(0, len(data), 40), rng.integers(0, 256, 40)
        is_read_or_refused_in_one_line(mutated(data, at, byte, 0))


@pytest.mark.parametrize("solid", SOLIDS)
def test_our_own_form_comes_back_as_it_was_and_is_read_by_another_program(solid, tmp_path):
    mesh = SOLIDS[solid]
    data = ply_of(mesh)
    back = read_mesh(data).mesh
    for field in ("places_m", "corners", "counts"):
        np.testing.assert_array_equal(getattr(back, field), getattr(mesh, field))
    np.testing.assert_allclose(back.facings, mesh.facings, atol=1e-5)
    assert ply_of(back) == ply_of(read_mesh(ply_of(back)).mesh)
    if (mesh.counts == 3).all():
        (tmp_path / "a.ply").write_bytes(data)
        other = trimesh.load(tmp_path / "a.ply", process=False)
        np.testing.assert_allclose(other.vertices, mesh.places_m)
        np.testing.assert_array_equal(other.faces, mesh.triangles)


def test_facings_come_along_where_each_vertex_has_one():
    mesh = SOLIDS["torus"]
    turned = -np.asarray(mesh.facings)
    lines = [f"v {x} {y} {z}" for x, y, z in mesh.places_m.tolist()]
    lines += [f"vn {x} {y} {z}" for x, y, z in (7 * turned).tolist()]
    faces = np.split(mesh.corners, np.cumsum(mesh.counts)[:-1])
    lines += ["f " + " ".join(f"{k + 1}//{k + 1}" for k in face) for face in faces]
    np.testing.assert_allclose(read_mesh("\n".join(lines).encode()).mesh.facings, turned, atol=1e-9)
    creased = [*lines[:-1], lines[-1].replace("//1", "//2").replace("//9", "//3")]
    told = read_mesh("\n".join(creased).encode()).mesh.facings
    np.testing.assert_allclose(told, with_fitted_facings(mesh).facings, atol=1e-9)


def test_an_obj_counts_back_goes_on_and_may_have_more_than_we_read():
    text = (
        b"# a comment\nmtllib a.mtl\nv 0 0 0 1 0 0\nv 1 0 0\r\nv 1 1 0\nv 0 1 \\\n 0\nvt 0 0\ng a\n"
        b"usemtl b\ns 1\nf -4/1 -3/1 \\\n-2/1 -1/1\n"
    )
    mesh = read_mesh(text).mesh
    assert mesh.corners.tolist() == [0, 1, 2, 3]
    assert mesh.places_m[3].tolist() == [0, 1, 0]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("v nan 0 0\nv 1 0 0\nv 0 1 0\nv 1 1 0\nf 1 2 3\nf 2 4 3", Fault.NOT_FINITE),
        ("v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3\nf 1 2 9", Fault.OUT_OF_RANGE),
        ("v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3\nf 1 2 -9", Fault.OUT_OF_RANGE),
        ("v 0 0 0\nv 1 0 0\nv 0 1 0\nv 2 0 0\nf 1 2 3\nf 1 2 4", Fault.DEGENERATE),
        ("v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3\nf 3 1 2", Fault.DUPLICATED_FACE),
        ("v 0 0 0\nv 1 0 0\nv 0 1 0\nv 9 9 9\nf 1 2 3", Fault.UNREFERENCED),
    ],
)
def test_what_no_surface_can_hold_is_left_out_by_name_and_the_rest_is_used(text, fault):
    found = read_mesh(text.encode())
    assert fault in {one.fault for one in found.left_out}
    assert len(found.mesh.counts) == 1
    assert len(found.mesh.places_m) == 3


def test_vertices_that_gltf_had_to_split_are_one_again():
    found = read_mesh(gltf())
    assert len(found.mesh.places_m) == 4
    np.testing.assert_allclose(face_areas_m2(found.mesh), [(0, 0, 0.5)] * 2)


def test_an_extension_that_moves_no_vertex_is_no_hindrance():
    assert len(read_mesh(gltf(extensionsRequired=["KHR_materials_clearcoat"])).mesh.counts) == 2


def test_nodes_within_nodes_stand_where_they_should():
    nodes = [
        {"children": [1], "translation": [0, 2, 0]},
        {"mesh": 0, "rotation": [0, 0.5**0.5, 0, 0.5**0.5], "scale": [3, 1, -1]},
    ]
    found = read_mesh(gltf(nodes=nodes))
    # By hand: scaled to (3, 0, 1), turned by 90 degrees about +y to (1, 0, -3), lifted by 2.
    assert found.mesh.places_m[:, 2].tolist() == [2.0] * 4
    np.testing.assert_allclose(found.mesh.places_m.max(axis=0), [1, 3, 2], atol=1e-6)
    np.testing.assert_allclose(face_areas_m2(found.mesh).sum(axis=0), [0, 0, 3], atol=1e-6)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "an empty file"),
        (b"\x00\x01\x02", "something else"),
        (b"PK\x03\x04abc", "a zip archive"),
        (b"hello\nworld\n", "no face that can be used: it has none"),
        (b"v 1 2\n", "line 1"),
        (b"v 0 0 0\nf 1 2 x\n", "line 2"),
        (b"ply\nformat ascii 1.0\n", "no end_header"),
        (b"ply\nformat odd 1.0\nend_header\n", "header"),
        (
            b"ply\nformat ascii 1.0\nelement vertex 2\nproperty float x\nend_header\n1\n",
            "too little",
        ),
        (b"ply\nformat ascii 1.0\nelement vertex 99999999999\nend_header\n", "header"),
        (b"glTF", "without its JSON"),
        (b"{]", "not JSON"),
        (b"[" * 100_000, "no face"),
        (b'{"a":' * 100_000, "nested without end"),
        (gltf(nodes=[{"children": [0]}]), "nodes without end"),
        (gltf(nodes=[{"mesh": 7}]), "meshes: found 7"),
        (gltf(nodes=[{"mesh": 0, "matrix": [1]}]), "16 numbers"),
        (gltf(buffers=[{"uri": "../../etc/passwd"}]), "bytes elsewhere"),
        (gltf(buffers=[{"uri": "data:;base64,@@"}]), "no base64"),
        (gltf(bufferViews=[{"buffer": 0, "byteLength": 10**12}]), "a piece of 72 bytes"),
        (gltf(extensionsRequired=["KHR_draco_mesh_compression"]), "without compression"),
        (b"#usda 1.0\n(", "nothing that USD can read"),
        (b"#usda 1.0\n", "0 meshes"),
        (b'#usda 1.0\ndef "a" (references = @/etc/hosts.usda@) {}\n', "in other files"),
        (b"PXR-USDC" + bytes(90), "nothing that USD can read"),
        (
            as_usda(sheet(3, 4)).replace(b"int[] faceV", b"ind[] faceV", 1),
            "of type 'UnregisteredValue'",
        ),
        (as_usda(sheet(3, 4)).replace(b"point3f[]", b"string[]", 1), "nothing that USD can read"),
        (as_usda(sheet(3, 4)).replace(b"point3f[]", b"float2[]", 1), "nothing that USD can read"),
    ],
)
def test_what_is_no_mesh_is_refused_in_one_line(data, said):
    with pytest.raises(InputError) as refused:
        read_mesh(data, "hull")
    (line,) = str(refused.value).splitlines()
    assert said in line
    assert line.startswith("hull")
    assert len(line) < 400


def mutated(data, draw_at, draw_byte, cut):
    found = bytearray(data)
    for at, byte in zip(draw_at, draw_byte, strict=True):
        found[at % len(found)] = byte
    return bytes(found[: len(found) - cut % len(found)])


ORIGINALS = [
    as_obj(sheet(3, 4)),
    as_ply(sheet(3, 4)),
    as_ply(sheet(3, 4), "ascii"),
    as_glb(sheet(3, 4)),
    gltf(),
    ply_of(drum()),
    as_usda(sheet(3, 4)),
]


def is_read_or_refused_in_one_line(data):
    try:
        mesh = read_mesh(data, "hull").mesh
    except InputError as refused:
        assert len(str(refused).splitlines()) == 1
    else:
        assert np.isfinite(mesh.places_m).all()


@given(
    st.sampled_from(ORIGINALS),
    st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), min_size=1, max_size=8),
    st.one_of(st.just(0), st.integers(0, 10**4)),
)
def test_a_file_with_a_few_wrong_bytes_is_read_or_refused_in_one_line(data, changes, cut):
    at, byte = zip(*changes, strict=True)
    is_read_or_refused_in_one_line(mutated(data, at, byte, cut))


@pytest.mark.slow
def test_of_three_thousand_spoilt_files_each_is_read_or_refused_in_one_line():
    rng = np.random.default_rng(18)
    signs = np.frombuffer(b'0123456789-.e/ \n{}[],:"\x00\xff', dtype=np.uint8)
    for _ in range(3000):
        data = ORIGINALS[rng.integers(len(ORIGINALS))]
        count = rng.integers(1, 12)
        at, byte = rng.integers(0, 10**6, count), rng.choice(signs, count)
        cut = rng.integers(0, len(data)) if rng.random() < 0.2 else 0
        is_read_or_refused_in_one_line(mutated(data, at, byte, int(cut)))


def test_a_file_that_is_too_large_is_not_read(monkeypatch):
    monkeypatch.setattr("scene_stager.moks.mesh_files.read.MOST_TEXT_BYTES", 10)
    with pytest.raises(InputError, match="at most 10 bytes"):
        read_mesh(b"v 0 0 0\nv 1 0 0\n")
    monkeypatch.setattr("scene_stager.moks.mesh_files._polygons.MOST_VERTICES", 2)
    with pytest.raises(InputError, match="3 vertices, expected at most 2"):
        read_mesh(ply_of(triangle_mesh(np.eye(3), np.array([[0, 1, 2]]))))


def test_faces_of_different_lengths_and_other_elements_are_read_past():
    header = (
        "ply\nformat binary_big_endian 1.0\nelement edge 2\nproperty list uchar short of\n"
        "element vertex 5\nproperty uchar red\nproperty float x\nproperty float y\n"
        "property double z\nelement face 2\nproperty uchar flags\n"
        "property list uchar int vertex_index\nend_header\n"
    )
    body = struct.pack(">BhBhh", 1, 7, 2, 8, 9)
    for x, y, z in ((0, 0, 0), (1, 0, 0), (1, 1, 0), (0, 1, 0), (2, 0.5, 0)):
        body += struct.pack(">Bffd", 255, x, y, z)
    body += struct.pack(">BB4i", 1, 4, 0, 1, 2, 3) + struct.pack(">BB3i", 0, 3, 1, 4, 2)
    mesh = read_mesh(header.encode() + body).mesh
    assert mesh.counts.tolist() == [4, 3]
    assert mesh.corners.tolist() == [0, 1, 2, 3, 1, 4, 2]
