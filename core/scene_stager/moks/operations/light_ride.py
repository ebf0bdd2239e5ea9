# SPDX-License-Identifier: Apache-2.0
"""Light, ride: a light that rides a surface as the focal target travels over it."""

import numpy as np

from scene_stager.maths.arrays import Floats, Indices
from scene_stager.maths.frames import rotate_wxyz, yaw_wxyz
from scene_stager.maths.surface.mesh import Mesh
from scene_stager.moks._outline import MAX_FRAMES
from scene_stager.moks.json_document import is_count
from scene_stager.moks.mesh_files.read import read_mesh
from scene_stager.moks.operations._operation import Inputs, Operation, Outlet, Params, Reader
from scene_stager.moks.operations._target import target_m
from scene_stager.shot.lighting.surface_ride import RideFault, SurfaceRide, ride_surface
from scene_stager.shot.lighting.target_link import TargetLink, aim_light_wxyz, place_light
from scene_stager.shot.lighting.target_link_intrinsic import aim_riding_wxyz

# A light keeps its place in the frame whichever way that is laid down; this is the stage's +x.
ALONG = (1.0, 0.0, 0.0)


def light_ride(params: Params, inputs: Inputs, t_s: Floats) -> Floats:
    """Place and aim of the light, and the certificate of the ride.

    A ride depends on all that was before, and leaves the surface before it is lost: whatever times
    are asked, it is ridden on every frame of the shot.

    shapes   result (n, 11): place 3, aim 4, turn, change of bend, classic share, number of fault
    units    metres, unit quaternion, degrees, and plain numbers; fault 0 is none, k the k-th
    frame    about the origin, the mesh of the stage carried there from the subject's spot
    valid    on frames of the shot; later times are as the last of them
    source   see ride_surface, place_light and aim_riding_wxyz
    """
    above, below = params["fps"]
    frames_s = np.arange(params["frame_count"]) * below / above
    there_m = target_m(params["target"], frames_s)
    link = TargetLink(**params["link"])
    mesh = _about_origin(params["mesh"].mesh, params)
    ride = ride_surface(mesh, frames_s, np.array(ALONG), there_m)
    # No frame that a ride falls back to asks where the camera is: the script's rules see to that.
    light_m = place_light(link, there_m, there_m, ride=ride)
    (first_wxyz,) = aim_light_wxyz(link, light_m[:1], there_m[:1])
    aim_wxyz = aim_riding_wxyz(first_wxyz, light_m, there_m)
    certificate = [ride.turn_deg, ride.bend_change, ride.classic_share, _faults(ride)]
    whole = np.concatenate([light_m, aim_wxyz, np.stack(certificate, axis=-1)], axis=1)
    return np.asarray(whole[_rows(t_s * above / below, len(whole))])


def _rows(frames: Floats, count: int) -> Indices:
    """The nearest frame of the shot to each time, counted from the first."""
    return np.clip(np.rint(frames), 0, count - 1).astype(np.intp)


def _about_origin(mesh: Mesh, params: Params) -> Mesh:
    """The mesh as it lies to a subject that stands at the origin and faces the camera's side."""
    spot_m, facing_deg = np.array(params["place_m"]), params["facing_deg"]
    if not spot_m.any() and facing_deg == 0.0:
        return mesh
    back = yaw_wxyz(np.asarray(-facing_deg))
    places_m = rotate_wxyz(back, mesh.places_m - spot_m)
    return Mesh(places_m, mesh.corners, mesh.counts, rotate_wxyz(back, mesh.facings))


def _faults(ride: SurfaceRide) -> Floats:
    """The number of the fault at each time, (n,)."""
    numbers = np.zeros_like(ride.t_s)
    kinds = list(RideFault)
    for one in ride.lost:
        numbers[(one.from_s <= ride.t_s) & (ride.t_s <= one.to_s)] = 1 + kinds.index(one.fault)
    return numbers


def _complaint(params: Params, heard: tuple[Outlet, ...], gives: Outlet) -> str:
    """Why these cannot be its parameters, or "": a stranger's plan asks for no endless shot."""
    if not is_count(params.get("frame_count"), 1, MAX_FRAMES):
        return f"'frame_count' is no whole number from 1 to {MAX_FRAMES}"
    link = params.get("link")
    if not isinstance(link, dict) or link.get("link") != "intrinsic":
        return "'link' is not intrinsic"
    if link.get("frame") not in ("target", "world"):
        return "'link' has a frame that moves with the camera"
    return ""


OPERATION = Operation(
    title="Ride a surface",
    inputs=(),
    unit="1",
    width=11,
    evaluate=light_ride,
    source="parallel transport over the surface, with the certificate of each step",
    check=_complaint,
    reads={"mesh": Reader("mesh", read_mesh)},
)
