"""What records say of pictures, as it is searched."""

from dataclasses import replace

from scene_stager.finding.base import FindBase
from scene_stager.presets.lineage import Lineage, Parent
from scene_stager.provenance.index.store import AssetIndex
from scene_stager.provenance.pixel_hash import pixel_hash_of_file
from scene_stager.provenance.record import Record
from scene_stager.provenance.stamp import stamp
from tests.provenance.carried import make
from tests.provenance.indexed import take_in
from tests.provenance.pictures import scene


def test_a_mask_of_a_picture_is_found_by_its_words_and_has_no_look(tmp_path):
    shots = tmp_path / "shots"
    shots.mkdir()
    for place, name in enumerate(("frame.png", "frame_mask.png", "sketch.png")):
        make(shots, name, scene(place, 64, 80))
    mask, sketch = (pixel_hash_of_file(shots / one) for one in ("frame_mask.png", "sketch.png"))
    parents = (Parent(mask, "mask"), Parent(sketch, "sketch"))
    record = replace(Record(), subject="a heron", lineage=Lineage("generate", parents))
    stamp(shots / "frame.png", record)
    index = AssetIndex(tmp_path / "index")
    take_in(index, shots)
    base = FindBase(index)
    base.catch_up()
    asked = {path.rpartition("/")[2] for _, path in base.unmeasured()}
    assert asked == {"frame.png", "sketch.png"}
