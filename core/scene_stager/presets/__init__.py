# SPDX-License-Identifier: Apache-2.0
"""Presets: looks that people keep, share and merge, and the gate that keeps matter out of them.

A preset says how a shot is lit, lensed and aired, in numbers and words of closed lists. It never
holds a file, a path, an address or a program: `math_over_matter` reads every value by the type of
its field and refuses the rest.
"""
