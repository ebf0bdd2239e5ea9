# SPDX-License-Identifier: Apache-2.0
"""Light as it lies on a face: half of it in shadow."""

from scene_stager.script.prose.synonyms import Fills, either

OF_FACES = either("her face|his face|their face|the face|her|him|the subject's face")
HALVES: dict[str, Fills] = {
    f"{half} {face} {dark}": {"~lighting.style": "split"}
    for half in ("half", "half of", "one half of", "one side of")
    for face in OF_FACES
    for dark in either(
        "in shadow|in darkness|dark|in the dark|falls into shadow|lit|in light|in black"
        "|goes dark|is dark|is in shadow|left dark|lost in shadow"
    )
}
HALVES |= {
    one: {"~lighting.style": "split"}
    for one in either(
        "face half in shadow|half in shadow|half lit face|face half lit|half lit half dark"
        "|half light half shadow|half in light half in shadow|half her face lit half in shadow"
    )
}
