"""Measure how far the pattern of light tells machined from grown, and fit the gate to it.

    python tools/measure_gate.py                    # renders in real Blender: about ten minutes
    python tools/measure_gate.py --renders FOLDER   # keeps them there, and reads them next time

Prints the numbers of every kind, the tables on kinds that were left out of the fit, and the lines
for core/scene_stager/maths/topology/gate.py. Five sets are judged: bodies (which the gate is fitted
to), the same kinds drawn anew, kinds that were kept back, smooth bodies, and flat sheets that
fill the picture. Last it says how far the place that a highlight mirrors is off the key.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from dataclasses import astuple, dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np
from PIL import Image
from scipy.optimize import minimize
from scipy.stats import mannwhitneyu

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "core")]

from tools._gate_mirrors import mirrored_off_deg, report_mirrors  # noqa: E402
from tools.blenders import ASK, pythons, said  # noqa: E402

from scene_stager.maths.resample import area_average  # noqa: E402
from scene_stager.maths.topology.gate import FIT, GateEvidence, evidence_of, look  # noqa: E402
from scene_stager.maths.topology.regularity import regularity  # noqa: E402
from scene_stager.reading.inflate import inflated_normals  # noqa: E402

MACHINED = (
    *("panels", "bolts", "grooves", "louvres", "keys", "perforated", "knurls", "rings", "slots"),
    *("tiles", "weave", "honeycomb", "treads", "teeth"),
)
# Of each set: the script that renders it, how many of each class, the seed, and what else it takes.
SETS = {
    "bodies": ("_gate_domes.py", "54", "7"),
    "anew": ("_gate_domes.py", "36", "9"),
    "kept": ("_gate_domes.py", "20", "11", "kept"),
    "sheets": ("_gate_surfaces.py", "54", "7"),
    "smooth": ("_gate_domes.py", "36", "13", "smooth"),
}
PATTERN = ("side_peak_share", "spectrum_share", "order_share")
COUNTS = ("pieces_stops", "holes_stops")
COLUMNS = GateEvidence.__slots__
HALVES = (1, 2)  # bodies are looked at as rendered, and at half the size
EXPOSED_AT = 0.12  # the median of every subject, as a camera would
MARGIN = 0.1  # house default: what is called measured reaches so far beyond the least and the most
RIDGE = 0.05  # per spread of the numbers: keeps the gains finite where the classes part cleanly


@dataclass(frozen=True)
class Measured:
    """What a set came to: `kinds` (n,), and `numbers` (n, 7) in the order of `COLUMNS`."""

    kinds: np.ndarray
    numbers: np.ndarray

    @property
    def machined(self):
        """Which of them are machined (n,)."""
        return np.isin(self.kinds, MACHINED)

    def of(self, names):
        """The columns of these names (n, m)."""
        return self.numbers[:, [COLUMNS.index(name) for name in names]]


def main():
    """Render or read, measure, fit, and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--renders", type=Path, help="a folder to read, or to write what it lacks")
    parser.add_argument("--numbers", type=Path, help="where to write those of the bodies, as JSON")
    parser.add_argument("--picture", type=Path, help="where to draw one body of each kind")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        files = {name: (asked.renders or Path(folder)) / f"{name}.npz" for name in SETS}
        for name, file in files.items():
            if not file.is_file():
                render(SETS[name], file)
        found = {name: measured(file) for name, file in files.items()}
        mirrors = {name: mirrored_off_deg(file) for name, file in files.items() if name != "sheets"}
        if asked.picture:
            with np.load(files["bodies"]) as kept:
                drawn = contact_sheet(kept["luminance"], kept["inside"], kept["kind"])
            drawn.save(asked.picture, quality=80)
    if asked.numbers:
        write_numbers(found["bodies"], asked.numbers)
    report(found)
    report_mirrors(mirrors, MACHINED)


def render(wanted, file):
    """Have real Blender draw a set."""
    file.parent.mkdir(parents=True, exist_ok=True)
    script, count, seed, *more = wanted
    for python in (*reversed(pythons()), sys.executable):
        if said(python, ASK).startswith("blender "):
            job = [python, str(ROOT / "tools" / script), str(file), count, seed, *more]
            subprocess.run(job, check=True, stdout=subprocess.DEVNULL)
            return
    raise SystemExit("Blender not found: set SCENE_STAGER_BPY_PYTHON to a Python that has bpy.")


def measured(file):
    """The numbers of every picture of a set, as rendered and at half the size."""
    with np.load(file) as kept:
        pictures, kinds = kept["luminance"].astype(np.float64), kept["kind"]
        insides = kept.get("inside")
    rows = [
        numbers_of(picture, None if insides is None else insides[at], shrink)
        for shrink in HALVES
        for at, picture in enumerate(pictures)
    ]
    return Measured(np.tile(kinds, len(HALVES)), np.array(rows).round(4))


def numbers_of(picture, inside, shrink):
    """One picture's row. A sheet is looked at through a round window, and is flat already."""
    size = picture.shape[0] // shrink, picture.shape[1] // shrink
    light, bends = area_average(picture, *size), inside is not None
    here = area_average(inside.astype(np.float64), *size) > 0.5 if bends else window(*size)
    light = np.minimum(light * (EXPOSED_AT / np.median(light[here])), 1.0)
    if bends:
        return astuple(look(light, here, inflated_normals(here)))
    return astuple(evidence_of(regularity(light, here), light, here))


def window(high, wide):
    """A round mask that touches the borders."""
    down, across = (np.linspace(-1.0, 1.0, n) for n in (high, wide))
    return np.hypot(down[:, None], across) < 1.0


def contact_sheet(pictures, insides, kinds):
    """One picture of each kind, exposed: machined ones above, organic ones below."""
    rows = [[k for k in dict.fromkeys(kinds) if (k in MACHINED) is side] for side in (True, False)]
    firsts = [[list(kinds).index(kind) for kind in row] for row in rows]
    exposed = [
        [insides[n] * pictures[n] * (EXPOSED_AT / np.median(pictures[n][insides[n]])) for n in row]
        for row in firsts
    ]
    light = np.clip(np.block(exposed), 0.0, 1.0) ** (1 / 2.2)
    image = Image.fromarray((255.0 * light).astype(np.uint8))
    return image.resize((1280, 1280 * image.height // image.width))


def write_numbers(found, file):
    """Kind and numbers of every row, as JSON."""
    rows = zip(found.kinds, found.numbers.tolist(), strict=True)
    lines = ",\n".join(json.dumps([str(kind), *row]) for kind, row in rows)
    file.write_text(f"[\n{lines}\n]\n", encoding="utf-8")


def fitted(table, machined):
    """Bias and gains (1 + m,) of the likeliest logistic of a table (n, m)."""
    spread = table.std(axis=0) + 1e-9
    middle = table.mean(axis=0)
    ready = np.column_stack([np.ones(len(table)), (table - middle) / spread])

    def cost(gains):
        odds = ready @ gains
        lost = np.logaddexp(0.0, np.where(machined, -odds, odds)).mean()
        return lost + RIDGE * (gains[1:] ** 2).sum()

    gains = minimize(cost, np.zeros(ready.shape[1])).x
    slopes = gains[1:] / spread
    return np.array([gains[0] - slopes @ middle, *slopes])


def verdicts_of(gains, table):
    """Chance of "machined" for every row of a table."""
    return 1.0 / (1.0 + np.exp(-gains[0] - table @ gains[1:]))


def left_out(table, machined, groups):
    """Verdict on every row by a fit that has seen none of its group."""
    verdicts = np.empty(len(table))
    for group in np.unique(groups):
        held = groups == group
        verdicts[held] = verdicts_of(fitted(table[~held], machined[~held]), table[held])
    return verdicts


def gate_fit(found, skill):
    """The lines for the gate."""
    names = (*PATTERN, *COUNTS)
    bias, *gains = fitted(found.of(names), found.machined).round(3).tolist()
    ranges = {
        name: widened(float(column.min()), float(column.max()))
        for name, column in zip(COLUMNS, found.numbers.T, strict=True)
    }
    return replace(
        FIT,
        bodies=len(found.kinds) // len(HALVES),
        bias_gain=bias,
        gains=dict(zip(names, gains, strict=True)),
        skill_share=round(skill, 3),
        measured=ranges,
    )


def widened(least, most):
    """What counts as measured: the range and a tenth of it to each side, but not below 0."""
    return (
        max(0.0, round(least - MARGIN * (most - least), 4)),
        round(most + MARGIN * (most - least), 4),
    )


def share_outside(fit, found):
    """How many of a set's rows lie outside of what a fit has measured."""
    inside = [
        (fit.measured[name][0] <= column) & (column <= fit.measured[name][1])
        for name, column in zip(COLUMNS, found.numbers.T, strict=True)
    ]
    return 1.0 - np.mean(np.all(inside, axis=0))


def skill_of(verdicts, machined):
    """How far to trust the verdicts: the shrinking towards a coin that loses least."""
    shares = np.linspace(0.0, 1.0, 1001)
    return float(shares[np.argmin([loss_bits(verdicts, machined, share) for share in shares])])


def loss_bits(verdicts, machined, share=1.0):
    """Mean log loss of verdicts shrunk towards 0.5; a coin loses one bit."""
    shrunk = 0.5 + share * (verdicts - 0.5)
    return -np.log2(np.clip(np.where(machined, shrunk, 1.0 - shrunk), 1e-9, 1.0)).mean()


def area_under(verdicts, machined):
    """Chance that a machined surface is ranked above an organic one."""
    pairs = machined.sum() * (~machined).sum()
    return mannwhitneyu(verdicts[machined], verdicts[~machined]).statistic / pairs


def report(found):
    """Print what docs/topology.md shows."""
    bodies = found["bodies"]
    print(f"{'kind':<12}{'class':<10}{'rows':>6}" + "".join(f"{name:>16}" for name in COLUMNS))
    for kind in sorted(set(bodies.kinds), key=lambda one: (one not in MACHINED, one)):
        here = bodies.kinds == kind
        name = "machined" if kind in MACHINED else "organic"
        print(f"{kind:<12}{name:<10}{here.sum():>6}", end="")
        print("".join(f"{value:>16.2f}" for value in np.median(bodies.numbers[here], axis=0)))
    print(f"\n{'set':<10}{'evidence':<20}{'fit':<26}{'area':>6}{'right':>7}{'bits':>7}{'skill':>7}")
    evidence = {"regularity": PATTERN, "counts": COUNTS, "both": (*PATTERN, *COUNTS)}
    for named, names in evidence.items():
        verdicts = left_out(bodies.of(names), bodies.machined, bodies.kinds)
        line("bodies", named, "its kind left out", verdicts, bodies.machined)
        if named == "both":
            skill = skill_of(verdicts, bodies.machined)
    for named, names in evidence.items():
        line(
            "anew",
            named,
            "its kind left out",
            told_of(bodies, found["anew"], names),
            found["anew"].machined,
        )
        kept = verdicts_of(fitted(bodies.of(names), bodies.machined), found["kept"].of(names))
        line("kept", named, "to bodies", kept, found["kept"].machined)
    for named, names in evidence.items():
        sheets = found["sheets"]
        alone = left_out(sheets.of(names), sheets.machined, sheets.kinds)
        line("sheets", named, "to sheets, kind left out", alone, sheets.machined)
    fit = gate_fit(bodies, skill)
    for name, one in found.items():
        print(f"outside of what was measured, {name}: {share_outside(fit, one):.0%}")
    print(f"\n{replace(fit, measured_on=date.today().isoformat())}")


def told_of(bodies, anew, names):
    """Verdicts on new bodies by fits that have seen none of their kind."""
    verdicts = np.empty(len(anew.kinds))
    for kind in np.unique(anew.kinds):
        held, here = bodies.kinds == kind, anew.kinds == kind
        gains = fitted(bodies.of(names)[~held], bodies.machined[~held])
        verdicts[here] = verdicts_of(gains, anew.of(names)[here])
    return verdicts


def line(name, evidence, fit, verdicts, machined):
    """One row of the table."""
    right = np.mean((verdicts > 0.5) == machined)
    print(
        f"{name:<10}{evidence:<20}{fit:<26}{area_under(verdicts, machined):>6.2f}{right:>7.2f}"
        f"{loss_bits(verdicts, machined):>7.3f}{skill_of(verdicts, machined):>7.2f}"
    )


if __name__ == "__main__":
    main()
