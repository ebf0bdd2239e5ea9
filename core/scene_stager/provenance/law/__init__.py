# SPDX-License-Identifier: Apache-2.0
"""The visual law: rules as data, and what scenes, passes, frames and sequences say to them."""
