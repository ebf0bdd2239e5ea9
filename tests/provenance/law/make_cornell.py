"""The Cornell box that the tests of the law look at, rendered by Mitsuba with albedo and shape IDs.

usage: python make_cornell.py FILE.exr, with a Python that has mitsuba 3 and OpenEXR. It is run by
hand, once; what it made is kept beside it. A box filter and one thread give the same pixels again.
"""

import sys

import mitsuba as mi
import numpy as np
import OpenEXR

SIDE_PX, SAMPLES = 96, 256
CHANNELS = ("R", "G", "B", "albedo.R", "albedo.G", "albedo.B", "id.I")

mi.set_variant("scalar_rgb")
box = mi.cornell_box()
box["integrator"] = {
    "type": "aov",
    "aovs": "albedo:albedo,id:shape_index",
    "img": {"type": "path", "max_depth": 8},
}
box["sensor"]["film"] = {
    "type": "hdrfilm",
    "width": SIDE_PX,
    "height": SIDE_PX,
    "rfilter": {"type": "box"},
    "pixel_format": "rgb",
    "component_format": "float32",
}
box["sensor"]["sampler"] = {"type": "independent", "sample_count": SAMPLES}
scene = mi.load_dict(box)
print([shape.id() for shape in scene.shapes()])  # the IDs count from 1 in this order

planes = np.array(mi.render(scene, seed=1)).astype(np.float16)
header = {"compression": OpenEXR.ZIP_COMPRESSION, "type": OpenEXR.scanlineimage}
found = {name: np.ascontiguousarray(planes[..., k]) for k, name in enumerate(CHANNELS)}
OpenEXR.File(header, found).write(sys.argv[1])
