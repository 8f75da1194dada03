"""Placeholder until the services room is built."""
from pathlib import Path


def urls(data_dir: Path) -> dict[str, str]:
    """Return nothing."""
    return {}
