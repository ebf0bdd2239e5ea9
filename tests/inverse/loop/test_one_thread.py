"""One answer on any number of threads: linear algebra stays on one while a still is matched."""

import json
import threading

import numpy as np
import pytest

import scene_stager
from scene_stager.one_thread import libraries, on_one_thread, set_threads, threads_of

MANY = 3  # more than one, on a machine of one core too


@pytest.fixture(autouse=True)
def many_threads():
    """Libraries that would split their sums."""
    if not libraries():
        pytest.skip("numpy's linear algebra is not OpenBLAS of its own wheel here")
    before = [threads_of(library) for library in libraries()]
    for library in libraries():
        set_threads(library, MANY)
    yield
    for library, count in zip(libraries(), before, strict=True):
        set_threads(library, count)


def now():
    return {threads_of(library) for library in libraries()}


def test_the_libraries_are_those_that_numpy_calls():
    one, other = np.random.default_rng(0).normal(size=(2, 400_000))
    split = one @ other  # a small product of matrices is not split on every processor
    with on_one_thread():
        whole = one @ other
    assert np.allclose(split, whole, rtol=1e-9)
    assert not np.array_equal(split, whole)  # else there would be nothing to hold


def test_it_lasts_until_the_last_has_left_whoever_came_first():
    came, leave = threading.Event(), threading.Event()

    def other():
        with on_one_thread():
            came.set()
            leave.wait()

    thread = threading.Thread(target=other)
    with pytest.raises(ZeroDivisionError), on_one_thread():
        thread.start()
        came.wait()
        assert now() == {1}
        raise ZeroDivisionError
    assert now() == {1}
    leave.set()
    thread.join()
    assert now() == {MANY}


@pytest.mark.slow
def test_a_match_is_the_same_to_the_last_digit_on_one_thread_and_on_three(small_still):
    def answer():
        told = scene_stager.match(small_still).as_json()
        return json.dumps({name: one for name, one in told.items() if name != "seconds"})

    split = answer()
    for library in libraries():
        set_threads(library, 1)
    assert answer() == split
