# SPDX-License-Identifier: Apache-2.0
"""Scene Stager in the Unreal editor: `host.py` writes a Take, `bake.py` bakes, `menus.py` shows.

Only files that need the editor import `unreal`; `axes.py` does not. Python 3.9 (Unreal 5.3) and
later; the standard library is enough to play a Take, numpy is needed to bake one.
"""
