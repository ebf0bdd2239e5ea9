# SPDX-License-Identifier: Apache-2.0
"""Numbers with their units, as people write and say them, and what each fills."""
