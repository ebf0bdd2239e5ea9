"""The Maya module: one zip for Maya 2023 to 2027 on every platform.

In it are the module, the part of the core that plays and bakes, and the looks of the film stocks.
Nothing is compiled and nothing has to be installed with it; all imports of the core are relative.
"""

import re
import tempfile
from pathlib import Path

from tools.packaging._archive import check_archive, write_install, write_manifest, zip_folder
from tools.packaging._layout import ROOT, PackageError, core_version, files_of, lay_core, lay_host

MODULE = ROOT / "maya_plugin"
PACKAGE = Path("scripts") / "scene_stager_maya"
AS_THEY_ARE = ("plug-ins", "icons", "shelves")

STEPS = (
    "Scene Stager for Maya 2023 to 2027",
    "",
    "1. Drop drag_into_maya.py onto Maya's viewport and start Maya again; or",
    "   copy the file scene_stager.mod and the folder scene_stager, side by side, into a folder",
    "   in which Maya looks for modules:",
    "     Windows  Documents\\maya\\modules",
    "     macOS    ~/Library/Preferences/Autodesk/maya/modules",
    "     Linux    ~/maya/modules",
    "   (make the folder modules if there is none).",
    "2. Start Maya. There is a menu and a shelf named Scene Stager.",
    "3. Scene Stager > Doctor says what works.",
    "4. Scene Stager > Match from Take... takes a shot.take.json that was baked elsewhere:",
    "   scene-stager bake hero_dolly_push_in",
    "",
    "To bake inside Maya (2025 or later), give its Python numpy: mayapy -m pip install numpy",
    "To remove Scene Stager, delete the file and the folder; what was baked stays as it is.",
    "",
    "MANIFEST.json names every file with its sha256.",
)


def build(out: Path) -> list[Path]:
    """The zip, checked against its own manifest."""
    with tempfile.TemporaryDirectory() as scratch:
        home = Path(scratch) / "module"
        lay_out(home)
        archive = zip_folder(home, out / f"SceneStager-Maya-{core_version()}.zip")
    check_archive(archive)
    return [archive]


def lay_out(home: Path) -> None:
    """Put the module file and its folder into a folder, with the core and the looks inside."""
    inside = home / "scene_stager"
    inside.mkdir(parents=True)
    text = (MODULE / "scene_stager.mod").read_text(encoding="utf-8")
    told, ours = set(re.findall(r"scene_stager (\S+) \./", text)), core_version()
    if told != {ours}:
        raise PackageError(f"scene_stager.mod says {sorted(told)} and the core {ours}")
    (home / "drag_into_maya.py").write_bytes((MODULE / "drag_into_maya.py").read_bytes())
    (home / "scene_stager.mod").write_text(text, encoding="utf-8", newline="\n")
    for name in AS_THEY_ARE:
        for file in files_of(MODULE / name):
            place = inside / file.relative_to(MODULE)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(file.read_bytes())
    start = (MODULE / "scripts" / "userSetup.py").read_text(encoding="utf-8")
    check = "check_in_maya.py"
    (inside / check).write_bytes((MODULE / check).read_bytes())
    (inside / "scripts").mkdir()
    (inside / "scripts" / "userSetup.py").write_text(start, encoding="utf-8", newline="\n")
    lay_host(MODULE / PACKAGE, inside / PACKAGE)
    lay_core(inside / PACKAGE / "scene_stager")
    _write_looks(inside / PACKAGE / "looks")
    write_install(home, STEPS)
    write_manifest(home, "Scene Stager for Maya", ours)


def _write_looks(folder: Path) -> None:
    from scene_stager.shot.stocks import stocks, write_looks

    write_looks(stocks(), folder)
