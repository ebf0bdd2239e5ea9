# SPDX-License-Identifier: Apache-2.0
"""SceneScript: the author's document, seven slots and a header."""

from dataclasses import asdict, dataclass, field, fields

from scene_stager.canonical import canonical_json
from scene_stager.script.atmosphere import Atmosphere
from scene_stager.script.field import rate, rules_of, text, whole
from scene_stager.script.framing import Framing
from scene_stager.script.lens import Lens
from scene_stager.script.lighting import Lighting
from scene_stager.script.rig import Rig
from scene_stager.script.stock import Stock
from scene_stager.script.subject import Subject

SCHEMA = "scene_stager.script"
VERSION = 1

Plain = None | bool | int | float | str | list["Plain"] | dict[str, "Plain"]

SLOTS: dict[str, type] = {
    "subject": Subject,
    "framing": Framing,
    "rig": Rig,
    "lens": Lens,
    "lighting": Lighting,
    "atmosphere": Atmosphere,
    "stock": Stock,
}


@dataclass(frozen=True, slots=True)
class SceneScript:
    """One shot, as its author means it. Anything left out takes the slot's own default."""

    name: str = text(
        "untitled",
        64,
        "what the shot is called",
        pattern=r"[a-z][a-z0-9_]{0,63}",
        example="a name in small letters, digits and underscores, such as hero_push_in",
    )
    title: str = text("", 200, "what people call it")
    logline: str = text("", 2000, "what happens in it, in a sentence")
    fps: tuple[int, int] = rate((24, 1), "frames per second, as a fraction")
    start_frame: int = whole(1, -1000000, 1000000, "the number of the first frame")
    frame_count: int = whole(192, 1, 200000, "how many frames")
    seed: int = whole(1, 0, 2**32 - 1, "which of the many equal shots this one is")
    subject: Subject = field(default_factory=Subject)
    framing: Framing = field(default_factory=Framing)
    rig: Rig = field(default_factory=Rig)
    lens: Lens = field(default_factory=Lens)
    lighting: Lighting = field(default_factory=Lighting)
    atmosphere: Atmosphere = field(default_factory=Atmosphere)
    stock: Stock = field(default_factory=Stock)

    @property
    def duration_s(self) -> float:
        """Seconds from the first frame to the last."""
        return (self.frame_count - 1) * self.fps[1] / self.fps[0]

    def as_json(self) -> dict[str, Plain]:
        """The whole script as plain data: every field, also those left at their default.

        Only fields that came after version 1 are left out while nobody uses them.
        """
        plain = asdict(self)
        for name, slot in SLOTS.items():
            plain[name] = _without_idle(slot, _as_floats(slot, plain[name]))
        plain["fps"] = list(self.fps)
        return {"schema": SCHEMA, "version": VERSION, **plain}

    def to_json(self) -> str:
        """The canonical text: equal scripts have equal bytes."""
        return canonical_json(self.as_json())


def _without_idle(slot: type, values: dict[str, Plain]) -> dict[str, Plain]:
    """Without the later fields that are at their default."""
    usual = {one.name: one.default for one in fields(slot)}
    idle = {name for name, rule in rules_of(slot).items() if rule.later}
    return {k: v for k, v in values.items() if k not in idle or v != usual[k]}


def _as_floats(slot: type, values: dict[str, Plain]) -> dict[str, Plain]:
    """Write 35 as 35.0 in fields that hold numbers, so that equal scripts are spelt alike."""
    numbers = {name for name, rule in rules_of(slot).items() if rule.kind == "number"}
    return {
        name: float(value) if name in numbers and isinstance(value, int) else value
        for name, value in values.items()
    }
