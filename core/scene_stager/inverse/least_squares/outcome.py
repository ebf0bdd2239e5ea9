# SPDX-License-Identifier: Apache-2.0
"""What is to be thought of a match, in one word that files and people see."""

from enum import Enum


class Outcome(Enum):
    """How a match ended. Falling short is an answer, not an error."""

    MATCHED = "the guess settled, and what it claims is told apart"
    AMBIGUOUS = "another arrangement explains the still about as well; it is listed"
    ILL_POSED = "numbers trade against each other: the still does not say which"
    UNEXPLAINED = "the best arrangement leaves too much of the picture unexplained to be believed"
    CLOSEST = "no step comes nearer: what is left is out of this model's reach"
    UNFINISHED = "still coming nearer when steps ran out"

    @property
    def word(self) -> str:
        """As files and people see it."""
        return self.name.lower()
