# SPDX-License-Identifier: Apache-2.0
"""Turn stations and a wish for time into a move the rig can make, or say what stops it."""

# Axes the planner knows by name. A profile lists the ones its rig has; the others stand still.
#   travel     m    the camera point along the floor, whichever way (track, wire, flight, walk)
#   rise       m    the camera point upwards; downwards too, unless there is a `descend`
#   descend    m    the camera point downwards, where that differs from upwards
#   tip        m    the camera point as a vector: stands in for travel and rise where it is given
#   telescope  m    the length of the arm
#   swing      deg  the arm about its post
#   boom       deg  the arm up and down
#   pan, tilt  deg  the head
# An axis whose three limits are 0 is locked. Settings read for arms: `reach_min_m`,
# `reach_max_m`, `post_height_m`, `boom_down_deg`, `boom_up_deg`.
# `kinematics` is "arm" for a rig with a post and an arm; anything else moves freely along
# straight lines and arcs.
