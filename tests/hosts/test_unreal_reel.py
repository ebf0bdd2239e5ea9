"""Several shots in one master sequence: each frame of it is the right frame of the right shot."""

import pytest

from scene_stager.errors import HostError
from tests.hosts.doubles.unreal import MADE, WORLD, install, new_world

install()
from unreal_plugin.SceneStager.Content.Python.scene_stager_unreal import commands  # noqa: E402

A, B = "/Game/Shots/a", "/Game/Shots/b"
MASTER = "/Game/Cut/master"


@pytest.fixture(autouse=True)
def world():
    new_world()
    a_sequence(A, 1001, 1006)
    a_sequence(B, 1, 4, ticks=(48000, 1))


def a_sequence(path, start, end, rate=(24, 1), ticks=(24000, 1)):
    made = WORLD.assets[path] = MADE["LevelSequence"]()
    made._rate, made._ticks = rate, ticks
    made.set_playback_start(start)
    made.set_playback_end(end)


def played(master):
    """Which frame of which shot every frame of a master shows."""
    (track,) = [t for t in master._tracks if type(t) is MADE["MovieSceneCinematicShotTrack"]]
    per, shown = master._ticks_per_frame(), []
    for frame in range(master.get_playback_start(), master.get_playback_end()):
        for section in track._sections:
            if section._range[0] <= frame * per < section._range[1]:
                inner = section._inner_tick(frame * per) / section._inner._ticks_per_frame()
                shown.append((section._shot_name, inner))
    return shown


def frames(name, *numbers):
    return [(name, number) for number in numbers]


def test_each_frame_of_the_master_is_the_right_frame_of_the_right_shot():
    assert commands.assemble([A, B, A], "master", "/Game/Cut") == MASTER
    master, whole = WORLD.assets[MASTER], frames("a", *range(1001, 1006))
    assert played(master) == [*whole, *frames("b", 1, 2, 3), *whole]
    assert (master.get_playback_start(), master.get_playback_end()) == (0, 13)
    assert master._rate == (24, 1)
    assert WORLD.saved == [MASTER]
    assert WORLD.undo[-1][0] == f"Assemble {MASTER}"


def test_a_second_time_renews_it_and_leaves_a_track_of_the_artists():
    commands.assemble([A, B], "master", "/Game/Cut")
    master = WORLD.assets[MASTER]
    theirs = master.add_track(MADE["MovieSceneFloatTrack"])
    commands.assemble([B, A], "master", "/Game/Cut", save=False)
    assert WORLD.assets[MASTER] is master
    assert played(master) == [*frames("b", 1, 2, 3), *frames("a", *range(1001, 1006))]
    assert theirs in master._tracks
    assert len(WORLD.saved) == 1


@pytest.mark.parametrize(
    ("paths", "said"),
    [
        ([], "no shots were named"),
        ([A, "/Game/Shots/c"], "/Game/Shots/c is no Level Sequence"),
        ([A, "/Game/Shots/picture"], "picture is no Level Sequence"),
        ([A, "/Game/Shots/slow"], "the shots run at 24 and 25 frames per second"),
    ],
)
def test_what_cannot_be_joined_is_refused_in_one_line_and_nothing_is_made(paths, said):
    a_sequence("/Game/Shots/slow", 1, 3, rate=(25, 1))
    WORLD.assets["/Game/Shots/picture"] = MADE["Texture2D"]()
    with pytest.raises(HostError, match=said):
        commands.assemble(paths, "master", "/Game/Cut")
    assert MASTER not in WORLD.assets


def test_a_sequence_of_the_artists_is_not_taken_and_a_master_is_not_put_into_another():
    with pytest.raises(HostError, match="is there already and was not assembled"):
        commands.assemble([A], "b", "/Game/Shots")
    commands.assemble([A], "master", "/Game/Cut")
    with pytest.raises(HostError, match="was assembled itself; name its shots"):
        commands.assemble([A, MASTER], "master", "/Game/Cut")
    WORLD.assets[MASTER].set_read_only(True)
    with pytest.raises(HostError, match="is locked"):
        commands.assemble([A], "master", "/Game/Cut")


@pytest.mark.parametrize("there", [False, True])
def test_one_that_fails_half_way_leaves_what_was_there(there, monkeypatch):
    if there:
        commands.assemble([B], "master", "/Game/Cut")
    kind = MADE["MovieSceneCinematicShotSection"]
    monkeypatch.setattr(kind, "set_shot_display_name", lambda self, name: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        commands.assemble([A, B], "master", "/Game/Cut")
    assert (MASTER in WORLD.assets) == there
    if there:
        assert played(WORLD.assets[MASTER]) == frames("b", 1, 2, 3)
        assert WORLD.assets[MASTER]._ticks == (48000, 1)
