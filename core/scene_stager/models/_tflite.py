# SPDX-License-Identifier: Apache-2.0
"""TFLite networks, run by ai-edge-litert: few threads, built-in operators only."""

from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scene_stager.errors import InputError, Mistake, shorten
from scene_stager.models.network import MOST_MEMORY_BYTES, Arrays, Shape


class TfliteNetwork:
    """A network whose file was checked by its runtime; it keeps no link to the file."""

    def __init__(self, data: bytes, digest: str, where: str, threads: int) -> None:
        self.digest, self.where = digest, where
        self._lock = Lock()  # an interpreter holds its tensors, so that only one can use it
        self._interpreter = _interpreter(data, where, threads)
        self._ins = {each["name"]: each for each in self._interpreter.get_input_details()}
        self._outs = {each["name"]: each for each in self._interpreter.get_output_details()}
        self.inputs, self.outputs = _shapes(self._ins), _shapes(self._outs)

    def run(self, arrays: Arrays) -> dict[str, NDArray[Any]]:
        """What the network makes of its inputs. Raises InputError for what it cannot take."""
        if set(arrays) != set(self._ins):
            raise InputError(
                Mistake(self.where, shorten(sorted(arrays)), f"inputs {sorted(self._ins)}")
            )
        with self._lock:
            try:
                for name, array in arrays.items():
                    self._interpreter.set_tensor(self._ins[name]["index"], array)
                self._interpreter.invoke()
                return {n: self._interpreter.get_tensor(o["index"]) for n, o in self._outs.items()}
            except (ValueError, RuntimeError) as error:
                raise _refused(self.where, error) from None


def _interpreter(data: bytes, where: str, threads: int) -> Any:
    from ai_edge_litert.interpreter import Interpreter

    try:
        # Its own delegate, XNNPACK, stays on: without it the last digits turn on the threads.
        interpreter = Interpreter(model_content=data, num_threads=threads)
        sizes = [
            int(np.prod(each["shape"], dtype=np.float64))
            for each in interpreter.get_tensor_details()
        ]
        if 4 * sum(sizes) > MOST_MEMORY_BYTES:
            found, expected = (
                f"tensors of {sum(sizes)} elements",
                f"at most {MOST_MEMORY_BYTES} bytes",
            )
            raise InputError(Mistake(where, found, expected))
        interpreter.allocate_tensors()
    except (ValueError, RuntimeError) as error:
        raise _refused(where, error) from None
    return interpreter


def _shapes(details: dict[str, Any]) -> dict[str, Shape]:
    return {name: tuple(int(size) for size in each["shape"]) for name, each in details.items()}


def _refused(where: str, error: Exception) -> InputError:
    said = " ".join(str(error).split())
    found = f"what ai-edge-litert refuses ({shorten(said, 160)})"
    return InputError(Mistake(where, found, "a sound network of built-in operators"))
