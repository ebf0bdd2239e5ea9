"""A double of Unreal's Python: what stands in unreal-stub, refused when it does not.

`install()` puts it where `import unreal` finds it. What the double does with a call is our model of
the editor and not the editor.
"""

import sys
from importlib.util import find_spec

from tests.hosts.doubles.surface import Callables, StrictModule
from tests.hosts.doubles.unreal import editor, level, movie_render, sequencer
from tests.hosts.doubles.unreal.base import MADE, SURFACE, WORLD, new_world

__all__ = [
    "MADE",
    "WORLD",
    "editor",
    "install",
    "level",
    "movie_render",
    "new_world",
    "sequencer",
]


def get_editor_subsystem(subsystem):
    return subsystem()


def log(arg):
    WORLD.log.append(f"log: {arg}")


def log_warning(arg):
    WORLD.log.append(f"warning: {arg}")


def log_error(arg):
    WORLD.log.append(f"error: {arg}")


FUNCTIONS = (
    *(get_editor_subsystem, log, log_warning, log_error),
    *(editor.uclass, editor.uproperty, editor.ufunction),
    editor.get_interpreter_executable_path,
)


def install() -> StrictModule:
    """The double as the module `unreal`, instead of the stub that a test environment has."""
    found = sys.modules.get("unreal")
    if not isinstance(found, StrictModule):
        spec = find_spec("unreal")
        found = StrictModule(
            movie_render.Engine(), {**MADE, **{one.__name__: one for one in FUNCTIONS}}
        )
        found.__dict__["__spec__"] = spec  # so that the stub is still found on disk
        sys.modules["unreal"] = found
    return found


assert all(isinstance(SURFACE.item(one.__name__), Callables) for one in FUNCTIONS)
