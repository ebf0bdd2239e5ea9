# SPDX-License-Identifier: Apache-2.0
"""Pictures in and out: one door decodes strangers' files, one door writes ours.

`read.py` opens a file once: what it holds (`codes.py`: whole numbers or floats as they are stored,
upright, with depth, alpha, colours and words as the file says them), and the light that this is
(`light.py`: linear Rec.709). `write.py` makes files, whole, with the same bytes every time. The
files with an underscore are one family of formats each.
"""
