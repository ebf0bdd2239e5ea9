# SPDX-License-Identifier: Apache-2.0
"""Lights: what each is called, where it stands, and what is said of it."""
