"""The one command that builds packages: one host, or all that can be built here."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from tools import package
from tools.packaging._layout import PackageError


@pytest.fixture
def three(monkeypatch):
    """Three hosts, the second of which cannot be built."""

    def build(name):
        def act(out):
            if name == "b":
                raise PackageError("needs a tool that is not here")
            return [out / f"{name}.zip"]

        return SimpleNamespace(__doc__=f"Host {name}.", build=act)

    made = {f"tools.packaging.{name}": build(name) for name in "abc"}
    monkeypatch.setattr(package, "targets", lambda: ["a", "b", "c"])
    monkeypatch.setattr(package, "import_module", made.__getitem__)


def test_builds_one_host(three, capsys):
    assert package.main(["a", "--out", "x"]) == 0
    assert capsys.readouterr().out.splitlines() == [str(Path("x") / "a.zip")]


def test_builds_what_can_be_built_and_says_what_cannot(three, capsys):
    assert package.main(["all", "--out", "x"]) == 2
    said = capsys.readouterr()
    assert said.out.splitlines() == [str(Path("x") / f"{name}.zip") for name in "ac"]
    assert said.err == "tools/package.py: b: needs a tool that is not here\n"


def test_every_host_tells_what_it_packs(capsys):
    for name in package.targets():
        with pytest.raises(SystemExit) as left:
            package.main([name, "--help"])
        told = package.import_module(f"tools.packaging.{name}").__doc__.splitlines()[0]
        assert left.value.code == 0
        assert told in " ".join(capsys.readouterr().out.split())
