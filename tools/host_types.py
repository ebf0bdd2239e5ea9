#!/usr/bin/env python3
"""Check the hosts' files against what is known of the hosts: python tools/host_types.py [HOST ...]

basedpyright reads each plug-in beside the stub of its host, in the environment of the project, and
every name, keyword and argument that the stub does not have is an error. What a stub says too
narrowly is listed here and left out: hosts take a Python class where their stub wants a Class.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from tools.unreal_stub import small_stub  # noqa: E402


@dataclass(frozen=True)
class Host:
    """A plug-in's folder, where its own packages begin, and what its stub says too narrowly.

    `stub` makes a stub for the plug-in, as a module of this name, instead of the installed one.
    """

    folder: str
    paths: tuple[str, ...]
    too_narrow: tuple[str, ...] = ()
    stub: tuple[str, Callable[[Path], str]] | None = None


HOSTS = {
    "unreal": Host(
        "unreal_plugin",
        ("core", "unreal_plugin/SceneStager/Content/Python"),
        (
            r'"?type(\[\w+\])?"? is not assignable to (type )?"Class"',
            r'"(str|Literal\[.*\])" is not assignable to "(Name|Text)"',
            r'"list\[.*\]" is not assignable to "Array(\[.*\])?"',
            r'Cannot instantiate abstract class "Array"',  # whose methods the stub lacks
            # Values of properties are objects there.
            r'for class "object"|"object" is not (assignable|iterable)|Type "object"',
            # The stub has setters that hide the properties that they set.
            r'"MethodType" is not assignable to "int"',
        ),
        ("unreal", small_stub),
    ),
}

# A host's functions may give nothing, which its stub says or does not say as it pleases.
RULES = {
    "typeCheckingMode": "standard",
    "reportOptionalMemberAccess": False,
    "reportOptionalIterable": False,
    "reportOptionalSubscript": False,
    "reportMissingModuleSource": False,
}


def main(words: list[str] | None = None) -> int:
    """Check the hosts that are named, or all; the number of hosts with complaints."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("hosts", nargs="*", metavar="HOST", help=", ".join(HOSTS))
    names = parser.parse_args(words).hosts or list(HOSTS)
    failed = 0
    for name in names:
        found = complaints(ROOT / HOSTS[name].folder, HOSTS[name])
        print(f"{name}: {len(found)} complaints" if found else f"{name}: no complaints")
        for line in found:
            print(f"  {line}")
        failed += bool(found)
    return failed


def complaints(folder: Path, host: Host) -> list[str]:
    """What is wrong in a folder, one line each."""
    with tempfile.TemporaryDirectory() as scratch:
        settings = {
            **RULES,
            "include": [str(folder)],
            "extraPaths": [str(ROOT / path) for path in host.paths],
            "pythonVersion": "3.11",
        }
        if host.stub is not None:
            name, make = host.stub
            stubs = Path(scratch) / "typings"
            stubs.mkdir()
            (stubs / f"{name}.pyi").write_text(make(folder), encoding="utf-8")
            settings["stubPath"] = str(stubs)
        (Path(scratch) / "pyrightconfig.json").write_text(json.dumps(settings), encoding="utf-8")
        command = [sys.executable, "-m", "basedpyright", "--outputjson", "-p", scratch]
        command += ["--pythonpath", sys.executable]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        told = json.loads(done.stdout)["generalDiagnostics"]
    except (ValueError, KeyError):
        return [f"basedpyright did not run: {(done.stderr or done.stdout).strip()[-500:]}"]
    narrow = re.compile("|".join(host.too_narrow)) if host.too_narrow else None
    return [
        _line(one)
        for one in told
        if one["severity"] == "error" and not (narrow and narrow.search(one["message"]))
    ]


def _line(one: dict) -> str:
    file = Path(one["file"])
    where = file.relative_to(ROOT) if file.is_relative_to(ROOT) else file
    message = " ".join(one["message"].split())
    return f"{where.as_posix()}:{one['range']['start']['line'] + 1}: {message}"


if __name__ == "__main__":
    sys.exit(main())
