# SPDX-License-Identifier: Apache-2.0
"""From a solution to a gaffer's words, a script, the file of a match and a preset."""
