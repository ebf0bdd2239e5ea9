# SPDX-License-Identifier: Apache-2.0
"""What a still shows before any light is thought of: subject, points, lines, skyline."""
