"""Unreal's double on the bench: its user's side, and keys decoded back to the stage frame.

The way back is written here a second time, from Unreal's own definition of a rotator, and shares
nothing with the plug-in: keys of ticks to frames, centimetres to metres, rotators to matrices.
"""

import math
from contextlib import contextmanager

import numpy as np
from scipy.spatial.transform import Rotation

from tests.hosts.doubles.unreal import MADE, WORLD, install, new_world

install()
from unreal_plugin.SceneStager.Content.Python.scene_stager_unreal.host import (  # noqa: E402
    UnrealHost,
)
from unreal_plugin.SceneStager.Content.Python.scene_stager_unreal.wishes import (  # noqa: E402
    FOLDER,
    UnrealWishes,
)

FLIP = np.diag([1.0, -1.0, 1.0])
OURS = "SceneStager."
PATHS = {
    "focal_length_mm": ("CurrentFocalLength", 1.0),
    "focus_distance_m": ("FocusSettings.ManualFocusDistance", 0.01),
    "f_number": ("CurrentAperture", 1.0),
    "shift_x_mm": ("Filmback.SensorHorizontalOffset", 1.0),
    "shift_y_mm": ("Filmback.SensorVerticalOffset", 1.0),
    "exposure_index": ("PostProcessSettings.CameraISO", 1.0),
    "intensity_cd": ("Intensity", 1.0),
    "color_temperature_k": ("Temperature", 1.0),
    "fog_per_m": ("FogDensity", 0.1 * math.log(2.0) ** 2),
    "fog_g": ("VolumetricFogScatteringDistribution", 1.0),
    "gust": ("MaxGustAmount", 1.0),
}


class SteppingHost(UnrealHost):
    """A host whose changes are inside a transaction, or refused by the double."""

    @contextmanager
    def one_undo_step(self, title):
        WORLD.strict = True
        try:
            with super().one_undo_step(title):
                yield
        finally:
            WORLD.strict = False


class UnrealBench:
    """The promises' side of the double of an empty level."""

    def __init__(self, **wishes) -> None:
        new_world()
        self.failing, self.failure = 0, RuntimeError()
        self.host = SteppingHost(UnrealWishes(**wishes), before_change=self._before)

    def _before(self, number):
        if number == self.failing:
            raise self.failure

    def add(self, name, *, tags=(), roles=(), collections=()):
        actor = MADE["TargetPoint"]()
        actor._label = name
        actor._values["tags"] = [*tags, *(f"role:{role}" for role in roles)]
        actor._folder = "/".join(collections) or "None"
        WORLD.actors.append(actor)

    def key(self, name, quantity, rows):
        actor = next(a for a in every_actor() if a._label == name)
        sequence, record = record_of(actor)
        if record is None:
            sequence = WORLD.assets.setdefault("/Game/Mine", MADE["LevelSequence"]())
            binding = sequence.add_possessable(actor)
        else:
            binding = handle(record)
        path, factor = PATHS.get(quantity, (quantity, 1.0))
        if quantity in PATHS:
            binding = binding.get_child_possessables()[0]
        track = binding.add_track(MADE["MovieSceneFloatTrack"])
        track.set_property_name_and_path(path.rpartition(".")[2], path)
        (channel,) = track.add_section().get_all_channels()
        for frame, row in enumerate(rows, 1):
            time = MADE["FrameNumber"](frame)
            channel.add_key(time, row[0] / factor, interpolation=linear())

    def lock(self, name):
        actor = next(a for a in every_actor() if a._label == name)
        for track in tracks_of(actor):
            for section in track._sections:
                section.set_is_locked(True)

    def set_rate(self, fps):
        WORLD.open_sequence = WORLD.assets.setdefault("/Game/Master", MADE["LevelSequence"]())
        WORLD.open_sequence._rate = fps

    def undo(self):
        WORLD.undo_one()

    def undo_steps(self):
        return len(WORLD.undo)

    def snapshot(self):
        used = {p: dump_sequence(s) for p, s in WORLD.sequences().items() if not is_blank(s)}
        others = sorted(p for p in WORLD.assets if p not in WORLD.sequences())
        return self.objects(), used, others

    def objects(self):
        return {actor._label: dump_actor(actor) for actor in every_actor()}

    def name_of(self, owner, part):
        return self.actor(owner, part)._label

    def actor(self, owner, part, helper=""):
        for actor in every_actor():
            tags = [str(tag) for tag in actor._values.get("tags", ())]
            wanted = [f"{OURS}owner={owner}", f"{OURS}part={part}"]
            wanted += [f"{OURS}helper={helper}"] if helper else []
            if all(tag in tags for tag in wanted) and (
                helper or not any("helper=" in t for t in tags)
            ):
                return actor
        raise KeyError((owner, part))

    def half_and_tenth_deg(self, owner, part):
        """The square of a straight line in the cosine."""
        lamp = self.actor(owner, part)._components[0]
        outer, inner = (
            math.cos(math.radians(lamp.get_editor_property(f"{which}_cone_angle")))
            for which in ("outer", "inner")
        )
        return tuple(
            2.0 * math.degrees(math.acos(outer + math.sqrt(share) * (inner - outer)))
            for share in (0.5, 0.1)
        )

    def read(self, owner, part, quantity):
        actor = self.actor(owner, part)
        sequence, _ = record_of(actor)
        if quantity == "translate_m":
            cm = decoded(sequence, transform_of(actor))[:, :3]
            return first_frame(sequence), [tuple(row) for row in (cm / 100.0) @ FLIP]
        if quantity == "rotate_wxyz":
            return first_frame(sequence), rotations(sequence, actor)
        path, factor = PATHS.get(quantity, (quantity, 1.0))
        track = next((t for t in tracks_of(actor) if t._path == path), None)
        if track is None:
            raise KeyError(quantity)
        if quantity not in PATHS:  # a user's own: keys as they stand
            keys = track._sections[0]._channels[0]._keys
            ticks = sorted(keys)
            return round(ticks[0] / sequence._ticks_per_frame()), [(keys[t][0],) for t in ticks]
        return first_frame(sequence), [(v * factor,) for v in decoded(sequence, track)[:, 0]]

    def turns_at(self, owner, part, frames):
        """How a part is turned at frames, whole or not."""
        actor = self.actor(owner, part)
        return rotations(record_of(actor)[0], actor, frames)

    def order_of(self, owner, part):
        """A rotator is roll, pitch and yaw, always."""
        return "xyz"

    def place_of(self, name):
        actor = next(a for a in every_actor() if a._label == name)
        at = actor._components[0].get_editor_property("relative_location")
        return at.x / 100.0, -at.y / 100.0, at.z / 100.0

    def fail_at(self, change, failure):
        self.failing, self.failure = change, failure

    def changes(self):
        return self.host.changes


def linear():
    return MADE["MovieSceneKeyInterpolation"].LINEAR


def handle(record):
    return MADE["MovieSceneBindingProxy"]()._holding(record)


def every_actor():
    spawned = [r.thing for s in WORLD.sequences().values() for r in s._spawnables]
    return [*WORLD.actors, *spawned]


def record_of(actor):
    """The sequence and the binding of an actor; the shot's before a user's."""
    for path, sequence in sorted(WORLD.sequences().items(), key=lambda s: FOLDER not in s[0]):
        for record in (*sequence._possessables, *sequence._spawnables):
            if record.thing is actor:
                return WORLD.assets[path], record
    return None, None


def tracks_of(actor):
    """Tracks of an actor's binding and of those of its components, in the shot's sequence."""
    sequence, record = record_of(actor)
    if record is None:
        return []
    below = [r for r in sequence._possessables if r.parent is record]
    return [track for one in (record, *below) for track in one.tracks]


def transform_of(actor):
    kind = MADE["MovieScene3DTransformTrack"]
    found = [t for t in tracks_of(actor) if type(t) is kind]
    if len(found) != 1:
        raise KeyError("transform")
    return found[0]


def first_frame(sequence):
    return sequence.get_playback_start()


def decoded(sequence, track, frames=None):
    """Values at frames, else at every one of the sequence, one column per channel; linear keys."""
    (section,) = track._sections
    assert section._bounded == [False, False]
    per = sequence._ticks_per_frame()
    shown = np.arange(sequence.get_playback_start(), sequence.get_playback_end())
    ticks = (shown if frames is None else np.array(frames)) * per
    columns = []
    for channel in section._channels:
        assert all(way == linear() for _, way in channel._keys.values())
        at = sorted(channel._keys)
        if not at:
            columns.append(np.full(len(ticks), channel._rest if channel._rest is not None else 0.0))
        else:
            columns.append(np.interp(ticks, at, [channel._keys[tick][0] for tick in at]))
    return np.stack(columns, axis=-1)


def rotator_matrix(roll_deg, pitch_deg, yaw_deg):
    """Forward, right and up of a rotator, as columns, by Unreal's definition of one."""
    (sr, cr), (sp, cp), (sy, cy) = (
        (math.sin(math.radians(a)), math.cos(math.radians(a)))
        for a in (roll_deg, pitch_deg, yaw_deg)
    )
    forward = (cp * cy, cp * sy, sp)
    right = (sr * sp * cy - cr * sy, sr * sp * sy + cr * cy, -sr * cp)
    up = (-(cr * sp * cy + sr * sy), cy * sr - cr * sp * sy, cr * cp)
    return np.array([forward, right, up]).T


def stage_from_looking(matrix):
    """The turn on the stage of a camera whose Unreal axes are the columns of a matrix."""
    forward, right, up = (FLIP @ column for column in matrix.T)
    return np.stack([right, up, -forward], axis=-1)


def stage_from_plain(matrix):
    """The turn on the stage of a thing that looks nowhere."""
    return FLIP @ matrix @ FLIP


def rotations(sequence, actor, frames=None):
    looks = type(actor).__name__.endswith(("CineCameraActor", "Light"))
    back = stage_from_looking if looks else stage_from_plain
    angles = decoded(sequence, transform_of(actor), frames)[:, 3:6]
    turns = Rotation.from_matrix([back(rotator_matrix(*row)) for row in angles])
    return [tuple(row) for row in np.roll(turns.as_quat(), 1, axis=1)]


def dump_value(value):
    if hasattr(value, "_dump"):
        return value._dump()
    if isinstance(value, list):
        return [str(one) for one in value]
    return getattr(value, "_label", None) or (
        type(value).__name__ if hasattr(value, "_values") else value
    )


def dump_settings(thing):
    return {
        name: dump_value(value)
        for name, value in sorted(thing._values.items())
        if name != "root_component" and value != thing._default(name, thing._type_of(name)[0])
    }


def dump_track(track):
    return (
        type(track).__name__,
        str(track._title),
        track._path,
        [
            (*s._range, *s._bounded, s._is_locked, [(dict(c._keys), c._rest) for c in s._channels])
            for s in track._sections
        ],
    )


def dump_actor(actor):
    """Everything of an actor that a user could see, with its keys in the shot's sequence."""
    parts = [(type(c).__name__, dump_settings(c)) for c in actor._components]
    keyed = sorted((dump_track(track) for track in tracks_of(actor)), key=repr)
    return type(actor).__name__, actor._folder, dump_settings(actor), parts, keyed


def dump_sequence(sequence):
    cuts = [dump_track(track) for track in sequence._tracks]
    bound = sorted(type(r.thing).__name__ for r in (*sequence._possessables, *sequence._spawnables))
    return sequence._rate, sequence._ticks, tuple(sequence._playback), cuts, bound


def is_blank(sequence):
    return dump_sequence(sequence)[3:] == ([], [])
