# SPDX-License-Identifier: Apache-2.0
"""What can draw a guess: one picture per light, at unit intensity, because light is linear.

`analytic` needs nothing installed and knows its own slopes; `recorded` plays pictures back; real
renderers come in through the same protocol. Each carries its own offsets.
"""
