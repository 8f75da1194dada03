"""The weights of a learned model as plain arrays: checked before use, and with a reason.

A model is a table: one row of numbers for each bucket of `features`, one column for each class.
Nothing in it is code, so a damaged or hostile one can be wrong but not dangerous.
"""

import io
import tokenize
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from issues.reading.features import BUCKETS, FEATURES, Features
from issues.reading.lists import word_list
from issues.reading.phrases import lower
from issues.reading.values import Span
from issues.reading.words import WORD

MOST_CLASSES = 64
# A model larger than this was not made by us: 2^18 buckets in 25 classes of half floats.
MOST_BYTES = 16 << 20
LARGEST = 1000.0
_SHOWN = 4
_PARTS = frozenset({"target", "features", "classes", "buckets", "table", "bias"})
_DAMAGE = (
    ValueError, TypeError, KeyError, OSError, EOFError, RuntimeError, MemoryError, OverflowError,
    NotImplementedError, SyntaxError, zipfile.BadZipFile, zlib.error, tokenize.TokenError,
)  # fmt: skip


class BrokenWeights(ValueError):
    """The arrays of a model do not fit together; the sentence says how, in Indonesian."""


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """A softmax over classes. `buckets` is strictly ascending, `table` has a row for each.

    Make it with `checked`, which refuses what does not fit.
    """

    target: str
    classes: tuple[str, ...]
    buckets: NDArray[np.int64]
    table: NDArray[np.float32]
    bias: NDArray[np.float32]

    @classmethod
    def checked(
        cls,
        target: str,
        classes: Sequence[str],
        buckets: Sequence[int] | NDArray[np.int64],
        table: Sequence[float] | NDArray[np.float32],
        bias: Sequence[float] | NDArray[np.float32],
        features: str = FEATURES,
    ) -> "Weights":
        """Return the weights; `table` may be flat, row after row. Raises BrokenWeights."""
        if features != FEATURES:
            raise BrokenWeights(f"Model {target} dibuat untuk ciri {features}, bukan {FEATURES}.")
        names = tuple(str(name) for name in classes)
        places = _array(buckets, np.int64, target)
        numbers = _array(table, np.float32, target)
        start = _array(bias, np.float32, target)
        _check_shape(target, names, places, numbers, start)
        _check_content(target, places, numbers, start)
        return cls(target, names, places, numbers.reshape(len(places), len(names)), start)

    def probabilities(self, features: Features) -> dict[str, float]:
        """Return the probability of every class, together 1."""
        scores = self.scores(features)
        powers = np.exp(scores - scores.max())
        return dict(zip(self.classes, (powers / powers.sum()).tolist(), strict=True))

    def scores(self, features: Features) -> NDArray[np.float64]:
        """Return the sum of weights for every class in the order of `classes`."""
        rows, values = self._known(features)
        return self.bias + values.astype(np.float64) @ self.table[rows]

    def because(
        self, features: Features, value: str, most: int = _SHOWN
    ) -> tuple[tuple[str, ...], tuple[Span, ...]]:
        """Return the words that speak most for a class, strongest first, and where they stand.

        Overlapping words are told once, words that say nothing to a reader not at all; nothing for
        a class the model does not know.
        """
        if value not in self.classes:
            return (), ()
        rows, values = self._known(features)
        table = self.table[rows]
        gains = values * (table[:, self.classes.index(value)] - table.mean(axis=1))
        words: dict[str, str] = {}
        spans: list[Span] = []
        for row in np.argsort(-gains, kind="stable"):
            if gains[row] <= 0 or len(words) >= most:
                break
            places = features.places_of(int(self.buckets[rows[row]]))
            fresh = [(start, end) for start, end in places if not _overlaps(spans, start, end)]
            for start, end in fresh[:1]:
                shown = " ".join(features.raw[start:end].split())
                if _says_something(shown):
                    words.setdefault(shown.casefold(), shown)
                    spans.extend(fresh)
        return tuple(words.values()), tuple(sorted(spans))

    def _known(self, features: Features) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Return the rows of the features the model has, and their values."""
        if not len(self.buckets):
            return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32)
        rows = np.searchsorted(self.buckets, features.buckets)
        rows = np.minimum(rows, len(self.buckets) - 1)
        known = self.buckets[rows] == features.buckets
        return rows[known], features.values[known]


def to_bytes(weights: Weights) -> bytes:
    """Return the weights as an npz archive of plain arrays; numbers as half floats."""
    out = io.BytesIO()
    np.savez_compressed(
        out,
        target=np.array(weights.target),
        features=np.array(FEATURES),
        classes=np.array(weights.classes),
        buckets=weights.buckets.astype(np.int32),
        table=weights.table.astype(np.float16),
        bias=weights.bias,
    )
    return out.getvalue()


def from_bytes(raw: bytes) -> Weights:
    """Return the weights of an archive. Raises BrokenWeights for anything else, also hostile."""
    if len(raw) > MOST_BYTES:
        raise BrokenWeights(f"Berkas model terlalu besar ({len(raw)} bita).")
    try:
        parts = _parts(raw)
    except _DAMAGE as error:
        raise BrokenWeights(f"Berkas model rusak atau terpotong: {error}") from error
    return Weights.checked(
        str(parts["target"]),
        [str(name) for name in np.atleast_1d(parts["classes"])],
        parts["buckets"],
        parts["table"],
        parts["bias"],
        str(parts["features"]),
    )


def _parts(raw: bytes) -> dict[str, NDArray[np.generic]]:
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        if sum(member.file_size for member in archive.infolist()) > MOST_BYTES:
            raise ValueError("isinya terlalu besar")
    with np.load(io.BytesIO(raw), allow_pickle=False) as loaded:
        if set(loaded.files) != _PARTS:
            raise ValueError("isinya bukan sebuah model")
        return {name: loaded[name] for name in _PARTS}


def _array(given: object, kind: type, target: str) -> NDArray[np.generic]:
    try:
        return np.asarray(given, dtype=kind)
    except _DAMAGE as error:
        raise BrokenWeights(f"Model {target} berisi sesuatu yang bukan angka.") from error


def _check_shape(
    target: str, names: tuple[str, ...], places: np.ndarray, numbers: np.ndarray, start: np.ndarray
) -> None:
    if not 2 <= len(set(names)) == len(names) <= MOST_CLASSES:
        raise BrokenWeights(f"Model {target} tidak punya daftar kelas yang benar.")
    if places.ndim != 1 or start.shape != (len(names),):
        raise BrokenWeights(f"Model {target} tidak sesuai jumlah kelasnya ({len(names)}).")
    if numbers.size != len(places) * len(names):
        raise BrokenWeights(
            f"Model {target} terpotong: {numbers.size} bobot untuk {len(places)} ciri."
        )


def _check_content(target: str, places: np.ndarray, numbers: np.ndarray, start: np.ndarray) -> None:
    if len(places) and (places[0] < 0 or places[-1] >= BUCKETS or (np.diff(places) <= 0).any()):
        raise BrokenWeights(f"Model {target} menunjuk ciri yang tidak ada.")
    both = np.concatenate([numbers.ravel(), start])
    if not np.isfinite(both).all() or np.abs(both).max(initial=0.0) > LARGEST:
        raise BrokenWeights(f"Model {target} berisi bobot di luar batas.")


def _says_something(shown: str) -> bool:
    """Return whether one of the words tells a reader something: "di" and "baru" do not."""
    nothing = word_list("common") | word_list("says_nothing")
    return any(hit[0].isalpha() and lower(hit[0]) not in nothing for hit in WORD.finditer(shown))


def _overlaps(spans: list[Span], start: int, end: int) -> bool:
    return any(start < right and left < end for left, right in spans)
