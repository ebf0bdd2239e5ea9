# SPDX-License-Identifier: Apache-2.0
"""This project's certificate: made once, kept among the user's own data, its key for one alone."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from scene_stager.errors import MissingPartError
from scene_stager.file_lock import holding
from scene_stager.plain_file import read_plain_file
from scene_stager.user_folder import user_folder
from scene_stager.whole_file import make_folders

FOLDER_VARIABLE = "SCENE_STAGER_SIGNING"
ANCHOR, CHAIN, KEY, LOCK = "anchor.pem", "chain.pem", "key.pem", ".scene-stager-signing"
BY = "signed by this project"
ORGANISATION = "a Scene Stager project"
YEARS, MOST_BYTES, WAIT_S = 10, 2**16, 30.0  # house defaults


class SigningCertificate:
    """The certificate of a folder: an anchor to give away, and a key that stays."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = user_folder(FOLDER_VARIABLE, "signing") if folder is None else folder

    def anchor(self) -> str:
        """The certificate that others need to know this project's signatures; "" while none is."""
        place = self.folder / ANCHOR
        return _read(place).decode("ascii", "replace") if place.is_file() else ""

    @contextmanager
    def keys(self) -> Iterator[tuple[bytes, bytes]]:
        """The chain and the key, made when they are first needed. Raises InputError."""
        if not (self.folder / ANCHOR).is_file():
            make_folders(self.folder)
            with holding(self.folder / LOCK, WAIT_S):
                if not (self.folder / ANCHOR).is_file():
                    self._make()
        yield _read(self.folder / CHAIN), _read(self.folder / KEY)

    def _make(self) -> None:
        """A root that signs one leaf, and is then forgotten: nobody can add another to it."""
        try:
            from cryptography.hazmat.primitives import serialization
            from cryptography.hazmat.primitives.asymmetric import ec
        except ImportError:
            raise MissingPartError("cryptography is not installed") from None
        root, leaf = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
        anchor = _certificate("a root", "a root", root, root, is_root=True)
        own = _certificate(BY, "a root", leaf, root, is_root=False)
        pem = serialization.Encoding.PEM
        key = leaf.private_bytes(
            pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        parts = {KEY: key, CHAIN: own.public_bytes(pem) + anchor.public_bytes(pem)}
        # The anchor last: where it is, all is there.
        for name, data in {**parts, ANCHOR: anchor.public_bytes(pem)}.items():
            _write_for_oneself(self.folder / name, data)


def _certificate(name: str, by: str, subject: Any, issuer: Any, is_root: bool) -> Any:
    """A certificate as C2PA wants one (its specification 2.2, section 14.5)."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.x509.oid import ExtendedKeyUsageOID

    now = datetime.now(UTC)
    usage = dict.fromkeys(
        (
            *("content_commitment", "key_encipherment", "data_encipherment", "key_agreement"),
            *("encipher_only", "decipher_only"),
        ),
        False,
    )
    usage |= {"digital_signature": not is_root, "key_cert_sign": is_root, "crl_sign": is_root}
    key, authority = subject.public_key(), issuer.public_key()
    made = (
        x509.CertificateBuilder(_name(by), _name(name), key, x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=365 * YEARS))
        .add_extension(x509.BasicConstraints(ca=is_root, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(**usage), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(authority), critical=False
        )
    )
    if not is_root:
        purpose = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION])
        made = made.add_extension(purpose, critical=False)
    return made.sign(issuer, hashes.SHA256())


def _name(common: str) -> Any:
    from cryptography import x509
    from cryptography.x509.oid import NameOID

    return x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, ORGANISATION),
            x509.NameAttribute(NameOID.COMMON_NAME, common),
        ]
    )


def _read(place: Path) -> bytes:
    return read_plain_file(place, "a certificate's file", MOST_BYTES, str(place))


def _write_for_oneself(place: Path, data: bytes) -> None:
    """A new file that nobody else may read. Raises InputError where one is."""
    place.unlink(missing_ok=True)  # of who was killed here
    descriptor = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
