# SPDX-License-Identifier: Apache-2.0
"""Paths as people read them."""

import os


def near_path(path: str) -> str:
    """A path from where one stands, where that is shorter."""
    try:
        near = os.path.relpath(path)
    except ValueError:  # on another drive
        return path
    return path if near.startswith("..") else near
