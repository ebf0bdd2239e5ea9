# SPDX-License-Identifier: Apache-2.0
"""`scene-stager compile`: the scene and the plan that a script becomes, without baking it."""

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from scene_stager.cli._command import YES, Command
from scene_stager.cli._complete import pass_names
from scene_stager.cli._mesh import MeshFile, with_mesh
from scene_stager.cli._options import AsJson, Source, Strict
from scene_stager.cli._show import print_json, print_table, tell

if TYPE_CHECKING:
    from scene_stager.compiler.ir import SceneIR
    from scene_stager.moks.plan import MoksBakePlan
    from scene_stager.script.prose.understanding import Understanding


def run(
    source: Source,
    stop_after: Annotated[
        str | None,
        typer.Option(
            metavar="PASS",
            help="Stop after this pass of the compiler; no plan then.",
            autocompletion=pass_names,
        ),
    ] = None,
    mesh: MeshFile = None,
    strict: Strict = False,
    as_json: AsJson = False,
) -> int:
    """Compile a script and print what came of it."""
    from scene_stager.compiler import compile_script, emit_moks_plan
    from scene_stager.script.read import read_script_with_words

    script, reading = read_script_with_words(source, strict=strict)
    if mesh is not None:
        script, _ = with_mesh(script, mesh, source)
    scene = compile_script(script, stop_after=stop_after)
    plan = None if stop_after else emit_moks_plan(scene)
    if as_json:
        print_json(
            {
                "script": script.as_json(),
                **asdict(reading),
                "ir": asdict(scene),
                "plan": json.loads(plan.to_json()) if plan else None,
                "plan_hash": plan.plan_hash if plan else None,
            }
        )
        return YES
    _print_words(reading)
    _print_scene(scene)
    if plan:
        _print_plan(plan)
    return YES


def _print_words(reading: "Understanding") -> None:
    rows = [tuple(asdict(word).values()) for word in reading.words]
    if rows:
        heads = ("word", "slot", "field", "value")
        print_table("Words and the slots they filled", heads, rows)
        tell(reading.as_line())


def _print_scene(scene: "SceneIR") -> None:
    clock = scene.clock
    rate = clock.fps[0] / clock.fps[1]
    tell(
        f"{scene.title}: frames {clock.start_frame} to {clock.start_frame + clock.frame_count - 1} "
        f"at {rate:.6g} fps, {clock.duration_s:.6g} s"
    )
    entities = [(e.id, e.kind, json.dumps(e.facts.plain())) for e in scene.entities]
    print_table("Entities", ("id", "kind", "settings"), entities)
    signals = [(s.name, s.unit, s.width, s.kind, s.made_by) for s in scene.signals]
    print_table("Signals", ("name", "unit", "width", "operation", "made by"), signals)
    proxies = [(p.id, p.selector, p.entity, p.size_m) for p in scene.proxies]
    print_table("Stand-ins", ("id", "selector", "for", "size in m"), proxies)


def _print_plan(plan: "MoksBakePlan") -> None:
    rows = [(n.name, n.kind, ", ".join(n.inputs), n.hash[:12]) for n in plan.nodes]
    print_table("Plan", ("node", "operation", "listens to", "hash"), rows)
    tell(f"{len(plan.nodes)} nodes, {len(plan.channels)} channels, plan {plan.plan_hash}")


COMMAND = Command("Print the scene and the plan that a script becomes.", run)
