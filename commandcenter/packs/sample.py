"""Act: keep sample data young. The sample week ends today; on a new day it starts afresh."""

from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection

from commandcenter.packs.files import PackError, read_yaml
from commandcenter.packs.reader import FOLDER
from issues.models import Issue
from monitoring.home import home_zone
from monitoring.models import Item, Outlet, Region

SAMPLE = FOLDER / "contoh"
NEWSROOM = SAMPLE / "newsroom"


def opened_at() -> datetime | None:
    """Return when the sample newsroom opened; None when it never did."""
    kept = _kept()
    return datetime.fromisoformat(kept.read_text()) if kept.exists() else None


def refresh_sample(at: datetime) -> None:
    """Open the newsroom today, forgetting the coverage of an earlier day; accounts stay.

    Raises PackError when the database holds anything but sample data: that is never forgotten.
    """
    home = Region.objects.home()
    if home is not None and not (home.phrases.get("sample") and home.code == _sample_home()):
        words = "DEMO=1 menghapus data contoh yang lama, tetapi basis data ini melayani"
        raise PackError(f"{words} {home.name}. Pakai DATABASE_URL atau DATA_DIR lain.")
    opened, zone = opened_at(), home_zone()
    if opened is not None and opened.astimezone(zone).date() == at.astimezone(zone).date():
        return
    if home is not None:
        _forget_coverage()
    _kept().write_text(at.isoformat())


def _sample_home() -> str:
    """Return the code of the fictional province; no real one has it."""
    return read_yaml(SAMPLE / "pack.yaml", {}).data["home"]


def _forget_coverage() -> None:
    """Empty outlets, items and issues with everything that hangs on them."""
    tables = (model._meta.db_table for model in (Item, Outlet, Issue))
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(map(connection.ops.quote_name, tables))} CASCADE")


def _kept() -> Path:
    return settings.DATA_DIR / "newsroom-opened-at"
