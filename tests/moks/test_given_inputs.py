"""What is handed over for named inputs: verified by its bytes, and refused one line each."""

from dataclasses import replace
from pathlib import Path

import pytest

from scene_stager.errors import InputError
from scene_stager.moks import plan_input
from scene_stager.moks.executor import execute
from scene_stager.moks.given_inputs import GivenInputs
from scene_stager.moks.memo import Memo
from scene_stager.moks.operations import operations
from scene_stager.moks.operations._operation import Reader
from scene_stager.moks.path_file import read_path
from scene_stager.moks.plan_input import InputKind
from tests.moks.actor import RUN, WALK, actor_plan, named, refused
from tests.moks.little import KINDS, little_plan


def test_bytes_a_file_and_a_folder_are_the_same(tmp_path):
    file = tmp_path / "actor.path.json"
    file.write_bytes(WALK)
    (tmp_path / "notes.txt").write_text("not asked for")
    plan = actor_plan()
    takes = [execute(plan, inputs=i).take for i in ({"actor": WALK}, {"actor": file}, tmp_path)]
    assert takes[0] == takes[1] == takes[2]


def test_what_is_missing_is_told_with_what_it_is():
    (said,) = refused(actor_plan(), {})
    assert said == (
        "inputs.actor: found nothing, expected a path: a table of times and positions, as JSON, "
        f"sha256 {named().sha256}. Hand it over under that name, as bytes or as a file."
    )


def test_other_bytes_than_the_plan_was_made_with_are_refused():
    (said,) = refused(actor_plan(), {"actor": RUN})
    assert said == (
        f"inputs.actor: found sha256 {named(RUN).sha256}, expected {named().sha256}. "
        "It is not what the plan was made with: bring that, or make the plan anew."
    )


def test_one_bit_is_enough():
    data = bytearray(WALK)
    data[-3] ^= 1
    assert len(refused(actor_plan(), {"actor": bytes(data)})) == 1


@pytest.mark.parametrize("plan", [little_plan(), actor_plan()])
def test_what_nobody_asked_for_is_refused(plan):
    given = {"actor": WALK} if plan.inputs else {}
    (said,) = refused(plan, {**given, "hull\n": b""})
    assert said.startswith(r"inputs.hull\n: found an input, expected ")
    assert said.endswith("Leave it out, or see how it is spelt.")


def test_everything_that_is_wrong_is_told_at_once():
    plan = actor_plan(named(), named(b"1", "hull", "mesh"), named(b"2", "still", "picture"))
    lines = refused(plan, {"actor": RUN, "hull": b"1", "extra": b""})
    assert [line.split(":")[0] for line in lines] == [
        "inputs.extra",
        "inputs.actor",
        "inputs.still",
    ]


@pytest.mark.parametrize("warm", [False, True])
def test_a_warm_memory_is_no_way_round_the_check(warm):
    memo, plan = Memo(), actor_plan()
    if warm:
        execute(plan, memo=memo, inputs={"actor": WALK})
    with pytest.raises(InputError, match=r"^inputs\.actor: found nothing"):
        execute(plan, memo=memo)


def test_a_file_is_measured_before_it_is_read(tmp_path, monkeypatch):
    file = tmp_path / "walk"
    file.write_bytes(WALK)
    small = {**plan_input.INPUT_KINDS, "path": InputKind("a path", len(WALK) - 1)}
    monkeypatch.setattr("scene_stager.moks.given_inputs.INPUT_KINDS", small)
    for given_ in (file, WALK):
        (said,) = refused(actor_plan(), {"actor": given_})
        assert said.startswith(f"inputs.actor: found {len(WALK)} bytes, expected at most")


def test_what_is_no_file_is_refused_in_one_line(tmp_path):
    for place in (tmp_path, tmp_path / "none", Path("/dev/zero"), Path("a\0b")):
        (said,) = refused(actor_plan(), {"actor": place})
        assert said.startswith("inputs.actor: found ")
    (said,) = refused(actor_plan(), {"actor": 7})
    assert said == "inputs.actor: found int, expected bytes, or the path of a file"
    (said,) = refused(actor_plan(), tmp_path / "none")
    assert said == "inputs: found no folder none, expected one with them"


def test_a_name_is_never_followed_out_of_a_folder(tmp_path):
    inside, outside = tmp_path / "inside", tmp_path / "outside"
    inside.mkdir(), outside.mkdir()
    (outside / "actor.json").write_bytes(WALK)
    (inside / "actor.json").symlink_to(outside / "actor.json")
    (said,) = refused(actor_plan(), inside)
    assert said == "inputs.actor: found a link out of the folder, expected a file in it"


def test_two_files_of_one_name_are_refused(tmp_path):
    for name in ("actor.json", "actor.obj"):
        (tmp_path / name).write_bytes(WALK)
    (said,) = refused(actor_plan(), tmp_path)
    assert said == "inputs.actor: found more than one file of that name, expected one"


def test_bytes_that_are_not_of_their_kind_are_told_by_their_name():
    (said,) = refused(actor_plan(named(b"{}")), {"actor": b"{}"})
    assert said.startswith("inputs.actor.schema: found None, expected 'scene_stager.path'")


def test_inputs_that_are_kept_are_read_hashed_and_decoded_once(tmp_path, monkeypatch):
    decoded = []

    def decode(data, where):
        decoded.append(where)
        return read_path(data, where)

    path = operations()["path_from_input"]
    kinds = {**KINDS, "path_from_input": replace(path, reads={"path": Reader("path", decode)})}
    file = tmp_path / "walk.json"
    file.write_bytes(WALK)
    plan = actor_plan(kinds=kinds)
    kept = GivenInputs(plan.inputs, {"actor": file})
    file.unlink()
    wanted = execute(actor_plan(), inputs={"actor": WALK}).take
    assert [execute(plan, inputs=kept).take for _ in range(3)] == [wanted] * 3
    assert decoded == ["inputs.actor"]


def test_inputs_that_are_kept_are_verified_anew_for_another_plan():
    kept = GivenInputs((named(),), {"actor": WALK})
    (said,) = refused(actor_plan(named(RUN)), kept)
    assert said.startswith(
        f"inputs.actor: found sha256 {named().sha256}, expected {named(RUN).sha256}"
    )
