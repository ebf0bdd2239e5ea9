# SPDX-License-Identifier: Apache-2.0
"""Many stills at once: on this machine's cores or on a cluster, and again from where it stopped."""

from scene_stager.batch.run import Batch, Result, run_batch

__all__ = ["Batch", "Result", "run_batch"]
