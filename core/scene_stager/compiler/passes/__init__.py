# SPDX-License-Identifier: Apache-2.0
"""One pass per file: what it adds to the scene, and why it stands where it stands."""
