"""How many times as long as the bake alone a whole `scene-stager bake` takes, by what it draws."""

import subprocess
import sys
import tempfile
import time

NAME = "hero_dolly_push_in"
DEFAULT_AT_MOST = 6.0  # what is wanted of the default


def main() -> None:
    """Print one line for each `--preview`."""
    print(f"{NAME}, 240 frames, every process whole")
    seconds = {asked: bake_s(asked) for asked in ("none", "sheet", "animatic")}
    for asked, taken_s in seconds.items():
        wanted = f", wanted at most {DEFAULT_AT_MOST:.0f}" if asked == "sheet" else ""
        times = taken_s / seconds["none"]
        print(f"  --preview {asked:<9} {taken_s:6.1f} s, {times:5.1f} times{wanted}", flush=True)


def bake_s(asked: str) -> float:
    """Seconds of one whole process, the quicker of two, but for the animatic."""
    found = []
    for _ in range(1 if asked == "animatic" else 2):
        with tempfile.TemporaryDirectory() as folder:
            words = ["scene_stager.cli", "bake", NAME, "--preview", asked, "--out", folder]
            started_s = time.perf_counter()
            subprocess.run([sys.executable, "-m", *words], check=True, capture_output=True)
            found.append(time.perf_counter() - started_s)
    return min(found)


if __name__ == "__main__":
    main()
