# SPDX-License-Identifier: Apache-2.0
"""Lineage: what was made of what, walked along what records and people say; of the index alone.

An edge is something that is stated; no likeness, no file name and no guess ever becomes one. What
looks alike stands apart as candidates, and what was measured of both ends of an edge is support.
"""
