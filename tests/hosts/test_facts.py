"""A field under another name, or with nonsense in it, is a named error in every host.

First from a file, as somebody may hand one over, by each host's own door. Then in memory, as when
the compiler and a host no longer agree on a name: what a host asks for and does not get stops it.
"""

import json
from copy import copy
from dataclasses import fields, replace
from functools import cache
from types import SimpleNamespace

import pytest

from scene_stager.errors import CompileError, InputError
from scene_stager.front_door import bake, read_script
from scene_stager.hosts.maya_ascii import write_maya
from scene_stager.hosts.notebook import NotebookHost
from scene_stager.hosts.play import play
from scene_stager.hosts.take_file import read_take_file
from scene_stager.moks.entities import Entity, Facts
from scene_stager.moks.take import Take
from scene_stager.preview.bake_report import report_on
from scene_stager.preview.captions import facts, light_rows
from scene_stager.preview.pictures import picture
from scene_stager.preview.shot_report import report_page
from scene_stager.script.field import rules_of
from tests.hosts.registry import benches
from tests.hosts.shared_promises import baked


@cache
def lit_take() -> Take:
    """A disk, a spot, a ball and a dome, and every other kind of entity, for two frames."""
    script = read_script("hero_dolly_push_in")
    lights = replace(script.lighting, rim_mode="rim_left", rim_beam_deg=24.0)
    return bake(replace(script, lighting=lights), frames=(1, 2))


@cache
def sunny_take() -> Take:
    """The same with a sun for a key."""
    return bake("golden_hour_drone_orbit", frames=(1, 2))


TAKES = {"lit": lit_take, "sunny": sunny_take}
WHERE = [
    *(("lit", one) for one in ("shot", "subject", "target", "rig", "camera", "atmosphere", "film")),
    *(("lit", f"light.{one}") for one in ("key", "rim", "ambient")),
    ("sunny", "light.key"),
]
FIELDS = [
    pytest.param(which, entity_id, one.name, id=f"{which}:{entity_id}.{one.name}")
    for which, entity_id in WHERE
    for one in fields(TAKES[which]().entity(entity_id).facts)
]


# ---- from a file


def into_usd(path, folder):
    from scene_stager.hosts.usd import write_usd

    write_usd(read_take_file(path), folder / "shot.usda")


@cache
def text_as_usd(which):
    from scene_stager.hosts.usd import usd_text

    return usd_text(TAKES[which]())


def back_from_usd(path, folder):
    """A shot whose outline somebody has edited."""
    from pxr import Sdf

    from scene_stager.hosts.usd import take_from_usd

    told = json.loads(path.read_text())
    edited = folder / "shot.usda"
    which = next(name for name, t in TAKES.items() if t().plan_hash == told["plan_hash"])
    edited.write_text(text_as_usd(which), "utf-8")
    layer = Sdf.Layer.OpenAsAnonymous(str(edited))
    kept = dict(layer.customLayerData)
    outline = {**json.loads(kept["sceneStager"]["outline"]), "entities": told["entities"]}
    kept["sceneStager"] = {**kept["sceneStager"], "outline": json.dumps(outline)}
    layer.customLayerData = kept
    layer.Export(str(edited))
    take_from_usd(edited)


def into_maya_ascii(path, folder):
    write_maya(read_take_file(path), folder / "shot.ma")


def into_maya(path, folder):
    from tests.hosts.maya_bench import MayaBench

    MayaBench()
    from scene_stager_maya.bake import play_file

    play_file(str(path))


def into_unreal(path, folder):
    from tests.hosts.unreal_bench import UnrealBench

    UnrealBench()
    from unreal_plugin.SceneStager.Content.Python.scene_stager_unreal.commands import play_file

    play_file(str(path))


def into_a_notebook(path, folder):
    play(read_take_file(path), NotebookHost())


def into_the_preview(path, folder):
    PreviewBench().bake(read_take_file(path))


class PreviewBench:
    """The preview as a host: a picture, its captions and the report."""

    def bake(self, take):
        picture(take, 0, 16, 9)
        facts(take), light_rows(take)
        report_page(take, report_on(take))


NEEDS = {"unreal": into_unreal, "maya": into_maya, "usd": into_usd}
DOORS = {
    "notebook": into_a_notebook,
    "preview": into_the_preview,
    "maya ascii": into_maya_ascii,
    **{name: door for name, door in NEEDS.items() if name in benches()},
    # Nothing of Blender's is in the way back, which costs as much as all other doors.
    **({"usd read": back_from_usd} if "usd" in benches() and "blender" not in benches() else {}),
}


def file_with(path, take, entity_id, change):
    """A Take's file after somebody has changed one entity's settings."""
    told = json.loads(take.to_json())
    (one,) = (e for e in told["entities"] if e["id"] == entity_id)
    change(one["settings"])
    path.write_text(json.dumps(told))
    return path


def nonsense(kind, name):
    """What is out of the bounds of a field, whatever it is."""
    rule = rules_of(kind)[name]
    return {
        "number": 10.0 * rule.high + 1.0,
        "whole": rule.low - 1,
        "word": "unheard_of",
        "text": "\u0007",
        "switch": 1,
        "table": [[0.0, 0.0, 0.0]] * 8,
    }[rule.kind]


@pytest.mark.parametrize("door", sorted(DOORS))
@pytest.mark.parametrize(("which", "entity_id", "name"), FIELDS)
def test_a_file_with_another_name_or_nonsense_in_a_field_is_refused(
    door, which, entity_id, name, tmp_path
):
    take = TAKES[which]()
    kind = type(take.entity(entity_id).facts)

    def rename(settings):
        settings[f"my_{name}"] = settings.pop(name)

    def spoil(settings):
        settings[name] = nonsense(kind, name)

    for change in (rename, spoil):
        path = file_with(tmp_path / "shot.take.json", take, entity_id, change)
        with pytest.raises(InputError) as caught:
            DOORS[door](path, tmp_path)
        (mistake,) = caught.value.mistakes
        assert mistake.where == f"take.entities: {entity_id}.{name}"
        assert "\n" not in str(mistake)
    assert sorted(one.suffix for one in tmp_path.iterdir()) in (
        [".json"],
        [".json", ".usda"],  # the one that was edited
    )


@pytest.mark.parametrize("door", sorted(DOORS))
def test_a_file_as_it_was_written_is_taken(door, tmp_path):
    path = file_with(tmp_path / "shot.take.json", lit_take(), "camera", lambda settings: None)
    DOORS[door](path, tmp_path)


if "maya" in DOORS:  # inside Blender it is not, and nothing is to be skipped there

    def test_a_misspelt_field_is_one_line_and_exit_code_2(tmp_path, capsys, monkeypatch):
        from tests.hosts.maya_bench import MayaBench

        MayaBench()
        import maya
        from scene_stager_maya.check import main

        standalone = SimpleNamespace(initialize=lambda name: None)
        monkeypatch.setattr(maya, "standalone", standalone, raising=False)
        path = file_with(
            tmp_path / "shot.take.json",
            lit_take(),
            "light.key",
            lambda settings: settings.update(widht_m=settings.pop("width_m")),
        )
        assert main([str(path)]) == 2
        assert capsys.readouterr().err == (
            "take.entities: light.key.width_m: found nothing but widht_m, expected a number from 0 "
            "to 1000000\n"
        )


# ---- in memory


@cache
def hosts():
    """What a Take can be brought to, without asking for its file: name to what opens it."""
    found = {name: bench for name, bench in benches().items() if "spawned" not in name}
    found.pop("maya without its plug-in", None)
    if "maya" in found:
        from tests.hosts.maya_bench import MayaBench

        found["maya with arnold"] = lambda: MayaBench(arnold=True)
    return {**found, "preview": PreviewBench}


def without(one: Facts, name: str) -> Facts:
    """Facts of a class that has this field no more, because it was renamed."""
    bare = object.__new__(type(one))
    for field in fields(one):
        if field.name != name:
            object.__setattr__(bare, field.name, getattr(one, field.name))
    return bare


def renamed(take: Take, entity_id: str, name: str) -> Take:
    """The Take as an agreeing compiler would have handed it on, past its own door."""
    told = tuple(
        Entity(one.id, without(one.facts, name)) if one.id == entity_id else one
        for one in take.entities
    )
    again = copy(take)
    object.__setattr__(again, "entities", told)
    return again


@cache
def asked_of(host: str, which: str, *, by_name: bool = False) -> frozenset[tuple[str, str]]:
    """The fields that a host asks for, entity by entity, watched while it takes a good Take.

    With `by_name` only those that it names, and not those that it writes down with all the others.
    """
    take, asked, writing = TAKES[which](), set(), []
    owner_of_facts = {id(one.facts): one.id for one in take.entities}
    plainly, written = Facts.__getattribute__, Facts.plain

    def watched(self, name):
        if id(self) in owner_of_facts and not name.startswith("_") and not (by_name and writing):
            asked.add((owner_of_facts[id(self)], name))
        return plainly(self, name)

    def plain(self):
        writing.append(self)
        try:
            return written(self)
        finally:
            writing.pop()

    Facts.__getattribute__, Facts.plain = watched, plain
    try:
        baked(hosts()[host](), take)
    finally:
        del Facts.__getattribute__
        Facts.plain = written
    return frozenset(asked)


@pytest.mark.parametrize("host", sorted(hosts()))
@pytest.mark.parametrize(("which", "entity_id", "name"), FIELDS)
def test_a_field_that_a_host_asks_for_and_that_is_not_there_stops_it(host, which, entity_id, name):
    take = renamed(TAKES[which](), entity_id, name)
    if (entity_id, name) not in asked_of(host, which):
        baked(hosts()[host](), take)
        return
    kind = type(take.entity(entity_id).facts).__name__
    with pytest.raises(CompileError, match=rf"^{kind}\.{name}: found no such field, expected one"):
        baked(hosts()[host](), take)


# What a picture hangs on. The preview has no clipping planes, and knows one target only.
DRAWN = {
    "lit": {
        *(("camera", name) for name in ("sensor_width_mm", "sensor_height_mm", "near_m")),
        *(("light.key", name) for name in ("shape", "width_m")),
        *(("light.rim", name) for name in ("shape", "width_m", "beam_deg", "field_deg")),
        ("light.ambient", "sh_nit"),
        ("shot", "name"),
    },
    "sunny": {("light.key", "shape"), ("light.key", "target")},
}
NOT_IN_THE_PREVIEW = {("camera", "near_m"), ("light.key", "target"), ("shot", "name")}
ONLY_WRITE_DOWN = {"notebook", "page"}


@pytest.mark.parametrize("host", sorted(set(hosts()) - ONLY_WRITE_DOWN))
@pytest.mark.parametrize("which", sorted(DRAWN))
def test_a_host_asks_by_name_for_what_its_picture_hangs_on(host, which):
    wanted = DRAWN[which] - (NOT_IN_THE_PREVIEW if host == "preview" else set())
    assert wanted - asked_of(host, which, by_name=True) == set()
