"""Wheels for a package that also matches: fetched by pip for another platform, at build time.

They are unmodified, pinned as in constraints.txt, and never kept in the repository. numpy is not
among them: Blender has its own, and a second one breaks other people's add-ons.
"""

import subprocess
import sys
from pathlib import Path

from tools.packaging._layout import ROOT, PackageError

# What matching and records need beyond numpy, with all that these need.
WANTED = (
    *("scipy", "gudhi", "pillow", "pydantic", "defusedxml"),
    *("pydantic_core", "annotated-types", "typing_extensions", "typing-inspection"),
)
# Blender's name of a platform, and the tags of wheels that run there.
PLATFORMS = {
    "linux-x64": tuple(
        f"{tag}_x86_64"
        for tag in ("manylinux_2_28", "manylinux_2_27", "manylinux_2_17", "manylinux2014")
    ),
    "windows-x64": ("win_amd64",),
    "macos-arm64": ("macosx_14_0_arm64", "macosx_12_0_arm64", "macosx_11_0_arm64"),
}
PYTHONS = ("3.11", "3.13")  # of Blender 4.2 to 5.0, and of 5.1 and later


def fetch(folder: Path, platforms: tuple[str, ...], pythons: tuple[str, ...]) -> list[Path]:
    """Wheels for every platform and Python, in a folder, A to Z."""
    for platform in platforms:
        for python in pythons:
            _download(folder, platform, python)
    wheels = sorted(folder.glob("*.whl"))
    if any(wheel.name.startswith("numpy-") for wheel in wheels):
        raise PackageError("numpy must not be packed: Blender has its own")
    return wheels


def command(folder: Path, platform: str, python: str) -> list[str]:
    """What pip is asked for."""
    tags = [word for tag in PLATFORMS[platform] for word in ("--platform", tag)]
    return [
        *(sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"),
        *("--only-binary", ":all:", "--no-deps", "--dest", str(folder)),
        *("--implementation", "cp", "--python-version", python, *tags),
        *("-c", str(ROOT / "constraints.txt"), *WANTED),
    ]


def _download(folder: Path, platform: str, python: str) -> None:
    done = subprocess.run(
        command(folder, platform, python),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode:
        said = (done.stderr.strip().splitlines() or ["pip said nothing"])[-1]
        raise PackageError(f"no wheels for {platform} and Python {python}: {said}")
