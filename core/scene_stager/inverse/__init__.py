# SPDX-License-Identifier: Apache-2.0
"""Hand it a still, get the shot: forward models, the solver that turns them, and the fusers.

The rooms, ground floor first, each importing from rooms below it only: `least_squares` is the
solver, and knows neither a still nor a light's name; `still` is what a still shows; `forward` what
can draw a guess; `solve` where to begin and how far to go; `answer` a gaffer's words, a script, the
file of a match, its sheet and its preset; `blender` the other process; `second_look` the library
and the inspector. Above them stand `match.py`, the loop, and `job.py`, the loop as a batch runs it.
A match's file and its sheet have no rooms of their own: they are how an answer is said, and the
two rooms above them read it. Nothing here imports a host.
"""
