# SPDX-License-Identifier: Apache-2.0
"""No host: the job bakes the shot and stops there."""

from scene_stager.farm.hosts._farm_host import FarmHost

FARM_HOST = FarmHost("bake only", (), lambda needs, frames_per_chunk: [])
