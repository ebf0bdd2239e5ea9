# SPDX-License-Identifier: Apache-2.0
"""The actors of a shot: found again by their tags, made, named, put in a folder, let go."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import cast

import unreal

from scene_stager.errors import HostError
from scene_stager.hosts.journal import Journal
from scene_stager.hosts.moks_host import HostObject, Part
from scene_stager.moks.take import Channel

from . import axes, marks
from .changes import put, put_tags, put_vector, tags_of
from .sheet import Sheet, is_ours
from .tracks import Track
from .wishes import UnrealWishes

FOLDER = "SceneStager"


@dataclass(eq=False)
class Made:
    """One actor of a part, the component that holds its settings, and what is to be keyed."""

    actor: unreal.Actor
    component: unreal.Object | None
    tracks: list[Track]


@dataclass(eq=False)
class Stage:
    """What all parts of a shot need while they are made, and what the parts so far have told."""

    sheet: Sheet
    journal: Journal
    owner: str
    wishes: UnrealWishes
    seen: dict[str, Channel] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)
    leaving: list[unreal.Actor] = field(default_factory=list)

    def listen(self, part: Part) -> None:
        """Remember a part's channels, for lights that are aimed and film that is exposed."""
        self.seen.update((channel.name, channel) for channel in part.channels)

    def actors(self) -> list[unreal.Actor]:
        """Every actor of the level, and those that the shot's sequence brings along."""
        every = _subsystem().get_all_level_actors()
        level = [actor for actor in every if marks.SPAWNED not in tags_of(actor)]
        sequence = self.sheet.sequence
        kept = [] if sequence is None else sequence.get_spawnables()
        spawned = [cast(unreal.Actor, binding.get_object_template()) for binding in kept]
        return [one for one in (*level, *spawned) if one is not None and one not in self.leaving]

    def find(self, part_id: str, helper: str = "") -> unreal.Actor | None:
        """The actor that was made for a part before."""
        for actor in self.actors():
            tags = tags_of(actor)
            if (
                marks.said(tags, marks.OWNER) == self.owner
                and marks.said(tags, marks.PART) == part_id
                and marks.said(tags, marks.HELPER) == helper
            ):
                return actor
        return None

    def of_owner(self) -> list[unreal.Actor]:
        """Every actor of this shot."""
        return [a for a in self.actors() if marks.said(tags_of(a), marks.OWNER) == self.owner]

    def actor_for(self, part: Part, kind: type, helper: str = "") -> unreal.Actor:
        """The actor of a part: the one made before when it can still be it, else a new one."""
        selector = marks.selector_mark(part.stand_in.selector) if part.stand_in else ""
        spawnable = self.wishes.spawnable and not part.stand_in
        old = self.find(part.id, helper)
        if old is not None:
            tags = tags_of(old)
            ours = not marks.said(tags, marks.LENT)
            fits = isinstance(old, kind) and marks.said(tags, marks.SELECTOR) == selector
            if ours and fits and self.is_spawned(old) == spawnable:
                return old
            self.let_go(old)
        words = [marks.tag(marks.OWNER, self.owner), marks.tag(marks.PART, part.id)]
        words += [marks.tag(marks.HELPER, helper)] if helper else []
        if part.stand_in is not None:
            words.append(marks.tag(marks.SELECTOR, selector))
            words.append(marks.tag(marks.WORDS, part.stand_in.selector))
        suffix = f".{helper}" if helper else ""
        wanted = part.stand_in.name if part.stand_in else f"{self.owner}.{part.id}{suffix}"
        label = self._free_label(wanted)
        actor = self._spawn(kind, spawnable)
        self.journal.change(lambda: actor.set_actor_label(label), lambda: None)
        if not spawnable:
            folder = unreal.Name(f"{FOLDER}/{self.owner}")
            self.journal.change(lambda: actor.set_folder_path(folder), lambda: None)
        put_tags(self.journal, actor, words)
        return actor

    def place(self, actor: unreal.Actor, place_m: tuple[float, ...]) -> None:
        """Put an actor somewhere, for whoever looks at the level without the sequence."""
        root = actor.get_editor_property("root_component")
        put_vector(self.journal, root, "relative_location", axes.place_cm(place_m))

    def movable(self, actor: unreal.Actor) -> None:
        """Let an actor move and its light change."""
        root = actor.get_editor_property("root_component")
        put(self.journal, root, "mobility", unreal.ComponentMobility.MOVABLE)

    def bind(
        self, actor: unreal.Actor, component: unreal.Object | None
    ) -> dict[str, unreal.MovieSceneBindingProxy]:
        """Bindings of an actor and of its component."""
        binding = self.sheet.bind(actor)
        found = {"actor": binding}
        if component is not None:
            found["component"] = self.sheet.bind_component(component, binding)
        return found

    def let_go(self, actor: unreal.Actor) -> None:
        """Delete an actor once all is well; one that an artist lent, or has keyed, stays without
        our marks."""
        label = actor.get_actor_label()
        bindings = self._bindings(actor)
        theirs = [t for b in bindings for t in b.get_tracks() if not is_ours(t)]
        for binding in bindings:
            self.sheet.erase(binding, label)
        lent = bool(marks.said(tags_of(actor), marks.LENT))
        if theirs or lent:
            put_tags(self.journal, actor, marks.without_ours(tags_of(actor)))
        if theirs:
            return
        for binding in reversed(bindings):
            self.journal.at_the_end(binding.remove)
        if lent:
            return
        self.leaving.append(actor)
        if not self.is_spawned(actor):
            self.journal.at_the_end(lambda: _subsystem().destroy_actor(actor))

    def _bindings(self, actor: unreal.Actor) -> list[unreal.MovieSceneBindingProxy]:
        """The binding of an actor, and those of its components."""
        binding = self.sheet.binding_of(actor)
        return [] if binding is None else [binding, *binding.get_child_possessables()]

    def is_spawned(self, actor: unreal.Actor) -> bool:
        """True when an actor lives in the shot's sequence and not in the level."""
        sequence = self.sheet.sequence
        return sequence is not None and any(
            binding.get_object_template() == actor for binding in sequence.get_spawnables()
        )

    def _spawn(self, kind: type, spawnable: bool) -> unreal.Actor:
        if spawnable:
            self._show_sequence()
            binding = self.journal.create(
                lambda: _spawnable(self.sheet.whole, kind), lambda binding: binding.remove()
            )
            made = cast(unreal.Actor, binding.get_object_template())
        else:
            made = self.journal.create(
                lambda: _subsystem().spawn_actor_from_class(kind, unreal.Vector()),
                lambda one: one is not None and _subsystem().destroy_actor(one),
            )
        if made is None:
            raise HostError(f"Unreal would not make a {kind.__name__}")
        return made

    def _show_sequence(self) -> None:
        """Open the sequence in Sequencer, without which Unreal 5.5 and later make no spawnables."""
        editor, sequence = unreal.LevelSequenceEditorBlueprintLibrary, self.sheet.whole
        before = editor.get_current_level_sequence()
        if before == sequence:
            return

        def back() -> None:
            editor.close_level_sequence()
            if before is not None:
                editor.open_level_sequence(before)

        self.journal.change(lambda: editor.open_level_sequence(sequence), back)
        self.journal.at_the_end(back)

    def _free_label(self, wanted: str) -> str:
        taken = {actor.get_actor_label() for actor in self.actors()}
        label, number = wanted, 2
        while label in taken:
            label, number = f"{wanted}_{number}", number + 1
        return label


def seen(actor: unreal.Actor) -> HostObject:
    """An actor as selectors see it; one that an artist lent is still the artist's."""
    words = tags_of(actor)
    theirs = marks.without_ours(words)
    folder = str(actor.get_folder_path())
    places = [] if folder in ("", "None") else [folder, *folder.split("/")]
    return HostObject(
        name=actor.get_actor_label(),
        tags=tuple(word for word in theirs if not word.startswith(marks.ROLE)),
        roles=tuple(w[len(marks.ROLE) :] for w in theirs if w.startswith(marks.ROLE)),
        collections=tuple(dict.fromkeys(places)),
        owner="" if marks.said(words, marks.LENT) else marks.said(words, marks.OWNER),
    )


def _subsystem() -> unreal.EditorActorSubsystem:
    found = unreal.get_editor_subsystem(unreal.EditorActorSubsystem)
    return cast(unreal.EditorActorSubsystem, found)


def _spawnable(sequence: unreal.LevelSequence, kind: type) -> unreal.MovieSceneBindingProxy:
    """A new spawnable; who makes one has moved in Unreal 5.5."""
    editor = unreal.get_editor_subsystem(unreal.LevelSequenceEditorSubsystem)
    make = getattr(editor, "add_spawnable_from_class", None)
    return sequence.add_spawnable_from_class(kind) if make is None else make(sequence, kind)
