"""Writes small files that hold secrets: whole or not at all, and for one pair of eyes."""

import os
from pathlib import Path


def write_private(path: Path, text: str, owner: tuple[int, int] | None = None) -> Path:
    """Replace the file at once; only its owner (by default us) may read it."""
    fresh = path.with_name(f"{path.name}.new")
    fresh.unlink(missing_ok=True)
    fresh.touch(mode=0o600, exist_ok=False)
    fresh.write_text(text, encoding="utf-8")
    if owner is not None:
        os.chown(fresh, *owner)
    return fresh.rename(path)
