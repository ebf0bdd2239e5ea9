"""Virtual environments of the project: made once, and filled again when what they hold changes.

Standard library only, because it runs before anything is installed.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import time
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STAMP = "scene-stager-stamp.txt"


class Environment:
    """A folder with a Python of its own, what is to be installed in it, and the pinned versions.

    `python` is the interpreter it is made of, and `watched` names the files, besides the pinned
    versions, that tell what is installed.
    """

    def __init__(self, folder, wanted, constraints, python=sys.executable, watched=()):
        self.folder, self.wanted, self.constraints = folder, wanted, constraints
        self.base, self.watched = python, watched

    @property
    def python(self):
        """The interpreter inside, wherever this platform keeps it."""
        return self.folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

    @property
    def name(self):
        """How people are told of it."""
        return self.folder.name

    def prepare(self):
        """Make it hold what is wanted; a problem comes back as a line."""
        stamp, file = self.fingerprint(), self.folder / STAMP
        if self.python.exists() and file.exists() and file.read_text(encoding="utf-8") == stamp:
            return ""
        print(f"Preparing {self.name} (once) ...", flush=True)
        started_s = time.monotonic()
        if file.exists():
            file.unlink()
        uv = shutil.which("uv")
        if not ((uv and self.install_with_uv(uv)) or self.install_with_pip()):
            return f"could not install {self.name}; see above"
        file.write_text(stamp, encoding="utf-8")
        print(f"Prepared in {time.monotonic() - started_s:.0f} s.", flush=True)
        return ""

    def fingerprint(self):
        """What it depends on, as one digest: some files, a Python, and where the checkout is."""
        digest = hashlib.sha256()
        for file in (*self.watched, self.constraints):
            digest.update(file.read_bytes().replace(b"\r\n", b"\n"))
        digest.update(repr((sys.version_info[:2], str(ROOT))).encode())
        return digest.hexdigest()

    def install_with_uv(self, uv):
        """True when uv made and filled it; pip has its turn when it did not."""
        made = self.works() or call(
            uv, "venv", "--quiet", "--clear", "--python", self.base, self.folder
        )
        pinned = ("-c", self.constraints, *self.wanted)
        return made and call(uv, "pip", "install", "--quiet", "--python", self.python, *pinned)

    def install_with_pip(self):
        """True when the standard library's venv and pip made and filled it."""
        if not self.works() and not call(self.base, "-m", "venv", "--clear", self.folder):
            return False
        pip = (self.python, "-m", "pip")
        if not call(*pip, "--version", quiet=True):
            call(self.python, "-m", "ensurepip", "--upgrade", quiet=True)
        return call(*pip, "install", "--quiet", "-c", self.constraints, *self.wanted)

    def works(self):
        """True when it runs, and on the same Python as it is to be made of."""
        ask = "import sys; print(sys.version_info[:2])"
        return self.python.exists() and said(self.python, ask) == said(self.base, ask)

    def run(self, *arguments):
        """Run its Python in the checkout and return the exit code."""
        variables = dict(environment(), VIRTUAL_ENV=str(self.folder))
        return subprocess.call([str(self.python), *arguments], cwd=str(ROOT), env=variables)


def no_python(version):
    """That there is no Python of this version, and what to do about it, in words."""
    name, letters = ".".join(map(str, version)), "".join(map(str, version))
    return f"Python {name}, and there is none here; SCENE_STAGER_PYTHON{letters} may name one"


@lru_cache(maxsize=8)
def python_of(version):
    """A Python of a version such as (3, 13); empty when there is none.

    It is this one, the one that SCENE_STAGER_PYTHON313 names, on PATH, or under pyenv. That it
    stands somewhere is not enough: pyenv's stand-ins for versions that are off end with code 127.
    """
    if sys.version_info[:2] == version:
        return sys.executable
    name = ".".join(map(str, version))
    pyenv = Path(os.environ.get("PYENV_ROOT", str(Path.home() / ".pyenv")))
    candidates = [
        os.environ.get("SCENE_STAGER_PYTHON" + "".join(map(str, version))),
        shutil.which(f"python{name}"),
        *sorted(map(str, pyenv.glob(f"versions/{name}.*/bin/python"))),
    ]
    ask = "import sys; print(sys.version_info[:2])"
    return next((one for one in candidates if one and said(one, ask) == repr(version)), "")


def call(*command, **options):
    """True when an outside command ends well. It never waits for an answer from the keyboard."""
    hush = subprocess.DEVNULL if options.get("quiet") else None
    words = [str(word) for word in command]
    try:
        done = subprocess.run(
            words,
            cwd=str(ROOT),
            env=environment(),
            stdin=subprocess.DEVNULL,
            stdout=hush,
            stderr=hush,
            check=False,
        )
    except OSError as error:
        print(f"{words[0]}: {error.strerror}", file=sys.stderr)
        return False
    return done.returncode == 0


def said(python, code):
    """What a Python prints; its last line of complaint when it fails."""
    try:
        done = subprocess.run(
            [str(python), "-c", code],
            env=environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
    except OSError as error:
        return str(error)
    text = done.stdout if done.returncode == 0 else done.stderr
    lines = text.decode("utf-8", "replace").strip().splitlines()
    return lines[-1] if lines else f"ends with code {done.returncode}"


def environment():
    """This environment without other Pythons' paths, in UTF-8, asking nothing."""
    kept = {k: v for k, v in os.environ.items() if k not in {"PYTHONPATH", "PYTHONHOME"}}
    return dict(kept, PYTHONUTF8="1", PIP_NO_INPUT="1", PIP_DISABLE_PIP_VERSION_CHECK="1")
