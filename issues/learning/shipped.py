"""The starting weights that come with the product: read once per process, refused if damaged."""

import logging
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from issues.reading.weights import BrokenWeights, Weights, from_bytes

log = logging.getLogger(__name__)

HERE = Path(__file__).parent / "starting"
TARGETS = ("topic", "event_tone", "tone", "official")


@cache
def starting_weights() -> Mapping[str, Weights]:
    """Return the shipped models by target; one that is missing or damaged is left out and said."""
    found = {target: _read(HERE / f"{target}.npz") for target in TARGETS}
    return {target: weights for target, weights in found.items() if weights}


def _read(path: Path) -> Weights | None:
    try:
        return from_bytes(path.read_bytes())
    except (OSError, BrokenWeights) as error:
        log.error("bobot awal %s tidak dapat dipakai, dibaca dengan aturan saja: %s", path, error)
        return None
