"""The Unreal plug-in: one zip for Unreal 5.3 to 5.6 on every platform.

In it are the plug-in, the part of the core that plays and bakes, and the looks of the film stocks.
Nothing is compiled and nothing has to be installed with it; all imports of the core are relative.
"""

import json
import tempfile
from pathlib import Path

from tools.packaging._archive import check_archive, write_install, write_manifest, zip_folder
from tools.packaging._layout import ROOT, PackageError, core_version, lay_core, lay_host

PLUGIN = ROOT / "unreal_plugin" / "SceneStager"
PYTHON = Path("Content") / "Python"
PACKAGE = PYTHON / "scene_stager_unreal"

STEPS = (
    "Scene Stager for Unreal 5.3 to 5.6",
    "",
    "1. Copy the folder SceneStager into the Plugins folder of your project",
    "   (make the folder Plugins beside the .uproject file if there is none).",
    "2. Start the project. If Unreal asks, let it enable the plug-in and those it needs:",
    "   Python Editor Script Plugin, Editor Scripting Utilities, Sequencer Scripting.",
    "3. Tools > Scene Stager > Doctor says what works.",
    "4. Tools > Scene Stager > Match from Take... takes a shot.take.json that was baked elsewhere:",
    "   scene-stager bake hero_dolly_push_in",
    "",
    "To bake inside the editor (Unreal 5.4 or later), give its Python numpy: the Doctor prints",
    "the line. To remove Scene Stager, delete the folder; what was baked stays as it is.",
    "",
    "MANIFEST.json names every file with its sha256.",
)


def build(out: Path) -> list[Path]:
    """The zip, checked against its own manifest."""
    with tempfile.TemporaryDirectory() as scratch:
        home = Path(scratch) / "SceneStager"
        lay_out(home)
        version = core_version()
        archive = zip_folder(Path(scratch), out / f"SceneStager-Unreal-{version}.zip")
    check_archive(archive)
    return [archive]


def lay_out(home: Path) -> None:
    """Put the plug-in into a folder, with the core and the looks inside."""
    home.mkdir(parents=True)
    descriptor = (PLUGIN / "SceneStager.uplugin").read_text(encoding="utf-8")
    told, ours = json.loads(descriptor)["VersionName"], core_version()
    if told != ours:
        raise PackageError(f"SceneStager.uplugin says version {told} and the core {ours}")
    (home / "SceneStager.uplugin").write_text(descriptor, encoding="utf-8", newline="\n")
    start = (PLUGIN / PYTHON / "init_unreal.py").read_text(encoding="utf-8")
    (home / PYTHON).mkdir(parents=True)
    (home / PYTHON / "init_unreal.py").write_text(start, encoding="utf-8", newline="\n")
    lay_host(PLUGIN / PACKAGE, home / PACKAGE)
    lay_core(home / PACKAGE / "scene_stager")
    _write_looks(home / PACKAGE / "luts")
    check = "check_in_unreal.py"
    (home / check).write_bytes((PLUGIN.parent / check).read_bytes())
    write_install(home, STEPS)
    write_manifest(home, "SceneStager for Unreal", ours)


def _write_looks(folder: Path) -> None:
    from PIL import Image
    from tools.packaging._unreal_look import look_strip

    from scene_stager.shot.stocks import stocks

    folder.mkdir()
    for name, stock in stocks().items():
        Image.fromarray(look_strip(stock), "RGB").save(folder / f"{name}.png", optimize=False)
