"""Puts the kill points into a worker from outside; the product knows nothing of them.

Each point is a named seam of the product that is wrapped here. A seam that moved stops the worker
at its start with a word that names it.
"""

import importlib
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import wraps
from pathlib import Path
from types import ModuleType
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
        for name, wrapper in self.seams().items():
            wrap(name, wrapper)

    def seams(self) -> dict[str, Wrapper]:
        """Return where the product is entered, and how, by dotted names."""
        base = "django.db.backends.base.base.BaseDatabaseWrapper"
        return {
            "monitoring.claims.ClaimQuerySet.claim": self._after("after_claim", rows=True),
            "monitoring.pipeline.visits.visit": self._at_each("after_fetch"),
            "monitoring.feeds.read.read_feed": self._after("after_parse"),
            "monitoring.pipeline.storing.store_entries": self._noting,
            f"{base}.commit": self._around_commit,
            "celery.worker.request.Request.acknowledge": self._before("before_ack"),
            "monitoring.claims.Claimable.release": self._settling,
            "issues.pipeline.storing.store": self._after("reading"),
        }

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


def wrap(name: str, wrapper: Wrapper) -> None:
    """Replace what a dotted name means by its wrapped self, wherever it was imported to."""
    holder, last = found(name)
    before = getattr(holder, last)
    after = wrapper(before)
    setattr(holder, last, after)
    for module in _of_the_product():
        if vars(module).get(last) is before:
            setattr(module, last, after)


def found(name: str) -> tuple[Any, str]:
    """Return what holds the thing of a dotted name, and its last word. Raises SeamMissing."""
    holder, _, last = name.rpartition(".")
    place = _module_or_class(holder)
    if not callable(getattr(place, last, None)):
        raise SeamMissing(f"{name} is gone: tests/faults/saboteur.py must follow the product")
    return place, last


def from_environment() -> Saboteur:
    """Return the saboteur of this process; the laboratory names the directory of its orders."""
    return Saboteur(Orders(Path(os.environ[VARIABLE])))


def _module_or_class(name: str) -> Any:
    """Return what a dotted name means; None where there is no such thing."""
    with suppress(ModuleNotFoundError):
        return importlib.import_module(name)
    module, _, last = name.rpartition(".")
    with suppress(ModuleNotFoundError):
        return getattr(importlib.import_module(module), last, None)
    return None


def _of_the_product() -> list[ModuleType]:
    """Return the modules of the product that are loaded."""
    rooms = ("monitoring.", "issues.", "commandcenter.")
    return [module for name, module in list(sys.modules.items()) if name.startswith(rooms)]
