"""A page waits for the database only so long; then it says so in words, and the server is free.

Only web processes ask for the limit (commandcenter/wsgi.py): work in the background may take long.
"""

from collections.abc import Callable
from typing import Any

from django.db import OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from psycopg2.errors import QueryCanceled

# What one question of a page may take. The slowest honest one takes well under a second.
PAGE_STATEMENT_SECONDS = 10


def limit_statements(sender: object, connection: BaseDatabaseWrapper, **_signal: Any) -> None:
    """Limit every statement of a new connection; receives Django's `connection_created`."""
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = %s", [round(PAGE_STATEMENT_SECONDS * 1000)])


class PatienceMiddleware:
    """Answers with words (503) when the database was asked for more than it could do in time."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer as ever; `process_exception` steps in when a statement was cut off."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Return the page with words, or None for every other failure."""
        if not isinstance(error, OperationalError) or not isinstance(
            error.__cause__, QueryCanceled
        ):
            return None
        return render(request, "too_slow.html", status=503)
