#!/usr/bin/env python3
"""How well perceptual hashes and colour signatures know a photograph again after thirteen edits.

Takes a folder of photographs that are all different (the figures of docs/likeness.md are of the 500
of BSDS500) and prints, for every edit, the share that is known again at the two bounds,
and how far their colours have moved; then what imagehash makes of the same. Run it in .venv.
"""

import argparse
import io
from itertools import combinations
from pathlib import Path

import imagehash
import numpy as np
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter

from scene_stager.provenance.colour_signature import colour_signature, colours_apart_share
from scene_stager.provenance.near_duplicates import distances_bits
from scene_stager.provenance.perceptual_hash import (
    CANDIDATE_BITS,
    NEAR_CERTAIN_BITS,
    TURNED_CANDIDATE_BITS,
    perceptual_hash,
)

ENDINGS = (".jpg", ".jpeg", ".png")


def through_jpeg(image, quality):
    """The picture as JPEG gives it back."""
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=quality)
    return Image.open(io.BytesIO(buffer.getvalue())).convert("RGB")


def scaled(image, factor):
    """The picture at another size."""
    size = (max(1, round(image.width * factor)), max(1, round(image.height * factor)))
    return image.resize(size, Image.Resampling.LANCZOS if factor < 1 else Image.Resampling.BICUBIC)


def noisy(image):
    """The picture with noise of 12 codes."""
    codes = np.asarray(image, dtype=np.float64)
    noise = np.random.default_rng(1).normal(0.0, 12.0, codes.shape)
    return Image.fromarray(np.clip(codes + noise, 0, 255).astype(np.uint8))


def cropped(image, share):
    """The picture without a share of its width and of its height, half of it on each side."""
    across, down = round(image.width * share / 2), round(image.height * share / 2)
    return image.crop((across, down, image.width - across, image.height - down))


def bordered(image):
    """The picture in a black frame that is a twentieth of its shorter side thick."""
    thick = round(min(image.size) * 0.05)
    frame = Image.new("RGB", (image.width + 2 * thick, image.height + 2 * thick))
    frame.paste(image, (thick, thick))
    return frame


def slated(image):
    """The picture with a dark bar over the lowest 15 per cent."""
    slate = image.copy()
    top = image.height - round(image.height * 0.15)
    ImageDraw.Draw(slate).rectangle((0, top, image.width, image.height), fill=(20, 20, 20))
    return slate


EDITS = {
    "JPEG of quality 30": lambda image: through_jpeg(image, 30),
    "half the size": lambda image: scaled(image, 0.5),
    "twice the size": lambda image: scaled(image, 2.0),
    "gamma 1.5": lambda image: image.point(lambda code: round(255 * (code / 255) ** 1.5)),
    "grey": lambda image: image.convert("L").convert("RGB"),
    "twice the saturation": lambda image: ImageEnhance.Color(image).enhance(2.0),
    "noise of 12 codes": noisy,
    "blur of 2 pixels": lambda image: image.filter(ImageFilter.GaussianBlur(2)),
    "5 % cropped": lambda image: cropped(image, 0.05),
    "10 % cropped": lambda image: cropped(image, 0.10),
    "20 % cropped": lambda image: cropped(image, 0.20),
    "10 % border": bordered,
    "slate over 15 %": slated,
}
TURNS = {
    "mirrored": lambda image: image.transpose(Image.Transpose.FLIP_LEFT_RIGHT),
    "turned by 90 degrees": lambda image: image.transpose(Image.Transpose.ROTATE_90),
}
SWAPPED = "red and blue swapped"


def main():
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="photographs, all of different things")
    files = sorted(f for f in parser.parse_args().folder.rglob("*") if f.suffix.lower() in ENDINGS)
    if len(files) < 2:
        parser.error("found fewer than two pictures, expected a folder of photographs")
    images = [Image.open(file).convert("RGB") for file in files]
    hashes = [perceptual_hash(np.asarray(image)) for image in images]
    colours = [colour_signature(np.asarray(image)) for image in images]
    strangers(hashes)
    print("| edit | within 31 | within 89 | colours apart, median |")
    print("|---|--:|--:|--:|")
    shares = [told(name, edit, images, hashes, colours) for name, edit in EDITS.items()]
    certain, candidate = np.mean(shares, axis=0)
    print(f"| **mean of the thirteen** | {certain:.3f} | {candidate:.3f} | |")
    print(f"| imagehash's phash, mean of the thirteen | | {peer(images):.3f} | |")
    told(SWAPPED, lambda image: Image.merge("RGB", image.split()[::-1]), images, hashes, colours)
    for name, edit in TURNS.items():
        edited = [perceptual_hash(np.asarray(edit(image))).forms for image in images]
        bits = [apart(forms, one.bits) for forms, one in zip(edited, hashes, strict=True)]
        known = np.mean(np.array(bits) <= TURNED_CANDIDATE_BITS)
        print(
            f"| {name}, in eight forms | {np.mean(np.array(bits) == 0):.3f} at 0 | {known:.3f} | |"
        )


def strangers(hashes):
    """Print how near any two different pictures come."""
    pairs = list(combinations(hashes, 2))
    plain = min(apart(a.forms[:1], b.bits) for a, b in pairs)
    turned = min(apart(a.forms[1:], b.bits) for a, b in pairs)
    print(f"{len(hashes)} pictures, {len(pairs)} pairs of different ones:")
    print(f"the nearest two are {plain} bits apart as they stand, {turned} when one is turned;")
    print(f"{sum(not one.tells for one in hashes)} have too little in them to be told apart\n")


def told(name, edit, images, hashes, colours):
    """Print the row of one edit; returns the shares known again at the two bounds."""
    edited = [np.asarray(edit(image)) for image in images]
    bits = [
        apart(perceptual_hash(picture).forms[:1], one.bits)
        for picture, one in zip(edited, hashes, strict=True)
    ]
    certain, candidate = (np.mean(np.array(bits) <= m) for m in (NEAR_CERTAIN_BITS, CANDIDATE_BITS))
    moved = [
        colours_apart_share(colour_signature(picture), one)
        for picture, one in zip(edited, colours, strict=True)
    ]
    print(f"| {name} | {certain:.3f} | {candidate:.3f} | {np.median(moved):.3f} |", flush=True)
    return certain, candidate


def peer(images):
    """The share that imagehash's phash of 256 bits knows again at the same bound."""
    before = [imagehash.phash(image, hash_size=16) for image in images]
    after = [[imagehash.phash(edit(i), hash_size=16) for i in images] for edit in EDITS.values()]
    bits = [[a - b for a, b in zip(row, before, strict=True)] for row in after]
    return np.mean(np.array(bits) <= CANDIDATE_BITS)


def apart(forms, bits):
    """The distance of the nearest of some forms."""
    many = np.ascontiguousarray(forms).view(np.uint64)
    return int(distances_bits(bits.view(np.uint64), many).min())


if __name__ == "__main__":
    main()
