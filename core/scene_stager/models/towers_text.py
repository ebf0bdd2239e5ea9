# SPDX-License-Identifier: Apache-2.0
"""Words as numbers, for the text half of a model folder: always the same length, always padded.

SigLIP2 pools the last position: text that is not padded to exactly 64 gives another vector, and its
published tokenizer keeps capitals though the model has seen none.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from scene_stager.errors import InputError, MissingPartError, Mistake, shorten
from scene_stager.models.towers_manifest import TOKENIZER, TowersManifest

HOW_TO_GET = "pip install 'scene-stager[models]'"
MOST_LETTERS = 4000  # of one text; house default


class TextTokens:
    """The tokenizer of a model folder. Raises MissingPartError without the library for it."""

    def __init__(self, data: bytes, manifest: TowersManifest) -> None:
        self._manifest = manifest
        self._tokenizer = _tokenizer(data, manifest)

    def ids(self, texts: list[str]) -> NDArray[np.int64]:
        """Tokens (n, pad_to) of texts. Raises InputError for a tokenizer that does not pad."""
        manifest = self._manifest
        shown = [text[:MOST_LETTERS] for text in texts]
        shown = [text.lower() for text in shown] if manifest.lower_case else shown
        try:
            rows = [one.ids for one in self._tokenizer.encode_batch(shown)]
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:  # noqa: BLE001 (its panics are no exceptions)
            raise _refused(error) from None
        lengths = {len(row) for row in rows}
        if lengths - {manifest.pad_to}:
            found = f"texts of {sorted(lengths)} tokens"
            raise InputError(Mistake(TOKENIZER, found, f"each padded to {manifest.pad_to}"))
        return np.array(rows, dtype=np.int64).reshape(len(texts), manifest.pad_to)


def _tokenizer(data: bytes, manifest: TowersManifest) -> Any:
    try:
        from tokenizers import Tokenizer
    except ImportError:
        raise MissingPartError(f"tokenizers is not installed; {HOW_TO_GET}") from None
    try:
        made = Tokenizer.from_str(data.decode("utf-8"))
        made.enable_truncation(manifest.pad_to)
        pad = made.id_to_token(manifest.pad_id)
        if pad is None:
            found = f"no token {manifest.pad_id}"
            raise InputError(Mistake(TOKENIZER, found, "the token that texts are padded with"))
        made.enable_padding(length=manifest.pad_to, pad_id=manifest.pad_id, pad_token=pad)
    except (KeyboardInterrupt, SystemExit, InputError):
        raise
    except BaseException as error:  # noqa: BLE001 (its panics are no exceptions)
        raise _refused(error) from None
    return made


def _refused(error: BaseException) -> InputError:
    said = " ".join(str(error).split())
    found = f"what tokenizers refuses ({shorten(said, 120)})"
    return InputError(Mistake(TOKENIZER, found, "a sound tokenizer"))
