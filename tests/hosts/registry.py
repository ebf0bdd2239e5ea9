"""The hosts of the contract. A new host joins by one entry; docs/hosts.md is written from here.

`how` is what the promises were tried on, never more than that: a real host, a double whose keys are
decoded, a file that is read back, or a host that exists only in memory.
"""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from sysconfig import get_path

SCENE, FILE = "scene", "file"
MEMORY, REAL, DOUBLE, READ_BACK = "in memory", "real", "decoded double", "read back"


@dataclass(frozen=True)
class Host:
    """One host: what it is, how its promises were tried, and where its bench is.

    `bench` is module:name, called with `options`. `needs` is a module, or a folder of stubs, that
    has to be installed; where it is not, the host is left out of a run of the tests.
    """

    name: str
    kind: str
    how: str
    told: str
    keys: str
    bench: str
    options: tuple[tuple[str, object], ...] = ()
    needs: str = ""

    def is_here(self) -> bool:
        """True when its promises can be tried by this Python."""
        stubs = Path(get_path("purelib")) / self.needs
        return not self.needs or stubs.is_dir() or find_spec(self.needs) is not None

    def open(self):
        """An empty scene of it, or an empty folder, on a bench."""
        module, _, name = self.bench.partition(":")
        return getattr(import_module(module), name)(**dict(self.options))


HOSTS = (
    Host(
        "notebook",
        SCENE,
        MEMORY,
        "A host that only writes things down, in the core itself.",
        "every channel in one call",
        "tests.hosts.benches:NotebookBench",
    ),
    Host(
        "page",
        SCENE,
        MEMORY,
        "The example of [write_a_host.md](write_a_host.md): plain data, y up, in centimetres.",
        "every channel at once",
        "tests.hosts.page_bench:PageBench",
    ),
    Host(
        "usd",
        FILE,
        READ_BACK,
        "`shot.usda`, opened again by usd-core; and imported into real Blender 4.5 and 5.0, "
        "where the camera is compared with the one that the add-on bakes "
        "(`tests/hosts/test_usd_in_blender.py`).",
        "every attribute's samples in one spline of text",
        "tests.hosts.file_benches:UsdBench",
        needs="pxr",
    ),
    Host(
        "blender",
        SCENE,
        REAL,
        "Blender 4.2, 4.5, 5.0, 5.2 and 5.3 as Python modules (bpy): every promise inside each "
        "of them, values read from the evaluated scene; undo by loading the file as it was, since "
        "Blender without windows has none.",
        "`foreach_set`, one call for each component",
        "tests.blender.bench:BlenderBench",
        needs="bpy",
    ),
    Host(
        "maya",
        SCENE,
        DOUBLE,
        "Never run in Maya. A double that has only the names, keywords and constants of "
        "`maya-stubs` 0.4.2; curves are kept as `addKeys` gets them, in radians and "
        "centimetres, and decoded. What undo does is our model; it compares what the "
        "plug-in's command takes back.",
        "`MFnAnimCurve.addKeys`, one call for each curve, in one undoable command for each part",
        "tests.hosts.maya_bench:MayaBench",
        needs="maya-stubs",
    ),
    Host(
        "maya without its plug-in",
        SCENE,
        DOUBLE,
        "The same double when the plug-in does not load.",
        "`cmds.setKeyframe`, one call for each key",
        "tests.hosts.maya_bench:MayaBench",
        (("bulk", False),),
        needs="maya-stubs",
    ),
    Host(
        "maya ascii",
        FILE,
        READ_BACK,
        "Never opened in Maya. `shot.ma`, read by a reader of ours that shares no line with "
        "the writer; no package on the index reads more of a .ma than the places of meshes. "
        "By hand, maya-scenefile-parser (31721fe, not on the index) read the same keys.",
        "every curve in one `setAttr`",
        "tests.hosts.file_benches:MayaAsciiBench",
    ),
    Host(
        "unreal",
        SCENE,
        DOUBLE,
        "Never run in Unreal. A double that has only the classes, methods, keywords, enum "
        "values and editor properties of `unreal-stub` 0.3 (5.6); keys are kept by tick and "
        "decoded.",
        "`add_key`, one call for each key: Unreal's Python has no call for many",
        "tests.hosts.unreal_bench:UnrealBench",
        needs="unreal",
    ),
    Host(
        "unreal spawned",
        SCENE,
        DOUBLE,
        "The same double with camera and lights as spawnables of the sequence.",
        "as Unreal",
        "tests.hosts.unreal_bench:UnrealBench",
        (("spawnable", True),),
        needs="unreal",
    ),
)


def benches(kind: str | None = None) -> dict[str, Callable[[], object]]:
    """What can be tried here: name to what opens it."""
    return {h.name: h.open for h in HOSTS if kind in (None, h.kind) and h.is_here()}
