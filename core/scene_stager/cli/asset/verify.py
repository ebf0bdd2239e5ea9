# SPDX-License-Identifier: Apache-2.0
"""`asset verify`: whether records belong to what is in their files."""

from dataclasses import asdict

from scene_stager.cli._command import NO, YES, Command
from scene_stager.cli._options import AsJson
from scene_stager.cli._show import tell
from scene_stager.cli.asset._options import Files
from scene_stager.cli.asset._rows import each, print_rows


def run(files: Files, as_json: AsJson = False) -> int:
    """Judge records, and signatures. No where one does not hold."""
    from scene_stager.provenance.certificate import SigningCertificate
    from scene_stager.provenance.signature import signature_of
    from scene_stager.provenance.stamp import verify

    own = SigningCertificate()
    verdicts, code = each(files, lambda file: (file, verify(file), signature_of(file, own)))
    if as_json:
        print_rows(
            [
                {"path": str(f), "verdict": v.verdict, "why": v.why, "signature": asdict(signed)}
                for f, v, signed in verdicts
            ]
        )
    else:
        for file, one, signed in verdicts:
            tell(f"{one.verdict}  {file}: {one.why}")
            if signed.state != "none":
                tell(f"signature {signed.state}  {file}: {signed.by or signed.why}")
    holds = all(v.verdict == "holds" and s.state != "broken" for _, v, s in verdicts)
    return code or (YES if holds else NO)


ACTION = Command("Judge whether records and signatures hold.", run)
