"""Work that a batch's tests give it: quick, and bad where the still's name says so."""

import hashlib
import json
import os
import time

from scene_stager.errors import InputError, Mistake

CODE = "the digest of the code, as far as these tests go"


def measure(source, options):
    """Files that depend on the still's bytes and the options; some stills are bad on purpose."""
    if "bad" in source.name:
        raise InputError(Mistake(source.name, "nonsense", "a still"))
    if "buggy" in source.name:
        raise ZeroDivisionError("oops")
    if "deadly" in source.name:
        os._exit(9)
    time.sleep(options.get("wait_s", 0.0))
    digest = hashlib.sha256(source.read_bytes()).hexdigest()
    said = {"name": source.name, "digest": digest, "options": dict(options)}
    pad = {} if options.get("no_pad") else {"pad.bin": bytes(300_000)}
    return {"match.json": json.dumps(said, sort_keys=True).encode(), **pad}
