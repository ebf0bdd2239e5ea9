# SPDX-License-Identifier: Apache-2.0
"""The shape of light in a picture: critical points, Morse-Smale cells, holes and components.

`banchoff` classifies vertices of images and meshes, `morse_smale` cuts a picture into cells,
`lotus` picks the lit hill that names the key light, `betti` counts components and holes of
highlights, `gate` says how far those counts are to be believed. Only what is a property of an
array of numbers belongs here; what it means for a film is said in `reading`.
"""
