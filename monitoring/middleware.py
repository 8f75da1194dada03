"""Every page speaks in the zone of the home province."""

from collections.abc import Callable

from django.db import OperationalError, ProgrammingError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from monitoring.home import home_zone


class HomeZoneMiddleware:
    """Activates the home zone; without a database the page itself will say what is wrong."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request with times in the home zone."""
        try:
            zone = home_zone()
        except (OperationalError, ProgrammingError):
            return self.get_response(request)
        with timezone.override(zone):
            return self.get_response(request)
