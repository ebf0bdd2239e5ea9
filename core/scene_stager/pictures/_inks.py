# SPDX-License-Identifier: Apache-2.0
"""What has to be mixed before it is a colour of a display: inks, perceived colours, tables."""

from io import BytesIO
from typing import TYPE_CHECKING

import numpy as np

from scene_stager.pictures.codes import Values

if TYPE_CHECKING:
    from PIL import Image

MODES = {("Y",): "L", ("R", "G", "B"): "RGB", ("C", "M", "Y", "K"): "CMYK", ("L", "a", "b"): "LAB"}
INKS = (("C", "M", "Y", "K"), ("L", "a", "b"))
LONGEST_NAME = 60  # of a channel, in letters: house default


def through_engine(values: Values, channels: tuple[str, ...], profile: bytes) -> Values | None:
    """Eight-bit sRGB (h, w, 3) by the colour engine; None where the profile cannot be used.

    `channels` are those of colour.
    """
    from PIL import ImageCms

    image = _image(values, channels)
    try:
        turned = ImageCms.profileToProfile(
            image,
            ImageCms.ImageCmsProfile(BytesIO(profile)),
            ImageCms.createProfile("sRGB"),
            outputMode="RGB",
        )
    except (ImageCms.PyCMSError, OSError, ValueError):
        return None
    return None if turned is None else np.asarray(turned)


def by_rule_of_thumb(values: Values, channels: tuple[str, ...]) -> Values:
    """Eight-bit sRGB (h, w, 3) of inks that nobody has described."""
    return np.asarray(_image(values, channels).convert("RGB"))


def _image(values: Values, channels: tuple[str, ...]) -> "Image.Image":
    from PIL import Image

    flat = (values >> 8).astype(np.uint8) if values.dtype == np.uint16 else values
    mode = MODES[channels]
    size = flat.shape[1], flat.shape[0]
    return Image.frombytes(mode, size, np.ascontiguousarray(flat).tobytes())


def profile_name(profile: bytes) -> str:
    """What a profile calls itself."""
    from PIL import ImageCms

    try:
        said = ImageCms.getProfileDescription(ImageCms.ImageCmsProfile(BytesIO(profile)))
    except (ImageCms.PyCMSError, OSError, ValueError):
        return ""
    printable = "".join(c for c in said if c.isprintable())
    return printable[:LONGEST_NAME].strip() or "a profile without a name"
