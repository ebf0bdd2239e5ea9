# SPDX-License-Identifier: Apache-2.0
"""Lights, said in angles, stops and kelvin, and tied to what the camera looks at."""
