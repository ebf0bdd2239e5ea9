# SPDX-License-Identifier: Apache-2.0
"""Colour: sRGB, colour temperature, luminance, spectra, and lookup tables on disk."""
