# SPDX-License-Identifier: Apache-2.0
"""ONNX networks, run by onnxruntime: few threads, bounded memory, built-in operators only."""

from contextlib import suppress
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scene_stager.errors import InputError, Mistake, shorten
from scene_stager.models.network import MOST_MEMORY_BYTES, Arrays, Shape
from scene_stager.models.onnx_form import check_onnx

SILENT = 4  # the log level of what is fatal only: errors come back as exceptions


class OnnxNetwork:
    """A network whose file was checked; it keeps no link to the file."""

    def __init__(self, data: bytes, digest: str, where: str, threads: int) -> None:
        check_onnx(data, where)
        self.digest, self.where = digest, where
        self._session = _session(data, where, threads)
        self.inputs = _shapes(self._session.get_inputs())
        self.outputs = _shapes(self._session.get_outputs())

    def run(self, arrays: Arrays) -> dict[str, NDArray[Any]]:
        """What the network makes of its inputs. Raises InputError for what it cannot take."""
        try:
            made = self._session.run(None, dict(arrays))
        except Exception as error:  # noqa: BLE001 - the runtime's exceptions share no other base
            raise _refused(self.where, error) from None
        return {name: np.asarray(array) for name, array in zip(self.outputs, made, strict=True)}


def _session(data: bytes, where: str, threads: int) -> Any:
    import onnxruntime

    _bound_the_memory()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
    options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
    options.log_severity_level = SILENT
    options.use_deterministic_compute = True
    options.add_session_config_entry("session.use_env_allocators", "1")
    # A waiting thread that spins takes a core from whoever else works here.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    try:
        return onnxruntime.InferenceSession(data, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # noqa: BLE001 - as above
        raise _refused(where, error) from None


@cache
def _bound_the_memory() -> None:
    """Give all sessions of this process one store of memory that has an end."""
    import onnxruntime as ort

    kind, place = ort.OrtAllocatorType.ORT_ARENA_ALLOCATOR, ort.OrtMemType.DEFAULT
    memory = ort.OrtMemoryInfo("Cpu", kind, 0, place)
    # A host's other add-on may have given this process a store before us; then that one holds.
    with suppress(Exception):
        ort.create_and_register_allocator(memory, ort.OrtArenaCfg({"max_mem": MOST_MEMORY_BYTES}))
    ort.disable_telemetry_events()


def _shapes(nodes: Any) -> dict[str, Shape]:
    return {
        node.name: tuple("?" if size is None else size for size in node.shape) for node in nodes
    }


def _refused(where: str, error: Exception) -> InputError:
    said = " ".join(str(error).split())
    return InputError(
        Mistake(where, f"what onnxruntime refuses ({shorten(said, 160)})", "a sound network")
    )
