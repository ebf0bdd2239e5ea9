"""The law in USD's own framework of validators."""

import time

import pytest
from PIL import Image

from scene_stager.errors import MissingPartError
from scene_stager.provenance.law import validator
from scene_stager.provenance.law.authored import judge_scene
from scene_stager.provenance.law.verdict import LawVerdict
from tests.provenance.law.scenes import ball, prim, write
from tests.provenance.law.worlds import GREY, LAW, RED

pytest.importorskip("pxr")
needs_validators = pytest.mark.skipif(
    not validator.can_register(), reason="this usd-core takes no validators from Python"
)


@pytest.fixture
def told():
    """What USD's registry says of a scene by our validator."""
    from pxr import Usd, UsdValidation

    name = validator.register(LAW)
    assert validator.register(LAW) == name  # a second time is no mistake
    ours = UsdValidation.ValidationRegistry().GetOrLoadValidatorByName(name)
    context = UsdValidation.ValidationContext([ours])

    def ask(file):
        stage = Usd.Stage.Open(str(file))  # errors are of a stage that is open
        return [
            (e.GetType(), [str(s.GetPrim().GetPath()) for s in e.GetSites()])
            for e in context.Validate(stage)
        ]

    return ask


@needs_validators
def test_the_registry_finds_what_the_walk_finds(told, tmp_path):
    from pxr import UsdValidation

    parts = [ball(f"p{k}", colour=(RED, GREY)[k % 2], life=LIVES[k % 3]) for k in range(12)]
    file = write(tmp_path, *parts)
    walked = judge_scene(LAW, file)
    kinds = UsdValidation.ValidationErrorType
    for verdict, kind in ((LawVerdict.BROKEN, kinds.Error), (LawVerdict.UNVERIFIABLE, kinds.Warn)):
        theirs = {path for found, paths in told(file) if found == kind for path in paths}
        assert theirs == {p for r in walked.regions if r.verdict is verdict for p in r.prims}
        assert theirs


@needs_validators
def test_a_picture_is_looked_for_beside_the_layer_that_names_it(told, tmp_path):
    Image.new("RGB", (8, 4), (90, 90, 90)).save(_folder(tmp_path / "layers") / "sky.png")
    sky = 'def DomeLight "sky" {\n    asset inputs:texture:file = @./sky.png@\n}\n'
    write(tmp_path / "layers", sky)
    file = tmp_path / "film.usda"
    file.write_text("#usda 1.0\n(\n    subLayers = [@./layers/scene.usda@]\n)\n", encoding="utf-8")
    assert told(file) == []
    assert judge_scene(LAW, file).regions == ()


def _folder(path):
    path.mkdir()
    return path


LIVES = (["living"], ["inert"], None)


@needs_validators
def test_the_validator_sees_a_stage_as_it_is_after_an_edit(tmp_path):
    from pxr import Usd, UsdValidation

    ours = UsdValidation.ValidationRegistry().GetOrLoadValidatorByName(validator.register(LAW))
    stage = Usd.Stage.Open(str(write(tmp_path, ball("a", colour=RED, life=["inert"]))))
    context = UsdValidation.ValidationContext([ours])
    assert len(context.Validate(stage)) == 1
    stage.GetPrimAtPath("/a").GetAttribute("semantics:labels:life").Set(["living"])
    assert context.Validate(stage) == []


@needs_validators
def test_the_framework_costs_less_than_twice_the_walk(tmp_path):
    from pxr import Usd, UsdValidation

    from scene_stager.provenance.law.authored import SceneInspector
    from scene_stager.provenance.law.scene_file import Scene

    ours = UsdValidation.ValidationRegistry().GetOrLoadValidatorByName(validator.register(LAW))
    context = UsdValidation.ValidationContext([ours])
    row = "".join(ball(f"b{k}", colour=GREY) for k in range(40))
    file = write(tmp_path, *(prim(f"g{k}", life=["inert"], inside=row) for k in range(10)))
    stage = Usd.Stage.Open(str(file))
    asked_s, walked_s = [], []
    for _ in range(5):  # time of this process alone: the machine has other work
        started_s = time.process_time()
        context.Validate(stage)
        middle_s = time.process_time()
        SceneInspector(LAW, Scene("x", tmp_path, stage)).answer()
        asked_s.append(middle_s - started_s)
        walked_s.append(time.process_time() - middle_s)
    assert min(asked_s) < 2.0 * min(walked_s)


def test_where_usd_is_older_one_line_says_what_to_do(monkeypatch):
    monkeypatch.setattr(validator, "can_register", lambda: False)
    with pytest.raises(MissingPartError, match=r"26\.8 or newer"):
        validator.register(LAW)
