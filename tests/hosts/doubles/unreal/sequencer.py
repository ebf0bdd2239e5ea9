"""Sequencer: Level Sequences with bindings, tracks and sections; times are kept in ticks."""

from tests.hosts.doubles.unreal.base import (
    MADE,
    WORLD,
    Object,
    Text,
    double,
    kind,
    structure,
)
from tests.hosts.doubles.unreal.bindings import Record, proxy_of
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


structure("MovieSceneObjectBindingID")


@double()
class MovieSceneSubSection(MovieSceneSection):
    """A sequence inside another, from where its playback begins: MovieSceneSubSection.cpp,
    OuterToInnerTransform: "InnerStartTime = MovieScene::DiscreteInclusiveLower(MovieScenePtr->
    GetPlaybackRange()) + Parameters.GetStartFrameOffset()"."""

    _inner = None

    def set_sequence(self, sequence):
        WORLD.touch()
        self._inner = sequence

    def _inner_tick(self, tick):
        outer, inner = self._track._sequence._ticks, self._inner._ticks
        scale = inner[0] * outer[1] / (inner[1] * outer[0])
        return self._inner._playback[0] + (tick - self._range[0]) * scale


@double()
class MovieSceneCinematicShotSection(MovieSceneSubSection):
    """One shot."""

    _shot_name = ""

    def set_shot_display_name(self, shot_display_name):
        WORLD.touch()
        self._shot_name = shot_display_name


kind(
    "MovieSceneCinematicShotTrack",
    MovieSceneTrack,
    _section_kind="MovieSceneCinematicShotSection",
)


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

    def get_playback_range(self):
        made = MADE["SequencerScriptingRange"]()
        made.set_editor_property("inclusive_start", self.get_playback_start())
        made.set_editor_property("exclusive_end", self.get_playback_end())
        return made

    def get_possessables(self):
        return [proxy_of(record) for record in self._possessables]

    def get_spawnables(self):
        return [proxy_of(record) for record in self._spawnables]

    def add_possessable(self, object_to_possess):
        """ULevelSequence::FindOrAddBinding (5.3, 5.4): "PlaybackContext = InObject ?
        InObject->GetWorld() : nullptr; if (!InObject || !PlaybackContext) return FGuid();", so an
        object template, which lies in the sequence and in no level, gets no valid binding. A
        component's actor is bound with it, and becomes its parent."""
        WORLD.touch()
        actor = getattr(object_to_possess, "_owner", None)
        if (actor or object_to_possess) not in WORLD.actors:
            return proxy_of(None)
        parent = None
        if actor is not None:
            mine = [record for record in self._possessables if record.thing is actor]
            parent = mine[0] if mine else Record(self, actor)
            self._possessables += [] if mine else [parent]
        self._possessables.append(Record(self, object_to_possess, parent))
        return proxy_of(self._possessables[-1])

    def add_spawnable_from_class(self, class_to_spawn):
        WORLD.touch()
        if WORLD.open_sequence is not self:
            raise RuntimeError("spawnables are made in the sequence that Sequencer shows")
        self._spawnables.append(Record(self, class_to_spawn()))
        return proxy_of(self._spawnables[-1])

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
