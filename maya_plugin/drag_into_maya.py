# SPDX-License-Identifier: Apache-2.0
"""Drop this file onto Maya's viewport: the module goes where Maya looks for modules.

It copies scene_stager.mod and its folder, from beside this file, into the user's own modules
folder, an older one out of the way first; what stood there under that name is kept beside it.
"""

import shutil
from pathlib import Path

NAMES = ("scene_stager.mod", "scene_stager")


def install(source, modules):
    """Copy the module; what was there before is kept as NAME.before. Gives lines for people."""
    source, modules = Path(source), Path(modules)
    missing = [name for name in NAMES if not (source / name).exists()]
    if missing:
        return [f"{' and '.join(missing)} should lie beside this file: unpack the whole archive"]
    modules.mkdir(parents=True, exist_ok=True)
    fresh = [modules / f"{name}.new" for name in NAMES]
    for name, place in zip(NAMES, fresh):
        _remove(place)
        here = source / name
        (shutil.copytree if here.is_dir() else shutil.copy2)(str(here), str(place))
    for name, place in zip(NAMES, fresh):
        kept, there = modules / f"{name}.before", modules / name
        if there.exists():
            _remove(kept)
            there.rename(kept)
        place.rename(there)
    return [f"Scene Stager is in {modules}. Start Maya again."]


def _remove(place):
    if place.is_dir():
        shutil.rmtree(str(place))
    elif place.exists():
        place.unlink()


def onMayaDroppedPythonFile(*_):
    """Maya calls this."""
    from maya import cmds

    modules = Path(cmds.internalVar(userAppDir=True)) / "modules"
    try:
        lines = install(Path(__file__).resolve().parent, modules)
    except OSError as error:
        lines = [f"{error.filename or modules}: {error.strerror}; nothing of yours was removed"]
    cmds.confirmDialog(title="Scene Stager", message="\n".join(lines), button=["OK"])
