# SPDX-License-Identifier: Apache-2.0
"""From an index to a site: its lineage, sorted into rivers, shown and written."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from scene_stager.provenance.index.store import AssetIndex
from scene_stager.provenance.law.document import Law
from scene_stager.provenance.lineage.graph import LineageGraph
from scene_stager.provenance.lineage.walk import whole_lineage
from scene_stager.provenance.page.alike import LookAlikes
from scene_stager.provenance.page.gather import corpus_of
from scene_stager.provenance.page.laws import Judge
from scene_stager.provenance.page.pictures import shown
from scene_stager.provenance.page.river import Stop
from scene_stager.provenance.page.site import write_site


class SiteOfIndex:
    """What an index knows, ready to be written; `count` is how many rivers there are.

    A `law` is asked of the pictures whose records name a mask of what lives in them; `measured`
    adds to the lineage what supports its edges.
    """

    def __init__(
        self,
        index: AssetIndex,
        law: Law | None = None,
        measured: Callable[[LineageGraph], LineageGraph] | None = None,
    ) -> None:
        graph = whole_lineage(index)
        self._corpus = corpus = corpus_of(graph if measured is None else measured(graph))
        self._judge = None if law is None else Judge(law, corpus.edges, corpus.paths)
        self._states = index.states([self._corpus.top]) if self._corpus.top else {}
        self._alike = LookAlikes(index)
        self.count = len(self._corpus.parts)

    def write(self, out: Path, title: str, step: Callable[[], None] = lambda: None) -> list[str]:
        """Write the site; its pages, the first first. Raises InputError, OSError."""

        def shows(stop: Stop, path: str) -> Stop:
            if not path or not stop.is_whole:
                return stop
            small, large = shown(out, stop.own, path, self._states.get(path))
            laws = self._judge.says(stop.own, path) if small and self._judge else ()
            return replace(stop, small=small, large=large, laws=laws)

        return write_site(out, title, self._corpus.rivers(shows, self._alike.among), step)
