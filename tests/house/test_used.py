"""What is public is used: by the product, a plugin, a tool, a bench or a page."""

import ast
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.house.sources import CORE, ROOT, Function, no, our_files, tree_of

USERS = (
    "core",
    "blender_addon",
    "maya_plugin",
    "unreal_plugin",
    "tools",
    "tests/bench",
    "examples",
)
WORD = re.compile(r"\b[A-Za-z_]\w*\b")
CODE = re.compile(r"(?s)```.*?```|`[^`\n]+`")  # of a page, whose prose is full of plain words

# With these a function is still called by its name; any other decorator hands it to somebody else.
DRESSING = {"property", "cache", "lru_cache", "contextmanager", "classmethod", "staticmethod"}
DRESSING |= {"overload", "abstractmethod", "dataclass"}

# What waits for its user, each with its reason, and few of them.
AWAITED = {
    "hosts/notebook.py undo_titles": "a host to try adapters on: its users are tests, by design",
    "models/saliency.py saliency_identity": "a record of a mask will name what made it",
    "script/schema_door.py check_json": "what the published schema accepts, for editors",
    "shot/atmosphere/proximity.py local_share": "the clearing as a tube, for hosts that draw one",
}


@dataclass(frozen=True)
class Public:
    """A public function, class or method of the core."""

    file: str
    line: int
    name: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line} {self.name}"


def publics_of(file: Path, package: Path = CORE) -> Iterator[Public]:
    where = file.relative_to(package).as_posix()
    for node in tree_of(file).body:
        if isinstance(node, Function | ast.ClassDef) and not node.name.startswith("_"):
            inner = node.body if isinstance(node, ast.ClassDef) else []
            yield Public(where, node.lineno, node.name)
            for one in inner:
                if isinstance(one, Function) and not one.name.startswith("_"):
                    yield Public(where, one.lineno, one.name)


class Uses(ast.NodeVisitor):
    """Counts the names that a file uses: not where it defines, imports, lists or explains them."""

    def __init__(self) -> None:
        self.found: Counter[str] = Counter()
        self._within: list[str] = []  # a function's call of itself is no use

    def visit_Name(self, node: ast.Name) -> None:
        self._use(node.id)

    def visit_Attribute(self, node: ast.Attribute) -> None:
        # An override that calls what it overrides is called like it.
        over = isinstance(node.value, ast.Call) and ast.unparse(node.value.func) == "super"
        self._use(node.attr, even_within=over)
        self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        for word in WORD.findall(node.value) if isinstance(node.value, str) else ():
            self._use(word)

    def visit_alias(self, node: ast.alias) -> None:
        if node.asname not in (None, node.name):
            self._use(node.name)  # under another name we cannot follow it

    def visit_Assign(self, node: ast.Assign) -> None:
        if not any(isinstance(t, ast.Name) and t.id == "__all__" for t in node.targets):
            self.generic_visit(node)

    def visit_Expr(self, node: ast.Expr) -> None:
        if not isinstance(node.value, ast.Constant):
            self.generic_visit(node)

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        if any(_name_of(one) not in DRESSING for one in node.decorator_list):
            self._use(node.name)
        self._within.append(node.name)
        self.generic_visit(node)
        self._within.pop()

    visit_AsyncFunctionDef = visit_FunctionDef

    def _use(self, name: str, *, even_within: bool = False) -> None:
        if even_within or name not in self._within:
            self.found[name] += 1


def _name_of(decorator: ast.expr) -> str:
    call = decorator.func if isinstance(decorator, ast.Call) else decorator
    return call.attr if isinstance(call, ast.Attribute) else ast.unparse(call)


def uses_of(files: Iterable[Path]) -> Counter[str]:
    counted = Uses()
    for file in files:
        counted.visit(tree_of(file))
    return counted.found


def words_of_pages(pages: Iterable[Path]) -> Counter[str]:
    """Words in the code of pages."""
    texts = (page.read_text(encoding="utf-8") for page in pages)
    return Counter(w for text in texts for code in CODE.findall(text) for w in WORD.findall(code))


def front_door(package: Path = CORE) -> set[str]:
    """What `import scene_stager` promises to strangers."""
    for node in tree_of(package / "__init__.py").body:
        if isinstance(node, ast.Assign) and _name_of(node.targets[0]) == "__all__":
            return set(ast.literal_eval(node.value))
    return set()


def known_to_tests_alone(package: Path, uses: Counter[str]) -> list[Public]:
    promised = front_door(package)
    return [
        public
        for file in our_files(package, ".py")
        for public in publics_of(file, package)
        if not uses[public.name] and public.name not in promised
    ]


def test_whatever_is_public_is_used_by_more_than_tests():
    users = [file for top in USERS for file in our_files(ROOT / top, ".py")]
    found = known_to_tests_alone(CORE, uses_of(users) + words_of_pages(our_files(ROOT, ".md")))
    excused = {p for p in found if f"{p.file} {p.name}" in AWAITED}
    no(
        map(str, (public for public in found if public not in excused)),
        "what is public is used by more than tests: use it, delete it, or move it to the tests",
    )
    needed = {f"{p.file} {p.name}" for p in excused}
    no(sorted(set(AWAITED) - needed), "AWAITED shrinks: this has found its user, or is gone")


def test_sees_what_only_a_test_calls(tmp_path):
    package = tmp_path / "scene_stager"
    (package / "maths").mkdir(parents=True)
    (package / "__init__.py").write_text("__all__ = ['promised']\ndef promised(): ...\n")
    (package / "maths" / "a.py").write_text(
        "import door\n"
        "def alone(n):\n    '''alone, said in its own words'''\n    return alone(n - 1)\n"
        "def called(): ...\n"
        "@door.opens\ndef handed_over(): ...\n"
        "def by_name(): ...\n"
        "def under_another_name(): ...\n"
        "def on_a_page(): ...\n"
        "class Shape(door.Base):\n"
        "    def area(self): ...\n"
        "    def send(self):\n        return super().send()\n"
    )
    (package / "maths" / "b.py").write_text(
        "from scene_stager.maths.a import alone, called, under_another_name as other\n"
        "__all__ = ['alone']\n"
        "called(), getattr(Shape, 'by_name')\n"
    )
    page = tmp_path / "page.md"
    page.write_text("The area is alone; `on_a_page()` is not.\n")
    uses = uses_of(our_files(package, ".py")) + words_of_pages([page])
    assert [p.name for p in known_to_tests_alone(package, uses)] == ["alone", "area"]
