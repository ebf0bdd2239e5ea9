# SPDX-License-Identifier: Apache-2.0
"""The Level Sequence of a shot: its clock, its bindings, its tracks and keys."""

from __future__ import annotations

from typing import cast

import unreal

from scene_stager.errors import HostError
from scene_stager.hosts.journal import Journal
from scene_stager.moks.clock import Clock

from . import marks
from .tracks import COLOUR, FLOAT, TRANSFORM, Column, Track

# What Sequencer shows, and what its slider can reach; beyond the shot by this share of its length.
RANGES = ("view_range_start", "view_range_end", "work_range_start", "work_range_end")
MARGIN = 0.05
USUAL_TICKS = 24000  # per second, where frames fall on whole ticks
# Keys between frames stand on the nearest tick, and no turn there is faster than 15 degrees a
# frame: half a tick is then less than 0.02 of a degree.
LEAST_TICKS_A_FRAME = 400
CUT_TITLE = "Camera Cuts" + marks.TRACK_WORD

CLASSES = {
    TRANSFORM: unreal.MovieScene3DTransformTrack,
    FLOAT: unreal.MovieSceneFloatTrack,
    COLOUR: unreal.MovieSceneColorTrack,
}
LINEAR = unreal.MovieSceneKeyInterpolation.LINEAR
# Unreal 5.3 and 5.4 call the enumeration SequenceTimeUnit.
UNITS = getattr(unreal, "MovieSceneTimeUnit", getattr(unreal, "SequenceTimeUnit", None))


class Sheet:
    """The Level Sequence of one shot during one bake; made when it is first needed."""

    def __init__(self, journal: Journal, owner: str, folder: str) -> None:
        self.journal, self.owner, self.folder = journal, owner, folder
        self.path = f"{folder}/{owner}"
        self.sequence: unreal.LevelSequence | None = self._found()
        self.made = False
        self._frames: list[unreal.FrameNumber] = []
        self._ticks_a_frame = 0.0

    def open(self, clock: Clock) -> unreal.LevelSequence:
        """The sequence, with the shot's rate and range; the rate comes first."""
        if self.sequence is None:
            self.journal.change(self._create, lambda: None)  # deleted once the step is cancelled
        sequence = self.whole
        if sequence.is_read_only():
            raise HostError(f"{self.path} is locked: the Level Sequence is read-only")
        if not self._frames:
            self._set_clock(sequence, clock)
            numbers = range(clock.start_frame, clock.start_frame + clock.frame_count)
            self._frames = [unreal.FrameNumber(number) for number in numbers]
            ticks, per = _pair(sequence.get_tick_resolution())
            self._ticks_a_frame = ticks * clock.fps[1] / (per * clock.fps[0])
        return sequence

    @property
    def whole(self) -> unreal.LevelSequence:
        """The sequence, once there is one."""
        return cast(unreal.LevelSequence, self.sequence)

    def binding_of(self, thing: unreal.Object) -> unreal.MovieSceneBindingProxy | None:
        """The binding of an actor or a component; None when it has none."""
        if self.sequence is None:
            return None
        for binding in self.sequence.get_possessables():
            if thing in self.sequence.locate_bound_objects(binding, self.world()):
                return binding
        return next(
            (b for b in self.sequence.get_spawnables() if b.get_object_template() == thing), None
        )

    def bind(self, actor: unreal.Actor) -> unreal.MovieSceneBindingProxy:
        """The binding of an actor, made when it has none."""
        found = self.binding_of(actor)
        return found if found is not None else self._possess(actor, None)

    def bind_component(
        self, component: unreal.Object, parent: unreal.MovieSceneBindingProxy
    ) -> unreal.MovieSceneBindingProxy:
        """The binding of an actor's component, made when it has none; there is one of its class."""
        for child in parent.get_child_possessables():
            if child.get_possessed_object_class() == component.get_class():
                return child
        if parent in self.whole.get_spawnables():
            return self._possess_beneath(component, parent)
        return self._possess(component, parent)

    def _possess_beneath(
        self, component: unreal.Object, parent: unreal.MovieSceneBindingProxy
    ) -> unreal.MovieSceneBindingProxy:
        """The binding of a spawnable's component. Its template lies in no level, and what lies in
        none cannot be bound: an actor of its class that stands in the level for a moment lends its
        own, which the spawned one's is found by, because it has the same name."""
        level = cast(
            unreal.EditorActorSubsystem, unreal.get_editor_subsystem(unreal.EditorActorSubsystem)
        )
        kind = parent.get_object_template().get_class()
        lender = self.journal.create(
            lambda: level.spawn_actor_from_class(kind, unreal.Vector(), transient=True),
            lambda one: one in level.get_all_level_actors() and level.destroy_actor(one),
        )
        lent = lender.get_component_by_class(component.get_class())
        binding = self._possess(lent, parent)
        left = self.binding_of(lender)
        if left is not None:
            self.journal.change(left.remove, lambda: None)
        self.journal.change(lambda: level.destroy_actor(lender), lambda: None)
        return binding

    def _possess(
        self, thing: unreal.Object, parent: unreal.MovieSceneBindingProxy | None
    ) -> unreal.MovieSceneBindingProxy:
        binding = self.journal.create(
            lambda: self.whole.add_possessable(thing), lambda binding: binding.remove()
        )
        if not binding.is_valid():
            raise HostError(f"Unreal would not bind {thing.get_name()}: it stands in no level")
        if parent is not None and binding.get_parent() != parent:
            self.journal.change(lambda: binding.set_parent(parent), lambda: None)
        return binding

    def key(self, binding: unreal.MovieSceneBindingProxy, track: Track, label: str) -> int:
        """Write a track in the place of the one an earlier bake wrote; gives the number of keys."""
        for old in self.tracks_of(binding, track):
            if not is_ours(old):
                said = " and ".join(track.quantities) or track.path
                raise HostError(f"{label}.{said} was keyed by hand and is left alone")
        made = self.journal.create(
            lambda: binding.add_track(CLASSES[track.kind]), binding.remove_track
        )
        return self.journal.change(lambda: self._fill(made, track), lambda: None)

    def tracks_of(self, binding: unreal.MovieSceneBindingProxy, track: Track) -> list:
        """Tracks of the same property that a binding has already."""
        found = binding.find_tracks_by_exact_type(CLASSES[track.kind])
        mine = [cast(unreal.MovieScenePropertyTrack, one) for one in found]
        return [
            one for one in mine if track.kind == TRANSFORM or one.get_property_path() == track.path
        ]

    def erase(self, binding: unreal.MovieSceneBindingProxy, label: str) -> None:
        """Remove, once all is well, the tracks that an earlier bake wrote on a binding."""
        for track in binding.get_tracks():
            if is_ours(track):
                if any(section.is_locked() for section in track.get_sections()):
                    raise HostError(f"{label} is locked: a section of {track.get_display_name()}")
                self.journal.at_the_end(lambda track=track: binding.remove_track(track))

    def cut_to(self, binding: unreal.MovieSceneBindingProxy, clock: Clock) -> str:
        """Show the shot through a camera; says so when an artist's own cuts stand in the way."""
        sequence = self.whole
        cuts = sequence.find_tracks_by_exact_type(unreal.MovieSceneCameraCutTrack)
        if any(not is_ours(cut) for cut in cuts):
            return f"{self.path} has camera cuts of its own, which were left as they are"
        cut = cuts[0] if cuts else self.journal.create(self._new_cut, sequence.remove_track)
        section = cast(unreal.MovieSceneCameraCutSection, cut.get_sections()[0])
        before = (section.get_start_frame(), section.get_end_frame())
        camera = section.get_camera_binding_id()
        last = clock.start_frame + clock.frame_count
        self.journal.change(
            lambda: _show(section, clock.start_frame, last, sequence.get_binding_id(binding)),
            lambda: _show(section, *before, camera),
        )
        return ""

    def delete_made(self) -> None:
        """After a failure: delete the asset, when it was this bake that made it."""
        if self.made:
            unreal.EditorAssetLibrary.delete_loaded_asset(self.whole)

    def world(self) -> unreal.World:
        """The level that is being edited."""
        return unreal.get_editor_subsystem(unreal.UnrealEditorSubsystem).get_editor_world()

    def _found(self) -> unreal.LevelSequence | None:
        library = unreal.EditorAssetLibrary
        if not library.does_asset_exist(self.path):
            return None
        found = library.load_asset(self.path)
        if str(library.get_metadata_tag(found, marks.ASSET_OWNER)) == self.owner:
            return cast(unreal.LevelSequence, found)
        if not isinstance(found, unreal.LevelSequence) or not _is_blank(found):
            raise HostError(
                f"{self.path} is there already and is not Scene Stager's: rename it, or bake into "
                "another folder"
            )
        # An empty one was put there for us, perhaps as a CineAssembly.
        self.journal.change(
            lambda: library.set_metadata_tag(found, marks.ASSET_OWNER, self.owner),
            lambda: library.remove_metadata_tag(found, marks.ASSET_OWNER),
        )
        return found

    def _create(self) -> None:
        tools = unreal.AssetToolsHelpers.get_asset_tools()
        factory = unreal.LevelSequenceFactoryNew()
        made = tools.create_asset(self.owner, self.folder, unreal.LevelSequence, factory)
        if made is None:
            raise HostError(f"Unreal would not make the Level Sequence {self.path}")
        self.sequence, self.made = cast(unreal.LevelSequence, made), True
        unreal.EditorAssetLibrary.set_metadata_tag(made, marks.ASSET_OWNER, self.owner)

    def _set_clock(self, sequence: unreal.LevelSequence, clock: Clock) -> None:
        rate, old_rate = unreal.FrameRate(*clock.fps), sequence.get_display_rate()
        ticks, old_ticks = (
            _ticks(sequence.get_tick_resolution(), clock),
            sequence.get_tick_resolution(),
        )
        start, end = sequence.get_playback_start(), sequence.get_playback_end()
        seen = [getattr(sequence, f"get_{name}")() for name in RANGES]
        first, last = clock.start_frame, clock.start_frame + clock.frame_count
        margin_s = MARGIN * clock.frame_count * clock.fps[1] / clock.fps[0]
        begins_s, ends_s = (frame * clock.fps[1] / clock.fps[0] for frame in (first, last))

        def act() -> None:
            sequence.set_display_rate(rate)
            if ticks != _pair(old_ticks):
                sequence.set_tick_resolution(unreal.FrameRate(*ticks))
            sequence.set_playback_start(first)
            sequence.set_playback_end(last)  # exclusive
            for name in RANGES:  # in seconds, where playback is in frames
                at_s = begins_s - margin_s if name.endswith("start") else ends_s + margin_s
                getattr(sequence, f"set_{name}")(at_s)

        def back() -> None:
            sequence.set_tick_resolution(old_ticks)
            sequence.set_display_rate(old_rate)
            sequence.set_playback_start(start)
            sequence.set_playback_end(end)
            for name, at_s in zip(RANGES, seen):
                getattr(sequence, f"set_{name}")(at_s)

        self.journal.change(act, back)

    def _fill(self, track: unreal.MovieSceneTrack, wanted: Track) -> int:
        track.set_display_name(unreal.Text(wanted.title + marks.TRACK_WORD))
        if wanted.kind != TRANSFORM:
            name = wanted.path.rpartition(".")[2]
            cast(unreal.MovieScenePropertyTrack, track).set_property_name_and_path(
                name, wanted.path
            )
        section = track.add_section()
        section.set_start_frame_bounded(False)
        section.set_end_frame_bounded(False)
        channels = section.get_all_channels()
        if len(channels) < len(wanted.columns):
            raise HostError(
                f"{wanted.title}: Unreal gives {len(channels)} channels, expected "
                f"{len(wanted.columns)}"
            )
        return sum(
            self._write(cast(unreal.MovieSceneScriptingDoubleChannel, channel), column)
            for channel, column in zip(channels, wanted.columns)
        )

    def _write(
        self, channel: unreal.MovieSceneScriptingDoubleChannel, column: Column | float
    ) -> int:
        """Linear keys, one call each: Unreal has none for many. What can be is looked up once."""
        if not isinstance(column, Column):
            channel.set_default(column)
            return 0
        add, unit, linear = channel.add_key, UNITS.DISPLAY_RATE, LINEAR
        values, frames = column.values, self._frames
        if column.still:
            add(frames[0], values[0], 0.0, unit, linear)
            return 1
        if column.offsets is None:
            for frame, value in zip(frames, values):
                add(frame, value, 0.0, unit, linear)
            return len(values)
        # Between frames by ticks: add_key takes no part of a frame, whatever its sub_frame says.
        unit, first = UNITS.TICK_RESOLUTION, frames[0].value
        for offset, value in zip(column.offsets, values):
            tick = unreal.FrameNumber(round((first + offset) * self._ticks_a_frame))
            add(tick, value, 0.0, unit, linear)
        return len(values)

    def _new_cut(self) -> unreal.MovieSceneTrack:
        cut = self.whole.add_track(unreal.MovieSceneCameraCutTrack)
        cut.set_display_name(unreal.Text(CUT_TITLE))
        cut.add_section()
        return cut


def _is_blank(sequence: unreal.LevelSequence) -> bool:
    return not (sequence.get_possessables() or sequence.get_spawnables() or sequence.get_tracks())


def is_ours(track: unreal.MovieSceneTrack) -> bool:
    """True when a bake made the track and no artist took it over."""
    return str(track.get_display_name()).endswith(marks.TRACK_WORD)


def _show(
    section: unreal.MovieSceneCameraCutSection,
    start: int,
    end: int,
    camera: unreal.MovieSceneObjectBindingID,
) -> None:
    section.set_range(start, end)
    section.set_camera_binding_id(camera)


def _ticks(now: unreal.FrameRate, clock: Clock) -> tuple[int, int]:
    """A tick resolution in which every frame falls on a whole tick, and that is fine enough for
    keys between frames; the one there is if it can."""
    numerator, denominator = _pair(now)
    rate, per = clock.fps
    ticks, rest = divmod(numerator * per, denominator * rate)
    if ticks >= LEAST_TICKS_A_FRAME and not rest:
        return numerator, denominator
    least = max(USUAL_TICKS, -(-LEAST_TICKS_A_FRAME * rate // per))
    return rate * -(-least // rate), 1


def _pair(rate: unreal.FrameRate) -> tuple[int, int]:
    return rate.numerator, rate.denominator
