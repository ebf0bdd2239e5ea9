"""Every host keeps every promise."""

import inspect

import pytest

from tests.hosts import promises, shared_promises
from tests.hosts.registry import SCENE, benches

SCENES, ALL = benches(SCENE), benches()


@pytest.mark.parametrize("host", sorted(SCENES))
@pytest.mark.parametrize("promise", promises.PROMISES, ids=lambda promise: promise.__name__)
def test_keeps_its_promise(host, promise):
    promise(SCENES[host]())


@pytest.mark.parametrize("host", sorted(ALL))
@pytest.mark.parametrize("promise", shared_promises.SHARED, ids=lambda promise: promise.__name__)
def test_keeps_what_every_host_promises(host, promise):
    promise(ALL[host]())


@pytest.mark.parametrize(
    ("module", "listed", "helpers"),
    [
        (promises, promises.PROMISES, {"a_set_of_the_users", "mine_is_untouched"}),
        (shared_promises, shared_promises.SHARED, {"baked", "rows_of"}),
    ],
)
def test_no_promise_is_left_out_of_the_list(module, listed, helpers):
    written = [
        thing
        for name, thing in inspect.getmembers(module, inspect.isfunction)
        if thing.__module__ == module.__name__ and "bench" in inspect.signature(thing).parameters
    ]
    assert {t for t in written if t.__name__ not in helpers} == set(listed)
