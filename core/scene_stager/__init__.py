# SPDX-License-Identifier: Apache-2.0
"""Scene Stager: pick a rig, a scenario and a film stock, get plain keyframes."""

__version__ = "0.1.0"
