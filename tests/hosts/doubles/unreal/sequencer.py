"""Sequencer: Level Sequences with bindings, tracks and sections; times are kept in ticks."""

from tests.hosts.doubles.unreal.base import (
    MADE,
    WORLD,
    Object,
    Struct,
    Text,
    double,
    kind,
    structure,
)
from tests.hosts.doubles.unreal.channels import DOUBLES, SINGLE, FrameRate


@double()
class MovieSceneSection(Object):
    """A section: a range and channels."""

    _channel_kinds: tuple[str, ...] = ()

    def __init__(self, outer=None, name="None") -> None:
        super().__init__(outer, name)
        self._range, self._bounded, self._is_locked = [0, 0], [True, True], False
        self._channels = [MADE[one]() for one in self._channel_kinds]
        for channel in self._channels:
            channel._section = self

    def get_all_channels(self):
        return list(self._channels)

    def set_start_frame_bounded(self, is_bounded):
        WORLD.touch()
        self._bounded[0] = is_bounded

    def set_end_frame_bounded(self, is_bounded):
        WORLD.touch()
        self._bounded[1] = is_bounded

    def set_range(self, start_frame, end_frame):
        WORLD.touch()
        per = self._track._sequence._ticks_per_frame()
        self._range, self._bounded = (
            [round(start_frame * per), round(end_frame * per)],
            [True, True],
        )

    def get_start_frame(self):
        return round(self._range[0] / self._track._sequence._ticks_per_frame())

    def get_end_frame(self):
        return round(self._range[1] / self._track._sequence._ticks_per_frame())

    def is_locked(self):
        return self._is_locked

    def set_is_locked(self, is_locked):
        self._is_locked = is_locked


kind("MovieScene3DTransformSection", MovieSceneSection, _channel_kinds=DOUBLES)
kind("MovieSceneFloatSection", MovieSceneSection, _channel_kinds=SINGLE)
kind("MovieSceneColorSection", MovieSceneSection, _channel_kinds=SINGLE * 4)


@double()
class MovieSceneCameraCutSection(MovieSceneSection):
    """Through which camera the shot is seen."""

    _camera = None

    def set_camera_binding_id(self, camera_binding_id):
        WORLD.touch()
        self._camera = camera_binding_id

    def get_camera_binding_id(self):
        return self._camera


@double()
class MovieSceneTrack(Object):
    """A track: sections, and a name for people."""

    _section_kind = "MovieSceneSection"

    def __init__(self, outer=None, name="None") -> None:
        super().__init__(outer, name)
        self._sections, self._title, self._path = [], Text(type(self).__name__), ""

    def add_section(self):
        WORLD.touch()
        made = MADE[self._section_kind]()
        made._track = self
        self._sections.append(made)
        return made

    def get_sections(self):
        return list(self._sections)

    def get_display_name(self):
        return self._title

    def set_display_name(self, name):
        WORLD.touch()
        if not isinstance(name, Text):
            raise TypeError("set_display_name takes a Text")
        self._title = name


@double()
class MovieScenePropertyTrack(MovieSceneTrack):
    """A track of one property."""

    def set_property_name_and_path(self, property_name, property_path):
        WORLD.touch()
        self._path = property_path

    def get_property_path(self):
        return self._path


for _name, _section in {
    "MovieScene3DTransformTrack": "MovieScene3DTransformSection",
    "MovieSceneFloatTrack": "MovieSceneFloatSection",
    "MovieSceneColorTrack": "MovieSceneColorSection",
}.items():
    kind(_name, MovieScenePropertyTrack, _section_kind=_section)
kind("MovieSceneCameraCutTrack", MovieSceneTrack, _section_kind="MovieSceneCameraCutSection")


class Record:
    """What a binding is in its sequence."""

    def __init__(self, sequence, thing, parent=None) -> None:
        self.sequence, self.thing, self.parent, self.tracks = sequence, thing, parent, []


@double()
class MovieSceneBindingProxy(Struct):
    """A handle on a binding; two of the same binding are equal."""

    def _holding(self, record):
        self._record = record
        return self

    def __eq__(self, other):
        return isinstance(other, MovieSceneBindingProxy) and self._record is other._record

    __hash__ = None

    def is_valid(self):
        return self._record is not None

    def get_parent(self):
        if self._record is None:
            return _proxy(None)
        return MovieSceneBindingProxy()._holding(self._record.parent)

    def set_parent(self, parent_binding):
        """Beneath a spawnable a component is found by its name, whoever it was bound by."""
        WORLD.touch()
        if self._record is None:
            return
        self._record.parent = parent_binding._record
        if parent_binding._record in self._record.sequence._spawnables:
            spawned = parent_binding._record.thing
            self._record.thing = spawned.get_component_by_class(type(self._record.thing))

    def get_child_possessables(self):
        every = self._record.sequence._possessables
        return [_proxy(one) for one in every if one.parent is self._record]

    def get_possessed_object_class(self):
        return type(self._record.thing)

    def get_object_template(self):
        spawned = self._record in self._record.sequence._spawnables
        return self._record.thing if spawned else None

    def get_tracks(self):
        return list(self._record.tracks)

    def find_tracks_by_exact_type(self, track_type):
        return [one for one in self._record.tracks if type(one) is track_type]

    def add_track(self, track_type):
        WORLD.touch()
        if self._record is None:
            return None  # as a proxy of no binding does
        made = track_type()
        made._sequence = self._record.sequence
        self._record.tracks.append(made)
        return made

    def remove_track(self, track_to_remove):
        WORLD.touch()
        self._record.tracks.remove(track_to_remove)

    def remove(self):
        WORLD.touch()
        sequence = self._record.sequence
        for shelf in (sequence._possessables, sequence._spawnables):
            shelf[:] = [r for r in shelf if r is not self._record and r.parent is not self._record]


def _proxy(record):
    return MovieSceneBindingProxy()._holding(record)


structure("MovieSceneObjectBindingID")


@double()
class LevelSequence(Object):
    """An asset of bindings and tracks. Times are kept in ticks, as Unreal keeps them."""

    def __init__(self, outer=None, name="None") -> None:
        super().__init__(outer, name)
        self._clear()
        self._read_only = False

    def _clear(self) -> None:
        self._possessables, self._spawnables, self._tracks = [], [], []
        self._rate, self._ticks, self._playback = (30, 1), (24000, 1), [0, 150 * 800]
        self._ranges = {"view": [0.0, 5.0], "work": [0.0, 5.0]}

    def _ticks_per_frame(self) -> float:
        (ticks, per), (rate, seconds) = self._ticks, self._rate
        return ticks * seconds / (per * rate)

    def is_read_only(self):
        return self._read_only

    def set_read_only(self, read_only):
        self._read_only = read_only

    def get_display_rate(self):
        return FrameRate(*self._rate)

    def set_display_rate(self, display_rate):
        WORLD.touch()
        self._rate = (display_rate.numerator, display_rate.denominator)

    def get_tick_resolution(self):
        return FrameRate(*self._ticks)

    def set_tick_resolution(self, tick_resolution):
        WORLD.touch()
        old, new = self._ticks, (tick_resolution.numerator, tick_resolution.denominator)
        self._ticks = new
        factor = new[0] * old[1] / (new[1] * old[0])
        self._playback = [round(tick * factor) for tick in self._playback]
        records = [*self._possessables, *self._spawnables]
        for track in (*self._tracks, *(t for r in records for t in r.tracks)):
            for section in track._sections:
                section._range = [round(tick * factor) for tick in section._range]
                for channel in section._channels:
                    channel._keys = {round(t * factor): k for t, k in channel._keys.items()}

    def get_playback_start(self):
        return round(self._playback[0] / self._ticks_per_frame())

    def get_playback_end(self):
        return round(self._playback[1] / self._ticks_per_frame())

    def set_playback_start(self, start_frame):
        WORLD.touch()
        self._playback[0] = round(start_frame * self._ticks_per_frame())

    def set_playback_end(self, end_frame):
        WORLD.touch()
        self._playback[1] = round(end_frame * self._ticks_per_frame())

    def _range_of(name, end):
        def get(self):
            return self._ranges[name][end]

        def set_(self, start_time_in_seconds=None, end_time_in_seconds=None):
            WORLD.touch()
            given = end_time_in_seconds if start_time_in_seconds is None else start_time_in_seconds
            self._ranges[name][end] = float(given)

        return get, set_

    get_view_range_start, set_view_range_start = _range_of("view", 0)
    get_view_range_end, set_view_range_end = _range_of("view", 1)
    get_work_range_start, set_work_range_start = _range_of("work", 0)
    get_work_range_end, set_work_range_end = _range_of("work", 1)
    del _range_of

    def get_possessables(self):
        return [_proxy(record) for record in self._possessables]

    def get_spawnables(self):
        return [_proxy(record) for record in self._spawnables]

    def add_possessable(self, object_to_possess):
        """ULevelSequence::FindOrAddBinding (5.3, 5.4): "PlaybackContext = InObject ?
        InObject->GetWorld() : nullptr; if (!InObject || !PlaybackContext) return FGuid();", so an
        object template, which lies in the sequence and in no level, gets no valid binding. A
        component's actor is bound with it, and becomes its parent."""
        WORLD.touch()
        actor = getattr(object_to_possess, "_owner", None)
        if (actor or object_to_possess) not in WORLD.actors:
            return _proxy(None)
        parent = None
        if actor is not None:
            mine = [record for record in self._possessables if record.thing is actor]
            parent = mine[0] if mine else Record(self, actor)
            self._possessables += [] if mine else [parent]
        self._possessables.append(Record(self, object_to_possess, parent))
        return _proxy(self._possessables[-1])

    def add_spawnable_from_class(self, class_to_spawn):
        WORLD.touch()
        if WORLD.open_sequence is not self:
            raise RuntimeError("spawnables are made in the sequence that Sequencer shows")
        self._spawnables.append(Record(self, class_to_spawn()))
        return _proxy(self._spawnables[-1])

    def locate_bound_objects(self, binding, context):
        return [binding._record.thing]

    def get_binding_id(self, binding):
        made = MADE["MovieSceneObjectBindingID"]()
        made._record = binding._record
        return made

    def add_track(self, track_type):
        WORLD.touch()
        made = track_type()
        made._sequence = self
        self._tracks.append(made)
        return made

    def remove_track(self, track):
        WORLD.touch()
        self._tracks.remove(track)
        return True

    def get_tracks(self):
        return list(self._tracks)

    def find_tracks_by_exact_type(self, track_type):
        return [one for one in self._tracks if type(one) is track_type]


@double()
class LevelSequenceEditorBlueprintLibrary:
    """What Sequencer shows."""

    @classmethod
    def get_current_level_sequence(cls):
        return WORLD.open_sequence

    @classmethod
    def open_level_sequence(cls, level_sequence):
        WORLD.open_sequence = level_sequence
        return True

    @classmethod
    def close_level_sequence(cls):
        WORLD.open_sequence = None


@double()
class LevelSequenceEditorSubsystem(Object):
    """Who makes spawnables from Unreal 5.5 on."""

    def add_spawnable_from_class(self, sequence, class_to_spawn):
        return sequence.add_spawnable_from_class(class_to_spawn)


@double()
class ScopedEditorTransaction:
    """One undo step. Cancelling forgets the step; it takes nothing back."""

    def __init__(self, desc):
        self._title, self._kept = desc, True

    def __enter__(self):
        WORLD.begin(self._title)
        return self

    def __exit__(self, type, value, traceback):
        WORLD.end(self._kept)
        return False

    def cancel(self):
        self._kept = False
