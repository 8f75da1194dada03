"""A paired screen and a server that stands still, for the tests of the wall."""

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from commandcenter.accounts.models import Display
from tests.build import NOW


@pytest.fixture
def frozen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the server believe that it is NOW."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    cache.clear()


@pytest.fixture
def screen(db: None) -> str:
    """Return the address of a paired screen."""
    return reverse("wall_display", args=[Display.pair("Ruang rapat", NOW)])
