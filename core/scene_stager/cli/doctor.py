# SPDX-License-Identifier: Apache-2.0
"""`scene-stager doctor`: what is installed, what it is good for, how to get what is missing."""

import platform
import shlex
import shutil
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec

from scene_stager.cli._command import NO, YES, Command
from scene_stager.cli._options import AsJson
from scene_stager.cli._show import print_json, print_table, tell
from scene_stager.errors import MissingPartError, StagerError, shorten

OLDEST_PYTHON = (3, 11)
PIP = "pip install"


@dataclass(frozen=True, slots=True)
class DoctorPart:
    """Something that Scene Stager builds on: its module, its package, what it is good for."""

    module: str
    package: str
    enables: str
    fix: str
    required: bool = True
    imported: bool = True


@dataclass(frozen=True, slots=True)
class Check:
    """What was found of one part: ok, missing or broken."""

    name: str
    status: str
    required: bool
    version: str
    enables: str
    fix: str


PARTS = (
    DoctorPart("numpy", "numpy", "baking", "pip install numpy"),
    DoctorPart("pxr.Usd", "usd-core", "shot.usda", "pip install usd-core"),
    DoctorPart("defusedxml", "defusedxml", "strangers' metadata", "pip install defusedxml"),
    DoctorPart("pydantic", "pydantic", "the published schema of a script", "pip install pydantic"),
    DoctorPart("PIL.Image", "pillow", "preview pictures", "pip install pillow"),
    DoctorPart("scipy.ndimage", "scipy", "reading and matching stills", "pip install scipy"),
    DoctorPart("gudhi", "gudhi", "the shape of highlights, the Lotus point", "pip install gudhi"),
    DoctorPart("OpenEXR", "openexr", "OpenEXR pictures", "pip install openexr"),
    DoctorPart("typer", "typer", "this command line", "pip install typer"),
    DoctorPart("rich", "rich", "tables and progress", "pip install rich"),
    DoctorPart(
        "openjd.model",
        "openjd-model",
        "farm jobs",
        "pip install 'scene-stager[farm]'",
        required=False,
    ),
    # Slow to import, so these are only looked for.
    DoctorPart(
        "onnxruntime",
        "onnxruntime",
        "networks of the ONNX form",
        "pip install 'scene-stager[models]'",
        required=False,
        imported=False,
    ),
    DoctorPart(
        "ai_edge_litert",
        "ai-edge-litert",
        "networks of the TFLite form",
        "pip install 'scene-stager[models]'",
        required=False,
        imported=False,
    ),
    DoctorPart(
        "c2pa",
        "c2pa-python",
        "asset sign",
        "pip install 'scene-stager[sign]'",
        required=False,
        imported=False,
    ),
    DoctorPart(
        "distributed",
        "distributed",
        "match --scheduler",
        "pip install 'scene-stager[cluster]'",
        required=False,
        imported=False,
    ),
    DoctorPart(
        "pydantic_ai",
        "pydantic-ai-slim",
        "inspectors that are vision models",
        "pip install 'scene-stager[inspector]'",
        required=False,
        imported=False,
    ),
    # Importing Blender starts Blender; it is looked for and left asleep.
    DoctorPart(
        "bpy",
        "bpy",
        "real Blender as a host",
        "in an environment of its own, on Python 3.11: pip install bpy==5.0.1",
        required=False,
        imported=False,
    ),
)

REGISTRIES = {
    "rigs": ("scene_stager.shot.rigs", "rigs"),
    "stocks": ("scene_stager.shot.stocks", "stocks"),
    "scenarios": ("scene_stager.script.read", "scenarios"),
    "metrics": ("scene_stager.reading.metrics", "metrics"),
    "inspectors": ("scene_stager.inverse.second_look.inspector", "inspectors"),
}


def run(as_json: AsJson = False) -> int:
    """Print every check; the answer is yes when nothing that is required is missing."""
    checks = [_python(), *map(_look_at, PARTS), *_programs(), *_networks(), *_registries()]
    well = all(check.status == "ok" for check in checks if check.required)
    if as_json:
        print_json({"ok": well, "checks": [asdict(check) for check in checks]})
    else:
        _print(checks, well)
    return YES if well else NO


def _python() -> Check:
    wanted = ".".join(map(str, OLDEST_PYTHON))
    status = "ok" if sys.version_info >= OLDEST_PYTHON else "old"
    return Check(
        "python",
        status,
        True,
        platform.python_version(),
        "everything",
        "" if status == "ok" else f"install Python {wanted} or newer",
    )


def _look_at(part: DoctorPart) -> Check:
    status, found = _state_of(part)
    fix = "" if status == "ok" else _for_this_python(part.fix)
    return Check(part.package, status, part.required, found, part.enables, fix)


def _for_this_python(fix: str) -> str:
    """What to type: a pip that installs for this Python, whichever is first on the path."""
    if not fix.startswith(PIP):
        return fix
    return f"{shlex.quote(sys.executable)} -m {fix}" if sys.executable else fix


def _state_of(part: DoctorPart) -> tuple[str, str]:
    """`ok`, `missing` or `broken`, and the version or the reason."""
    top = part.module.partition(".")[0]
    try:
        if find_spec(top) is None:
            return "missing", ""
        if part.imported:
            import_module(part.module)
        return "ok", version(part.package)
    except PackageNotFoundError:
        return "ok", "of unknown version"
    except (ImportError, OSError, ValueError) as error:
        if isinstance(error, ModuleNotFoundError) and error.name == top:
            return "missing", ""
        return "broken", shorten(str(error))


def _programs() -> Iterator[Check]:
    """Programs beside Python: the Blender that renders for a match, git, a maker of films."""
    try:
        from scene_stager.inverse.blender.blender_process import blender_command

        found, fix = shorten(blender_command()[0]), ""
    except MissingPartError as error:
        found, fix = "", str(error)
    except ImportError:
        found, fix = "", "mend what stands above"
    yield Check("blender", "missing" if fix else "ok", False, found, "match --forward", fix)
    for program, enables in (("git", "presets from remotes"), ("ffmpeg", "preview.mp4")):
        where = shutil.which(program)
        status, fix = ("ok", "") if where else ("missing", f"install {program}")
        yield Check(program, status, False, where or "", enables, fix)


def _networks() -> Iterator[Check]:
    """Networks that there is a use for, and how the missing ones are had."""
    from scene_stager.models.known import known_models
    from scene_stager.models.shelf import Shelf

    shelf = Shelf()
    here = shelf.names()
    for name, known in known_models().items():
        status, fix = ("ok", "") if name in here else ("missing", known.how_to_get)
        yield Check(name, status, False, known.carrier, known.purpose, fix)


def _registries() -> Iterator[Check]:
    """Our own parts: every registry loads, and every scenario is sound."""
    for name, (module, reader) in REGISTRIES.items():
        try:
            entries = getattr(import_module(module), reader)()
            status, found = ("ok", f"{len(entries)} of them") if entries else ("empty", "")
        except (StagerError, ImportError, OSError) as error:
            status, found = "broken", shorten(str(error))
        fix = "" if status == "ok" else "mend what stands above, or install Scene Stager again"
        yield Check(name, status, True, found, f"choosing among {name}", fix)


def _print(checks: list[Check], well: bool) -> None:
    heads = ("part", "state", "version", "what for", "how to mend it")
    rows = [(c.name, _state(c), c.version, c.enables, c.fix) for c in checks]
    print_table("Scene Stager here", heads, rows)
    tell("All that is required is here." if well else "Something that is required is missing.")


def _state(check: Check) -> str:
    return check.status if check.required or check.status == "ok" else f"{check.status}, optional"


COMMAND = Command("Say what is installed, what it is good for, how to mend it.", run)
