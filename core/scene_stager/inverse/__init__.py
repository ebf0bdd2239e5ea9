# SPDX-License-Identifier: Apache-2.0
"""Hand it a still, get the shot: forward models, the solver that turns them, and the fusers.

The rooms, ground floor first: `least_squares` is the solver; `still` what a still shows; `forward`
what can draw a guess; `blender` the other process; `solve` where to begin; `answer` a gaffer's
words and a script; `second_look` the library and the inspector; `sheet` the picture. Nothing here
imports a host.
"""
