"""docs/metrics.md, from the registry of metrics: what each is, its range, and how it can fail."""

from tools.pages.markdown import table

from scene_stager.reading.failure import UNLIT
from scene_stager.reading.metrics import metrics

HEAD = """\
# The metrics

Written by `tools/make_docs.py` from the registry in `core/scene_stager/reading/metrics`, one file
each. Every reading comes with a certainty from 0 to 1 and a certificate in words, or with the name
of what stood in the way; then its value is the neutral one. All work is in linear light.

{entries}

## What is known in closed form

The derivative of a metric by a parameter of the scene, in the metric's unit per the parameter's.
Mirroring the picture multiplies a metric by +1 or -1, exactly.

{slopes}

## How metrics fail

*Light* stands for the failures that keep lights from being fitted: {unlit}.

{failures}
"""


def page():
    """The page, as text."""
    entries = metrics()
    return HEAD.format(
        entries=table(
            ["metric", "is", "unit", "from", "to", "neutral", "source"],
            [
                [
                    f"`{name}`",
                    m.title,
                    m.unit,
                    f"{m.low:g}",
                    f"{m.high:g}",
                    f"{m.neutral:g}",
                    m.source,
                ]
                for name, m in entries.items()
            ],
        ),
        slopes=table(
            ["metric", "derivatives", "mirrored"],
            [
                [f"`{name}`", _slopes(metric), f"{metric.mirrored:+g}"]
                for name, metric in entries.items()
            ],
        ),
        unlit=", ".join(f"`{mode}`" for mode in UNLIT),
        failures=table(
            ["metric", "may carry"],
            [[f"`{name}`", _failures(metric)] for name, metric in entries.items()],
        ),
    )


def _slopes(metric):
    return ", ".join(f"{value:g} by `{name}`" for name, value in metric.jacobian.items())


def _failures(metric):
    whole = set(UNLIT) <= set(metric.failures)
    rest = [f"`{mode}`" for mode in metric.failures if not (whole and mode in UNLIT)]
    return ", ".join((["light"] if whole else []) + rest) or "never fails"


def _bounds(metric):
    return [f"{value:g}" for value in (metric.low, metric.high, metric.neutral)]
