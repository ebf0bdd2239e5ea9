# SPDX-License-Identifier: Apache-2.0
"""What an inspector is: it sees two pictures and their numbers, and says one critique."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from scene_stager.inverse.second_look.inspector._critique import Critique

Light = NDArray[np.float32] | NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class InspectorView:
    """What an inspector is shown: two pictures as linear Rec.709 (h, w, 3), and their metrics.

    The metrics are keyed by name, in the units of their names; None where a picture does not tell.
    """

    reference: Light
    preview: Light
    of_reference: Mapping[str, float | None] = field(default_factory=dict)
    of_preview: Mapping[str, float | None] = field(default_factory=dict)


@runtime_checkable
class Inspector(Protocol):
    """One inspector. `needs` is the environment variable that it cannot do without, or empty."""

    @property
    def title(self) -> str:
        """What people call it."""

    @property
    def needs(self) -> str:
        """The environment variable that must be set, or nothing."""

    def inspect(self, view: InspectorView) -> Critique:
        """Say what is off. Raises ServiceError when a service gave no sound answer."""
