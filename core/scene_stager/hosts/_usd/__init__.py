# SPDX-License-Identifier: Apache-2.0
"""What a USD shot is made of, one kind of prim per file. Needs usd-core and numpy."""
