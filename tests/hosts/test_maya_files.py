"""Scenes that were opened from a file: a shot.ma is baked over as if the plug-in had made it."""

import pytest

from scene_stager.errors import HostError
from scene_stager.hosts.maya_ascii import maya_text
from tests.hosts.doubles.maya_files import load_ascii
from tests.hosts.maya_bench import MayaBench
from tests.hosts.usd_takes import SCENARIOS, baked


def opened(take):
    bench = MayaBench()
    load_ascii(bench.scene, maya_text(take))
    bench.scene.queue.clear()
    return bench


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_shot_opened_from_its_file_is_baked_over(name):
    from scene_stager_maya.bake import bake_take

    take = baked(name).slice_frames(baked(name).start_frame, 12)
    bench = opened(take)
    before = bench.objects()
    report = bake_take(take)
    after = bench.objects()
    assert set(after) == set(before)  # nothing stands there twice
    assert report.key_count > 0
    curves = [node for node in bench.scene.state.nodes.values() if node.type.startswith("anim")]
    links = [source for source, _ in bench.scene.state.links.values()]
    assert {node.uuid for node in curves} <= set(links)  # and no curve is left without a plug


def test_what_was_keyed_by_hand_in_an_opened_file_is_left_alone():
    from scene_stager_maya.bake import bake_take

    take = baked("hero_dolly_push_in").slice_frames(1, 12)
    bench = opened(take)
    camera = "hero_dolly_push_in_camera"
    node = bench.scene.find(camera)
    bench.scene.unlink((node.uuid, "translateX"))
    bench.cmds.setKeyframe(camera, attribute="translateX", time=1, value=7.0)
    with pytest.raises(HostError, match="was keyed by hand and is left alone"):
        bake_take(take)
