# SPDX-License-Identifier: Apache-2.0
"""Rig: can it make this move, does the move read what was given, and is anything missing."""

from collections.abc import Iterator

from scene_stager.errors import Mistake
from scene_stager.script.lens_clock import changes_lens, has_own_clock
from scene_stager.script.moves import AMOUNTS, GOES_ALONG, MAY_GO_ALONG, MOVES, framed_end
from scene_stager.script.rig import Rig
from scene_stager.script.scene_script import SceneScript
from scene_stager.script.stations import circles, goes_along
from scene_stager.shot.rigs import rigs


def about_rig(script: SceneScript) -> Iterator[Mistake]:
    """The rig makes this move, and carries nothing that belongs to another rig."""
    rig = script.rig
    moves = rigs()[rig.rig].moves
    if rig.move not in moves:
        able = [name for name, profile in rigs().items() if rig.move in profile.moves]
        yield Mistake(
            "rig.move",
            rig.move,
            f"a move that a {rig.rig} can make: {', '.join(moves)}",
            f"Rigs that can {rig.move}: {', '.join(able)}." if able else "",
        )
    if rig.preset is not None and rig.rig != "handheld":
        yield Mistake("rig.preset", rig.preset, f"nothing, since a {rig.rig} is not handheld")
    if rig.pass_number != 1 and rig.rig != "moco":
        yield Mistake(
            "rig.pass_number", f"{rig.pass_number}", f"1, since a {rig.rig} does not repeat passes"
        )


def about_amounts(script: SceneScript) -> Iterator[Mistake]:
    """Every number that was given is read by the move, and every number it needs was given."""
    rig, meaning = script.rig, MOVES[script.rig.move]
    takes = {*meaning.takes, *(("duration_s",) if has_own_clock(script) else ())}
    for name in AMOUNTS:
        value = getattr(rig, name)
        if value is not None and name not in takes:
            yield Mistake(f"rig.{name}", f"{value:g}", f"nothing, since {rig.move} {meaning.about}")
    if meaning.needs and all(getattr(rig, name) is None for name in meaning.needs):
        yield _missing(rig, meaning.needs)
    if rig.move in ("push_in", "pull_out"):
        yield from _about_line(script)
    if rig.move in MAY_GO_ALONG and rig.travel_m is None and not script.subject.moves:
        yield _missing(rig, ("travel_m",))
    if goes_along(script):
        yield from _about_going_along(script)
    if circles(script) and rigs()[rig.rig].kinematics == "arm":
        yield Mistake(
            "rig.move",
            rig.move,
            f"a rig that can go with a moving subject, since a {rig.rig} stands on its post",
        )
    if rig.move in GOES_ALONG and not script.subject.moves:
        yield Mistake(
            "subject.motion", "still", f"walk, run or drive, since {rig.move} {meaning.about}"
        )
    if rig.move in ("pan_left", "pan_right", "tilt_up", "tilt_down"):
        yield from _about_turn(rig)


def _about_line(script: SceneScript) -> Iterator[Mistake]:
    """A push in or pull out needs both its ends: two distances, or one and how far it travels."""
    rig, about = script.rig, MOVES[script.rig.move].about
    framed = framed_end(rig.move, script.lens.zoom)
    other = "from" if framed == "to" else "to"
    framed_m, other_m = (getattr(rig, f"{end}_distance_m") for end in (framed, other))
    if rig.travel_m is not None and framed_m is not None and other_m is not None:
        yield Mistake(
            "rig.travel_m",
            f"{rig.travel_m:g}",
            "nothing, since rig.from_distance_m and rig.to_distance_m already say it",
        )
    elif rig.travel_m is None and other_m is None:
        yield Mistake(
            f"rig.{other}_distance_m",
            "nothing",
            f"a distance, or rig.travel_m, since {rig.move} {about}",
        )
    elif framed_m is None and script.framing.size is None and None in (other_m, rig.travel_m):
        yield Mistake(
            f"rig.{framed}_distance_m", "nothing", "a distance, or framing.size to tell it by"
        )


def _about_going_along(script: SceneScript) -> Iterator[Mistake]:
    """Beside a subject that moves, a camera keeps its place: an arm cannot, and no end differs."""
    rig = script.rig
    profile = rigs()[rig.rig]
    if profile.kinematics == "arm" and rig.move in profile.moves:
        yield Mistake(
            "rig.move",
            rig.move,
            f"a rig that can go beside a moving subject, since a {rig.rig} stands on its post",
            "Give rig.travel_m for a move of its own.",
        )
    for name in ("to_height_m", "pan_deg", "tilt_deg", "duration_s", "speed_m_s"):
        value = getattr(rig, name)
        of_lens = name == "duration_s" and changes_lens(script.lens)
        if value is not None and name in MOVES[rig.move].takes and not of_lens:
            yield Mistake(
                f"rig.{name}",
                f"{value:g}",
                "nothing, since the camera keeps beside the subject all shot long",
                "Give rig.travel_m for a move of its own.",
            )


def _about_turn(rig: Rig) -> Iterator[Mistake]:
    name = "pan_deg" if rig.move.startswith("pan") else "tilt_deg"
    value = getattr(rig, name)
    if value is not None and value < 0:
        yield Mistake(f"rig.{name}", f"{value:g}", f"0 or more, since {rig.move} says which way")


def _missing(rig: Rig, names: tuple[str, ...]) -> Mistake:
    others = "".join(f" or rig.{name}" for name in names[1:])
    about = MOVES[rig.move].about
    return Mistake(f"rig.{names[0]}", "nothing", f"a number{others}, since {rig.move} {about}")
