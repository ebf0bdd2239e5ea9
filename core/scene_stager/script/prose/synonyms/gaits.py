# SPDX-License-Identifier: Apache-2.0
"""How somebody goes, or stays: what each gait is called."""

from scene_stager.script.prose.synonyms import Fills

STILL: Fills = {"subject.motion": "still"}
WALK: Fills = {"subject.motion": "walk"}
RUN: Fills = {"subject.motion": "run"}
DRIVE: Fills = {"subject.motion": "drive"}
SPRINT: Fills = {**RUN, "~subject.speed_m_s": 6.0, "~rig.rig": "drone"}
STROLL: Fills = {**WALK, "~subject.speed_m_s": 1.0}
GAITS: tuple[tuple[Fills, str], ...] = (
    (STILL, "standing still|standing|sitting|still|stands|stand|sits|sit|seated|waits|waiting"),
    (
        WALK,
        "walk|walks|walking|wanders|wandering|marches|steps forward|strides|striding"
        "|trots|trotting|trudges|trudging|shuffles|shuffling|saunters|ambles|struts|strutting"
        "|stomps|stomping|hikes|hiking",
    ),
    (STROLL, "strolling|strolls"),
    (WALK, "at a walk|at a trot|at a stroll|on foot"),
    (RUN, "at a canter|at a gallop|at full gallop|at a run|at a sprint|cantering|canters"),
    (RUN, "run|runs|running|gallops|galloping|jogs|jogging|dashes|charges|charging"),
    (SPRINT, "sprinting|sprints"),
    (DRIVE, "driving|drives|speeding down"),
)
MOTION: dict[str, Fills] = {
    phrase: fills for fills, phrases in GAITS for phrase in phrases.split("|")
}
