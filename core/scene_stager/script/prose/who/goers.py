# SPDX-License-Identifier: Apache-2.0
"""How those go of whom a sentence says that they cross, pass, come, or are gone along with."""

from dataclasses import replace

from scene_stager.script.prose.choices import ADJECTIVE, Choices, said
from scene_stager.script.prose.settled.settle import STAYS_FOR

GAITS = {"person": "walk", "vehicle": "drive"}
RUNS = (
    "rac",
    "charg",
    "rush",
    "scamper",
    "scurr",
    "tear",
    "hurr",
    "run",
    "zip",
    "hurtl",
    "rid",
    "pedal",
    "gallop",
    "skat",
    "ski",
    "cycl",
    "bolt",
)
RUNNERS = ("runner", "sprinter", "jogger", "cyclist", "skater", "skateboarder", "biker", "horse")


def settle_going(choices: Choices) -> list[str]:
    """Whoever crosses, or comes towards the camera, walks or drives where no gait was said."""
    homeless = _gone(choices)
    goes = choices.pop("@goes", None)
    if goes is not None and _stands(choices):  # who crosses a frame that stands
        for path in ("subject.heading_deg", "@along", "@by"):
            choices.pop(path, None)
        return [*homeless, goes.words]
    if goes is not None and "subject.motion" not in choices:
        walks = said("subject.kind", choices) in (None, "person")
        name = (said("subject.selector", choices) or "").rpartition(":")[2]
        usual = "run" if name.removesuffix("s") in RUNNERS else "walk"
        gait = replace(goes, value=usual if walks else "drive", weakness=ADJECTIVE)
        choices["subject.motion"] = gait
    _go_along(choices)
    _go_by(choices)
    return homeless


def _go_by(choices: Choices) -> None:
    """Let the camera stay for whoever goes past or away, where nobody said what it does."""
    by = choices.pop("@by", None)
    if by is not None and not {"rig.move", "rig.rig"} & set(choices):
        choices["rig.move"] = replace(by, value="hold", weakness=STAYS_FOR)


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
    name = (said("subject.selector", choices) or "").rpartition(":")[2]
    runs = gone.words.lower().startswith(RUNS) or name.removesuffix("s") in RUNNERS
    gait = "run" if runs and kind == "person" else GAITS[kind]
    choices["subject.motion"] = replace(gone, value=gait, weakness=ADJECTIVE)
    return []
