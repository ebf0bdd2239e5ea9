# SPDX-License-Identifier: Apache-2.0
"""What a picture says: files of strangers become linear light, and light becomes metrics."""
