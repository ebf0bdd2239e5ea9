"""What every host promises. Each function takes a bench with an empty scene on it."""

from dataclasses import replace

import pytest

from scene_stager.errors import HostError, StagerError
from scene_stager.hosts.play import play
from scene_stager.moks.take import Channel, Take
from tests.facts import entity

# What a host may lose on the way there and back; docs/hosts.md says so.
TOLERANCES = {"m": 1e-4, "deg": 1e-3, "mm": 1e-3}
OTHERWISE = 1e-4

SHOT = "hero_shot"
FRAMES = 5


def a_take(*, name=SHOT, start_frame=101, selector="role:hero", without=(), frames=FRAMES) -> Take:
    """A camera that comes nearer and turns, a target, a light, and a hero to be found.

    What stands on the set is what the compiler puts there.
    """
    steps = range(frames)
    half = 0.7071067811865476
    channels = [
        ("camera.translate_m", "m", [(0.1 * i, -4.0 + 0.25 * i, 1.7) for i in steps]),
        ("camera.rotate_wxyz", "1", [(half, half, 0.0, 0.0) for _ in steps]),
        ("camera.focal_length_mm", "mm", [(35.0 + i,) for i in steps]),
        ("camera.focus_distance_m", "m", [(4.0 - 0.25 * i,) for i in steps]),
        ("target.translate_m", "m", [(0.0, 0.0, 1.63) for _ in steps]),
        ("light.key.translate_m", "m", [(2.0, -2.0, 2.5 + 0.01 * i) for i in steps]),
        ("light.key.intensity_cd", "cd", [(1200.0,) for _ in steps]),
        ("subject.translate_m", "m", [(0.0, 0.1 * i, 0.0) for i in steps]),
    ]
    entities = [
        entity("shot", name=name),
        *map(entity, ("camera", "target", "light.key", "subject")),
    ]
    return Take(
        title="Hero shot",
        fps=(24, 1),
        start_frame=start_frame,
        frame_count=frames,
        plan_hash="0" * 64,
        channels=tuple(
            Channel(key, unit, len(rows[0]), [number for row in rows for number in row])
            for key, unit, rows in channels
            if key not in without and key.rpartition(".")[0] not in without
        ),
        entities=tuple(one for one in entities if one.id not in without),
        proxies=(
            {
                "id": "subject",
                "selector": selector,
                "entity": "subject",
                "position_m": [0.0, 0.5, 0.0],
                "size_m": 1.75,
            },
        ),
    )


def a_set_of_the_users(bench) -> None:
    """Things that were there before, one of them keyed, one of them with a name like ours."""
    bench.add("Table", tags=["set"], collections=["Set"])
    bench.add("Lamp", roles=["practical"])
    bench.key("Lamp", "translate_m", [(1.0, 2.0, 3.0), (1.0, 2.0, 4.0)])
    bench.add("camera")


def mine_is_untouched(bench, before: dict) -> None:
    after = bench.objects()
    assert {name: after.get(name) for name in before} == before


def reads_back_every_channel_within_tolerance(bench):
    take = a_take()
    play(take, bench.host)
    for channel in take.channels:
        first, rows = bench.read(SHOT, channel.entity, channel.quantity)
        assert first == take.start_frame
        assert len(rows) == FRAMES
        tolerance = TOLERANCES.get(channel.unit, OTHERWISE)
        for found, wanted in zip(rows, channel.rows(), strict=True):
            assert found == pytest.approx(wanted, abs=tolerance, rel=1e-6)


def reports_what_it_wrote(bench):
    report = play(a_take(), bench.host)
    counts = dict(report.keys)
    assert report.owner == SHOT
    assert counts["camera"] >= FRAMES
    assert report.key_count == sum(counts.values())
    assert report.removed == ()


def leaves_what_the_user_made_alone(bench):
    a_set_of_the_users(bench)
    before = bench.objects()
    play(a_take(), bench.host)
    mine_is_untouched(bench, before)
    assert bench.name_of(SHOT, "camera") != "camera"


def is_one_undo_step(bench):
    a_set_of_the_users(bench)
    before, steps = bench.snapshot(), bench.undo_steps()
    play(a_take(), bench.host)
    assert bench.snapshot() != before
    assert bench.undo_steps() == steps + 1
    bench.undo()
    assert bench.snapshot() == before


def undoing_a_second_bake_brings_back_the_first(bench):
    play(a_take(), bench.host)
    first = bench.snapshot()
    play(a_take(start_frame=1, without=["light.key"]), bench.host)
    assert bench.snapshot() != first
    bench.undo()
    assert bench.snapshot() == first


def leaves_the_scene_alone_wherever_it_fails(bench):
    a_set_of_the_users(bench)
    play(a_take(without=["target"], selector="tag:villain"), bench.host)
    before, steps = bench.snapshot(), bench.undo_steps()
    play(a_take(), bench.host)
    changes = bench.changes()
    bench.undo()
    assert changes > 5
    for change in range(1, changes + 1):
        bench.fail_at(change, RuntimeError("disk on fire"))
        with pytest.raises(HostError, match="disk on fire") as caught:
            play(a_take(), bench.host)
        assert isinstance(caught.value.__cause__, RuntimeError)
        assert bench.snapshot() == before
        assert bench.undo_steps() == steps
    bench.fail_at(0, RuntimeError())
    play(a_take(), bench.host)


def is_usable_again_after_a_failure(bench):
    bench.fail_at(2, RuntimeError("once"))
    with pytest.raises(HostError):
        play(a_take(), bench.host)
    bench.fail_at(0, RuntimeError())
    assert play(a_take(), bench.host).key_count > 0


def an_interrupt_takes_everything_back(bench):
    a_set_of_the_users(bench)
    before = bench.snapshot()
    bench.fail_at(3, KeyboardInterrupt())
    with pytest.raises(KeyboardInterrupt):
        play(a_take(), bench.host)
    assert bench.snapshot() == before


def baking_twice_is_baking_once(bench):
    a_set_of_the_users(bench)
    play(a_take(), bench.host)
    once = bench.snapshot()
    report = play(a_take(), bench.host)
    assert bench.snapshot() == once
    assert report.removed == ()


def a_second_bake_replaces_the_keys_of_the_first(bench):
    play(a_take(frames=9), bench.host)
    play(a_take(start_frame=1), bench.host)
    first, rows = bench.read(SHOT, "camera", "translate_m")
    assert (first, len(rows)) == (1, FRAMES)


def a_second_bake_removes_what_it_does_not_need(bench):
    a_set_of_the_users(bench)
    before = bench.objects()
    play(a_take(), bench.host)
    lamp = bench.name_of(SHOT, "light.key")
    gone = ["light.key", "camera.focal_length_mm"]
    report = play(a_take(without=gone), bench.host)
    assert report.removed == (lamp,)
    assert lamp not in bench.objects()
    with pytest.raises((KeyError, StagerError)):
        bench.read(SHOT, "camera", "focal_length_mm")
    mine_is_untouched(bench, before)


def two_shots_live_side_by_side(bench):
    play(a_take(), bench.host)
    first = bench.objects()
    play(a_take(name="other_shot", start_frame=1), bench.host)
    mine_is_untouched(bench, first)
    assert bench.name_of("other_shot", "camera") != bench.name_of(SHOT, "camera")
    assert bench.read(SHOT, "camera", "translate_m")[0] == 101


def what_the_user_keyed_on_our_camera_stays(bench):
    play(a_take(), bench.host)
    camera = bench.name_of(SHOT, "camera")
    bench.key(camera, "my_own_value", [(1.0,), (2.0,)])
    play(a_take(start_frame=1), bench.host)
    assert bench.name_of(SHOT, "camera") == camera
    assert bench.read(SHOT, "camera", "my_own_value")[1] == [(1.0,), (2.0,)]
    assert bench.read(SHOT, "camera", "translate_m")[0] == 1


def what_the_user_keyed_is_not_swept_away(bench):
    play(a_take(), bench.host)
    lamp = bench.name_of(SHOT, "light.key")
    bench.key(lamp, "my_own_value", [(1.0,), (2.0,)])
    play(a_take(without=["light.key"]), bench.host)
    kept = bench.objects()
    assert lamp in kept
    play(a_take(without=["light.key"]), bench.host)
    mine_is_untouched(bench, {lamp: kept[lamp]})


def never_writes_over_what_the_user_keyed(bench):
    play(a_take(without=["camera.focus_distance_m"]), bench.host)
    bench.key(bench.name_of(SHOT, "camera"), "focus_distance_m", [(2.0,), (2.5,)])
    before = bench.snapshot()
    with pytest.raises(HostError, match="focus_distance_m"):
        play(a_take(), bench.host)
    assert bench.snapshot() == before


def refuses_a_locked_object_and_takes_everything_back(bench):
    play(a_take(), bench.host)
    light = bench.name_of(SHOT, "light.key")
    bench.lock(light)
    before = bench.snapshot()
    with pytest.raises(HostError, match="locked"):
        play(a_take(start_frame=1), bench.host)
    assert bench.snapshot() == before


def stands_in_for_what_is_missing(bench):
    report = play(a_take(), bench.host)
    (stand_in,) = report.stand_ins
    assert stand_in.name == "MISSING_TARGET_role_hero"
    assert bench.name_of(SHOT, "subject") == stand_in.name
    assert bench.place_of(stand_in.name) == pytest.approx((0.0, 0.5, 0.0), abs=1e-4)
    assert "role:hero finds nothing" in "".join(report.warnings)
    assert report.found == ()


def finds_what_is_there_and_does_not_key_it(bench):
    bench.add("Maana", roles=["hero"])
    before = bench.objects()
    report = play(a_take(), bench.host)
    assert report.found == (("subject", "Maana"),)
    assert report.stand_ins == report.warnings == ()
    mine_is_untouched(bench, before)


def a_stand_in_goes_when_its_target_comes(bench):
    play(a_take(), bench.host)
    bench.add("Maana", roles=["hero"])
    report = play(a_take(), bench.host)
    assert report.removed == ("MISSING_TARGET_role_hero",)
    assert "MISSING_TARGET_role_hero" not in bench.objects()


def a_stand_in_is_named_after_what_is_missing_now(bench):
    play(a_take(), bench.host)
    play(a_take(selector="tag:pilot"), bench.host)
    names = [name for name in bench.objects() if name.startswith("MISSING_TARGET_")]
    assert names == ["MISSING_TARGET_tag_pilot"]


def our_own_objects_are_never_found(bench):
    play(a_take(selector="name:*"), bench.host)
    report = play(a_take(selector="name:*"), bench.host)
    assert report.found == ()
    assert len(report.stand_ins) == 1


def says_so_when_a_selector_finds_several(bench):
    for name in ("Hero B", "Hero A", "Hero C"):
        bench.add(name, tags=["hero"])
    report = play(a_take(selector="tag:hero"), bench.host)
    assert report.found == (("subject", "Hero A"),)
    assert "Hero B, Hero C" in report.warnings[0]


def warns_of_another_rate_and_leaves_it(bench):
    bench.set_rate((25, 1))
    report = play(a_take(), bench.host)
    assert "25" in report.warnings[-1]
    assert bench.host.look().fps == (25, 1)
    bench.set_rate((48, 2))
    assert not any("rate" in line for line in play(a_take(), bench.host).warnings)


def a_shot_without_channels_or_with_strange_letters_is_no_trouble(bench):
    take = a_take(name="Grüße / ../x", selector="name:ünïcode *[]\\?")
    report = play(take, bench.host)
    assert report.owner == "gr_e_x"
    assert report.stand_ins[0].name.isascii()
    play(replace(take, channels=()), bench.host)


PROMISES = [
    reads_back_every_channel_within_tolerance,
    reports_what_it_wrote,
    leaves_what_the_user_made_alone,
    is_one_undo_step,
    undoing_a_second_bake_brings_back_the_first,
    leaves_the_scene_alone_wherever_it_fails,
    is_usable_again_after_a_failure,
    an_interrupt_takes_everything_back,
    baking_twice_is_baking_once,
    a_second_bake_replaces_the_keys_of_the_first,
    a_second_bake_removes_what_it_does_not_need,
    two_shots_live_side_by_side,
    what_the_user_keyed_on_our_camera_stays,
    what_the_user_keyed_is_not_swept_away,
    never_writes_over_what_the_user_keyed,
    refuses_a_locked_object_and_takes_everything_back,
    stands_in_for_what_is_missing,
    finds_what_is_there_and_does_not_key_it,
    a_stand_in_goes_when_its_target_comes,
    a_stand_in_is_named_after_what_is_missing_now,
    our_own_objects_are_never_found,
    says_so_when_a_selector_finds_several,
    warns_of_another_rate_and_leaves_it,
    a_shot_without_channels_or_with_strange_letters_is_no_trouble,
]
