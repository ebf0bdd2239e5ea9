# SPDX-License-Identifier: Apache-2.0
"""Taking on a model folder: what is in it becomes what the model is known by."""

import hashlib
from pathlib import Path

import numpy as np

from scene_stager.errors import InputError, MissingPartError, Mistake, shorten
from scene_stager.models.load import missing_runtime, open_network
from scene_stager.models.towers import (
    look_of,
    only_input,
    prepared,
    run_text,
    vectors_of,
)
from scene_stager.models.towers_manifest import (
    CONFIG,
    MOST_OF,
    PREPARED,
    TEXT,
    TOKENIZER,
    VISION,
    TowersManifest,
    is_within,
    read_of_folder,
    settings_of,
    write_towers_manifest,
)
from scene_stager.models.towers_text import TextTokens

# To how many tokens, and with which, by the model's own code; its settings say the first, and the
# second not always.
USUAL_PAD = {"siglip": (64, 1), "siglip2": (64, 0), "clip": (77, 49407)}
# SigLIP2 of one picture size calls itself siglip; its words are Gemma's, of which there are
# 256,000, and those of the first SigLIP 32,000.
MOST_WORDS_OF_SIGLIP = 100_000


def take_towers(folder: Path) -> TowersManifest:
    """Make the manifest of a model folder that has none: this model, from now on.

    Raises InputError for a folder that is not laid out as one, or whose halves differ in size, and
    MissingPartError where nothing here runs it.
    """
    config = settings_of(folder, CONFIG)
    kind = str(config.get("model_type", "")).partition("_")[0]
    inner = config.get("text_config")
    text = inner if isinstance(inner, dict) else config
    if kind == "siglip" and is_within(text.get("vocab_size"), MOST_WORDS_OF_SIGLIP, 2**31):
        kind = "siglip2"
    usual_to, usual_id = USUAL_PAD.get(kind, (77, 0))
    pad_to, pad_id = text.get("max_position_embeddings", usual_to), text.get("pad_token_id")
    pad_id = usual_id if pad_id is None or kind in USUAL_PAD else pad_id
    if not is_within(pad_to, 1, 1024) or not is_within(pad_id, 0, 2**31):
        found = f"a text of {shorten(pad_to)} tokens, padded with {shorten(pad_id)}"
        raise InputError(Mistake(CONFIG, found, "whole numbers"))
    if why := missing_runtime("onnx"):
        raise MissingPartError(f"{folder.name}: {why}")
    files = {place: hashlib.sha256(read_of_folder(folder, place)).hexdigest() for place in MOST_OF}
    draft = TowersManifest(folder.resolve().name, 1, pad_to, pad_id, "siglip" in kind, files)
    text_dim, vision_dim = _dims(folder, draft)
    if text_dim != vision_dim:
        found = f"text of {text_dim} and pictures of {vision_dim} numbers"
        raise InputError(Mistake(str(folder), found, "vectors of one length"))
    manifest = TowersManifest(draft.name, text_dim, pad_to, pad_id, draft.lower_case, files)
    write_towers_manifest(folder, manifest)
    return manifest


def _dims(folder: Path, draft: TowersManifest) -> tuple[int, int]:
    """How long the vectors of either half are, by asking both once."""
    words = TextTokens(read_of_folder(folder, TOKENIZER), draft)
    text = open_network(read_of_folder(folder, TEXT), "onnx", "", TEXT)
    vision = open_network(read_of_folder(folder, VISION), "onnx", "", VISION)
    look = look_of(settings_of(folder, PREPARED))
    grey = prepared(np.full((look.rows, look.columns, 3), 0.5), look)[None]
    said = vectors_of(run_text(text, words.ids(["a picture"])), TEXT)
    shown = vectors_of(vision.run({only_input(vision, VISION): grey}), VISION)
    return said.shape[-1], shown.shape[-1]
