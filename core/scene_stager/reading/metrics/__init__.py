# SPDX-License-Identifier: Apache-2.0
"""The fifteen metrics. To add one, add one file; see key_stops.py for the shape of it."""

from functools import cache

from scene_stager.reading.metrics._metric import Metric
from scene_stager.registry import load_folder


@cache
def metrics() -> dict[str, Metric]:
    """Every metric, keyed by file name."""
    return load_folder(__name__, "METRIC", Metric)
