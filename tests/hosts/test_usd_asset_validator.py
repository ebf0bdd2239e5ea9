"""What NVIDIA's asset validator says of the shot: a judge of USD that is not usd-core's own."""

import logging

import pytest

from scene_stager.hosts.usd import write_usd
from tests.hosts.usd_takes import SCENARIOS, baked

validator = pytest.importorskip("omni.asset_validator", reason="has no wheel for this Python")


@pytest.mark.parametrize("name", SCENARIOS)
def test_the_asset_validator_has_nothing_to_say_of_a_shot(name, tmp_path):
    logging.getLogger("omni.asset_validator").setLevel(logging.ERROR)
    file = tmp_path / "shot.usdc"  # of a .usda it says that binary would be faster
    write_usd(baked(name).slice_frames(*[baked(name).start_frame] * 2), file)
    found = validator.ValidationEngine().validate(str(file)).issues()
    assert [f"{one.rule.__name__}: {one.message} {one.at}" for one in found] == []
