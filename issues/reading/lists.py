"""Read the word tables of this folder, which are data, once per process."""

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

_HERE = Path(__file__).parent


@lru_cache(maxsize=4)
def table(name: str) -> dict[str, Any]:
    """Return a table by its file name, such as "cues.yaml"."""
    loaded: dict[str, Any] = yaml.safe_load((_HERE / name).read_text(encoding="utf-8"))
    return loaded


@lru_cache(maxsize=32)
def word_list(name: str) -> frozenset[str]:
    """Return a list of `words.yaml`."""
    return frozenset(str(table("words.yaml")[name]).split())
