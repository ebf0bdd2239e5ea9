# SPDX-License-Identifier: Apache-2.0
"""What each host adds to a farm job: its parameters, its scene step, its render step."""

from scene_stager.farm.hosts._farm_host import FarmHost
from scene_stager.registry import load_folder


def farm_hosts() -> dict[str, FarmHost]:
    """Every host that a farm job can be written for, keyed by the name of its file."""
    return load_folder("scene_stager.farm.hosts", "FARM_HOST", FarmHost)
