# SPDX-License-Identifier: Apache-2.0
"""Shots as jobs for a render farm: Open Job Description templates, made and checked, never sent.

`job.py` puts a template together, `hosts/` knows what each host adds to it (one file per host), and
`check.py` has the result judged by the openjd model itself.
"""
