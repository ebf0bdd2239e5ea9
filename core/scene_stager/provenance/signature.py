# SPDX-License-Identifier: Apache-2.0
"""C2PA: a stamped picture is signed last, by this project's own certificate, and read again.

It says `signed by this project`: who signed, not that what is said is true, nor that anybody else
has vouched for us. No network is asked, neither to sign nor to read.
"""

import json
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from types import ModuleType
from typing import Any, Literal

from scene_stager.errors import InputError, MissingPartError, Mistake, shorten
from scene_stager.pictures.codes import MOST_FILE_BYTES
from scene_stager.plain_file import read_plain_file
from scene_stager.provenance.carriers import carrier_of
from scene_stager.provenance.certificate import BY, SigningCertificate
from scene_stager.provenance.pixel_hash import pixel_hash_of_file
from scene_stager.provenance.record import Record
from scene_stager.provenance.stamp import look_at, verify
from scene_stager.provenance.xmp import SOURCES
from scene_stager.whole_file import write_whole

HOW = "pip install 'scene-stager[sign]'"
FORMATS = {
    "PNG": "image/png",
    "JPEG": "image/jpeg",
    "WebP": "image/webp",
    "TIFF": "image/tiff",
}
LABEL = "org.scene-stager.record"
MOST_REASONS, MOST_LETTERS = 3, 80
# By the reader's own word for how a manifest stands.
STATES: dict[str, Literal["ours", "another's", "broken"]] = {
    "Trusted": "ours",
    "Valid": "another's",
    "Invalid": "broken",
}


@dataclass(frozen=True, slots=True)
class FileSignature:
    """How a file's signature stands: `ours` is this project's and holds; `another's` holds, and
    nobody here vouches for who it is; `unread` where what reads it is not installed."""

    state: Literal["none", "ours", "another's", "broken", "unread"]
    by: str = ""
    why: str = ""


def sign_file(path: Path, certificate: SigningCertificate, version: str) -> FileSignature:
    """Sign a picture whose record holds; the signed file takes its place in one step. `version` is
    ours, which the manifest names.

    It has been read again before, by the library's own reader. Raises InputError for a file without
    a record, or with a signature, MissingPartError without the library.
    """
    c2pa, kind = _library(), _kind_of(path)
    if kind is None:
        known = ", ".join(FORMATS)
        raise InputError(Mistake(str(path), "a file that C2PA does not know here", known))
    if look_at(path).is_signed:
        advice = "Sign the file that you stamped."
        raise InputError(Mistake(str(path), "a file with a signature", "one without", advice))
    found = verify(path)
    if found.verdict != "holds" or found.record is None:
        raise InputError(Mistake(str(path), found.verdict, "a record that holds", "Stamp first."))
    if not found.record.source:
        advice = "Stamp it with a --stage or a --source-type."
        raise InputError(Mistake(str(path), "a record of no kind of source", "one", advice))
    data = read_plain_file(path, "a picture", MOST_FILE_BYTES)
    signed = BytesIO()
    with certificate.keys() as (chain, key):
        info = c2pa.C2paSignerInfo(b"es256", chain, key, None)
        with (
            c2pa.Signer.from_info(info) as signer,
            _context(c2pa, certificate) as context,
            c2pa.Builder(_manifest(found.record, version), context=context) as builder,
        ):
            builder.sign(signer, kind, BytesIO(data), signed)
    own = pixel_hash_of_file(path)

    def judge(draft: Path) -> None:
        made = signature_of(draft, certificate)
        if made.state != "ours" or pixel_hash_of_file(draft) != own:
            raise InputError(Mistake(str(path), f"a signature that is {made.state}", "ours"))

    write_whole(path.resolve(), signed.getvalue(), judge)
    return signature_of(path, certificate)


def signature_of(path: Path, certificate: SigningCertificate) -> FileSignature:
    """How the signature of a file stands. Raises InputError for no file that carries records."""
    kind = _kind_of(path)
    if kind is None or not look_at(path).is_signed:
        return FileSignature("none")
    try:
        c2pa = _library()
    except MissingPartError as error:
        return FileSignature("unread", why=str(error))
    data = read_plain_file(path, "a picture", MOST_FILE_BYTES)
    try:
        with (
            _context(c2pa, certificate) as context,
            c2pa.Reader(kind, BytesIO(data), context=context) as reader,
        ):
            said = json.loads(reader.json())
    except (c2pa.C2paError, ValueError) as error:
        return FileSignature("broken", why=shorten(str(error), 160))
    return _told(said)


def _told(said: Any) -> FileSignature:
    """What the reader's report amounts to."""
    results = said.get("validation_results", {}).get("activeManifest", {})
    failures = [str(one.get("code", "")) for one in results.get("failure", [])]
    state = STATES.get(str(said.get("validation_state")), "broken")
    active = said.get("manifests", {}).get(said.get("active_manifest"), {})
    info = active.get("signature_info", {})
    by = BY if state == "ours" else str(info.get("issuer") or "nobody named")[:MOST_LETTERS]
    return FileSignature(state, by, "" if state == "ours" else ", ".join(failures[:MOST_REASONS]))


def _manifest(record: Record, version: str) -> dict[str, object]:
    made = {"action": "c2pa.created", "digitalSourceType": SOURCES + record.source}
    return {
        "claim_generator_info": [{"name": "Scene Stager", "version": version}],
        "assertions": [
            {"label": "c2pa.actions.v2", "data": {"actions": [made]}},
            {"label": LABEL, "data": record.as_json()},
        ],
    }


def _context(c2pa: Any, certificate: SigningCertificate) -> Any:
    """Settings that ask no network, add no picture of the picture, and trust this project only."""
    settings: dict[str, object] = {
        "verify": {"remote_manifest_fetch": False, "ocsp_fetch": False},
        "builder": {"thumbnail": {"enabled": False}},
    }
    if anchor := certificate.anchor():
        settings["trust"] = {"user_anchors": anchor}
    return c2pa.Context.from_dict(settings)


def _kind_of(path: Path) -> str | None:
    return FORMATS.get(carrier_of(path).title)


def _library() -> ModuleType:
    try:
        import c2pa
    except (ImportError, OSError):
        raise MissingPartError(f"c2pa-python is not installed; {HOW}") from None
    found: ModuleType = c2pa
    return found
