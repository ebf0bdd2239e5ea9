# SPDX-License-Identifier: Apache-2.0
"""Surfaces as polygons that share vertices.

`mesh` is what the preview, USD and Blender draw, `simple_solids` are a few of them, `half_edges`
knows who lies beside whom, `links` the neighbours round a vertex in their order, `faults` what can
be wrong with a surface, by name, and `sound_part` what of a stranger's polygons can be used.
`shape_operator` tells how a surface bends, better with `fitted_facings` where a mesh brings none;
`seam_connection` how directions go from one tangent plane to the next, `tracing` and `following`
make ways over it, a `carried_frame` rides them, and `laplace_beltrami` has a surface's own tones.
"""
