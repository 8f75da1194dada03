"""Read the word tables of this folder, which are data, once per process."""

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

_HERE = Path(__file__).parent
# A file that was cut short has no mark of its end (YAML 1.2.2, section 9.1.2).
_END = "\n..."


class BrokenTable(RuntimeError):
    """A table is missing or damaged; without its words all news would silently be neutral."""


@lru_cache(maxsize=4)
def table(name: str) -> dict[str, Any]:
    """Return a table by its file name, such as "cues.yaml". Raises BrokenTable."""
    try:
        text = (_HERE / name).read_text(encoding="utf-8")
        loaded: dict[str, Any] = yaml.safe_load(text)
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise BrokenTable(f"Daftar kata {name} tidak terbaca; pasang ulang aplikasi.") from error
    if not text.rstrip().endswith(_END):
        raise BrokenTable(f"Daftar kata {name} terpotong; pasang ulang aplikasi.")
    return loaded


@lru_cache(maxsize=32)
def word_list(name: str) -> frozenset[str]:
    """Return a list of `words.yaml`."""
    return frozenset(str(table("words.yaml")[name]).split())
