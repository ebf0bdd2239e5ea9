"""How long the animatic of a 240-frame scenario takes, beside encoding it alone."""

import time
from io import BytesIO

from PIL import Image

from scene_stager import bake
from scene_stager.preview.animatic import animatic_webp

NAME = "hero_dolly_push_in"


def main() -> None:
    """Print one line."""
    take = bake(NAME)
    started_s = time.perf_counter()
    data = animatic_webp(take)
    whole_s = time.perf_counter() - started_s
    encode_s = encoding_s(data)
    each_ms = 1e3 * whole_s / take.frame_count
    print(f"{NAME}, {take.frame_count} frames at 960 across, every core")
    print(f"  {whole_s:.1f} s, {each_ms:.0f} ms a frame; encoding the same frames {encode_s:.1f} s")


def encoding_s(data: bytes) -> float:
    """Seconds that the encoder alone needs for the same frames."""
    film = Image.open(BytesIO(data))
    frames = []
    for index in range(film.n_frames):
        film.seek(index)
        frames.append(film.convert("RGB"))
    started_s = time.perf_counter()
    frames[0].save(BytesIO(), "WEBP", save_all=True, append_images=frames[1:], quality=72, method=0)
    return time.perf_counter() - started_s


if __name__ == "__main__":
    main()
