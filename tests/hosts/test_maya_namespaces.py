"""A shot in a namespace: where its nodes go, what is found again, and references left alone."""

from dataclasses import replace

import pytest

from scene_stager.errors import HostError, InputError
from scene_stager.hosts.play import play
from tests.hosts.maya_bench import MayaBench
from tests.hosts.promises import SHOT, a_take

OWN = ("persp", "top", "front", "side", "default")


def a_bench(namespace="", **options):
    from scene_stager_maya.wishes import MayaWishes

    return MayaBench(wishes=MayaWishes(namespace=namespace), **options)


def made(bench):
    """Every node that is not Maya's own."""
    every = bench.scene.state.nodes.values()
    return sorted(node.name for node in every if not node.name.startswith(OWN))


@pytest.mark.parametrize("bulk", [True, False])
@pytest.mark.parametrize("namespace", ["seq", "seq:shot", ":seq:shot", ":"])
def test_everything_that_a_bake_makes_stands_in_the_namespace(namespace, bulk):
    plain = a_bench(bulk=bulk)  # there is one Maya: what it says is kept before the next
    play(a_take(), plain.host)
    names, quantities = made(plain), ("translate_m", "focal_length_mm")
    wanted = [plain.read(SHOT, "camera", name) for name in quantities]
    bench = a_bench(namespace, bulk=bulk)
    play(a_take(), bench.host)
    front = f"{namespace.strip(':')}:" if namespace.strip(":") else ""
    assert made(bench) == sorted(f"{front}{name}" for name in names)
    assert bench.scene.state.space == ":"  # the artist's own is current again
    assert bench.undo_steps() == 1
    assert [bench.read(SHOT, "camera", name) for name in quantities] == wanted


def test_one_shot_in_two_namespaces_is_two_shots():
    from scene_stager_maya.wishes import MayaWishes

    bench = a_bench("a")
    play(a_take(), bench.host)
    bench.host.wishes = MayaWishes(namespace="b")
    play(a_take(), bench.host)
    names = made(bench)
    assert {name.partition(":")[0] for name in names} == {"a", "b"}
    once = bench.snapshot()
    play(a_take(), bench.host)
    assert bench.snapshot() == once
    bench.host.wishes = MayaWishes()
    with pytest.raises(HostError, match=r"stands in 2 namespaces \(:a, :b\); name one"):
        play(a_take(), bench.host)
    assert bench.snapshot() == once


def test_without_a_wish_a_shot_is_found_where_it_stands_and_a_new_one_goes_where_maya_puts_it():
    from scene_stager_maya.wishes import MayaWishes

    bench = a_bench("a:b")
    play(a_take(), bench.host)
    once = made(bench)
    bench.host.wishes = MayaWishes()
    play(a_take(), bench.host)
    assert made(bench) == once
    bench = a_bench()
    bench.cmds.namespace(addNamespace="props", parent=":")
    bench.cmds.namespace(setNamespace=":props")
    play(a_take(), bench.host)
    assert all(name.startswith("props:") for name in made(bench))
    assert bench.scene.state.space == ":props"


def test_relative_names_are_switched_off_for_the_bake_and_on_again():
    bench = a_bench("a")
    bench.cmds.namespace(addNamespace="props", parent=":")
    bench.cmds.namespace(setNamespace=":props")
    bench.cmds.namespace(relativeNames=True)
    play(a_take(), bench.host)
    state = bench.scene.state
    assert (state.space, state.relative) == (":props", True)
    assert all(name.startswith("a:") for name in made(bench))


@pytest.mark.parametrize("number", [1, 2, 3, 4, 30, 60])
def test_a_bake_that_fails_leaves_no_namespace_behind(number):
    bench = a_bench("a:b")
    before = bench.snapshot()
    bench.fail_at(number, RuntimeError("disk on fire"))
    with pytest.raises(HostError, match="disk on fire"):
        play(a_take(), bench.host)
    assert bench.snapshot() == before


def test_undo_takes_the_namespace_back_too():
    bench = a_bench("a")
    before = bench.snapshot()
    play(a_take(), bench.host)
    bench.undo()
    assert bench.snapshot() == before


@pytest.mark.parametrize("namespace", ["a b", "9lives", "a::b", "UI", "a:", "|a", "::"])
def test_what_maya_would_not_have_as_a_name_is_refused_in_one_line(namespace):
    bench = a_bench(namespace)
    before = bench.snapshot()
    with pytest.raises(InputError, match="namespace: found"):
        play(a_take(), bench.host)
    assert bench.snapshot() == before


def as_a_reference(bench, space):
    """What stands in a namespace comes from a file now."""
    for node in list(bench.scene.state.nodes.values()):
        if node.name.startswith(f"{space}:"):
            bench.scene.put(replace(node, file=f"{space}.ma"))


def test_a_shot_that_came_with_a_reference_is_left_alone():
    from scene_stager_maya.bake import rebind
    from scene_stager_maya.wishes import MayaWishes

    bench = a_bench("ref")
    play(a_take(), bench.host)
    as_a_reference(bench, "ref")
    theirs = [name for name in made(bench) if name.startswith("ref:")]
    bench.host.wishes = MayaWishes()
    play(a_take(), bench.host)
    names = made(bench)
    assert [name for name in names if name.startswith("ref:")] == theirs
    assert f"{SHOT}_camera" in names
    bench.add("Maana", roles=["hero"])
    assert rebind() == (("MISSING_TARGET_role_hero", "Maana"),)
    assert "ref:MISSING_TARGET_role_hero" in made(bench)


def test_rebind_drops_stand_ins_in_every_namespace():
    from scene_stager_maya.bake import rebind
    from scene_stager_maya.wishes import MayaWishes

    bench = a_bench("a")
    play(a_take(), bench.host)
    bench.host.wishes = MayaWishes(namespace="b")
    play(a_take(), bench.host)
    bench.add("Maana", roles=["hero"])
    assert [name for name, _ in rebind()] == [
        "a:MISSING_TARGET_role_hero",
        "b:MISSING_TARGET_role_hero",
    ]
    assert not any("MISSING" in name for name in made(bench))


def test_a_target_is_found_by_its_name_with_its_namespace():
    bench = MayaBench()
    bench.scene.state = replace(bench.scene.state, spaces=frozenset({":", ":char"}))
    bench.add(":char:Maana", roles=["hero"])
    report = play(a_take(), bench.host)
    assert report.found == (("subject", "char:Maana"),)


def test_the_window_says_where_and_takes_the_current_namespace():
    from scene_stager_maya import window

    bench = a_bench()
    window.show()
    window.fill()
    bench.cmds.namespace(addNamespace="props", parent=":")
    bench.cmds.namespace(setNamespace=":props")
    window.take_namespace()
    assert window.permitted().namespace == ":props"
    window._play(a_take())
    assert all(name.startswith("props:") for name in made(bench))
