# SPDX-License-Identifier: Apache-2.0
"""Hand it a still, get the shot: forward models, the solver that turns them, and the fusers.

`transform_tree` pulls the residual's metric back to the parameters; `calibrate` turns the lights;
`forward/` holds what can draw a guess; `fusers/` holds one file per slot of the script; `match` is
the whole loop. Nothing here imports a host.
"""
