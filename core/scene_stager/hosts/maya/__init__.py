# SPDX-License-Identifier: Apache-2.0
"""A Take as Maya has it: nodes, attributes and curves, whether Maya or a file takes them.

The plug-in and the writer of Maya ASCII both play what `build.py` makes, so they cannot differ.
Standard library only: Maya's Python has nothing else.
"""
