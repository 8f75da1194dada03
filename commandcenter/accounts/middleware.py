"""Around every request: where its session was seen, and in which language it is answered."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation


class SeenMiddleware:
    """Keeps device, address and time of the session that a request used."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, then note the session; a page that never asked for it leaves it alone."""
        response = self.get_response(request)
        if request.session.accessed:
            request.session.see(request, timezone.now())
        return response


class LanguageMiddleware:
    """Answers in the language of the account; pages that need no login are Indonesian.

    So a wall display speaks Indonesian, and no browser's header decides.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Begin in Indonesian and leave no language behind for the next request."""
        translation.activate(settings.LANGUAGE_CODE)
        try:
            return self.get_response(request)
        finally:
            translation.deactivate()

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> None:
        """Switch to the language of whoever is logged in."""
        if getattr(view, "login_required", True) and request.user.is_authenticated:
            translation.activate(request.user.language)
