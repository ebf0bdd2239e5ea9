# SPDX-License-Identifier: Apache-2.0
"""A script as a farm job: an Open Job Description template and the script that travels with it.

source   Open Job Description, template schemas 2023-09, with the extension TASK_CHUNKING
"""

import json
from dataclasses import dataclass, field

from scene_stager.farm.hosts import farm_hosts
from scene_stager.farm.hosts._farm_host import Needs, Template, requires, text
from scene_stager.script.scene_script import SceneScript

VERSION = "jobtemplate-2023-09"
CHUNKING = "TASK_CHUNKING"
BAKE_NEEDS = Needs(cores=1, memory_mib=2048)
LONGEST_DESCRIPTION = 2048
# Source: Open Job Description, "Job Bundles" of AWS Deadline Cloud's developer guide.
TEMPLATE, SCRIPT = "template.json", "script.json"
SHOT_FOLDER = "shot"


@dataclass(frozen=True, slots=True)
class Farmed:
    """How a job is to be cut: for which host, in which chunks, on which machines.

    `frames` are the first and the last to render, both included; None renders the whole shot.
    `mesh` is the file of the job's folder that its key rides, where it rides one.
    """

    host: str = "blender"
    frames_per_chunk: int = 8
    frames: tuple[int, int] | None = None
    needs: Needs = field(default_factory=Needs)
    mesh: str = ""


def job_files(script: SceneScript, farmed: Farmed) -> dict[str, str]:
    """The files of a job's folder: the template and its script. Same input, same bytes.

    A folder with a `template.json` is what AWS Deadline Cloud calls a job bundle; the template
    alone is all that any other farm wants.
    """
    return {
        TEMPLATE: _spelt(job_template(script, farmed)),
        SCRIPT: _spelt(script.as_json()),
    }


def job_template(script: SceneScript, farmed: Farmed) -> Template:
    """The template as plain data: bake, then what the host adds."""
    host = farm_hosts()[farmed.host]
    steps = host.steps(farmed.needs, farmed.frames_per_chunk)
    chunked = any("parameterSpace" in step for step in steps)
    return {
        "specificationVersion": VERSION,
        **({"extensions": [CHUNKING]} if chunked else {}),
        "name": script.name,
        "description": _description(script, host.title),
        "parameterDefinitions": [
            *_parameters(script, frames_of(script, farmed) if chunked else None),
            *(_mesh_parameter(farmed.mesh) if farmed.mesh else ()),
            *host.parameters,
        ],
        "steps": [_bake_step(farmed), *steps],
    }


def frames_of(script: SceneScript, farmed: Farmed) -> tuple[int, int]:
    """The first and the last frame that the job renders."""
    last = script.start_frame + script.frame_count - 1
    return farmed.frames or (script.start_frame, last)


def _parameters(script: SceneScript, frames: tuple[int, int] | None) -> list[Template]:
    listed: list[Template] = [
        {
            "name": "Script",
            "type": "PATH",
            "objectType": "FILE",
            "dataFlow": "IN",
            "default": SCRIPT,
            "description": "The shot, as a JSON script.",
        },
        {
            "name": "OutDir",
            "type": "PATH",
            "objectType": "DIRECTORY",
            "dataFlow": "OUT",
            "default": SHOT_FOLDER,
            "description": "Where the shot goes.",
        },
        text("SceneStager", "scene-stager", "How the machines of the farm start Scene Stager."),
    ]
    if frames is not None:
        listed.append(text("Frames", _range(frames), "Which frames to render, such as 1-96."))
    return listed


def _mesh_parameter(name: str) -> tuple[Template, ...]:
    told = {"name": "Mesh", "type": "PATH", "objectType": "FILE", "dataFlow": "IN"}
    return ({**told, "default": name, "description": "The mesh whose surface the key rides."},)


def _bake_step(farmed: Farmed) -> Template:
    arguments = ["bake", "{{Param.Script}}", "--out", "{{Param.OutDir}}", "--preview", "none"]
    arguments += ["--mesh", "{{Param.Mesh}}"] if farmed.mesh else []
    action = {"command": "{{Param.SceneStager}}", "args": arguments}
    return {
        "name": "Bake",
        "hostRequirements": requires(BAKE_NEEDS),
        "script": {"actions": {"onRun": action}},
    }


def _description(script: SceneScript, host: str) -> str:
    """One line for people; control signs are not allowed there."""
    said = f"{script.title or script.name}: {host}. {script.logline}".strip()
    plain = "".join(sign if sign.isprintable() else " " for sign in said)
    return plain[:LONGEST_DESCRIPTION]


def _range(frames: tuple[int, int]) -> str:
    first, last = frames
    return str(first) if first == last else f"{first}-{last}"


def _spelt(document: object) -> str:
    return json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False) + "\n"
