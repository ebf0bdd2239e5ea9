# SPDX-License-Identifier: Apache-2.0
"""What a person looks at: the host-free renderer, contact sheet, animatic, report of a shot."""
