#!/usr/bin/env python3
"""Build what people install: python tools/package.py blender|unreal|... |all [--out DIR]

Every host has a file in tools/packaging; what it packs, and how, is told there and by
python tools/package.py HOST --help.
"""

import argparse
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from tools.packaging._layout import PackageError  # noqa: E402


def main(words: list[str] | None = None) -> int:
    """Build one package and print where it is."""
    options = _parser().parse_args(words)
    try:
        own = {k: v for k, v in vars(options).items() if k not in ("build", "out")}
        for made in options.build(options.out, **own):
            print(made)
    except PackageError as error:
        print(f"tools/package.py: {error}", file=sys.stderr)
        return 2
    return 0


def targets() -> list[str]:
    """What can be built, A to Z."""
    files = sorted((ROOT / "tools" / "packaging").glob("*.py"))
    return [file.stem for file in files if not file.stem.startswith("_")]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    hosts = parser.add_subparsers(required=True, metavar="HOST")
    for name in targets():
        target = import_module(f"tools.packaging.{name}")
        told = target.__doc__
        host = hosts.add_parser(name, help=told.splitlines()[0], description=told)
        host.add_argument("--out", type=Path, default=ROOT / "dist", metavar="DIR")
        if hasattr(target, "add_options"):
            target.add_options(host)
        host.set_defaults(build=target.build)
    every = hosts.add_parser("all", help="All of them.", description="Build every package.")
    every.add_argument("--out", type=Path, default=ROOT / "dist", metavar="DIR")
    every.set_defaults(build=_build_all)
    return parser


def _build_all(out: Path) -> Iterator[Path]:
    """Every package that can be built here; what cannot be is told at the end."""
    trouble = []
    for name in targets():
        try:
            yield from import_module(f"tools.packaging.{name}").build(out)
        except PackageError as error:
            trouble.append(f"{name}: {error}")
    if trouble:
        raise PackageError("; ".join(trouble))


if __name__ == "__main__":
    sys.exit(main())
