"""Act: read a pack by name, load it, and give a sample pack its fictional desk work."""

import datetime as dt
from pathlib import Path

from django.conf import settings

from commandcenter.packs.desk import load_desk
from commandcenter.packs.loader import load_pack
from commandcenter.packs.reader import FOLDER, Pack, read_pack
from commandcenter.packs.report import LoadReport
from monitoring.sources.search_feeds import ensure_search_feeds


def install(name: str, at: dt.datetime) -> LoadReport:
    """Read the pack called `name` (or the folder of that path) and load it.

    Raises PackError with words that name file and line.
    """
    pack = find_pack(name, at)
    report = load_pack(pack, at)
    ensure_search_feeds(at)
    if pack.pack.sample:
        load_desk(pack, at)
    return report


def find_pack(name: str, at: dt.datetime) -> Pack:
    """Read and check a pack by its name, or by the path of its folder."""
    folder = Path(name) if "/" in name else FOLDER / name
    substitutes = {"NEWSROOM_PORT": str(settings.NEWSROOM_PORT)}
    return read_pack(folder, at, substitutes, settings.FETCH_ALLOW_NETWORKS)
