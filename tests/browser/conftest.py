"""A browser, a frozen clock of the server, and a paired screen."""

import os
import shutil
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, Page, sync_playwright

from commandcenter.accounts.models import Display
from tests import build
from tests.build import NOW

CHROMIUM = shutil.which("chromium")
AXE = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# What a browser and htmx write down when a server does not answer.
REPORTED = ("Failed to load resource", "Response Status Error Code", "htmx:")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start Chromium once; Playwright's loop would make Django refuse the database otherwise."""
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        options = ["--no-sandbox", "--disable-background-networking"]
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=options)
        yield chromium
        chromium.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def frozen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the server believe that it is NOW."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    cache.clear()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Open a page that must not complain, least of all about the content security policy."""
    page = browser.new_page(viewport={"width": 1920, "height": 1080})
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda message: said.append(message.text))
    yield page
    page.close()
    assert [text for text in said if not text.startswith(REPORTED)] == []


@pytest.fixture
def screen(live_server) -> str:
    """Return the address of a paired screen."""
    secret = Display.pair("Ruang rapat", NOW)
    return live_server.url + reverse("wall_display", args=[secret])


@pytest.fixture
def desk_wall(page: Page, live_server) -> str:
    """Log the page in and return the address of the wall at the desk."""
    client = Client()
    client.force_login(build.make_user())
    session = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    return live_server.url + reverse("wall")
