# SPDX-License-Identifier: Apache-2.0
"""Hand it a still, get the shot: forward models, the solver that turns them, and the fusers.

The rooms, ground floor first, each importing from rooms below it only: `least_squares` is the
solver, and knows neither a still nor a light's name; `still` is what a still shows; `forward` what
can draw a guess; `solve` where to begin and how far to go; `answer` a gaffer's words, a script, the
file of a match and its preset; `sheet` its pictures; `blender` the other process; `second_look` the
library and the inspector; `loop` all of it in order, for Python, a batch and a Blender that waits.
The file of a match has no room of its own: it is how an answer is said. Nothing here imports a
host.
"""
