# SPDX-License-Identifier: Apache-2.0
"""Which layer of a file of many is the picture: light, and no paint, place or number."""

from collections.abc import Iterable

# How renderers call the picture, and what is none; of the last word of a layer, in lower case.
# Source: pass names of Cycles, Arnold, RenderMan, V-Ray, Redshift, Karma and Mitsuba.
WHOLE = ("combined", "beauty", "rgba", "rgb", "c", "ci")
NO_LIGHT: tuple[str, ...] = (
    "albedo",
    "diffcol",
    "glosscol",
    "transcol",
    "basecolor",
    "base_color",
    "base color",
)
NO_LIGHT += ("diffuse_color", "diffuse color", "normal", "position", "vector", "motion")
NO_LIGHT += ("velocity", "crypto", "depth", "denoising", "indexob", "indexma", "object_id", "mist")
NO_LIGHT_ALONE = ("n", "nn", "p", "pref", "uv", "st", "id", "z", "ao", "shadow", "mask", "matte")


def beauty_layer(names: Iterable[str], part: str = "") -> tuple[int, tuple[str, ...]] | None:
    """The channels of the picture among these, and how sure that is: the less the surer.

    Plain R G B, else a layer that says that it is all light, else the first that ends so and is
    not known to be paint, places or numbers; else Y. `part` is what the part itself is called.
    """
    known = dict.fromkeys(names)
    if is_no_light(part):
        return None
    found = []
    for place, layer in enumerate(dict.fromkeys(name.rpartition(".")[0] for name in known)):
        prefix = f"{layer}." if layer else ""
        colour = tuple(prefix + letter for letter in "RGB")
        if set(colour) <= set(known) and not is_no_light(layer):
            rank = 0 if not layer else 1 if _last(layer) in WHOLE else 2
            found.append((rank, place, colour))
    if found:
        rank, _, colour = min(found)
        return rank, colour
    return (3, ("Y",)) if "Y" in known and not {"RY", "BY"} & set(known) else None


def is_no_light(layer: str) -> bool:
    """True for what a layer is called that holds no light: "ViewLayer.DiffCol", "N"."""
    last = _last(layer)
    return last in NO_LIGHT_ALONE or any(word in last for word in NO_LIGHT)


def _last(layer: str) -> str:
    return layer.rpartition(".")[2].lower()
