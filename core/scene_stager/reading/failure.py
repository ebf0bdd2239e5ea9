# SPDX-License-Identifier: Apache-2.0
"""Why a reading could not be made, by name: a named failure is an answer, a silent guess is not."""

from enum import StrEnum


class FailureMode(StrEnum):
    """What can stop an estimator. The value is what people and files see."""

    FLAT_FIELD = "flat_field"  # one even tone: there is nothing to read
    TOO_SMALL = "too_small"  # fewer than 16 pixels on a side
    ALL_CLIPPED = "all_clipped"  # the subject is nothing but clipped white
    NOISE_ONLY = "noise_only"  # neighbouring pixels know nothing of each other
    NO_SUBJECT = "no_subject"  # nothing stands closed and clear of the border, or out of clutter
    SILHOUETTE_ONLY = "silhouette_only"  # a subject without light on its face
    NO_HIGHLIGHT = "no_highlight"  # no specular highlight on the subject
    NO_RIM = "no_rim"  # no edge brighter than the key and fill explain
    NO_BACKGROUND = "no_background"  # nothing sharp stands behind the subject to compare with


# What keeps lights from being fitted, and so every metric that is one of theirs.
UNLIT = (
    FailureMode.TOO_SMALL,
    FailureMode.FLAT_FIELD,
    FailureMode.NOISE_ONLY,
    FailureMode.NO_SUBJECT,
    FailureMode.ALL_CLIPPED,
    FailureMode.SILHOUETTE_ONLY,
)
