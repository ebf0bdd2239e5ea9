# SPDX-License-Identifier: Apache-2.0
"""Executing with what earlier runs left in a cache folder, if there is one."""

from __future__ import annotations

from pathlib import Path

from scene_stager.moks.executor import NOTHING, Execution, execute
from scene_stager.moks.given_inputs import Given, GivenInputs
from scene_stager.moks.memo import Memo
from scene_stager.moks.plan import MoksBakePlan


def execute_kept(
    plan: MoksBakePlan,
    cache_dir: str | Path | None,
    *,
    frames: tuple[int, int] | None = None,
    workers: int = 1,
    inputs: GivenInputs | Given = NOTHING,
    memo: Memo | None = None,
) -> Execution:
    """Execute a plan as `execute` does; a cache folder is read, added to and kept in bounds."""
    if cache_dir is None:
        return execute(plan, frames=frames, workers=workers, inputs=inputs, memo=memo)

    from scene_stager.moks.cache import DiskCache

    disk = DiskCache(cache_dir)
    done = execute(plan, frames=frames, workers=workers, inputs=inputs, memo=memo, disk=disk)
    disk.prune()
    return done
