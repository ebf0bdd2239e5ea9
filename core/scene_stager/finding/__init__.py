# SPDX-License-Identifier: Apache-2.0
"""Describe to retrieve: pictures of an index by the words of their records and by what they show.

`asked` reads a query, `measured` a picture, `senses` says what words mean in numbers; `base` keeps
both beside the index, `towers` runs a model folder of the user's, and `find` fuses all of it.
"""
