# SPDX-License-Identifier: Apache-2.0
"""`asset sign`: a C2PA signature, last of all."""

from dataclasses import asdict

from scene_stager.cli._command import Command
from scene_stager.cli._options import AsJson
from scene_stager.cli._show import tell
from scene_stager.cli.asset._options import Files
from scene_stager.cli.asset._rows import each, print_rows


def run(files: Files, as_json: AsJson = False) -> int:
    """Sign stamped pictures with this project's certificate."""
    from scene_stager import __version__
    from scene_stager.provenance.certificate import SigningCertificate
    from scene_stager.provenance.signature import sign_file

    own = SigningCertificate()
    signed, code = each(files, lambda file: (file, sign_file(file, own, __version__)))
    if as_json:
        print_rows([{"path": str(file), "signature": asdict(one)} for file, one in signed])
    else:
        for file, one in signed:
            tell(f"{file}: {one.by}")
    return code


ACTION = Command("Sign stamped pictures, last of all.", run)
