# SPDX-License-Identifier: Apache-2.0
"""Every kind of subject that a drawn still may show, in no order that means anything."""

from tools.stills import living, made

KINDS = {
    one.__name__: one
    for one in (
        *(living.head, living.quadruped, made.engine, made.monkey, made.chair, living.person),
        *(made.vessel, made.gear, living.bird, made.frame, made.stack, made.rock, made.robot),
        *(made.plant, living.fish, made.stand, made.sphere, made.drapery),
    )
}
