# SPDX-License-Identifier: Apache-2.0
"""What must hold between the fields of a script: one file for each matter, read by validate.py."""
