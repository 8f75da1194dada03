"""The learned models that reading uses now: what rules in the database, else what was shipped."""

import logging
from collections.abc import Mapping

from issues.learning.shipped import starting_weights
from issues.models import LearnedModel
from issues.reading.weights import BrokenWeights, Weights

log = logging.getLogger(__name__)

# Ruling models of this process by target, each with its primary key: a row never changes.
_kept: dict[str, tuple[int, Weights | None]] = {}


def ruling_weights() -> Mapping[str, Weights]:
    """Return the models by target, in one query while none has changed.

    Arrays that do not fit are refused with a sentence in the log, once per process; the shipped
    model reads on.
    """
    found = dict(starting_weights())
    for key, target in LearnedModel.objects.ruling().values_list("pk", "target"):
        if _kept.get(target, (0, None))[0] != key:
            _kept[target] = (key, _load(key))
        weights = _kept[target][1]
        if weights:
            found[target] = weights
    return found


def _load(key: int) -> Weights | None:
    row = LearnedModel.objects.filter(pk=key).first()
    if row is None:
        return None
    try:
        return Weights.checked(
            row.target, row.classes, row.buckets, row.weights, row.bias, row.features
        )
    except BrokenWeights as error:
        log.error("model %s nomor %d ditolak, bobot awal dipakai: %s", row.target, key, error)
        return None
