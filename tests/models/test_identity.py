"""Vectors of different networks, or of pictures prepared otherwise, never meet."""

import numpy as np
import pytest

from scene_stager.errors import InputError
from scene_stager.models.identity import NetworkIdentity, Vectors

ONE = NetworkIdentity("a" * 64, "picture.1")


def vectors(identity=ONE, rows=((3, 4), (0, 0), (1, 0))):
    return Vectors(identity, np.float32(rows))


@pytest.mark.parametrize(
    "other", [ONE._replace(network="b" * 64), ONE._replace(preparation="picture.2")]
)
def test_vectors_of_two_kinds_never_meet(other):
    assert ONE.digest != other.digest
    for act in (vectors().likeness, vectors().joined):
        with pytest.raises(
            InputError, match=r"vectors: found picture\.. of .*, expected picture\.1"
        ):
            act(vectors(other))


def test_likeness_is_the_cosine_and_nothing_is_like_nothing():
    said = vectors().likeness(vectors(rows=((4, 3), (-3, -4))))
    np.testing.assert_allclose(said, [[0.96, -1.0], [0.0, 0.0], [0.8, -0.6]], atol=1e-6)


def test_joined_keeps_the_order_and_the_identity():
    both = vectors().joined(vectors(rows=((7, 7),)))
    assert both.rows.tolist() == [[3, 4], [0, 0], [1, 0], [7, 7]]
    assert both.identity == ONE
