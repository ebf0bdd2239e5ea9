# SPDX-License-Identifier: Apache-2.0
"""From a plan and a manifest to USD: the same text wherever, whenever and however it is done.

Nothing here may guess. A number from a network, a match or a person comes in by two gates only: as
a parameter of the plan, which its script's validator let through and its hash covers, or as bytes
that the plan names by their sha256 and that the reader of their kind takes. Behind the gates
everything is a pure function of what is hashed; the rooms that look at pictures are not loaded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from scene_stager.errors import InputError, Mistake
from scene_stager.hosts.dome_picture import dome_pictures
from scene_stager.hosts.usd import usd_text
from scene_stager.moks.executor import execute
from scene_stager.moks.given_inputs import GivenInputs, files_in
from scene_stager.moks.kept import execute_kept
from scene_stager.moks.manifest import PlanManifest, read_manifest_file
from scene_stager.moks.memo import Memo
from scene_stager.moks.plan import MoksBakePlan
from scene_stager.moks.plan_input import PlanInput
from scene_stager.moks.plan_json import read_plan_file
from scene_stager.moks.window import window_around


@dataclass(frozen=True, slots=True)
class Evaluated:
    """A scene as USD, and what it was made of.

    `pictures` lie beside it, by name; the text has the sha256 of each. `digest` is the sha256 of
    the text in UTF-8, `promised` what the manifest says it is, "" where
    it says nothing. `otherwise` is what came out otherwise when it was built a second time.
    """

    usd: str
    digest: str
    plan_hash: str
    take_digest: str
    inputs: tuple[PlanInput, ...]
    promised: str = ""
    executed: int = 0
    recalled: int = 0
    otherwise: tuple[str, ...] = ()
    pictures: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def holds(self) -> bool:
        """True when it is what was promised, and the same again wherever it was built again."""
        return self.promised in ("", self.digest) and not self.otherwise


def evaluate(
    plan: MoksBakePlan | str | Path,
    manifest: str | Path,
    *,
    workers: int = 1,
    cache_dir: str | Path | None = None,
    check: bool = False,
) -> Evaluated:
    """The scene of a plan, or of the plan in a file, with the inputs that a manifest's file names.

    Raises InputError with everything in which they do not hold. With `check` it is built again,
    without the cache, and compared: the text, and the bits of every node.
    """
    plan = plan if isinstance(plan, MoksBakePlan) else read_plan_file(Path(plan))
    file = Path(manifest)
    told = read_manifest_file(file)
    return evaluate_told(plan, told, file.parent, workers=workers, cache_dir=cache_dir, check=check)


def evaluate_told(
    plan: MoksBakePlan,
    told: PlanManifest,
    folder: Path,
    *,
    workers: int = 1,
    cache_dir: str | Path | None = None,
    check: bool = False,
) -> Evaluated:
    """The same of a plan and a manifest that were read already; `folder` is where it stands."""
    given = let_in(plan, told, folder)
    memo = Memo() if check else None
    done = execute_kept(
        plan, cache_dir, frames=told.frames, workers=workers, inputs=given, memo=memo
    )
    usd = usd_text(done.take)
    found = Evaluated(
        usd=usd,
        digest=sha256(usd.encode("utf-8")).hexdigest(),
        plan_hash=plan.plan_hash,
        take_digest=done.take.digest,
        inputs=plan.inputs,
        promised=told.usd_sha256,
        executed=len(done.executed),
        recalled=len(done.recalled),
        pictures=dome_pictures(done.take.entities),
    )
    if memo is None:
        return found
    return replace(found, otherwise=tuple(_otherwise(plan, told, given, memo, usd, workers)))


def let_in(plan: MoksBakePlan, manifest: PlanManifest, folder: Path) -> GivenInputs:
    """The gate for what a plan needs from outside: named alike in plan and manifest, in the folder,
    of the right sha256, and read as what it says it is, whatever a cache might know of it.

    Raises InputError with everything that is not.
    """
    manifest.must_be_of(plan)
    given = GivenInputs(plan.inputs, manifest.found_in(folder))
    for node in plan.nodes:
        for parameter, reader in plan.kinds[node.kind].reads.items():
            given.decoded(node.reads[parameter], reader)
    return given


def manifest_of(
    plan: MoksBakePlan, folder: Path, before: PlanManifest | None, apart: Iterable[Path] = ()
) -> PlanManifest:
    """A manifest of a plan that promises what comes of it here: of the frames and the files that
    one `before` told of the same plan, else of all frames, and of the files of a folder that are
    each named as an input is. Files `apart` are none of them.

    Raises InputError for inputs that are not there or not what the plan was made with.
    """
    names = {one.name for one in plan.inputs}
    frames = (plan.start_frame, plan.start_frame + plan.frame_count - 1)
    if before is not None and before.files.keys() == names:
        files = before.files
    else:
        files = {name: file.name for name, file in files_in(folder, plan.inputs, apart).items()}
    if before is not None and before.plan_hash == plan.plan_hash:
        frames = before.frames
    missing = [
        Mistake(f"inputs.{one.name}", "no file of that name", f"a {one.kind} beside the manifest")
        for one in plan.inputs
        if one.name not in files
    ]
    if missing:
        raise InputError(missing)
    told = PlanManifest(plan.plan_hash, frames, plan.inputs, files)
    return replace(told, usd_sha256=evaluate_told(plan, told, folder).digest)


def _otherwise(
    plan: MoksBakePlan, told: PlanManifest, given: GivenInputs, first: Memo, usd: str, workers: int
) -> Iterator[str]:
    """What comes out otherwise when nothing is recalled and as many threads do it as did not."""
    again = Memo()
    threads = 2 if workers == 1 else 1
    take = execute(plan, frames=told.frames, workers=threads, inputs=given, memo=again).take
    start, end = (frame - plan.start_frame for frame in told.frames)
    window = window_around(plan.fps, start, end)
    for node in plan.nodes:
        before = first.get(node.hash, window, node.width)
        after = again.get(node.hash, window, node.width)
        if before is not None and after is not None and before.tobytes() != after.tobytes():
            yield f"node {node.name}"
    if usd_text(take) != usd:
        yield "the USD"
