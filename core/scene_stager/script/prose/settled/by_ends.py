# SPDX-License-Identifier: Apache-2.0
"""A move of which only the ends are said: "starts six metres away and ends two metres away"."""

from scene_stager.script.prose.choices import Choice, Choices, said

FROM, TO = "@from", "@to"
FROM_HIGH, TO_HIGH, ENDS_HIGH = "@from_height", "@to_height", "@ends_high"
UPRIGHT = ("rise", "descend")
EYES_M = 1.6  # how high a lens is of which nobody says it; house default
OF_OTHERS = {
    "rig.rig",
    "lens.focus",
    "subject.motion",
    "@comes",
}  # which may go from there to there


def settle_ends(choices: Choices) -> None:
    """Let what begins at one place and ends at another go there, where no word says how."""
    ends_high = choices.pop(ENDS_HIGH, None) is not None
    move = choices.get("rig.move")
    free = move is None or (move.suggested and move.weakness > 1) or move.value == "hold"
    if FROM in choices and TO_HIGH in choices and (free or said("rig.move", choices) in UPRIGHT):
        choices.setdefault(FROM_HIGH, choices.pop(FROM))  # "starts at 1 m and ends at 4 m high"
    if FROM_HIGH in choices and TO in choices and TO_HIGH not in choices:
        choices[TO_HIGH] = choices.pop(TO)
    if free and TO_HIGH in choices and (ends_high or FROM_HIGH in choices):
        _go(choices, TO_HIGH, FROM_HIGH, "rise", "descend")
    elif free and {FROM, TO} <= set(choices) and not OF_OTHERS & set(choices):
        _go(choices, TO, FROM, "pull_out", "push_in")
    if FROM_HIGH in choices:
        choices.setdefault("rig.from_height_m", choices.pop(FROM_HIGH))


def _go(choices: Choices, last: str, first: str, farther: str, nearer: str) -> None:
    begins = choices.get(first) or choices.get("rig.from_height_m")
    from_m = EYES_M if begins is None else float(begins.value)
    end = choices[last]
    if float(end.value) == from_m:
        return
    move = farther if float(end.value) > from_m else nearer
    choices["rig.move"] = Choice(end.words, move, 1, end.place)
