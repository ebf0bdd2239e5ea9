# SPDX-License-Identifier: Apache-2.0
"""A corpus as a site to walk: pages that stand alone, from a disk, on paper, on a phone."""
