# SPDX-License-Identifier: Apache-2.0
"""What the author means: seven slots and a header, read, judged and put into numbers."""
