# SPDX-License-Identifier: Apache-2.0
"""From a sentence to a script: a lexicon of the trade, a small grammar, and what is assumed."""
