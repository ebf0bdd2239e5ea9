# SPDX-License-Identifier: Apache-2.0
"""Where a still's light comes from: a stage guessed from the picture, and lights fitted to it.

`stage.py` guesses camera and ground, `irradiance.py` is the physics, `geometric.py` and
`refine.py` fit, `heuristic.py` is the quick look; both fill the `LightPlan` of `plan.py`.
"""
