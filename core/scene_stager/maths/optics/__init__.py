# SPDX-License-Identifier: Apache-2.0
"""What a lens does: angles of view, focus, exposure, and where things land in the picture."""
