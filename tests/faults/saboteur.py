"""Puts the kill points into a worker from outside; the product knows nothing of them.

Each point is a named seam of the product that is wrapped here. A seam that moved stops the worker
at its start with a word that names it.
"""

import importlib
import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import wraps
from pathlib import Path
from typing import Any

from tests.faults.orders import VARIABLE, Orders

POINTS = (
    "after_claim",
    "after_fetch",
    "after_parse",
    "before_commit",
    "after_commit",
    "before_ack",
    "page_settle",
    "reading",
)
Wrapper = Callable[[Callable[..., Any]], Callable[..., Any]]


class SeamMissing(Exception):
    """A place where the laboratory reaches into the product is not there any more."""


class Saboteur:
    """Wraps the seams; `passing` is called at every point."""

    def __init__(self, orders: Orders) -> None:
        self._orders = orders
        # Between an insert of new entries and the commit that makes them stay.
        self._storing = False

    def install(self) -> None:
        """Wrap every seam. Raises SeamMissing."""
        feeds, reading = "monitoring.pipeline.feeds", "issues.pipeline.reading"
        base = "django.db.backends.base.base.BaseDatabaseWrapper"
        seam("monitoring.claims.ClaimQuerySet.claim", self._after("after_claim", rows=True))
        seam(f"{feeds}.visit", self._at_each("after_fetch"))
        seam(f"{feeds}.read_feed", self._after("after_parse"))
        seam(f"{feeds}.store_entries", self._noting)
        seam(f"{base}.commit", self._around_commit)
        seam("celery.worker.request.Request.acknowledge", self._before("before_ack"))
        seam("monitoring.claims.Claimable.release", self._settling)
        seam(f"{reading}.store", self._after("reading"))

    def passing(self, point: str) -> None:
        """Pass a point; where this pass was ordered to be the last one, it is."""
        if self._orders.take_ticket(point):
            self._orders.carry_out(point)

    def _before(self, point: str) -> Wrapper:
        def wrapper(function: Callable[..., Any]) -> Callable[..., Any]:
            @wraps(function)
            def wrapped(*args: Any, **values: Any) -> Any:
                self.passing(point)
                return function(*args, **values)

            return wrapped

        return wrapper

    def _after(self, point: str, rows: bool = False) -> Wrapper:
        """Pass the point after the call; with `rows` only when it brought any."""

        def wrapper(function: Callable[..., Any]) -> Callable[..., Any]:
            @wraps(function)
            def wrapped(*args: Any, **values: Any) -> Any:
                result = function(*args, **values)
                if result or not rows:
                    self.passing(point)
                return result

            return wrapped

        return wrapper

    def _at_each(self, point: str) -> Wrapper:
        def wrapper(function: Callable[..., Iterator[Any]]) -> Callable[..., Iterator[Any]]:
            @wraps(function)
            def wrapped(*args: Any, **values: Any) -> Iterator[Any]:
                for one in function(*args, **values):
                    self.passing(point)
                    yield one

            return wrapped

        return wrapper

    def _noting(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """Remember that the open transaction holds new entries."""

        @wraps(function)
        def wrapped(*args: Any, **values: Any) -> Any:
            stored = function(*args, **values)
            self._storing = bool(stored.new)
            return stored

        return wrapped

    def _around_commit(self, function: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(function)
        def wrapped(*args: Any, **values: Any) -> Any:
            storing, self._storing = self._storing, False
            if storing:
                self.passing("before_commit")
            result = function(*args, **values)
            if storing:
                self.passing("after_commit")
            return result

        return wrapped

    def _settling(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """Pass the point when a page's text is written and its item handed on, uncommitted."""

        @wraps(function)
        def wrapped(row: Any, **values: Any) -> Any:
            result = function(row, **values)
            if values.get("stage") == "read":
                self.passing("page_settle")
            return result

        return wrapped


def seam(name: str, wrapper: Wrapper) -> None:
    """Replace what a dotted name means by its wrapped self. Raises SeamMissing."""
    holder, _, last = name.rpartition(".")
    place = _found(holder)
    if not callable(getattr(place, last, None)):
        raise SeamMissing(f"{name} is gone; tests/faults/saboteur.py must follow the product")
    setattr(place, last, wrapper(getattr(place, last)))


def from_environment() -> Saboteur:
    """Return the saboteur of this process; the laboratory names the directory of its orders."""
    return Saboteur(Orders(Path(os.environ[VARIABLE])))


def _found(name: str) -> Any:
    """Return the module, or the class in a module, of a dotted name."""
    with suppress(ModuleNotFoundError):
        return importlib.import_module(name)
    holder, _, last = name.rpartition(".")
    try:
        return getattr(importlib.import_module(holder), last)
    except (ModuleNotFoundError, AttributeError) as error:
        raise SeamMissing(f"{name} is gone; tests/faults/saboteur.py must follow it") from error
