"""Train the weights of one target: softmax regression with few, telling features.

The only place that knows scikit-learn and scipy; run it in a process of its own, since together
they take a hundred megabytes. Everything is computed in a fixed order, so the same examples give
the same weights.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from issues.learning.champion import Score, score
from issues.reading.features import BUCKETS, Features
from issues.reading.weights import Weights

# A feature of a single text cannot be told from chance.
LEAST_TEXTS = 2
# Numbers a model keeps: 25 classes with 6,000 features are about 250 kB as half floats.
MOST_NUMBERS = 150_000
# Inverse strength of the L2 penalty, chosen by cross-validation among 1, 3, 10 and 30.
_C = 10.0
_ROUNDS = 80
_TOLERANCE = 1e-3
FOLDS = 5


class TooFewExamples(ValueError):
    """There is nothing to choose between: fewer than two classes."""


@dataclass(frozen=True, slots=True)
class Example:
    """One text with its answer. `weight` is 0.5 for a doubtful answer.

    Texts of one `group` (prints of the same text) never stand on both sides of a validation.
    """

    features: Features
    label: str
    weight: float = 1.0
    group: str = ""


@dataclass(frozen=True, slots=True)
class Validation:
    """What models said of texts they had not seen, in the order of the examples."""

    answers: tuple[str, ...]
    confidences: tuple[float, ...]
    score: Score


def train(examples: Sequence[Example], target: str, most: int = MOST_NUMBERS) -> Weights:
    """Return the weights; classes count alike however rare. Raises TooFewExamples."""
    names = sorted({example.label for example in examples})
    if len(names) < 2:
        raise TooFewExamples(f"Untuk {target} hanya ada satu jawaban; belum ada yang dipelajari.")
    matrix = matrix_of([example.features for example in examples])
    classes = np.array([names.index(example.label) for example in examples])
    kept = telling(matrix, classes, len(names), most // len(names))
    model = LogisticRegression(
        C=_C, class_weight="balanced", max_iter=_ROUNDS, tol=_TOLERANCE, random_state=0
    )
    weights = np.array([example.weight for example in examples])
    model.fit(matrix[:, kept], classes, sample_weight=weights)
    table, bias = _both_sides(model.coef_, model.intercept_)
    return Weights.checked(target, names, kept, table.T.astype(np.float32), bias)


def cross_validate(
    examples: Sequence[Example], target: str, folds: int = FOLDS, most: int = MOST_NUMBERS
) -> Validation:
    """Answer every example with a model that has not seen its group."""
    numbers = fold_of([example.group or str(n) for n, example in enumerate(examples)], folds)
    answers = [""] * len(examples)
    confidences = [0.0] * len(examples)
    for fold in range(folds):
        seen = [e for e, number in zip(examples, numbers, strict=True) if number != fold]
        weights = train(seen, target, most)
        for place in (n for n, number in enumerate(numbers) if number == fold):
            told = weights.probabilities(examples[place].features)
            answers[place] = max(told, key=lambda name: told[name])
            confidences[place] = told[answers[place]]
    wanted = [example.label for example in examples]
    return Validation(tuple(answers), tuple(confidences), score(answers, wanted))


def fold_of(groups: Sequence[str], folds: int = FOLDS) -> list[int]:
    """Return the fold of every text: groups are dealt out in a fixed, shuffled order."""
    names = sorted(set(groups))
    order = np.random.default_rng(0).permutation(len(names))
    fold = {name: int(place) % folds for name, place in zip(names, order, strict=True)}
    return [fold[group] for group in groups]


def matrix_of(rows: Iterable[Features]) -> csr_matrix:
    """Return the features of texts as a sparse matrix: a row for each, a column for each bucket."""
    features = list(rows)
    starts = np.cumsum([0, *(len(row.buckets) for row in features)])
    values = np.concatenate([row.values for row in features])
    buckets = np.concatenate([row.buckets for row in features])
    return csr_matrix((values, buckets, starts), shape=(len(features), BUCKETS))


def telling(
    matrix: csr_matrix, classes: NDArray[np.int64], count: int, most: int
) -> NDArray[np.int64]:
    """Return the features that differ most between the classes (chi-squared), ascending."""
    texts = np.bincount(matrix.indices, minlength=BUCKETS)
    often = np.flatnonzero(texts >= LEAST_TEXTS)
    chosen = csr_matrix(
        (np.ones(len(classes)), (classes, np.arange(len(classes)))), shape=(count, len(classes))
    )
    seen = np.asarray((chosen @ abs(matrix[:, often])).todense())
    share = np.bincount(classes, minlength=count)[:, None] / len(classes)
    expected = share * seen.sum(axis=0)
    surprise = ((seen - expected) ** 2 / np.maximum(expected, 1e-12)).sum(axis=0)
    best = np.argsort(-surprise, kind="stable")[:most]
    return np.sort(often[best])


def _both_sides(
    table: NDArray[np.float64], bias: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return a row for each class; of two classes scikit-learn keeps the second alone."""
    if len(table) > 1:
        return table, bias
    return np.vstack([-table, table]) / 2, np.concatenate([-bias, bias]) / 2
