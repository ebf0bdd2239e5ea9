"""An actor who walks, as bytes that a plan names: for tests of named inputs."""

import hashlib

import numpy as np
import pytest

from scene_stager.errors import InputError
from scene_stager.moks.executor import execute
from scene_stager.moks.operations import operations
from scene_stager.moks.path_file import sampled_path
from scene_stager.moks.plan import PlanNode
from scene_stager.moks.plan_input import PlanInput
from tests.moks.little import KINDS, little_nodes, little_plan

ACTOR = {**KINDS, "path_from_input": operations()["path_from_input"]}


def walk(speed_m_s=1.4) -> bytes:
    """An actor who walks for three seconds, sampled at 10 Hz."""
    times_s = np.arange(31) / 10
    places_m = np.stack([0.2 * np.sin(times_s), -speed_m_s * times_s, 1.6 + 0.0 * times_s], axis=1)
    return sampled_path(times_s, places_m).to_json().encode()


WALK, RUN = walk(), walk(4.0)


def named(data=WALK, name="actor", kind="path") -> PlanInput:
    return PlanInput(name, kind, hashlib.sha256(data).hexdigest())


def follow(name="target.translate_m", input_name="actor", **more) -> PlanNode:
    reads = {"path": input_name}
    return PlanNode(name, "path_from_input", {}, (), "m", 3, **{"reads": reads, **more})


def actor_plan(*inputs, node=None, **more):
    """The little plan with a target that goes where the input says."""
    others = [one for one in little_nodes() if one.name != "target.translate_m"]
    nodes = [*others, node or follow()]
    return little_plan(nodes, inputs=inputs or [named()], **{"kinds": ACTOR, **more})


def refused(plan, inputs) -> list[str]:
    with pytest.raises(InputError) as caught:
        execute(plan, inputs=inputs)
    return str(caught.value).splitlines()
