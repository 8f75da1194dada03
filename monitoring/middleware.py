"""Every page speaks in the zone of the home province."""

from collections.abc import Callable
from typing import Any

from django.db import OperationalError, ProgrammingError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from monitoring.home import home_zone


class HomeZoneMiddleware:
    """Activates the home zone for every view, except those that must not need a database.

    Without a database the page itself will say what is wrong.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request and leave no zone behind for the next one."""
        try:
            return self.get_response(request)
        finally:
            timezone.deactivate()

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> None:
        """Switch to the home zone."""
        if getattr(view, "asks_nothing", False):
            return
        try:
            timezone.activate(home_zone())
        except (OperationalError, ProgrammingError):
            return
