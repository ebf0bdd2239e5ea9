"""Channels: keys by tick, with their interpolation."""

import builtins
import math

from tests.hosts.doubles.unreal.base import (
    MADE,
    WORLD,
    Object,
    double,
    enum,
    kind,
    single,
    structure,
)

for _name in ("MovieSceneTimeUnit", "MovieSceneKeyInterpolation"):
    enum(_name)
TIME, WAYS = MADE["MovieSceneTimeUnit"], MADE["MovieSceneKeyInterpolation"]

FrameRate = structure("FrameRate", "numerator", "denominator")
kind("LevelSequenceFactoryNew")


@double()
class FrameNumber:
    """A whole number of frames."""

    __slots__ = ("_value",)

    def __init__(self, value=0):
        self._value = int(value)

    @property
    def value(self):
        return self._value


structure("SequencerScriptingRange")


def _between(at, values, tick):
    after = next((n for n, one in enumerate(at) if one >= tick), len(at) - 1)
    a, b = at[max(after - 1, 0)], at[after]
    share = min(max((tick - a) / (b - a), 0.0), 1.0) if b > a else 1.0
    return values[max(after - 1, 0)] + share * (values[after] - values[max(after - 1, 0)])


class Channel(Object):
    """Keys by tick: value and interpolation."""

    _narrow = False

    def __init__(self, outer=None, name="None") -> None:
        super().__init__(outer, name)
        self._keys: dict[int, tuple] = {}
        self._rest = None

    def set_default(self, default_value):
        WORLD.touch()
        self._rest = single(default_value) if self._narrow else default_value

    def add_key(
        self,
        time,
        new_value,
        sub_frame=0.0,
        time_unit=TIME.DISPLAY_RATE,
        interpolation=WAYS.AUTO,
    ):
        WORLD.touch()
        if not 0.0 <= sub_frame < 1.0 or not math.isfinite(new_value):
            raise ValueError(f"add_key({time.value}, {new_value}, {sub_frame})")
        if interpolation not in vars(WAYS).values():
            raise TypeError(f"no interpolation: {interpolation}")
        WORLD.calls["add_key"] = WORLD.calls.get("add_key", 0) + 1
        sequence = self._section._track._sequence
        tick = time.value
        if time_unit == TIME.DISPLAY_RATE:
            # AddKeyInChannel (MovieSceneScriptingChannel.h, 5.3 and 5.4) converts InTime alone and
            # never looks at SubFrame: only SetTime does.
            tick = round(time.value * sequence._ticks_per_frame())
        self._keys[tick] = (single(new_value) if self._narrow else new_value, interpolation)

    def evaluate_keys(self, range, frame_rate):
        """One value for every frame of the range: linear between keys, held beyond them."""
        per = self._section._track._sequence._ticks_per_frame()
        frames = builtins.range(range.inclusive_start, range.exclusive_end)
        if not self._keys:
            return [self._rest or 0.0 for _ in frames]
        at = sorted(self._keys)
        assert all(self._keys[tick][1] == WAYS.LINEAR for tick in at)
        return [_between(at, [self._keys[tick][0] for tick in at], frame * per) for frame in frames]

    def get_num_keys(self):
        return len(self._keys)


double("MovieSceneScriptingDoubleChannel")(type("MovieSceneScriptingDoubleChannel", (Channel,), {}))
kind("MovieSceneScriptingFloatChannel", Channel, _narrow=True)
DOUBLES = ("MovieSceneScriptingDoubleChannel",) * 9
SINGLE = ("MovieSceneScriptingFloatChannel",)
