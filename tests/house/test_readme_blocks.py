"""What the pages show works: Python blocks run, scene-stager commands run, links lead somewhere."""

import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from tools import networks

from scene_stager.cli import main
from tests.house.sources import ROOT, no, our_files

BLOCK = re.compile(r"(?ms)^```(\w+)[^\n]*\n(.*?)^```")
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s#]+)[^)]*\)")
SHELLS = {"sh", "bash", "console", "shell"}
EXAMPLE_LINES = 20


@dataclass(frozen=True)
class Block:
    """One fenced block of a page."""

    page: str
    line: int
    language: str
    text: str

    def __str__(self) -> str:
        return f"{self.page}:{self.line}"


def blocks_of(page: Path, root: Path = ROOT) -> list[Block]:
    text = page.read_text(encoding="utf-8")
    where = page.relative_to(root).as_posix()
    return [
        Block(where, text.count("\n", 0, found.start()) + 1, found[1], found[2])
        for found in BLOCK.finditer(text)
    ]


def run_block(block: Block) -> None:
    """Run a Python block, or those lines of a shell block that are ours."""
    if block.language == "python":
        exec(compile(block.text, str(block), "exec"), {"__name__": "__main__"})
        return
    for line in block.text.replace("\\\n", " ").splitlines():
        words = shlex.split(line.removeprefix("$ "), comments=True)
        if words[:2] == ["python", "tools/make_world.py"]:
            subprocess.run([sys.executable, ROOT / words[1], *words[2:]], check=True)
        if block.language in SHELLS and words[:1] == ["scene-stager"]:
            may_be_no = words[1:3] == ["asset", "find"]  # nothing here may look like that
            assert main(words[1:]) in (0, 1 if may_be_no else 0), f"{block}: {line}"


def dead_links(page: Path) -> list[str]:
    targets = LINK.findall(page.read_text(encoding="utf-8"))
    near = [target for target in targets if "://" not in target and "mailto:" not in target]
    return [f"{page.name}: {target}" for target in near if not (page.parent / target).exists()]


STILL = ROOT / "tests" / "reading" / "stills" / "ref_11_003.png"
HOLDS_A_MARK, DRAWING = STILL.with_name("ref_11_001.png"), STILL.with_name("ref_11_002.png")
PICTURES = ("reference.png", "fox.png")  # what pages call it
KEPT = ("PRESETS", "MODELS", "INDEX", "SIGNING")  # where a user's own things are kept
PAGES = list(our_files(ROOT, ".md"))
RUNNING = [
    block
    for page in PAGES
    for block in blocks_of(page)
    if block.language == "python"
    or (block.language in SHELLS and re.search(r"(?m)^(\$ )?scene-stager ", block.text))
]
EXAMPLES = [file for file in our_files(ROOT / "examples", ".py")]


def corpus_in(folder, indexed):
    """A still with a record, as pages of a corpus call it; and a model's folder, with an index."""
    (folder / "shots").mkdir()
    shutil.copy(STILL, folder / "shots" / "still.png")
    shutil.copy(STILL, folder / "still.png")
    words = ("--subject", "recon pilot", "--environment", "dry-dock at dusk, a rusted hull")
    assert main(["asset", "stamp", str(folder / "shots" / "still.png"), *words]) == 0
    if indexed:
        from tests.finding.two_towers import make_folder

        make_folder(folder / "my_model")
        assert main(["asset", "index", str(folder / "shots")]) == 0


@pytest.mark.slow
@pytest.mark.parametrize("block", RUNNING, ids=str)
def test_blocks_of_the_pages_run(block, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in KEPT:
        monkeypatch.setenv(f"SCENE_STAGER_{name}", str(tmp_path / ".kept" / name))
    if "asset mark" in block.text:
        if not networks.STAMP.exists():
            pytest.skip("the networks are not here; tools/dev.py setup takes them from packages")
        monkeypatch.setenv("SCENE_STAGER_MODELS", str(networks.SHELF))
    for name in PICTURES:
        shutil.copy(HOLDS_A_MARK if "asset mark" in block.text else STILL, tmp_path / name)
    shutil.copy(DRAWING, tmp_path / "drawing.png")
    if "label still.png" in block.text:
        pytest.skip("labels ask for 200 pictures; tests/finding has them")
    if "index world" not in block.text and re.search(r" shots[ /]|my_model", block.text):
        corpus_in(tmp_path, indexed="my_model" in block.text)
    if "mine.onnx" in block.text:
        from tests.models import nets

        (tmp_path / "mine.onnx").write_bytes(nets.weighing())
    for name in re.findall(r"\w\S+\.whl", block.text):
        if not (networks.WHEELS / name).is_file():
            pytest.skip(f"{name} is not here; tools/dev.py setup fetches it")
        shutil.copy(networks.WHEELS / name, tmp_path)
    run_block(block)


@pytest.mark.slow
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda file: file.stem)
def test_examples_are_short_and_run(example, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    text = example.read_text(encoding="utf-8")
    assert text.count("\n") <= EXAMPLE_LINES
    run_block(Block(example.name, 1, "python", text))


def test_links_of_the_pages_lead_somewhere():
    no(
        [line for page in PAGES for line in dead_links(page)],
        "links of the pages lead somewhere: mend the link",
    )


def test_readme_opens_with_the_two_commands():
    first = blocks_of(ROOT / "README.md")[0]
    commands = [line.split("#")[0].strip() for line in first.text.splitlines() if line.strip()]
    assert len(commands) == 2
    assert commands[0] == "python tools/dev.py demo"


def test_sees_a_block_that_fails_and_a_link_that_leads_nowhere(tmp_path):
    page = tmp_path / "a.md"
    page.write_text("x\n```python\n1 / 0\n```\n```sh\nscene-stager bake no.json\n```\n[b](c.md)")
    python, shell = blocks_of(page, tmp_path)
    with pytest.raises(ZeroDivisionError):
        run_block(python)
    with pytest.raises(AssertionError, match=r"a\.md:5: scene-stager bake"):
        run_block(shell)
    assert dead_links(page) == ["a.md: c.md"]
