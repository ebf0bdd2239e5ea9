# SPDX-License-Identifier: Apache-2.0
"""From a solution to a gaffer's words and a script."""
