from dataclasses import dataclass
from scene_stager.script.scene_script import SceneScript


@dataclass(frozen=True)
class Word:
    word: str


def decompose(text: str) -> tuple[SceneScript, tuple[Word, ...]]:
    raise NotImplementedError
