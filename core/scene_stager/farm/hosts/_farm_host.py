# SPDX-License-Identifier: Apache-2.0
"""The entry that every host of the farm fills in, and the pieces that templates are made of."""

from collections.abc import Callable
from dataclasses import dataclass

Template = dict[str, object]

MIB_PER_GIB = 1024


@dataclass(frozen=True, slots=True)
class Needs:
    """What a machine must have to render: whole cores, memory in MiB, graphics cards."""

    cores: int = 4
    memory_mib: int = 8 * MIB_PER_GIB
    gpus: int = 0


@dataclass(frozen=True, slots=True)
class FarmHost:
    """One host: what it is, the parameters that it adds, and its steps after `Bake`.

    `steps` is asked with what rendering needs of a machine and with frames per chunk.
    """

    title: str
    parameters: tuple[Template, ...]
    steps: Callable[[Needs, int], list[Template]]


def requires(needs: Needs) -> Template:
    """Host requirements of a step."""
    amounts: list[Template] = [
        {"name": "amount.worker.vcpu", "min": needs.cores},
        {"name": "amount.worker.memory", "min": needs.memory_mib},
    ]
    if needs.gpus:
        amounts.append({"name": "amount.worker.gpu", "min": needs.gpus})
    return {"amounts": amounts}


def text(name: str, default: str, description: str) -> Template:
    """A job parameter that holds a word."""
    return {"name": name, "type": "STRING", "default": default, "description": description}


def number(name: str, default: int, description: str) -> Template:
    """A job parameter that holds a whole number, 0 or more."""
    about = {"name": name, "type": "INT", "default": default, "minValue": 0}
    return {**about, "description": description}


def python_file(name: str, data: str) -> Template:
    """A small program that travels inside the template."""
    return {"name": name, "type": "TEXT", "filename": f"{name.lower()}.py", "data": data}


def step(
    name: str, after: str, command: str, args: list[str], files: list[Template], needs: Needs
) -> Template:
    """A step of one task: run `command` when the step `after` is done."""
    script: Template = {"actions": {"onRun": {"command": command, "args": args}}}
    if files:
        script["embeddedFiles"] = files
    return {
        "name": name,
        "dependencies": [{"dependsOn": after}],
        "hostRequirements": requires(needs),
        "script": script,
    }


def in_chunks(one: Template, frames_per_chunk: int) -> Template:
    """The same step as many tasks: `Frames` in contiguous runs, such as 1-8."""
    chunks = {"defaultTaskCount": frames_per_chunk, "rangeConstraint": "CONTIGUOUS"}
    frame = {"name": "Frame", "type": "CHUNK[INT]", "range": "{{Param.Frames}}", "chunks": chunks}
    space = {"taskParameterDefinitions": [frame]}
    return {"name": one["name"], "parameterSpace": space, **one}
