# SPDX-License-Identifier: Apache-2.0
"""What a picture says: the subject, where its light comes from, and fifteen metrics.

It works on linear sRGB arrays (h, w, 3), as the room `pictures` hands them out. A metric is one
file in `metrics/`; the shared measurements that metrics look at (mask, normals, lights) are one
file each in this folder.
"""
