"""What a match depends on: every room whose code can change an answer is in the batch's digest."""

from scene_stager.inverse.loop.job import ROOMS
from tests.house.sources import CORE, imports_of, module_of, our_files


def modules_behind(start):
    """Every module of ours that a module may load, now or later, in a function or not."""
    files = {module_of(file, CORE): file for file in our_files(CORE, ".py")}
    seen, waiting = set(), [start]
    while waiting:
        name = waiting.pop()
        while name not in files and "." in name:
            name = name.rpartition(".")[0]
        # The package itself is the front door, which loads what it is asked for.
        if name in files and name not in seen and "." in name:
            seen.add(name)
            waiting += [found.name for found in imports_of(files[name], CORE)]
            waiting.append(name.rpartition(".")[0])
    return seen


def test_whatever_a_match_loads_is_in_a_room_that_its_digest_sees():
    behind = modules_behind("scene_stager.inverse.loop.job")
    assert len(behind) > 100
    rooms = {name.split(".")[1] for name in behind}
    assert rooms - {room.removesuffix(".py") for room in ROOMS} == set()
