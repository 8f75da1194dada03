"""The product's own functions, called in this process on the database of a plant."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import django
from django.core.cache import cache
from django.db import connection
from django.utils.module_loading import import_string

from tests.bench.stack import environment
from tests.faults.plant import Plant
from tests.faults.press import ZONE

DAY = timedelta(days=1)


def join(plant: Plant) -> None:
    """Make this process one of the product, with the settings and the database of the plant."""
    ours = environment(os.environ) | plant.environment
    os.environ.clear()
    os.environ.update(ours, DJANGO_SETTINGS_MODULE="commandcenter.settings")
    django.setup()


def follow(database_url: str) -> None:
    """Use the database where it answers now: it may have moved to another port."""
    connection.settings_dict["PORT"] = urlsplit(database_url).port


@contextmanager
def inside() -> Iterator[None]:
    """Use the database for a moment; its connection does not outlive a fault."""
    cache.clear()
    try:
        yield
    finally:
        connection.close()


def call(name: str, *values: Any) -> Any:
    """Call a function of the product by its dotted name: its rows exist only once it is set up."""
    return import_string(name)(*values)


def recap(at: datetime, day: datetime) -> Any:
    """Compose, as of `at`, the recap of the whole local day that `day` lies in."""
    # A pack without editions has the whole day only.
    [whole] = call("issues.recaps.periods.slots", {})
    date = day.astimezone(ZONE).date()
    period = call("issues.recaps.periods.period", date, whole, ZONE, at)
    return call("issues.recaps.compose_recap", period)


def recaps_equal(at: datetime) -> bool:
    """Say whether yesterday's and today's recap are the same when they are composed again."""
    with inside():
        return all(recap(at, day) == recap(at, day) for day in (at - DAY, at))
