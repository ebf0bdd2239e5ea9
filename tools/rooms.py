# SPDX-License-Identifier: Apache-2.0
"""Which tests belong to a room or a file: their names agree, so it is a lookup.

Standard library only, because tools/dev.py asks it. `core/scene_stager/maths/optics/lens.py` has
tests/maths/test_lens.py or what stands in tests/maths; `reading` has tests/reading.
"""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Where what has no tests of its own name has them.
ELSEWHERE = {
    "errors": ("tests/script/test_validate.py", "tests/cli/test_wrong_files.py"),
    "plain_file": ("tests/script/test_broken_scripts.py", "tests/hosts/test_take_file.py"),
    "user_folder": ("tests/models", "tests/presets"),
    "registry": ("tests/shot/test_rigs.py",),
    "page_look": ("tests/preview/test_shot_report.py", "tests/provenance/test_page.py"),
    "blender_addon": ("tests/blender",),
    "maya_plugin": ("tests/hosts/test_maya*.py",),
    "unreal_plugin": ("tests/hosts/test_unreal*.py",),
    "tools": ("tests/house",),
    "examples": ("tests/house/test_readme_blocks.py",),
    "docs": ("tests/docs", "tests/house/test_pages.py", "tests/house/test_readme_blocks.py"),
}


def tests_of(name, root=ROOT):
    """The tests of a room, a file, a folder or a word, as paths; empty when there are none."""
    given = Path(name)
    if given.is_absolute() and root in given.parents:
        given = given.relative_to(root)
    if given.parts[:1] == ("tests",):
        return [root / given] if (root / given).exists() else []
    parts = _plain(given)
    if parts[:1] and parts[0] in ELSEWHERE:
        own = _files(parts[-1], root) if len(parts) > 1 else []
        return own or [hit for one in ELSEWHERE[parts[0]] for hit in sorted(root.glob(one))]
    return _of_the_core(parts, root / "tests") if parts else []


def rooms(root=ROOT):
    """The names of all rooms that have tests."""
    return sorted(one.name for one in (root / "tests").iterdir() if any(one.glob("test_*.py")))


def _plain(given):
    """The names from the room down, without the package's own folders and the ending."""
    parts = [part for part in given.with_suffix("").parts if part not in (".", "__init__")]
    if parts[:2] == ["core", "scene_stager"]:
        parts = parts[2:]
    return parts


def _of_the_core(parts, tests):
    """The file's own tests, else those of the innermost of its folders that has any."""
    last = parts[-1].strip("_")
    below = tests / parts[0] if len(parts) > 1 else tests
    own = _files(last, tests.parent, below) if below.is_dir() else []
    folder = tests.joinpath(*parts)
    if folder.is_dir():
        return [folder]
    if own:
        return own
    for many in range(len(parts) - 1, 0, -1):
        if tests.joinpath(*parts[:many]).is_dir():
            return [tests.joinpath(*parts[:many])]
    return [one for one in sorted(tests.rglob(last)) if one.is_dir() and any(one.glob("test_*"))]


def _files(word, root, below=None):
    """Test files of this name, or of a name that begins with it."""
    named = re.compile(rf"test_{re.escape(word.strip('_'))}(_.*)?\.py")
    found = sorted((below or root / "tests").rglob("test_*.py"))
    exact = [one for one in found if one.name == f"test_{word.strip('_')}.py"]
    return exact or [one for one in found if named.fullmatch(one.name)]
