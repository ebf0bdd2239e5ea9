# SPDX-License-Identifier: Apache-2.0
"""How those go of whom a sentence says that they cross, pass, come, or are gone along with."""

from dataclasses import replace

from scene_stager.script.prose.choices import ADJECTIVE, Choices, said

GAITS = {"person": "walk", "vehicle": "drive"}
RUNS = ("rac", "charg", "rush", "scamper", "scurr", "tear", "hurr", "run", "zip", "hurtl")
RUNNERS = ("runner", "sprinter", "jogger", "cyclist", "skater", "skateboarder", "biker", "horse")


def settle_going(choices: Choices) -> list[str]:
    """Whoever crosses, or comes towards the camera, walks or drives where no gait was said."""
    homeless = _gone(choices)
    goes = choices.pop("@goes", None)
    if goes is not None and _stands(choices):  # who crosses a frame that stands
        choices.pop("subject.heading_deg", None)
        return [*homeless, goes.words]
    if goes is not None and "subject.motion" not in choices:
        walks = said("subject.kind", choices) in (None, "person")
        name = (said("subject.selector", choices) or "").rpartition(":")[2]
        usual = "run" if name.removesuffix("s") in RUNNERS else "walk"
        gait = replace(goes, value=usual if walks else "drive", weakness=ADJECTIVE)
        choices["subject.motion"] = gait
    _go_along(choices)
    return homeless


def _go_along(choices: Choices) -> None:
    """Let whoever the camera tracks or pans with walk, drive, or run as runners do."""
    along = choices.pop("@along", None)
    kind = said("subject.kind", choices) or "person"
    if along is None or kind not in GAITS or "subject.motion" in choices:
        return
    name = (said("subject.selector", choices) or "").rpartition(":")[2]
    gait = "run" if name.removesuffix("s") in RUNNERS else GAITS[kind]
    choices["subject.motion"] = replace(along, value=gait)


def _stands(choices: Choices) -> bool:
    """True for a camera that is to stay where it is."""
    return said("rig.move", choices) == "hold" or said("rig.rig", choices) == "tripod_locked"


def _gone(choices: Choices) -> list[str]:
    """Let who "staggers past" walk, and a vehicle drive; the words of what does neither."""
    gone = choices.pop("@gone", None)
    if gone is None:
        return []
    kind = said("subject.kind", choices) or "person"
    if kind not in GAITS or _stands(choices) or "subject.motion" in choices:
        return [gone.words]
    runs = kind == "person" and gone.words.startswith(RUNS)
    gait = "run" if runs else GAITS[kind]
    choices["subject.motion"] = replace(gone, value=gait, weakness=ADJECTIVE)
    return []
