"""Tiny networks that the tests make: ONNX by its own helper, TFLite by its own schema."""

import flatbuffers
import numpy as np
from ai_edge_litert import schema_py_generated as tfl
from onnx import TensorProto, helper, load_model_from_string, numpy_helper

IR, OPSET = 9, 17
SIDE = 16
WEIGHTS = (0.5, -0.25, 1.0)


def model(nodes, ins, outs, weights=()) -> bytes:
    """A network of nodes; `ins` and `outs` are (name, shape)."""
    infos = [
        [helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name, shape in ends]
        for ends in (ins, outs)
    ]
    graph = helper.make_graph(nodes, "tiny", *infos, list(weights))
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR)
    return made.SerializeToString()


def tensor(name, array):
    return numpy_helper.from_array(np.asarray(array), name)


def weighing(weights=WEIGHTS, side=SIDE) -> bytes:
    """Marks pixels by the square of a weighted sum of channels: a saliency network's form."""
    kernel = tensor("k", np.array(weights, dtype=np.float32).reshape(1, 3, 1, 1))
    sum_up = helper.make_node("Conv", ["picture", "k"], ["sum"])
    square = helper.make_node("Mul", ["sum", "sum"], ["mark"])
    ends = [("picture", [1, 3, side, side])], [("mark", [1, 1, side, side])]
    return model([sum_up, square], *ends, [kernel])


def doubling() -> bytes:
    """y = x + x for two numbers."""
    node = helper.make_node("Add", ["x", "x"], ["y"])
    return model([node], [("x", [2])], [("y", [2])])


def swelling(shape) -> bytes:
    """Spreads one number over a huge tensor and adds it up again: a bomb of a few hundred bytes."""
    nodes = [
        helper.make_node("Expand", ["x", "shape"], ["wide"]),
        helper.make_node("ReduceSum", ["wide"], ["y"], keepdims=0),
    ]
    return model(nodes, [("x", [1])], [("y", [])], [tensor("shape", np.int64(shape))])


def kept_elsewhere(path: str) -> bytes:
    """A network whose weights are said to lie in another file."""
    away = tensor("k", np.zeros(4, np.float32))
    away.ClearField("raw_data")
    away.data_location = TensorProto.EXTERNAL
    away.external_data.add(key="location", value=path)
    node = helper.make_node("Add", ["x", "k"], ["y"])
    return model([node], [("x", [4])], [("y", [4])], [away])


def kept_elsewhere_deep_inside(path: str) -> bytes:
    """The same inside a constant of a branch of a branch."""
    away = tensor("c", np.zeros(4, np.float32))
    away.ClearField("raw_data")
    away.external_data.add(key="location", value=path)
    inner = helper.make_node("Constant", [], ["c"], value=away)
    for _ in range(2):
        info = helper.make_tensor_value_info("c", TensorProto.FLOAT, [4])
        branch = helper.make_graph([inner], "branch", [], [info])
        inner = helper.make_node("If", ["x"], ["c"], then_branch=branch, else_branch=branch)
    return model([inner], [("x", [1])], [("c", [4])])


def doubling_tflite(size=2, custom=False) -> bytes:
    """y = x + x for some numbers, as TFLite; if asked, by an operator that nobody has."""
    code = tfl.OperatorCodeT()
    code.builtinCode = tfl.BuiltinOperator.CUSTOM if custom else tfl.BuiltinOperator.ADD
    code.deprecatedBuiltinCode = min(code.builtinCode, 127)
    code.customCode = b"Nobodys" if custom else None
    tensors = []
    for name in (b"x", b"y"):
        one = tfl.TensorT()
        one.shape, one.type, one.name, one.buffer = [size], tfl.TensorType.FLOAT32, name, 0
        tensors.append(one)
    operator = tfl.OperatorT()
    operator.opcodeIndex, operator.inputs, operator.outputs = 0, [0, 0], [1]
    if not custom:
        operator.builtinOptionsType = tfl.BuiltinOptions.AddOptions
        operator.builtinOptions = tfl.AddOptionsT()
    graph = tfl.SubGraphT()
    graph.tensors, graph.inputs, graph.outputs, graph.operators = tensors, [0], [1], [operator]
    whole = tfl.ModelT()
    whole.version, whole.operatorCodes = 3, [code]
    whole.subgraphs, whole.buffers = [graph], [tfl.BufferT()]
    builder = flatbuffers.Builder(1024)
    builder.Finish(whole.Pack(builder), b"TFL3")
    return bytes(builder.Output())


def model_of(data: bytes):
    """The network as its own library reads it."""
    return load_model_from_string(data)
