"""A page that asks the database for too much is cut off and says so; other failures stay."""

import pytest
from django.db import OperationalError, connection, transaction
from django.http import HttpRequest
from django.test import RequestFactory

from monitoring import patience
from monitoring.patience import PatienceMiddleware, limit_statements

pytestmark = pytest.mark.django_db


def asked() -> HttpRequest:
    request = RequestFactory().get("/berita")
    request.htmx = False
    return request


def cut_off() -> OperationalError:
    """Ask for too much; the savepoint takes the limit back with the rest."""
    with pytest.raises(OperationalError) as caught, transaction.atomic():
        limit_statements(None, connection)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(20)")
    return caught.value


def test_a_statement_that_takes_too_long_is_answered_in_words(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(patience, "PAGE_STATEMENT_SECONDS", 0.02)
    answer = PatienceMiddleware(lambda request: None).process_exception(asked(), cut_off())
    assert answer is not None and answer.status_code == 503
    assert "Permintaan ini terlalu berat" in answer.content.decode()


@pytest.mark.parametrize("error", [OperationalError("server closed"), ValueError("lain")])
def test_other_failures_stay_what_they_are(error: Exception):
    assert PatienceMiddleware(lambda request: None).process_exception(asked(), error) is None
