"""A master of two shots on short frames, one on two stocks, as somebody has it in a folder."""

import json
from dataclasses import replace
from functools import cache
from hashlib import sha256
from pathlib import Path

from scene_stager.compiler import compile_script, emit_moks_plan
from scene_stager.moks.manifest import PlanManifest
from scene_stager.moks.master_file import Master, MasterShot, Variant
from scene_stager.script.read import read_script

FIRST, LAST = 10, 21
FRAMES = range(FIRST, LAST + 1)
AT = {"reveal": 1001, "walk": 1020}  # with a gap between them
SCENARIOS = {"reveal": "crane_reveal", "walk": "walk_and_talk_verite"}
STOCKS = {"reveal": ("kodachrome_64", "tri_x_400"), "walk": ("vision3_500t",)}
FILE = "master.json"


def script_of(shot: str, stock: str):
    script = read_script(SCENARIOS[shot])
    return replace(script, stock=replace(script.stock, stock=stock))


@cache
def recipe(shot: str, stock: str, fps, frames) -> tuple[str, str]:
    """A plan and its manifest, as texts."""
    plan = emit_moks_plan(compile_script(replace(script_of(shot, stock), fps=fps)))
    return plan.to_json(), PlanManifest(plan.plan_hash, frames).to_json()


def put_variant(folder: Path, shot: str, stock: str, fps=(24, 1), frames=(FIRST, LAST)) -> Variant:
    """Plan and manifest of a variant in a folder of their own; how a master names them."""
    plan, text = recipe(shot, stock, fps, frames)
    way = f"{shot}_{stock}"
    (folder / way).mkdir(parents=True, exist_ok=True)
    (folder / way / "p.json").write_text(plan, "utf-8")
    (folder / way / "m.json").write_text(text, "utf-8")
    found = sha256(text.encode("utf-8")).hexdigest()
    return Variant(stock, f"{way}/p.json", f"{way}/m.json", found)


def lay_out(folder: Path) -> Path:
    """The whole of it; the master's file."""
    shots = tuple(
        MasterShot(name, at, "stock", tuple(put_variant(folder, name, s) for s in STOCKS[name]))
        for name, at in AT.items()
    )
    (folder / FILE).write_text(Master("Two shots", (24, 1), shots).to_json(), "utf-8")
    return folder / FILE


def changed(file: Path, change) -> None:
    """The same file after `change` had its plain data."""
    tree = json.loads(file.read_text("utf-8"))
    change(tree)
    file.write_text(json.dumps(tree), "utf-8")
