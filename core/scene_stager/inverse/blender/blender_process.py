# SPDX-License-Identifier: Apache-2.0
"""Real Blender as a forward model: a child process that renders parameter vectors, warm.

One line of JSON a request and one a reply, over pipes; pictures come back as arrays in a folder
of ours. A child that is late, dies or talks too much is ended, and the error says what to do.
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Protocol, Self

import numpy as np
from numpy.typing import NDArray

from scene_stager.errors import HostError, MissingPartError
from scene_stager.inverse.blender._pipe import Pipe
from scene_stager.inverse.blender.blender_scene import numbers_of
from scene_stager.maths.arrays import Floats
from scene_stager.maths.surface.mesh import Mesh
from scene_stager.preview.parameters import LAMPS, scene_of
from scene_stager.preview.scene import PreviewScene
from scene_stager.preview.surface_net import mesh_of
from scene_stager.shot.stand_ins import stand_ins

Picture = NDArray[np.float32]

Engine = Literal["cycles", "eevee"]

# House defaults, not measured.
VARIABLES = ("SCENE_STAGER_BPY_PYTHON", "BLENDER")
SCRIPT = Path("blender_addon", "forward.py")
MESH = "subject.npz"
FIRST_S, EACH_S = 300.0, 120.0  # software graphics take minutes to get ready: house default
HINT = {
    "EEVEE": "Eevee needs a graphics context (Debian: apt install libegl1 libgl1); Cycles does not",
    "CYCLES": "Try `blender -b` by hand",
}


@dataclass(frozen=True, slots=True)
class BlenderForward:
    """What to render with, and on what.

    Without a .blend file the set is a `mesh` in the stage's frame, or else the preview's own
    stand-in, of a kind and a height, on an open floor. With one it is the user's scene round the
    object `subject`: its lamps and its sky give way to the vector's, its materials stay, and the
    file is never written.
    """

    engine: Engine = "cycles"
    samples: int = 4
    width: int = 512
    height: int = 288
    kind: str = "bust"
    height_m: float = 1.8
    mesh: Mesh | None = None
    denoise: bool = False
    lamps: tuple[str, ...] = LAMPS
    blend: Path | None = None
    subject: str = ""
    first_s: float = FIRST_S
    each_s: float = EACH_S


class Asks(Protocol):
    """A way to a Blender: a request in, a reply out; and its end."""

    def ask(self, asked: dict[str, Any], limit_s: float) -> dict[str, Any]:
        """Send a request and wait for its reply."""
        ...

    def close(self) -> None:
        """End it."""
        ...


class BlenderProcess:
    """A Blender that waits for vectors. Use it in a `with`: it ends with it.

    The first picture of an engine takes longer than the others: `first_s` and `each_s` are how long
    a reply may take, in seconds. `running` is a Blender that waits already, and the folder that it
    writes pictures to.
    """

    def __init__(
        self,
        wanted: BlenderForward,
        command: Sequence[str] | None = None,
        *,
        running: tuple[Asks, Path] | None = None,
    ) -> None:
        self.wanted, self.blender, self.subject_m = wanted, "", 0.0
        self._own = tempfile.TemporaryDirectory(prefix="scene-stager-")
        self._folder = Path(self._own.name) if running is None else running[1]
        self._warm = False
        try:
            if running is None:
                started = [*(command or blender_command()), "--folder", str(self._folder)]
                self._pipe: Asks = Pipe(started, HINT[wanted.engine.upper()])
            else:
                self._pipe = running[0]
            self.open(wanted)
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the child and remove its folder."""
        if hasattr(self, "_pipe"):
            self._pipe.close()
        self._own.cleanup()

    def render(self, vector: Sequence[float] | Floats) -> Picture:
        """The picture of a vector (see preview.parameters), in linear light.

        shapes   vector (len(PARAMETERS),); result (height, width, 3), the top row first
        units    linear Rec. 709; 0.18 is a grey card that faces a light of 0 stops
        raises   HostError when Blender fails, ends or is late; it is then closed
        """
        return self.render_scene(self._scene(vector))

    def render_scene(self, scene: PreviewScene) -> Picture:
        """The picture of any preview scene, on the set that was opened; as `render`."""
        numbers = numbers_of(scene, through_air=self.wanted.engine == "cycles")
        limit_s = self.wanted.each_s if self._warm else self.wanted.first_s
        told = self._ask({"do": "render", "numbers": numbers}, limit_s)
        self._warm = True
        return self._picture(told.get("picture"))

    def _scene(self, vector: Sequence[float] | Floats) -> PreviewScene:
        return scene_of(vector, self.wanted.kind, self.wanted.height_m, self.wanted.lamps)

    def open(self, wanted: BlenderForward) -> None:
        """Set up another set, in place of the one there is. Raises HostError as `render`.

        `subject_m` is then how tall the user's object is, 0 where there is none.
        """
        self.wanted = wanted
        asked: dict[str, object] = {
            "do": "open",
            "engine": wanted.engine.upper(),
            "samples": wanted.samples,
            "width": wanted.width,
            "height": wanted.height,
            "denoise": wanted.denoise,
        }
        if wanted.blend is not None:
            asked |= {"blend": str(Path(wanted.blend).resolve()), "subject": wanted.subject}
        else:
            mesh, scale = wanted.mesh, 1.0
            if mesh is None:
                mesh, scale = mesh_of(stand_ins()[wanted.kind]), wanted.height_m
            np.savez(
                self._folder / MESH,
                places_m=mesh.places_m * scale,
                facings=mesh.facings,
                triangles=mesh.triangles,
            )
            asked["mesh"] = MESH
        told = self._ask(asked, wanted.first_s)
        height = told.get("subject_m", 0.0)
        self.subject_m = float(height) if isinstance(height, float | int) else 0.0
        version = told.get("blender")
        self.blender = ".".join(map(str, version)) if isinstance(version, list) else ""

    def _ask(self, asked: dict[str, object], limit_s: float) -> dict[str, object]:
        try:
            told = self._pipe.ask(asked, limit_s)
        except BaseException:
            self.close()
            raise
        if "error" in told:
            raise HostError(f"Blender: {str(told['error'])[:500]}")
        return told

    def _picture(self, name: object) -> Picture:
        """Read and remove a picture: a file of our own folder, of the size that was asked for."""
        plain = isinstance(name, str) and Path(name).name == name and name.endswith(".npy")
        if not plain:
            raise HostError(f"Blender: found {name!r}, expected the name of a picture")
        path = self._folder / str(name)
        shape = (self.wanted.height, self.wanted.width, 3)
        try:
            table = np.load(path, allow_pickle=False, mmap_mode="r")
            if table.shape != shape or table.dtype != np.float32:
                raise HostError(f"Blender: found a picture of {table.shape}, expected {shape}")
            picture: Picture = np.array(table)
        except (OSError, ValueError) as error:
            raise HostError(f"Blender: its picture cannot be read: {error}") from error
        del table
        path.unlink()
        return picture


def blender_command() -> list[str]:
    """How to start a Blender that renders: named by a variable, in this Python, or on the path.

    raises   MissingPartError when there is none, or when the add-on's script is not beside the core
    """
    script = _script()
    for python in filter(None, os.environ.get(VARIABLES[0], "").split(os.pathsep)):
        return [python, str(script)]
    if find_spec("bpy") is not None:
        return [sys.executable, str(script)]
    program = os.environ.get(VARIABLES[1]) or shutil.which("blender")
    if program:
        return [program, "-b", "--factory-startup", "-P", str(script), "--"]
    raise MissingPartError(
        "found no Blender. Name one (4.2 or newer) in BLENDER, or a Python that has bpy in "
        "SCENE_STAGER_BPY_PYTHON"
    )


def _script() -> Path:
    """The add-on's forward.py: beside `core` in a checkout, above the core in the extension."""
    here = Path(__file__).resolve()
    for script in (here.parents[4] / SCRIPT, here.parents[3] / SCRIPT.name):
        if script.is_file():
            return script
    raise MissingPartError(
        f"{SCRIPT} is not beside the core: real Blender as a forward model needs the add-on's files"
    )


__all__ = ["BlenderForward", "BlenderProcess", "blender_command"]
