"""How long the pages of 36,000 works of 1,000 subjects take, and how much memory; no pictures."""

import hashlib
import resource
import tempfile
import time
from pathlib import Path

from scene_stager.provenance.lineage.graph import LineageEdge, LineageGraph, LineageNode
from scene_stager.provenance.page.gather import corpus_of
from scene_stager.provenance.page.site import write_site

SUBJECTS, EACH, DOMAINS = 1000, 36, 20
STAGES = ("S1", "S2", "S3", "S4", "S5")


def main() -> None:
    """Print two lines."""
    graph = many()
    started_s = time.process_time()
    corpus = corpus_of(graph)
    sorted_s = time.process_time() - started_s
    with tempfile.TemporaryDirectory() as scratch:
        out = Path(scratch) / "site"
        pages = write_site(out, "Many", corpus.rivers(lambda stop, _: stop, lambda _: ()))
        took_s = time.process_time() - started_s
        written_mb = sum(file.stat().st_size for file in out.rglob("*.*")) / 1e6
        words_mb = (out / "words.js").stat().st_size / 1e6
    most_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{SUBJECTS * EACH} works, {len(graph.edges)} edges, {len(pages)} pages")
    print(
        f"  {took_s:.1f} s of one processor, {sorted_s:.1f} s of it to sort; {most_mb:.0f} MB of "
        f"memory at most; {written_mb:.0f} MB written, {words_mb:.1f} MB of it for the search"
    )


def many() -> LineageGraph:
    """A graph: each work of a subject from the one before and from the one five before."""
    nodes, edges = [], []
    for subject in range(SUBJECTS):
        ids = [hashlib.sha256(f"{subject}.{k}".encode()).hexdigest() for k in range(EACH)]
        for k, name in enumerate(ids):
            said = {
                "subject": f"Subject {subject}",
                "domain": f"Domain {subject % DOMAINS}",
                "stage": STAGES[k % len(STAGES)],
                "when": f"2026-{1 + k // 28:02}-{1 + k % 28:02}",
                "tool": "a tool",
                "parents": [],
            }
            path = f"/corpus/{subject}/{k}.png"
            nodes.append(LineageNode(name, (path,), "PNG", "holds", said))
            edges += [
                LineageEdge(name, ids[k - back], "source", "record") for back in (1, 5) if k >= back
            ]
    return LineageGraph(nodes=tuple(nodes), edges=tuple(edges))


if __name__ == "__main__":
    main()
