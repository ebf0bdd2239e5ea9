# SPDX-License-Identifier: Apache-2.0
"""Unreal as a host: a Take becomes a Level Sequence and its actors, all of it or none of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import unreal

from scene_stager.errors import HostError, StagerError
from scene_stager.hosts.journal import Journal
from scene_stager.hosts.moks_host import Part, SceneView
from scene_stager.moks.clock import Clock

from . import marks
from .air import make_air
from .cameras import make_camera
from .changes import tags_of
from .film import load_film
from .lights import make_light
from .nulls import make_null
from .sheet import Sheet
from .stage import Made, Stage, seen
from .wishes import UnrealWishes

NOT_ON_STAGE = ("shot", "film")


class UnrealHost:
    """The level that is open in the editor, and one Level Sequence per shot.

    `before_part` is called ahead of every part, `before_change` ahead of every change; raising in
    either takes everything back.
    """

    name = "Unreal"

    def __init__(
        self,
        wishes: UnrealWishes = UnrealWishes(),  # noqa: B008 - frozen
        *,
        before_part: Callable[[str], None] = lambda part: None,
        before_change: Callable[[int], None] = lambda number: None,
    ) -> None:
        self.wishes = wishes
        self.before_part, self.before_change = before_part, before_change
        self.changes = 0
        self.remarks: list[str] = []
        self.left_out: list[str] = []
        self._journal: Journal | None = None
        self._stage: Stage | None = None

    def look(self) -> SceneView:
        """What stands in the level now, and the rate of a sequence of the artist's that is open."""
        actors = unreal.get_editor_subsystem(unreal.EditorActorSubsystem).get_all_level_actors()
        return SceneView(tuple(seen(actor) for actor in actors), _rate())

    @contextmanager
    def one_undo_step(self, title: str) -> Iterator[None]:
        """Group what follows into one transaction; put everything back if anything escapes."""
        if self._journal is not None:
            raise HostError("Unreal: a bake cannot begin inside another")
        journal = self._journal = Journal(self.before_change)
        self.remarks, self.left_out = [], []
        try:
            with unreal.ScopedEditorTransaction(title) as transaction:
                try:
                    yield
                    journal.commit()
                except BaseException:
                    journal.roll_back()
                    transaction.cancel()
                    raise
        except BaseException as error:
            if self._stage is not None:
                self._stage.sheet.delete_made()
            if isinstance(error, StagerError) or not isinstance(error, Exception):
                raise
            raise HostError(f"Unreal: {title} was taken back: {error}") from error
        finally:
            self.changes = journal.changes
            self._journal, self._stage = None, None

    def write(self, part: Part, clock: Clock, owner: str) -> int:
        """Make the part's actor, or take the one made before, and key it."""
        stage = self._open(owner)
        self.before_part(part.id)
        stage.sheet.open(clock)
        stage.listen(part)
        if part.entity.kind == "film":
            load_film(stage, part, clock)
        if part.entity.kind in NOT_ON_STAGE:
            return 0
        count = 0
        made = self._make(stage, part, clock)
        for one in made:
            count += self._key(stage, part, one)
        if part.entity.kind == "camera" and part.stand_in is None:
            remark = stage.sheet.cut_to(stage.sheet.bind(made[0].actor), clock)
            self.remarks += [remark] if remark else []
        told = {name for one in made for track in one.tracks for name in track.quantities}
        self.left_out += [c.name for c in part.channels if c.quantity not in told]
        return count

    def sweep(self, owner: str, keep: frozenset[str]) -> tuple[str, ...]:
        """Remove what this owner made for parts that are not in `keep`, and name it."""
        stage = self._open(owner)
        gone = []
        for actor in stage.of_owner():
            tags = tags_of(actor)
            if marks.said(tags, marks.PART) not in keep:
                if not (marks.said(tags, marks.HELPER) or marks.said(tags, marks.LENT)):
                    gone.append(actor.get_actor_label())
                stage.let_go(actor)
        return tuple(gone)

    def _open(self, owner: str) -> Stage:
        if self._journal is None:
            raise HostError("Unreal: nothing can be written outside of an undo step")
        if self._stage is None or self._stage.owner != owner:
            sheet = Sheet(self._journal, owner, self.wishes.folder)
            self._stage = Stage(sheet, self._journal, owner, self.wishes)
            self._stage.remarks = self.remarks
        return self._stage

    def _make(self, stage: Stage, part: Part, clock: Clock) -> list[Made]:
        if part.stand_in is not None:
            return [make_null(stage, part, clock)]
        if part.entity.kind == "atmosphere":
            return make_air(stage, part, clock)
        makers = {"camera": make_camera, "light": make_light}
        return [makers.get(part.entity.kind, make_null)(stage, part, clock)]

    def _key(self, stage: Stage, part: Part, made: Made) -> int:
        bindings = stage.bind(made.actor, made.component)
        label = made.actor.get_actor_label()
        for binding in bindings.values():
            stage.sheet.erase(binding, label)
        return sum(stage.sheet.key(bindings[track.on], track, label) for track in made.tracks)


def _rate() -> tuple[int, int] | None:
    """The display rate of the sequence that is open, unless it is one of ours."""
    sequence = unreal.LevelSequenceEditorBlueprintLibrary.get_current_level_sequence()
    if sequence is None:
        return None
    if str(unreal.EditorAssetLibrary.get_metadata_tag(sequence, marks.ASSET_OWNER)):
        return None
    rate = sequence.get_display_rate()
    return rate.numerator, rate.denominator
