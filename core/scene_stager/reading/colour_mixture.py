# SPDX-License-Identifier: Apache-2.0
"""A few Gaussian clouds of colour: what the subject is made of, and what surrounds it."""

from dataclasses import dataclass

import numpy as np

from scene_stager.maths.arrays import Floats

# House defaults, not measured, but where a line says otherwise.
ROUNDS = 6  # of expectation and maximisation; house default
MOST_COLOURS = 1500  # that a fit looks at: every so-manieth of more
LEAST_VARIANCE = 2e-4  # of a cloud along any axis, in feature units squared


@dataclass(frozen=True, eq=False)
class ColourMixture:
    """Weights (k,), means (k, d) and covariances (k, d, d) of the clouds."""

    weights: Floats
    means: Floats
    covariances: Floats

    def log_likelihood(self, colours: Floats) -> Floats:
        """Natural logarithm of the density at each colour: (n, d) -> (n,)."""
        return np.asarray(np.logaddexp.reduce(self._per_cloud(colours), axis=1))

    def _per_cloud(self, colours: Floats) -> Floats:
        logs = []
        for weight, mean, covariance in zip(
            self.weights, self.means, self.covariances, strict=True
        ):
            factor = np.linalg.cholesky(covariance)
            whitened = np.linalg.inv(factor) @ (colours - mean).T
            spread = np.log(np.diag(factor)).sum()
            logs.append(np.log(weight + 1e-12) - 0.5 * (whitened**2).sum(axis=0) - spread)
        return np.stack(logs, axis=1)


def fit_mixture(colours: Floats, clouds: int) -> ColourMixture:
    """Fit clouds to colours, the same way every time.

    shapes   colours (n, d)
    units    any
    valid    n >= 2
    source   Dempster, Laird, Rubin 1977 (EM), started from slices along the longest axis
    """
    colours = colours[:: max(1, colours.shape[0] // MOST_COLOURS)]
    middle = colours - colours.mean(axis=0)
    axis = np.linalg.eigh(middle.T @ middle)[1][:, -1]
    along = middle @ axis
    cuts = np.quantile(along, np.linspace(0.0, 1.0, clouds + 1)[1:-1])
    share = np.eye(clouds)[np.searchsorted(cuts, along)]
    for _ in range(ROUNDS):
        mixture = _maximise(colours, share)
        logs = mixture._per_cloud(colours)
        share = np.exp(logs - np.logaddexp.reduce(logs, axis=1, keepdims=True))
    return mixture


def _maximise(colours: Floats, share: Floats) -> ColourMixture:
    mass = share.sum(axis=0) + 1e-9
    means = (share.T @ colours) / mass[:, None]
    floor = LEAST_VARIANCE * np.eye(colours.shape[1])
    covariances = [
        ((colours - mean) * part[:, None]).T @ (colours - mean) / m + floor
        for mean, part, m in zip(means, share.T, mass, strict=True)
    ]
    return ColourMixture(mass / mass.sum(), means, np.stack(covariances))
