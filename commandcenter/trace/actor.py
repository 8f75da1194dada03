"""Tell the database who acts, so that its triggers can write it down."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse

# Requests with these methods change nothing (RFC 9110 9.2.1), so they need no actor.
SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})


@contextmanager
def acting(pk: int | None) -> Iterator[None]:
    """Let every change inside be this user's; None means the system.

    Outside a transaction the name holds for the connection, so it is taken back at the end.
    """
    _name(pk)
    try:
        yield
    finally:
        # A lost connection took the name with it; a broken transaction ends with its owner.
        lost = connection.connection is None or connection.connection.closed
        if not lost and not connection.needs_rollback:
            _name(None)


class ActorMiddleware:
    """Names the user of every request that may change something; after authentication."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request in the name of its user."""
        user: Any = request.user
        if request.method in SAFE or not user.is_authenticated:
            return self.get_response(request)
        with acting(user.pk):
            return self.get_response(request)


def _name(pk: int | None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('trace.actor', %s, false)", ["" if pk is None else str(pk)]
        )
