# SPDX-License-Identifier: Apache-2.0
"""The index: what the files of some folders say of themselves, in one place; made of them alone."""
