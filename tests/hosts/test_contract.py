"""Every host keeps every promise."""

import inspect

import pytest

from tests.hosts import promises
from tests.hosts.benches import BENCHES


@pytest.mark.parametrize("host", sorted(BENCHES))
@pytest.mark.parametrize("promise", promises.PROMISES, ids=lambda promise: promise.__name__)
def test_keeps_its_promise(host, promise):
    promise(BENCHES[host]())


def test_no_promise_is_left_out_of_the_list():
    written = [
        thing
        for name, thing in inspect.getmembers(promises, inspect.isfunction)
        if thing.__module__ == promises.__name__ and "bench" in inspect.signature(thing).parameters
    ]
    setting = {promises.a_set_of_the_users, promises.mine_is_untouched}
    assert set(written) - setting == set(promises.PROMISES)
