"""Measure how far the Betti signature tells machined from organic surfaces, and fit the gate to it.

    python tools/measure_gate.py                    # renders in real Blender: about ten minutes
    python tools/measure_gate.py --renders OUT.npz  # keeps them there, and reads them next time

Prints the counts of every kind, the confusion table on kinds that were left out of the fit, and
the lines for core/scene_stager/maths/topology/gate.py.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
from PIL import Image
from scipy.optimize import minimize
from scipy.stats import mannwhitneyu

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "core")]

from tools.blenders import ASK, pythons, said  # noqa: E402

from scene_stager.maths.topology.betti import betti_signature  # noqa: E402
from scene_stager.maths.topology.gate import FIT, machined_probability  # noqa: E402

MACHINED = (
    *("panels", "bolts", "grooves", "louvres", "keys"),
    *("perforated", "knurls", "rings", "slots"),
)
EXPOSED_AT = 0.12  # the median of every picture, as a camera would
RIDGE = 0.05  # keeps the weights finite where the classes part cleanly


def main():
    """Render or read, count, fit, and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=27, help="surfaces of each class")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument(
        "--renders", type=Path, help="an .npz to read, or to write if there is none"
    )
    parser.add_argument("--counts", type=Path, help="where to write the counts, as JSON")
    parser.add_argument("--picture", type=Path, help="where to draw one surface of each kind")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = asked.renders or Path(folder) / "surfaces.npz"
        if not file.is_file():
            render(file, asked.count, asked.seed)
        with np.load(file) as kept:
            pictures, kinds = kept["luminance"].astype(np.float64), kept["kind"]
    counts = np.array([counted(picture) for picture in pictures]).round(3)
    if asked.counts:
        rows = [[str(kind), *pair] for kind, pair in zip(kinds, counts.tolist(), strict=True)]
        lines = ",\n".join(json.dumps(row) for row in rows)
        asked.counts.write_text(f"[\n{lines}\n]\n", encoding="utf-8")
    if asked.picture:
        contact_sheet(pictures, kinds).save(asked.picture, quality=80)
    report(counts, kinds)


def contact_sheet(pictures, kinds):
    """One picture of each kind, exposed: machined ones above, organic ones below."""
    rows = [[k for k in dict.fromkeys(kinds) if (k in MACHINED) is side] for side in (True, False)]
    drawn = [[exposed(pictures[list(kinds).index(kind)]) for kind in row] for row in rows]
    light = np.clip(np.block(drawn), 0.0, 1.0) ** (1 / 2.2)
    image = Image.fromarray((255.0 * light).astype(np.uint8))
    return image.resize((1280, 1280 * image.height // image.width))


def render(file, count, seed):
    """Have real Blender draw the surfaces."""
    for python in (*reversed(pythons()), sys.executable):
        if said(python, ASK).startswith("blender "):
            script = ROOT / "tools" / "_gate_surfaces.py"
            job = [python, str(script), str(file), str(count), str(seed)]
            subprocess.run(job, check=True, stdout=subprocess.DEVNULL)
            return
    raise SystemExit("Blender not found: set SCENE_STAGER_BPY_PYTHON to a Python that has bpy.")


def counted(picture):
    """Typical β₀ and β₁ of one picture, exposed."""
    return betti_signature(exposed(picture)).typical()


def exposed(picture):
    """As a camera would have it."""
    return picture * (EXPOSED_AT / np.median(picture))


def fitted(counts, machined):
    """The logistic that is likeliest, as a GateFit without its skill."""
    table = np.column_stack([np.ones(len(counts)), np.log2(1.0 + counts)])

    def cost(weights):
        odds = table @ weights
        lost = np.logaddexp(0.0, np.where(machined, -odds, odds)).mean()
        return lost + RIDGE * (weights[1:] ** 2).sum()

    bias, beta_0, beta_1 = minimize(cost, np.zeros(3)).x.round(3).tolist()
    return replace(
        FIT,
        surfaces=len(counts),
        bias_gain=bias,
        log_beta_0_gain=beta_0,
        log_beta_1_gain=beta_1,
    )


def left_out(counts, machined, groups):
    """Verdict on every picture by a fit that has seen none of its group."""
    verdicts = np.empty(len(counts))
    for group in np.unique(groups):
        held = groups == group
        fit = fitted(counts[~held], machined[~held])
        verdicts[held] = [machined_probability(*pair, fit) for pair in counts[held]]
    return verdicts


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


def report(counts, kinds):
    """Print what docs/topology.md shows."""
    machined = np.isin(kinds, MACHINED)
    print(f"{'kind':<12}{'class':<10}{'pictures':>9}{'median β₀':>11}{'median β₁':>11}")
    for kind in sorted(set(kinds), key=lambda one: (one not in MACHINED, one)):
        here = kinds == kind
        beta_0, beta_1 = np.median(counts[here], axis=0)
        name = "machined" if kind in MACHINED else "organic"
        print(f"{kind:<12}{name:<10}{here.sum():>9}{beta_0:>11.1f}{beta_1:>11.1f}")
    groupings = {"picture": np.arange(len(kinds)), "kind": kinds}
    for name, groups in groupings.items():
        verdicts = left_out(counts, machined, groups)
        skill = skill_of(verdicts, machined)
        table(verdicts, machined, f"each {name} left out of its fit")
        losses = loss_bits(verdicts, machined), loss_bits(verdicts, machined, skill)
        print(f"  AUC {area_under(verdicts, machined):.2f}, skill {skill:.3f}", end=", ")
        print("loss {:.3f} bits, shrunk by the skill {:.3f}".format(*losses))
    rule = counts[:, 0] > counts[:, 1]
    table(rule.astype(float), machined, "no fit: machined where β₀ > β₁")
    fit = fitted(counts, machined)
    today = date.today().isoformat()
    print(f"\n{replace(fit, measured_on=today, skill_share=round(skill, 3))}")


def table(verdicts, machined, title):
    """A confusion table."""
    print(f"\n{title:<36}{'said machined':>14}{'said organic':>14}")
    for name, rows in (("machined", machined), ("organic", ~machined)):
        yes = int((verdicts[rows] > 0.5).sum())
        print(f"  {name:<34}{yes:>14}{rows.sum() - yes:>14}")


if __name__ == "__main__":
    main()
