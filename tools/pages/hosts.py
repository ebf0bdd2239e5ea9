"""docs/hosts.md, from the contract suite: which host keeps which promise, and how that is known."""

from tools.pages.markdown import table

from tests.hosts.evidence import CLAIMS, REPORTS
from tests.hosts.promises import PROMISES
from tests.hosts.registry import DOUBLE, FILE, HOSTS, MEMORY, READ_BACK, REAL, SCENE
from tests.hosts.shared_promises import SHARED

HEAD = """\
# Hosts

Written by `tools/make_docs.py` from the list of hosts in `tests/hosts/registry.py` and from the
promises that `tests/hosts/test_contract.py` tries on each of them. Nothing here was run in Maya or
in Unreal; the words in the table mean:

- **real**: the host itself ran, and its own evaluated values were compared.
- **double**: a model of the host that refuses what the host's type stubs do not have. The keys it
  was handed were decoded back to the stage and compared. Whether the host then does with them what
  its documentation says is not known from here.
- **file**: the file was read back by another reader, decoded and compared.
- **memory**: a host that exists only in memory.
- a dash: no such thing there; a file has no user and no undo.

Tolerances, at every frame: places 1e-4 m, turns 1e-3°, lens 1e-3 mm, focus 1e-4 m, exposure 1e-3
stop.

{hosts}

## What every host promises

{shared}

## What every scene promises besides

{scenes}
"""
KNOWN = """
## What is claimed, and what it stands on

No Maya and no Unreal was to be had. The test named holds the claim, and fails when the plug-in
does otherwise; what is *recalled* nobody has checked, and an owner's report is what would.
Turns are looked at again by `python tools/measure_turns.py --shots 200`: the eight scenarios and
200 drawn shots, with rolls over the top and drones that look straight down, on every frame and
between frames, in each of these hosts and in every Blender that is there, as the add-on bakes them
and as Blender imports the USD. In November 2026, with Blender 5.0, the worst was 0.00005° on a
frame and 0.009° between two, by Unreal's ticks; 161 keys stood between frames in Maya and 626 in
Unreal.

10,000 frames of the heaviest scenario (98 channels) into each of them: `python tools/dev.py bench
hosts` prints calls, keys and seconds of processor, and ends with 1 where an adapter's own work
takes more than a second. In November 2026: Maya by its command 0.4 s in 207 calls for 590,148 keys
(26 times as quick, per frame, as key by key), Unreal 0.4 s, `shot.ma` 0.9 s, `shot.usda` 1 s with
usd-core's writing; real Blender 5.0, its own work in it, 0.2 s.

{claims}

## Reports received from owners

{reports}
"""
AXES = """
## Axes and units

The stage is right-handed, in metres, +z up; cameras and lights look along their own -z. With
C = (x, z, -y) and S = (x, -y, z):

{axes}

Worked examples by hand, with rolled cameras, are in `tests/hosts/test_maya_scene.py` (Maya),
`tests/hosts/test_unreal_axes.py` (Unreal), `tests/hosts/test_usd_camera.py` (USD) and
`tests/blender/inside/test_axes_by_hand.py` (Blender, whose axes are the stage's own).

Angles do not jump: 5,000 drawn cameras that go by, over and along the poles are in
`tests/hosts/test_euler.py`. Near a pole a small turn can need a large angle, whatever one does;
there are keys between the frames then, so that no key is more than 15° from the one before it,
unless the two frames themselves differ by as much.
"""
SHORT = {REAL: "real", DOUBLE: "double", READ_BACK: "file", MEMORY: "memory"}
AXIS_ROWS = (
    ("place", "p", "100 C p", "100 S p", "100 p"),
    ("turn of camera, light, rig", "R", "C R", "columns S(-z), S x, S y of R", "R"),
    ("turn of anything else", "R", "C R Cᵀ", "S R S", "R"),
    ("keyed as", "quaternion", "angles in a calm order", "roll, pitch, yaw", "quaternion"),
    ("film back", "mm", "inches", "mm", "tenths of a unit: mm"),
    ("focus", "m", "cm", "cm", "cm"),
    ("last frame", "included", "included", "excluded: one more", "included"),
)


def page():
    """The whole page."""
    told = [(f"**{host.name}**", host.how, host.told, host.keys) for host in HOSTS]
    scenes = [host for host in HOSTS if host.kind == SCENE]
    files = [host for host in HOSTS if host.kind == FILE]
    axes = table(("", "Blender", "Maya, +y up", "Unreal", "USD"), AXIS_ROWS)
    return HEAD.format(
        hosts=table(("host", "tried on", "what that was", "how keys are written"), told),
        shared=_promises(SHARED, HOSTS, ()),
        scenes=_promises(PROMISES, scenes, files),
    ) + "".join((_known(), AXES.format(axes=axes)))


def _known():
    claims = [(one.host, one.claim, one.evidence, one.source, _short(one.by)) for one in CLAIMS]
    heads = ("host", "version", "date", "verdict", "digests of the Takes")
    reports = [(r.host, r.version, r.date, r.verdict, r.take_digests) for r in REPORTS]
    none = "None yet. [verify_a_host.md](verify_a_host.md) says how one is made, in a minute."
    return KNOWN.format(
        claims=table(("host", "claim", "evidence", "source", "test"), claims),
        reports=table(heads, reports) if reports else none,
    )


def _short(test):
    """A test by its file's own name, which is found by its first words."""
    return f"`{test.rpartition('/')[2].partition('::')[0]}`"


def _promises(promises, keeping, others):
    hosts = [host for host in HOSTS if host in keeping or host in others]
    rows = [
        (words(promise), *(SHORT[host.how] if host in keeping else "–" for host in hosts))
        for promise in promises
    ]
    return table(("promise", *(host.name for host in hosts)), rows)


def words(promise):
    """A promise's name as people would write it."""
    return promise.__name__.replace("_", " ")
