"""ONNX files of strangers: cut, damaged, huge, with their data elsewhere; one line each."""

import random

import pytest
from onnx import TensorProto, helper, load_model_from_string

from scene_stager.errors import InputError
from scene_stager.models import onnx_form
from scene_stager.models.load import open_network
from scene_stager.models.onnx_form import check_onnx
from tests.models import nets


def refusal(data: bytes) -> str:
    with pytest.raises(InputError) as caught:
        check_onnx(data, "net.onnx")
    said = str(caught.value)
    assert said.startswith("net.onnx: found ")
    assert "\n" not in said
    return said


@pytest.mark.parametrize("make", [nets.weighing, nets.doubling, lambda: nets.swelling([3, 3])])
def test_a_sound_network_passes(make):
    check_onnx(make(), "net.onnx")


def test_the_real_networks_pass(prepared):
    names = ("u2netp", "rivagan_encoder", "rivagan_decoder")
    for name in names:
        check_onnx(prepared.read(prepared.manifest(name)), name)


def test_a_network_that_is_cut_anywhere_is_refused():
    whole = nets.weighing()
    for length in range(len(whole) - 1):
        try:
            check_onnx(whole[:length], "net.onnx")
        except InputError:
            continue
        # What is left may end between two fields; then nothing but what comes last is missing.
        left = load_model_from_string(whole[:length])
        assert left.graph == load_model_from_string(whole).graph


@pytest.mark.parametrize("data", [b"", b"\x00" * 40, b"<html>" * 100, b"\xff" * 400])
def test_what_is_no_network_is_refused(data):
    refusal(data)


@pytest.mark.parametrize("make", [nets.kept_elsewhere, nets.kept_elsewhere_deep_inside])
@pytest.mark.parametrize("path", ["weights.bin", "../../etc/passwd", "/etc/passwd"])
def test_data_in_another_file_is_refused_however_deep(make, path):
    assert "data kept in another file" in refusal(make(path))


def test_a_huge_input_and_a_huge_tensor_are_refused():
    wide = [1, 3, 100_000, 100_000]
    node = helper.make_node("Identity", ["x"], ["y"])
    assert "a tensor of over" in refusal(nets.model([node], [("x", wide)], [("y", wide)]))
    weights = nets.tensor("k", [1.0])
    del weights.dims[:]
    weights.dims.extend([2**40, 2**40])
    node = helper.make_node("Add", ["x", "k"], ["y"])
    assert "a tensor of over" in refusal(nets.model([node], [("x", [1])], [("y", [1])], [weights]))


def test_a_free_size_is_not_a_huge_one():
    node = helper.make_node("Identity", ["x"], ["y"])
    check_onnx(nets.model([node], [("x", [-1, "n"])], [("y", [-1, "n"])]), "net.onnx")


def test_graphs_inside_graphs_without_end_are_refused():
    inner = helper.make_node("Identity", ["x"], ["y"])
    info = helper.make_tensor_value_info("y", TensorProto.FLOAT, [1])
    for _ in range(30):
        branch = helper.make_graph([inner], "b", [], [info])
        inner = helper.make_node("If", ["c"], ["y"], then_branch=branch)
    assert "nested over" in refusal(nets.model([inner], [("x", [1])], [("y", [1])]))


def test_fields_without_end_are_refused(monkeypatch):
    monkeypatch.setattr(onnx_form, "MOST_FIELDS", 1000)
    assert "over 1000 fields" in refusal(nets.weighing() + b"\x08\x09" * 2000)


def test_no_damage_does_more_than_raise_one_line():
    whole, draw = nets.weighing(), random.Random(7)
    judged = 0
    for _ in range(3000):
        data = bytearray(whole)
        for _ in range(draw.randint(1, 4)):
            data[draw.randrange(len(data))] = draw.randrange(256)
        try:
            open_network(bytes(data), "onnx", "d", "net.onnx")
        except InputError as error:
            assert "\n" not in str(error)
            judged += 1
    assert judged > 1000
