"""A model folder that the tests build: it knows colours by name, and pads as SigLIP2 does."""

import json

import numpy as np
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

SIDE, DIM, PAD_TO = 16, 6, 64
MEAN, SPREAD = (0.5, 0.5, 0.5), (0.5, 0.5, 0.5)
COLOURS = {"red": (1, 0, 0), "green": (0, 1, 0), "blue": (0, 0, 1), "white": (1, 1, 1)}
WORDS = ("<pad>", "<eos>", "<unk>", *COLOURS, "a", "picture", "of")


def kernel():
    """Weights (DIM, 3, 8, 8) of the patches: the first three sum a channel each."""
    rng = np.random.default_rng(3)
    weights = rng.normal(0.0, 0.002, (DIM, 3, 8, 8))
    for channel in range(3):
        weights[channel, channel] += 1.0 / 64.0
    return weights.astype(np.float32)


def table():
    """Embeddings (words, DIM): a colour's is where the vision half puts that colour."""
    rng = np.random.default_rng(4)
    rows = rng.normal(0.0, 0.02, (len(WORDS), DIM))
    rows[0] = np.eye(DIM)[-1] * 0.05  # a pad leans where no colour does
    for name, rgb in COLOURS.items():
        rows[WORDS.index(name), :3] += 2.0 * np.array(rgb) - 1.0
    return rows.astype(np.float32)


def vision(dim=DIM, says="pooler_output", broken=False):
    """Conv over patches, then their mean."""
    weights = kernel()[:dim]
    if broken:
        weights = np.full_like(weights, np.nan)
    nodes = [
        helper.make_node("Conv", ["pixel_values", "k"], ["patches"], strides=[8, 8]),
        helper.make_node("GlobalAveragePool", ["patches"], ["pooled"]),
        helper.make_node("Flatten", ["pooled"], [says]),
    ]
    ins = [("pixel_values", TensorProto.FLOAT, ["n", 3, SIDE, SIDE])]
    return _model(nodes, ins, [(says, TensorProto.FLOAT, ["n", dim])], {"k": weights})


def text(dim=DIM, says="pooler_output"):
    """The sum of the words' embeddings, and a share of the last position, as SigLIP2 pools."""
    nodes = [
        helper.make_node("Gather", ["t", "input_ids"], ["each"]),
        helper.make_node("ReduceSum", ["each", "axis"], ["total"], keepdims=0),
        helper.make_node("Gather", ["each", "last"], ["end"], axis=1),
        helper.make_node("Add", ["total", "end"], [says]),
    ]
    weights = {"t": table()[:, :dim], "axis": np.array([1]), "last": np.array(-1)}
    ins = [("input_ids", TensorProto.INT64, ["n", "words"])]
    return _model(nodes, ins, [(says, TensorProto.FLOAT, ["n", dim])], weights)


def _model(nodes, ins, outs, weights):
    ends = [[helper.make_tensor_value_info(*one) for one in side] for side in (ins, outs)]
    held = [numpy_helper.from_array(array, name) for name, array in weights.items()]
    graph = helper.make_graph(nodes, "tower", *ends, held)
    opsets = [helper.make_opsetid("", 17)]
    return helper.make_model(graph, opset_imports=opsets, ir_version=9).SerializeToString()


def tokenizer(pads=True):
    """Words of a short list, small letters, with an end; it pads only where it is told to."""
    made = Tokenizer(models.WordLevel({w: k for k, w in enumerate(WORDS)}, unk_token="<unk>"))
    made.normalizer = normalizers.Lowercase()
    made.pre_tokenizer = pre_tokenizers.Whitespace()
    made.post_processor = processors.TemplateProcessing(
        single="$A <eos>", special_tokens=[("<eos>", 1)]
    )
    if pads:
        made.enable_padding(length=PAD_TO, pad_id=0, pad_token="<pad>")
    return made


def make_folder(folder, **changed):
    """A whole model folder without our manifest; `changed` files by their places' last words."""
    (folder / "onnx").mkdir(parents=True)
    config = {"model_type": "siglip2", "text_config": {"max_position_embeddings": PAD_TO}}
    look = {"size": {"height": SIDE, "width": SIDE}, "image_mean": MEAN, "image_std": SPREAD}
    files = {
        "config.json": json.dumps(config).encode(),
        "preprocessor_config.json": json.dumps(look).encode(),
        "tokenizer.json": tokenizer().to_str().encode(),
        "onnx/vision_model.onnx": vision(),
        "onnx/text_model.onnx": text(),
    }
    for place, data in files.items():
        name = place.rpartition("/")[2].partition(".")[0]
        (folder / place).write_bytes(changed.get(name, data))
    return folder


def text_oracle(sentence):
    """The unit vector of a sentence, by numpy alone."""
    known = [word if word in WORDS else "<unk>" for word in sentence.lower().split()]
    ids = [*(WORDS.index(word) for word in known[: PAD_TO - 1]), 1]
    ids += [0] * (PAD_TO - len(ids))
    rows = table().astype(np.float64)[ids]
    vector = rows.sum(axis=0) + rows[-1]
    return vector / np.linalg.norm(vector)


def vision_oracle(shown):
    """The unit vector of a picture (SIDE, SIDE, 3) of display values, by numpy alone."""
    prepared = (shown - np.array(MEAN)) / np.array(SPREAD)
    total = np.zeros(DIM)
    for row in range(0, SIDE, 8):
        for column in range(0, SIDE, 8):
            patch = prepared[row : row + 8, column : column + 8]
            total += np.einsum("dcij,ijc->d", kernel().astype(np.float64), patch)
    return total / np.linalg.norm(total)
