# SPDX-License-Identifier: Apache-2.0
"""Maya as a host: a Take becomes linear animation curves, all of it or none of it.

Undo is Maya's own: everything of a bake is one chunk, and a bake that fails is undone. Maya keeps
what was undone for Redo; that it is half a bake, it does not know.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import count
from types import MappingProxyType
from typing import Any

from maya import cmds

from scene_stager.errors import HostError, StagerError
from scene_stager.hosts.maya.build import (
    CLOCK,
    FILM,
    MADE,
    OWNER,
    PART,
    ROLE,
    build_part,
    film_note,
    made_note,
    safe_name,
)
from scene_stager.hosts.maya.nodes import MayaPart, MayaStage, Node
from scene_stager.hosts.moks_host import Part, SceneView
from scene_stager.moks.clock import Clock

from . import borrow, scene, spaces
from .keys import Track, has_command, write_keys
from .wishes import MayaWishes

ARNOLD = "mtoa"
OPTIONS = "defaultArnoldRenderOptions"  # where Arnold keeps the atmosphere of a scene
CAMERA = "camera"
MADE_FROM = ("sceneStagerPlan", "sceneStagerTake")  # what the camera says of its plan and Take
GROUPS = {"group": "", "proxies": "_proxies"}

_numbers = count(1)


class MayaHost:
    """The open scene. `asked_lx` is what the film asks for, frame by frame, for native lights;
    `made_from` is told on the camera, by the names of its attributes.

    `bulk` is for tests and for measuring: False keys one by one though the plug-in is there.
    """

    name = "Maya"

    def __init__(
        self,
        asked_lx: Sequence[float] = (),
        wishes: MayaWishes = MayaWishes(),  # noqa: B008 - frozen
        made_from: Mapping[str, str] = MappingProxyType({}),
        *,
        bulk: bool = True,
    ) -> None:
        self.asked_lx, self.wishes, self.bulk = asked_lx, wishes, bulk
        self.made_from = made_from
        self.remarks: list[str] = []
        self._stage: MayaStage | None = None
        self._made: dict[tuple[str, str], str] = {}
        self._owner, self._space, self._asked = "", "", ""

    def look(self) -> SceneView:
        """What stands in the scene now."""
        return SceneView(scene.seen_objects(), scene.rate())

    @contextmanager
    def one_undo_step(self, title: str) -> Iterator[None]:
        """Group what follows into one undo step; put everything back if anything escapes."""
        if self._stage is not None:
            raise HostError("Maya: a bake cannot begin inside another")
        bulk = self.bulk and has_command()
        before = spaces.current(), spaces.are_relative()
        was_on = cmds.undoInfo(query=True, state=True)
        cmds.undoInfo(stateWithoutFlush=True)  # off in batch; a failure could not be taken back
        # Two bakes of one shot have one title; a number tells whether this one is in the queue.
        chunk = f"{title} ({next(_numbers)})"
        cmds.undoInfo(openChunk=True, chunkName=chunk)
        self._stage, self._bulk, self.remarks, self._owner = _stage(self.asked_lx), bulk, [], ""
        try:
            yield
            spaces.go(*before)
            cmds.undoInfo(closeChunk=True)
        except BaseException as error:
            cmds.undoInfo(closeChunk=True)
            if cmds.undoInfo(query=True, undoName=True) == chunk:  # else nothing was changed yet
                cmds.undo()
            spaces.go(*before)  # no change where undo has done it
            if isinstance(error, StagerError) or not isinstance(error, Exception):
                raise
            raise HostError(f"Maya: {title} was taken back: {error}") from error
        finally:
            self._stage = None
            cmds.undoInfo(stateWithoutFlush=bool(was_on))

    def write(self, part: Part, clock: Clock, owner: str) -> int:
        """Make the part's nodes, or take the ones made before, and key them."""
        stage = self._open(owner)
        made = build_part(part, clock, owner, stage)
        if part.entity.kind == "film":
            self._tell_camera(film_note(part))
        if made is None:
            return 0
        self.remarks += made.remarks
        if part.entity.kind == CAMERA and part.stand_in is None and self.wishes.camera:
            self._borrow(made)
        elif not self._fits(self._made.get((part.id, ""), ""), made):
            self._let_go(part.id)
        paths = {node.role: self._node(made, node) for node in made.nodes}
        self._drop_helpers(part.id, paths)
        if part.id == CAMERA:
            self._tell_camera(self.made_from)
        return self._key(made, paths)

    def sweep(self, owner: str, keep: frozenset[str]) -> tuple[str, ...]:
        """Remove what this owner made for parts that are not in `keep`, and name it."""
        self._open(owner)
        gone = [part for part, role in self._made if not role and part not in keep and part]
        return tuple(filter(None, (self._let_go(part) for part in sorted(gone))))

    def _open(self, owner: str) -> MayaStage:
        if self._stage is None:
            raise HostError("Maya: nothing can be written outside of an undo step")
        asked = f"{owner} {self.wishes.namespace}"
        if self._asked != asked or not self._owner:
            self._owner, self._asked, self._space = owner, asked, self._home(owner)
            self._made = scene.made_by(owner, self._space)
            spaces.go(self._space, relative=False)  # names of ours are told from the root
        return self._stage

    def _home(self, owner: str) -> str:
        """The namespace that the shot is made in: as asked, or where it stands, or the current."""
        if self.wishes.namespace:
            return spaces.whole(self.wishes.namespace)
        homes = sorted({scene.space_of(path) for path in scene.marked(owner)})
        if len(homes) > 1:
            told = ", ".join(homes)
            raise HostError(f"Maya: {owner} stands in {len(homes)} namespaces ({told}); name one")
        return homes[0] if homes else spaces.current()

    def _borrow(self, made: MayaPart) -> None:
        """Let the part be the artist's own camera, and what was made for it before go."""
        path = borrow.find_camera(self.wishes.camera)
        borrow.refuse(path, self._owner, self._space)
        if self._made.get((made.part, ""), path) != path:
            self._let_go(made.part)
        borrow.lend(made, path, self._space)
        self._made[made.part, ""] = path

    def _fits(self, path: str, made: MayaPart) -> bool:
        """True when what was made before can be the part as it is now, or nothing was."""
        if not path or borrow.is_lent(path):
            return not path
        shape = scene.shape_of(path)
        wanted = next((node.type for node in made.nodes if node.role == "shape"), "")
        found = str(cmds.nodeType(shape)) if shape else ""
        notes = made.own.notes
        return found == wanted and scene.text_of(path, "sceneStagerSelector") == notes.get(
            "sceneStagerSelector", ""
        )

    def _node(self, made: MayaPart, node: Node) -> str:
        """The node of a role, made when it is not there, with everything that does not move."""
        path = self._found(made.part, node)
        marks = {OWNER: self._owner, PART: made.part, ROLE: node.role}
        if not path:
            name = made.name + {"": "", "shape": "Shape"}.get(node.role, f"_{node.role}")
            path = scene.new_node(node, name, self._parent(made, node))
            if node.role != "shape":
                self._made[made.part, node.role] = path
        mine = scene.made_on(self._made[made.part, ""])
        self._refuse_users(path, node, mine)
        scene.settle(path, node, {} if node.role == "shape" else marks)
        if node.role == "fog":
            self._hang_fog(path)
        return path

    def _found(self, part: str, node: Node) -> str:
        if node.role == "shape":
            return scene.shape_of(self._made[part, ""])
        return self._made.get((part, node.role), "")

    def _parent(self, made: MayaPart, node: Node) -> str:
        """Parts go into the shot's group, stand-ins into one inside it; helpers under the part."""
        if node.parent is not None:
            return self._made[made.part, node.parent]
        if node.type != "transform":
            return ""
        return self._group("proxies" if "sceneStagerSelector" in made.own.notes else "group")

    def _group(self, role: str) -> str:
        if ("", role) not in self._made:
            parent = self._group("group") if role == "proxies" else ""
            name = safe_name(self._owner) + GROUPS[role]
            path = scene.new_node(Node(role, "transform"), name, parent)
            for attribute, words in ((OWNER, self._owner), (PART, ""), (ROLE, role)):
                scene.note(path, attribute, words)
            self._made["", role] = path
        return self._made["", role]

    def _refuse_users(self, path: str, node: Node, mine: dict[str, Any]) -> None:
        """HostError when the user drives what we would key, or has locked it."""
        ours = set(mine.get("curves", {}).values())
        for curve in node.curves:
            if not scene.has(path, curve.attribute):
                continue
            driver = scene.driver_of(path, curve.attribute)
            if driver and scene.uuid_of(driver) not in ours:
                where = f"{path.rpartition('|')[2]}.{curve.quantity}"
                who = "in its reference" if scene.is_referenced(driver) else "by hand"
                raise HostError(f"Maya: {where} was keyed {who} and is left alone")
            scene.refuse_locked(path, curve.attribute)

    def _key(self, made: MayaPart, paths: dict[str, str]) -> int:
        """Write every curve, drop those of before that are not wanted, and note which are ours."""
        own = paths[""]
        before = scene.made_on(own)
        tracks = {
            f"{node.role}.{c.attribute}": Track(
                paths[node.role], c.attribute, c.unit, c.frames, c.values
            )
            for node in made.nodes
            for c in node.curves
        }
        self._drop_curves(
            uuid for place, uuid in before.get("curves", {}).items() if place not in tracks
        )
        count = write_keys(list(tracks.values()), self._bulk)
        facts = sorted(made.own.facts)
        for fact in set(before.get("facts", ())) - set(facts):
            if scene.has(own, fact) and not scene.driver_of(own, fact):
                cmds.deleteAttr(own, attribute=fact)
        curves = {place: scene.uuid_of(track.curve) for place, track in tracks.items()}
        scene.note(own, MADE, made_note(curves, facts))
        return count

    def _drop_curves(self, uuids: Any) -> None:
        for uuid in uuids:
            for curve in cmds.ls(uuid) or ():
                cmds.delete(curve)

    def _drop_helpers(self, part: str, paths: dict[str, str]) -> None:
        """Remove fog or wind of before that the part does not have any more."""
        for (owner_part, role), path in list(self._made.items()):
            if owner_part == part and role and role not in paths:
                cmds.delete(path)
                del self._made[owner_part, role]

    def _let_go(self, part: str) -> str:
        """Delete a part, or only what is ours of it when the user has keyed something on it, or
        has lent it; the name of what is no more the shot's own."""
        path = self._made.pop((part, ""))
        lent = borrow.is_lent(path)
        helpers = [self._made.pop(key) for key in list(self._made) if key[0] == part]
        told = scene.made_on(path)
        ours = set(told.get("curves", {}).values())
        nodes = [path, *filter(None, [scene.shape_of(path)])]
        users = [
            c for n in nodes for c in scene.keyed_plugs(n).values() if scene.uuid_of(c) not in ours
        ]
        self._drop_curves(ours)
        for helper in helpers:
            if cmds.objExists(helper):
                cmds.delete(helper)
        if not users and not lent:
            cmds.delete(path)
            return path.rpartition("|")[2]
        if lent:
            borrow.give_back(path)
            facts = (*told.get("facts", ()), FILM, CLOCK, *MADE_FROM)
            for fact in facts:
                if scene.has(path, fact) and not scene.driver_of(path, fact):
                    cmds.deleteAttr(path, attribute=fact)
        for attribute in (OWNER, PART, ROLE, MADE):
            cmds.deleteAttr(path, attribute=attribute)
        return "" if lent else path.rpartition("|")[2]

    def _tell_camera(self, notes: Mapping[str, str]) -> None:
        path = self._made.get((CAMERA, ""), "")
        for attribute, words in notes.items() if path else ():
            scene.note(path, attribute, words)

    def _hang_fog(self, path: str) -> None:
        """Make the fog the scene's atmosphere where there is none yet."""
        plug = f"{OPTIONS}.atmosphere"
        if not cmds.objExists(OPTIONS):
            self.remarks.append(f"{path} is made, but Arnold's options are not in this scene yet")
            return
        found = cmds.listConnections(plug, source=True, destination=False) or []
        if not found:
            cmds.connectAttr(f"{path}.message", plug)
        elif found[0] != path:
            self.remarks.append(f"the scene keeps its own atmosphere {found[0]}; ours is {path}")


def _stage(asked_lx: Sequence[float]) -> MayaStage:
    """What the scene can do."""
    return MayaStage(
        up=str(cmds.upAxis(query=True, axis=True)),
        arnold=bool(cmds.pluginInfo(ARNOLD, query=True, loaded=True)),
        node_types=frozenset(cmds.allNodeTypes()),
        asked_lx=asked_lx,
    )
