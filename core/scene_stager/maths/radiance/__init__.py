# SPDX-License-Identifier: Apache-2.0
"""Light in air and from all around: phase functions, extinction, spherical harmonics."""
