# SPDX-License-Identifier: Apache-2.0
"""A law asked of the pictures of a corpus: of those whose record names a mask of what lives."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from scene_stager.errors import StagerError
from scene_stager.pictures.read import read_picture
from scene_stager.provenance.law.document import Law
from scene_stager.provenance.law.frame import Frame, judge_frame
from scene_stager.provenance.law.mask import read_mask
from scene_stager.provenance.law.verdict import Answer, LawVerdict
from scene_stager.provenance.page.river import Edge, LawSaid

MASK = "mask"  # what a parent was to the picture
MOST_BOXES = 12  # of a picture: house default


class Judge:
    """A law, and where the mask of each picture is."""

    def __init__(self, law: Law, edges: Iterable[Edge], paths: Mapping[str, str]) -> None:
        self._law = law
        self._mask_of = {
            edge.child: paths[edge.parent]
            for edge in edges
            if edge.role == MASK and edge.parent in paths
        }

    def says(self, own: str, path: str) -> tuple[LawSaid, ...]:
        """What the law says of a picture; nothing where no mask says what lives in it."""
        if own not in self._mask_of:
            return ()
        try:
            picture = read_picture(Path(path), smallest_px=1)
            mask = read_mask(Path(self._mask_of[own]))
            answer = judge_frame(self._law, Frame(picture, mask), path)
        except (StagerError, OSError, MemoryError):
            return (LawSaid(self._law.name, "frame", str(LawVerdict.UNVERIFIABLE), "unread"),)
        height, width = picture.rgb.shape[:2]
        return (self._told(answer, (width, height)),)

    def _told(self, answer: Answer, size_px: tuple[int, int]) -> LawSaid:
        regions = [one for one in answer.regions if one.verdict == answer.verdict]
        share = sum(one.area_px for one in regions) / (size_px[0] * size_px[1])
        boxes = tuple(one.box_px for one in regions if one.box_px is not None)[:MOST_BOXES]
        said = f"{share:.1%} of the picture, {regions[0].why}" if regions else self._law.says
        is_broken = answer.verdict is LawVerdict.BROKEN
        return LawSaid(
            self._law.name, str(answer.level), str(answer.verdict), said, size_px,
            boxes if is_broken else (),
        )  # fmt: skip
