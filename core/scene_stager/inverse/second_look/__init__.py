# SPDX-License-Identifier: Apache-2.0
"""What is asked once a still is solved: the library's memory and an inspector's critique."""
