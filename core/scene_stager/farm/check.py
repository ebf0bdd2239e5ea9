# SPDX-License-Identifier: Apache-2.0
"""A job template, judged by the openjd model: the same code that farms read templates with."""

import json
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from scene_stager.errors import CompileError, MissingPartError
from scene_stager.farm.job import CHUNKING


@dataclass(frozen=True, slots=True)
class JobSummary:
    """What a farm makes of a template: its steps, each with how many tasks."""

    name: str
    steps: tuple[tuple[str, int], ...]

    @property
    def tasks(self) -> int:
        """Tasks of all steps."""
        return sum(count for _, count in self.steps)


def need_openjd() -> None:
    """Refuse in one line when openjd-model is not installed. Raises MissingPartError."""
    try:
        import_module("openjd.model")
    except ModuleNotFoundError as error:
        raise MissingPartError(
            "farm jobs are checked with openjd-model, which is not installed: "
            "pip install 'scene-stager[farm]'"
        ) from error


def checked_job(text: str, folder: Path) -> JobSummary:
    """Read a template as a farm does, with its own defaults, and count its tasks.

    `folder` is where the template stands or will stand: relative paths start there. CompileError
    when the model refuses it, which would be a mistake of ours.
    """
    need_openjd()
    from openjd.model import (
        DecodeValidationError,
        StepParameterSpaceIterator,
        create_job,
        decode_job_template,
        preprocess_job_parameters,
    )

    try:
        template = decode_job_template(template=json.loads(text), supported_extensions=[CHUNKING])
        values = preprocess_job_parameters(
            job_template=template,
            job_parameter_values={},
            job_template_dir=folder,
            current_working_dir=folder,
        )
        job = create_job(job_template=template, job_parameter_values=values)
        steps = tuple(
            (step.name, sum(1 for _ in StepParameterSpaceIterator(space=step.parameterSpace)))
            for step in job.steps
        )
    except (DecodeValidationError, ValueError, RuntimeError) as error:
        raise CompileError(f"farm: the openjd model refuses the template: {error}") from error
    return JobSummary(str(job.name), steps)
