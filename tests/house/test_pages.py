"""What pages promise is there: anchors, files, commands with their options, and a full index."""

import re
import shlex
import subprocess
import sys
from collections.abc import Iterable
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import typer

from scene_stager.cli._main import _app
from tests.house.sources import ROOT, no, our_files

FENCE = re.compile(r"(?ms)^```.*?^```")
CODE = re.compile(r"`([^`\n]+)`")
HEADING = re.compile(r"(?m)^#+ +(.+?)\s*$")
ANCHORED = re.compile(r"\[[^\]]*\]\(([^)\s#]*)#([^)\s]+)\)")
LINKED = re.compile(r"\]\((?:\./)?([\w.-]+\.md)\)")
TOP = "core|tests|tools|docs|examples|blender_addon|maya_plugin|unreal_plugin"
A_PATH = re.compile(rf"(?:{TOP})(?:/[\w.*-]+)+")
A_TOOL = re.compile(r"python3? ((?:tools|tests)/[\w/]+\.py)((?: +[^\s|#`]+)*)")
A_COMMAND = re.compile(r"scene-stager ((?:--)?[a-z][^|#\n]*)")

PARTS = {"tools/package.py": "tools/packaging"}  # where a program's own options are told

BEGINNING = 32  # letters by which two lines of the changelog are the same one

PAGES = list(our_files(ROOT, ".md"))


def anchors_of(page: Path) -> set[str]:
    """The anchors that a page's headings get: lower case, no punctuation, hyphens for spaces."""
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    bare = (re.sub(r"[^\w\- ]", "", head.lower()) for head in HEADING.findall(text))
    return {head.replace(" ", "-") for head in bare}


def dead_anchors(page: Path) -> list[str]:
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    return [
        f"{page.name}: {file}#{anchor}"
        for file, anchor in ANCHORED.findall(text)
        if "://" not in file
        and (target := page.parent / file if file else page).suffix == ".md"
        and (not target.is_file() or anchor not in anchors_of(target))
    ]


def dead_paths(page: Path, root: Path = ROOT) -> list[str]:
    """Files of ours that a page names in code and that are not there; stars stand for any name."""
    text = page.read_text(encoding="utf-8")
    named = {m.group() for code in CODE.findall(text) for m in A_PATH.finditer(code)}
    return [f"{page.name}: {name}" for name in sorted(named) if not any(root.glob(name))]


def unlisted(index: Path, files: Iterable[Path]) -> list[str]:
    """Pages that an index does not link to, and links of it that are listed twice."""
    linked = LINKED.findall(index.read_text(encoding="utf-8"))
    missing = [file.name for file in files if file.name not in linked and file != index]
    return sorted({*missing, *(name for name in linked if linked.count(name) > 1)})


def lines_of_code(page: Path) -> list[str]:
    """Every line of a fenced block and every piece of code in the prose, with joined lines."""
    text = page.read_text(encoding="utf-8").replace("\\\n", " ")
    fenced = [line for block in FENCE.findall(text) for line in block.splitlines()[1:-1]]
    return fenced + CODE.findall(FENCE.sub("", text))


@cache
def options_of(command: str, action: str = "") -> frozenset[str]:
    """The options of one of our commands, or of its action; none for words that are no such."""
    found: Any = typer.main.get_command(_app())
    for word in (command, action):
        if (inner := getattr(found, "commands", None)) is not None:
            found = inner.get(word) if word else found
    names = {name for p in getattr(found, "params", ()) for name in (*p.opts, *p.secondary_opts)}
    return frozenset({*names, "--help"}) if found is not None else frozenset()


def wrong_commands(page: Path) -> list[str]:
    complaints = []
    for line in lines_of_code(page):
        for said in A_COMMAND.findall(line):
            words = said.split()
            known = options_of(*(word for word in words[:2] if not word.startswith("--")))
            if words[0] != "--version" and not known:
                complaints.append(f"{page.name}: scene-stager {' '.join(words[:2])}")
            asked = {word.split("=")[0] for word in words[1:] if word.startswith("--")}
            complaints += [f"{page.name}: {words[0]} {name}" for name in sorted(asked - known)]
    return [line for line in complaints if "--version" not in line]


def wrong_tools(page: Path, root: Path = ROOT) -> list[str]:
    """Programs of ours that are not there, and options that their text does not know."""
    complaints = []
    for line in lines_of_code(page):
        for file, rest in A_TOOL.findall(line):
            if not (root / file).is_file():
                complaints.append(f"{page.name}: {file}")
                continue
            parts = [root / file, *(root / PARTS.get(file, "none")).glob("*.py")]
            text = "".join(part.read_text(encoding="utf-8") for part in parts)
            asked = {word.split("=")[0] for word in shlex.split(rest) if word.startswith("--")}
            unknown = sorted(name for name in asked if f'"{name}"' not in text)
            complaints += [f"{page.name}: {file} {name}" for name in unknown]
    return complaints


@pytest.mark.parametrize(
    "rule", [dead_anchors, dead_paths, wrong_commands, wrong_tools], ids=lambda rule: rule.__name__
)
def test_every_page_keeps(rule):
    no([line for page in PAGES for line in rule(page)], f"{rule.__doc__}")


def test_every_page_of_the_docs_is_in_their_index_once():
    no(
        unlisted(ROOT / "docs" / "README.md", (ROOT / "docs").glob("*.md")),
        "docs/README.md lists every page: add it there",
    )


def test_every_tool_is_told_of():
    told = (ROOT / "tools" / "README.md").read_text(encoding="utf-8")
    no(
        [f.name for f in (ROOT / "tools").glob("*.py") if f"`{f.name}`" not in told],
        "tools/README.md tells of every tool: add it there",
    )


def untidy(changelog: str) -> list[str]:
    """Headings with nothing under them, and lines that a merge has written twice."""
    lines = [line for line in changelog.splitlines() if line]
    empty = [a for a, b in pairwise(lines) if a.startswith("### ") and b.startswith("#")]
    begun = [line[:BEGINNING] for line in lines if line.startswith("- ")]
    return empty + sorted({line for line in begun if begun.count(line) > 1})


def test_the_changelog_says_everything_once_under_a_heading_of_its_own():
    no(untidy((ROOT / "CHANGELOG.md").read_text(encoding="utf-8")), "CHANGELOG.md is tidy")


@pytest.mark.slow
@pytest.mark.parametrize(
    "tool", sorted((ROOT / "tools").glob("[a-z]*.py")), ids=lambda tool: tool.stem
)
def test_every_tool_that_is_a_program_explains_itself(tool):
    if "__main__" not in tool.read_text(encoding="utf-8"):
        pytest.skip("a part of a program")
    run = [sys.executable, str(tool), "--help"]
    done = subprocess.run(run, capture_output=True, text=True, check=False, cwd=ROOT)
    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout) > 40


def test_sees_what_a_page_promises_and_is_not_there(tmp_path):
    page = tmp_path / "a.md"
    page.write_text(
        "# A b: `c`\n[x](#a-b-c) [y](#d) [z](e.md#f)\n`docs/none.md` `docs/*.md`\n"
        "```sh\nscene-stager bake x --lunch\nscene-stager eat\nscene-stager asset burn x\n"
        "scene-stager asset near x --index y --jobs 2\npython tools/no.py\n```\n"
        "`python tools/dev.py --never`\n",
        encoding="utf-8",
    )
    assert dead_anchors(page) == ["a.md: #d", "a.md: e.md#f"]
    assert dead_paths(page) == ["a.md: docs/none.md"]
    wrong = ["bake --lunch", "scene-stager eat", "scene-stager asset burn", "asset --jobs"]
    assert wrong_commands(page) == [f"a.md: {one}" for one in wrong]
    assert wrong_tools(page) == ["a.md: tools/no.py", "a.md: tools/dev.py --never"]
    assert unlisted(page, [tmp_path / "b.md"]) == ["b.md"]
    assert untidy("### A\n### B\n- x\n\n- y\n- x\n") == ["### A", "- x"]
