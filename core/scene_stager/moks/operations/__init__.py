# SPDX-License-Identifier: Apache-2.0
"""The operations a plan may ask for. To add one, add one file: constant.py shows how."""

from functools import cache

from scene_stager.moks.operations._operation import Operation
from scene_stager.registry import load_folder


@cache
def operations() -> dict[str, Operation]:
    """Every operation, keyed by file name."""
    return load_folder(__name__, "OPERATION", Operation)
