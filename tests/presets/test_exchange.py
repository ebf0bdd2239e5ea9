"""The library folder, and presets from and to folders and git remotes."""

import os
import shutil
import subprocess
from dataclasses import replace

import pytest

from scene_stager.errors import InputError
from scene_stager.presets import exchange
from scene_stager.presets.exchange import is_address, publish, read_from
from scene_stager.presets.family import ancestors
from scene_stager.presets.library import Library, find_preset
from scene_stager.presets.lineage import Lineage, derived
from scene_stager.presets.preset import preset_of
from scene_stager.script.read import read_script

LOOK = replace(preset_of(read_script("crane_reveal"), ("lighting",), Lineage()), name="look")
OTHER = replace(preset_of(read_script("hero_dolly_push_in"), ("stock",), Lineage()), name="other")

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


def brighter(preset, *parents):
    slot = replace(preset.slots["lighting"], key_stops=1.0)
    return replace(preset, slots={"lighting": slot}, lineage=derived("merge", *parents))


@pytest.fixture
def remote(tmp_path):
    place = tmp_path / "remote.git"
    subprocess.run(["git", "init", "-q", "--bare", "-b", "main", str(place)], check=True)
    return place.as_uri()


def test_the_library_keeps_what_it_is_given(tmp_path):
    library = Library(tmp_path / "presets")
    assert library.names() == ()
    file = library.keep(LOOK)
    library.keep(LOOK)
    assert (library.names(), library.read("look")) == (("look",), LOOK)
    assert find_preset(str(file)) == LOOK
    assert sorted(os.listdir(library.folder)) == ["look.preset.json", "revisions"]
    assert os.listdir(library.folder / "revisions") == [f"{LOOK.digest}.preset.json"]


def test_the_library_does_not_lose_a_preset_to_another_of_its_name(tmp_path):
    library = Library(tmp_path)
    file = library.keep(LOOK)
    with pytest.raises(InputError, match="another preset of that name"):
        library.keep(brighter(LOOK))
    assert file.read_text() == LOOK.to_json()
    library.keep(brighter(LOOK), replace=True)
    assert library.read("look") == brighter(LOOK)


def test_an_unknown_name_is_told_with_the_nearest(tmp_path):
    library = Library(tmp_path)
    library.keep(LOOK)
    with pytest.raises(InputError, match=r"Did you mean look\?"):
        library.read("looks")


@pytest.mark.parametrize("name", ["../look", "/etc/passwd", "look/../../x", ""])
def test_a_name_never_leads_out_of_the_library(tmp_path, name):
    Library(tmp_path).keep(LOOK)
    with pytest.raises(InputError):
        Library(tmp_path / "inner").read(name)


def test_links_are_not_followed(tmp_path):
    outside = Library(tmp_path / "outside").keep(LOOK)
    inside = tmp_path / "inside"
    inside.mkdir()
    (inside / outside.name).symlink_to(outside)
    assert Library(inside).names() == ()
    with pytest.raises(InputError, match="no preset"):
        read_from(str(inside))


def test_a_folder_is_read_whole_or_not_at_all(tmp_path):
    Library(tmp_path).keep(LOOK)
    Library(tmp_path / "presets").keep(OTHER)
    assert [preset.name for preset in read_from(str(tmp_path))] == ["look", "other"]
    (tmp_path / "bad.preset.json").write_text('{"schema": "scene_stager.preset", "x": "fox.png"}')
    with pytest.raises(InputError, match=r"bad\.preset\.json"):
        read_from(str(tmp_path))


def test_two_different_presets_of_one_name_are_refused_and_two_equal_ones_are_one(tmp_path):
    for folder in (tmp_path, tmp_path / "presets"):
        Library(folder).keep(LOOK)
    assert read_from(str(tmp_path)) == (LOOK,)
    Library(tmp_path / "presets").keep(brighter(LOOK), replace=True)
    with pytest.raises(InputError, match=r"found two different presets named look, expected one"):
        read_from(str(tmp_path))


def test_a_broken_preset_hides_no_other(tmp_path):
    library = Library(tmp_path)
    library.keep(LOOK)
    library.keep(OTHER)
    library.file_of("other").write_text("{")
    presets, mistakes = library.read_all()
    assert presets == (LOOK,)
    assert [mistake.where.split()[0] for mistake in mistakes] == ["other.preset.json"]


def test_what_cannot_be_kept_leaves_no_folder(tmp_path, monkeypatch):
    def full(path, data):
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr("scene_stager.presets.library.write_whole", full)
    with pytest.raises(OSError, match="No space"):
        Library(tmp_path / "deep" / "presets").keep(LOOK)
    assert list(tmp_path.iterdir()) == []


def test_publishing_into_a_folder(tmp_path):
    place = publish(LOOK, str(tmp_path / "shared"))
    assert find_preset(place) == LOOK
    with pytest.raises(InputError, match="another preset"):
        publish(brighter(LOOK), str(tmp_path / "shared"))
    publish(brighter(LOOK, LOOK.digest), str(tmp_path / "shared"))
    assert find_preset(place) == brighter(LOOK, LOOK.digest)


@needs_git
def test_publishing_to_an_empty_remote_and_installing_from_it(remote):
    publish(LOOK, remote)
    publish(OTHER, remote)
    assert read_from(remote) == (LOOK, OTHER)


@needs_git
def test_a_remote_keeps_its_other_files_and_its_history(remote, tmp_path):
    work = tmp_path / "work"
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@b.invalid"]
    subprocess.run([*git, "clone", "-q", remote, str(work)], check=True)
    (work / "notes.txt").write_text("ours")
    for folder in (work / "presets", work / "presets" / "deeper", work / "drafts"):
        folder.mkdir()
        (folder / "link.preset.json").symlink_to("/etc/hostname")
    # Only what lies in presets/ is offered.
    for folder in (work, work / "presets" / "deeper", work / "drafts"):
        (folder / "draft.preset.json").write_text(brighter(LOOK).to_json())
    for step in (["add", "-A"], ["commit", "-qm", "first"], ["push", "-q", "origin", "HEAD:main"]):
        subprocess.run([*git, *step], cwd=work, check=True)
    publish(LOOK, remote)
    assert read_from(remote) == (LOOK,)
    subprocess.run([*git, "pull", "-q", "origin", "main"], cwd=work, check=True)
    assert (work / "notes.txt").read_text() == "ours"
    assert (work / "presets" / "look.preset.json").read_text() == LOOK.to_json()


@needs_git
def test_a_remote_does_not_lose_a_preset_to_another_of_its_name(remote):
    publish(LOOK, remote)
    with pytest.raises(InputError, match="merge, and publish the merge"):
        publish(brighter(LOOK), remote)
    publish(brighter(LOOK, LOOK.digest), remote)
    assert read_from(remote) == (brighter(LOOK, LOOK.digest),)


@needs_git
def test_a_remote_that_does_not_answer_is_one_line(tmp_path):
    with pytest.raises(InputError, match=r"^git clone: found .*nowhere\.git' (does not|doesn't)"):
        read_from((tmp_path / "nowhere.git").as_uri())


GIT_SAID = {
    "Cloning into 'a'...\nfatal: 'b' does not appear to be a git repository\nfatal: Could not read "
    "from remote repository.\n\nPlease make sure you have the correct access rights\nand the "
    "repository exists.": "'b' does not appear to be a git repository",
    "To /x\n ! [rejected]        a -> main (fetch first)\nerror: failed to push some refs to '/x'\n"
    "hint: Updates were rejected": "a -> main (fetch first)",
    "warning: x\nerror: RPC failed\nfatal: the remote end hung up": "the remote end hung up",
    "ssh: connect to host h port 22: Connection refused": "ssh: connect to host h port 22: "
    "Connection refused",
    " \n": "no reason given",
}


@pytest.mark.parametrize("said", GIT_SAID)
def test_of_all_that_git_says_the_cause_is_told(said):
    assert exchange._first_cause(said) == GIT_SAID[said]


@pytest.mark.parametrize(
    "address",
    [
        "ext::sh -c id",
        "--upload-pack=id",
        "-oProxyCommand=id",
        "http://x.y",
        "https://-x",
        "a@-b:c d",
    ],
)
def test_addresses_that_could_run_something_are_no_addresses(address):
    assert not is_address(address)


def test_a_later_revision_is_published_over_every_earlier_one(tmp_path):
    library = Library(tmp_path / "library")
    library.keep(LOOK)
    publish(LOOK, str(tmp_path / "shared"))
    for stops in (0.5, 1.0):
        slot = replace(LOOK.slots["lighting"], key_stops=stops)
        library.keep(library.next_of(replace(LOOK, slots={"lighting": slot})), replace=True)
    last = library.read("look")
    with pytest.raises(InputError, match="one that this one descends from"):
        publish(last, str(tmp_path / "shared"))
    place = publish(last, str(tmp_path / "shared"), ancestors(last, library.known()))
    assert find_preset(place) == last


def test_a_revision_that_is_written_by_hand_descends_from_the_last_that_was_kept(tmp_path):
    library = Library(tmp_path)
    file = library.keep(LOOK)
    by_hand = brighter(LOOK)
    file.write_text(replace(by_hand, lineage=LOOK.lineage).to_json())
    settled = library.settled(library.read("look"))
    assert settled.lineage.revises == LOOK.digest
    assert settled.slots == by_hand.slots
    assert library.settled(LOOK) == LOOK


def test_a_preset_is_found_by_the_first_digits_of_its_digest(tmp_path):
    library = Library(tmp_path)
    library.keep(LOOK)
    library.keep(library.next_of(brighter(LOOK)), replace=True)
    assert find_preset(LOOK.digest[:8], library) == LOOK
    with pytest.raises(InputError, match="found 'ffffffff'"):
        find_preset("ffffffff", library)
