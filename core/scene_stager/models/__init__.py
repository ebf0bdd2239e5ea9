# SPDX-License-Identifier: Apache-2.0
"""Networks as optional evidence: a shelf of files known by their sha256, and what runs them.

Nothing here fetches anything. `known` says which networks have a use, `shelf` keeps their files,
`sources` finds them in a file, a folder, a wheel or an installed package, and `load` opens them.
"""
