# SPDX-License-Identifier: Apache-2.0
"""Scene Stager in Maya: plays a Take into the open scene, and bakes one where numpy is installed.

Playing needs the standard library only and runs on the Python 3.9 of Maya 2023.
"""
