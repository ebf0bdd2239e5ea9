"""The check of the plug-ins against their hosts' stubs sees what is wrong and nothing else."""

import pytest
from tools.host_types import HOSTS, complaints

BREACHES = {
    "a name that is not there": "unreal.CineCameraActr",
    "a keyword that is not there": "unreal.Rotator(rol=1.0)",
    "a value that is not there": "unreal.LightUnits.WATTS",
    "a method that is not there": "unreal.MovieSceneTrack().get_section()",
    "too few arguments": "unreal.MovieSceneScriptingFloatChannel().add_key(unreal.FrameNumber(1))",
}
SOUND = (
    "unreal.EditorActorSubsystem().spawn_actor_from_class(unreal.TargetPoint, unreal.Vector())",
    'unreal.EditorAssetLibrary.get_metadata_tag(unreal.Object(), "Owner")',
)


@pytest.mark.slow
def test_sees_every_planted_breach_of_unreals_stub_and_lets_sound_lines_be(tmp_path):
    lines = [*BREACHES.values(), *SOUND]
    text = "import unreal\n\n" + "".join(f"x{n} = {line}\n" for n, line in enumerate(lines))
    (tmp_path / "plugin.py").write_text(text)
    found = complaints(tmp_path, HOSTS["unreal"])
    numbers = {int(line.split(":")[1]) - 3 for line in found}
    assert numbers == set(range(len(BREACHES))), "\n".join(found)
