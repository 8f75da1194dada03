"""Continue a model from what people decided, without forgetting what it knew.

Maximum a posteriori adaptation (Chelba and Acero, 2004, "Adaptation of Maximum Entropy
Capitalizer"): the weights stay where they are unless decisions pull them away, so that a word no
decision speaks of keeps its meaning, and five hundred decisions suffice. Knows scipy, like
training.py, and runs in the same process of its own.
"""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from issues.learning.training import Example, matrix_of, telling
from issues.reading.weights import Weights

# How strongly weights are held back: measured among .01, .03, .1 and .3 on fictional items, of
# which a third had taught before; the same penalty as in training.py, around the old weights.
_HOLD = 0.1
# The intercepts, few and telling, are held back hardly at all.
_HOLD_BIAS = 0.001
_ROUNDS = 30
# Numbers that may change: the most telling ones. Topics of fictional items, learned as above, were
# right in .476 with 150,000, .503 with 40,000, .511 with 20,000; tone alike; time grows with them.
MOST_NUMBERS = 30_000
# A value people gave that the model does not know (a topic of the pack) must be seen this often.
NEW_CLASS_AT = 10
# Where a new class begins, beside those that are known.
_RARE = -2.0


def adapt(examples: Sequence[Example], start: Weights) -> Weights:
    """Return the weights after these examples; those of values it cannot know are left out."""
    classes = known_classes([example.label for example in examples], start)
    usable = [example for example in examples if example.label in classes]
    begun = _widened(start, classes)
    matrix = matrix_of([example.features for example in usable])
    answers = np.array([classes.index(example.label) for example in usable])
    kept = telling(matrix, answers, len(classes), MOST_NUMBERS // len(classes))
    before = np.vstack([begun.scores(example.features) for example in usable])
    importance = _importance(usable)
    change, shift = _fit(matrix[:, kept].tocsr(), answers, before, importance)
    return _merged(begun, kept, change, shift)


def known_classes(labels: Sequence[str], start: Weights) -> tuple[str, ...]:
    """Return the classes of the model, and the new ones people used often enough."""
    told = Counter(labels)
    new = sorted(n for n, count in told.items() if count >= NEW_CLASS_AT and n not in start.classes)
    return (*start.classes, *new)


def _widened(start: Weights, classes: tuple[str, ...]) -> Weights:
    """Return the same model with room for new classes."""
    new = len(classes) - len(start.classes)
    if not new:
        return start
    table = np.hstack([start.table, np.zeros((len(start.buckets), new), dtype=np.float32)])
    bias = np.concatenate([start.bias, np.full(new, _RARE, dtype=np.float32)])
    return Weights.checked(start.target, classes, start.buckets, table, bias)


def _importance(examples: Sequence[Example]) -> NDArray[np.float64]:
    """Return the weight of every example: rare values count more, by the root of their rarity.

    In full balance the model would call everything rare; without any, never.
    """
    told = Counter(example.label for example in examples)
    usual = len(examples) / len(told)
    return np.array([e.weight * np.sqrt(usual / told[e.label]) for e in examples])


def _fit(
    matrix: csr_matrix,
    answers: NDArray[np.int64],
    before: NDArray[np.float64],
    importance: NDArray[np.float64],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return by how much to change the weights (features by classes) and the intercepts."""
    (texts, features), classes = matrix.shape, before.shape[1]
    wanted = np.zeros((texts, classes))
    wanted[np.arange(texts), answers] = 1.0

    def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        change = flat[classes:].reshape(features, classes)
        scores = before + matrix @ change + flat[:classes]
        scores -= scores.max(axis=1, keepdims=True)
        powers = np.exp(scores)
        total = powers.sum(axis=1, keepdims=True)
        missed = (np.log(total[:, 0]) - scores[np.arange(texts), answers]) * importance
        slope = (powers / total - wanted) * importance[:, None]
        held = np.concatenate([_HOLD_BIAS * flat[:classes], _HOLD * flat[classes:]])
        gradient = np.concatenate([slope.sum(axis=0), (matrix.T @ slope).ravel()]) + held
        return float(missed.sum() + 0.5 * held @ flat), gradient

    found = minimize(
        loss,
        np.zeros(classes * (features + 1)),
        jac=True,
        method="L-BFGS-B",
        options={"maxiter": _ROUNDS},
    )
    return found.x[classes:].reshape(features, classes), found.x[:classes]


def _merged(
    begun: Weights,
    kept: NDArray[np.int64],
    change: NDArray[np.float64],
    shift: NDArray[np.float64],
) -> Weights:
    """Return the model with its changes: a row for every feature either of them knows."""
    buckets = np.union1d(begun.buckets, kept)
    table = np.zeros((len(buckets), len(begun.classes)))
    table[np.searchsorted(buckets, begun.buckets)] += begun.table
    table[np.searchsorted(buckets, kept)] += change
    return Weights.checked(
        begun.target, begun.classes, buckets, table.astype(np.float32), begun.bias + shift
    )
