"""Every address of the product, found by walking the resolver: who gets in, and what looking does.

An address that is added tomorrow is tested tomorrow, without a line here.
"""

import hashlib
import itertools
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.db import models
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from commandcenter.accounts.models import Display, Invitation, PasswordLink, Role
from tests.build import (
    make_attachment,
    make_coverage,
    make_feed,
    make_fetch,
    make_issue,
    make_item,
    make_mention,
    make_missed,
    make_office,
    make_outlet,
    make_region,
    make_response,
    make_story_act,
    make_suggestion,
    make_user,
)

# Open to anybody, on purpose: to get in, and to ask whether the product lives. The secret in the
# address of an invitation or of a wall is checked by the view itself.
OPEN = {
    "login": 200,
    "healthz": 200,
    "readyz": 503,
    "invitation": 410,
    "new_password": 410,
    "wall_display": 403,
    "api_description": 200,
    "service_worker": 200,
    "report_offline": 200,
}
# Opened by a token and by nothing else; test_api.py and test_websub.py try them.
BY_TOKEN = {"api_reports", "api_report", "hub_callback", "metrics"}
# Not pages: what they hold is not HTML.
EXPORTS = {"export_pack", "export_opml", "export_csv", "export_coverage"}
FILES = EXPORTS | {"recap_pdf", "attachment", "service_worker"}
# Whose address names an item, and whose an issue.
ON_ITEM = ["item", "item_versions", "desk_item", "desk_save", "desk_hold"]
ON_ISSUE = ["issue", "change_issue", "describe_issue", "close_issue", "reopen_issue", "dispose"]
ON_ISSUE += ["set_risk"]
YESTERDAY = (timezone.now() - timedelta(days=1)).date().isoformat()
METHODS = ["get", "post", "put", "patch", "delete"]
FILTERS = "?halaman=2&keadaan=mati&status=selesai&hari=2026-11-21"


def _patterns(resolver: URLResolver) -> Iterator[URLPattern]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from _patterns(entry)
        else:
            yield entry


PATTERNS = {pattern.name: pattern for pattern in _patterns(get_resolver())}
NAMES = sorted(PATTERNS.keys() - BY_TOKEN)


def address(name: str, pk: int = 1, secret: str = "tebakan") -> str:
    """Return the address of a named page, with something in every place for a parameter."""
    wanted = PATTERNS[name].pattern.converters
    places = {"pk": pk, "secret": secret, "kind": "media", "day": YESTERDAY, "slot": "harian"}
    values = {key: places[key] for key in wanted}
    return reverse(name, kwargs=values)


@pytest.fixture
def rows(db: None) -> dict[str, int]:
    """Make a row for every page that shows one; return the key that opens it."""
    cache.clear()
    make_region()
    issue, outlet = make_issue(), make_outlet()
    feed = make_feed(outlet, outcome="new", fetched_at=timezone.now())
    make_fetch(feed, timezone.now())
    item = make_item(outlet=outlet, url="https://suara.test/1")
    coverage = make_coverage(item, issue=issue)
    make_mention(coverage, make_office())
    pages = dict.fromkeys(ON_ITEM, item.pk) | dict.fromkeys(ON_ISSUE, issue.pk)
    return pages | {
        "add_response": issue.pk,
        **dict.fromkeys(["story", "merge_story", "split_story"], coverage.story_id),
        "undo_story": make_story_act(coverage.story).pk,
        "pull_feed": feed.pk,
        "look_at_feed": feed.pk,
        "change_user": make_user().pk,
        "pack_record": outlet.pk,
        "unknown_outlet": make_outlet("Kabar Asing", known=False).pk,
        "finish_response": make_response(issue=issue).pk,
        "attachment": make_attachment(item).pk,
        "take_missed": make_missed().pk,
        "answer_suggestion": make_suggestion(issue=issue, value="krisis").pk,
    }


def test_every_address_has_a_name():
    nameless = [pattern for pattern in _patterns(get_resolver()) if not pattern.name]
    assert not nameless


@pytest.mark.django_db
@pytest.mark.parametrize("name", [name for name in NAMES if name not in OPEN])
def test_strangers_are_led_to_the_login_or_nowhere(name: str):
    for method in METHODS:
        response = getattr(Client(), method)(address(name))
        led = response.status_code == 302 and response.headers["Location"].startswith("/masuk")
        assert led or response.status_code in {403, 404, 405}, method


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(OPEN))
def test_what_is_open_to_strangers_is_listed_and_tells_nothing(name: str, rows: dict[str, int]):
    response = Client().get(address(name))
    assert response.status_code in {OPEN[name], 200}
    assert b"Gubernur" not in response.content


def snapshot() -> dict[str, str]:
    """Return a digest of every row of every table; sessions excepted, which hold no facts."""
    tables = [model for model in apps.get_models() if model._meta.app_label != "sessions"]
    return {model._meta.label: _digest(model) for model in tables}


def _digest(model: type[models.Model]) -> str:
    rows = sorted(map(repr, model._base_manager.values_list()))
    return f"{len(rows)} {hashlib.sha256(''.join(rows).encode()).hexdigest()}"


@pytest.mark.django_db
@pytest.mark.parametrize("name", NAMES)
def test_looking_changes_nothing(name: str, rows: dict[str, int]):
    someone = make_user()
    secrets = {
        "new_password": PasswordLink.issue(someone, someone, timezone.now()),
        "invitation": Invitation.issue(Role.VIEWER, timezone.now()),
        "wall_display": Display.pair("Uji", timezone.now()),
    }
    client = Client()
    if name not in OPEN:
        client.force_login(make_user(role=Role.ADMINISTRATOR))
    before = snapshot()
    page = address(name, rows.get(name, 1), secrets.get(name, "tebakan"))
    ways = itertools.product(("get", "head"), ("", FILTERS), ({}, {"HX-Request": "true"}))
    for method, query, headers in ways:
        response = getattr(client, method)(page + query, headers=headers)
        # The file of the attachment is only a name.
        gone = {404} if name == "attachment" else set()
        assert response.status_code in {200, 302, 405, 503} | gone, (method, query)
    assert snapshot() == before


@pytest.mark.django_db
@pytest.mark.parametrize("name", NAMES)
def test_every_deed_needs_the_token_of_its_form(name: str, rows: dict[str, int]):
    secret = Invitation.issue(Role.VIEWER, timezone.now())
    client = Client(enforce_csrf_checks=True)
    if name not in OPEN:
        client.force_login(make_user(role=Role.ADMINISTRATOR))
    before = snapshot()
    forged = {"X-CSRFToken": "a" * 32, "HX-Request": "true"}
    for headers in ({}, forged):
        page = address(name, rows.get(name, 1), secret)
        assert client.post(page, {"role": "viewer"}, headers=headers).status_code == 403
    assert snapshot() == before


@pytest.mark.django_db
@pytest.mark.parametrize("name", NAMES)
def test_no_page_knows_other_methods(name: str):
    client = Client()
    client.force_login(make_user(role=Role.ADMINISTRATOR))
    for method in ("put", "patch", "delete"):
        assert getattr(client, method)(address(name)).status_code == 405, method


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["coverage", "item", "issue", "sources", "access", "login"])
def test_pages_say_how_browsers_must_treat_them(name: str, rows: dict[str, int]):
    client = Client()
    if name != "login":
        client.force_login(make_user(role=Role.ADMINISTRATOR))
    response = client.get(address(name, rows.get(name, 1)))
    policy = response.headers["Content-Security-Policy"]
    for rule in (
        "default-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ):
        assert rule in policy
    assert "unsafe" not in policy
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Referrer-Policy"] == "same-origin"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name", [name for name in NAMES if name not in FILES | {"healthz", "readyz"}]
)
def test_no_page_has_inline_style_or_script(name: str, rows: dict[str, int]):
    client = Client()
    if name not in OPEN:
        client.force_login(make_user(role=Role.ADMINISTRATOR))
    page = client.get(address(name, rows.get(name, 1))).content.decode()
    assert " style=" not in page and "<style" not in page
    assert page.count("<script") == page.count("<script src=")
    assert " onclick=" not in page and "hx-on" not in page


# -- Errors -------------------------------------------------------------------------------------


def test_an_unknown_page_says_so_in_words(db: None):
    response = Client().get("/tidak-ada")
    assert response.status_code == 404
    assert "Halaman tidak ditemukan" in response.content.decode()


def test_a_refusal_says_so_in_words(client: Client, db: None):
    client.force_login(make_user(role=Role.CONTRIBUTOR))
    page = client.get("/berita").content.decode()
    assert "Tidak ada izin" in page


def test_a_wrong_host_is_refused(db: None):
    assert Client(headers={"host": "evil.test"}).get("/masuk").status_code == 400


def test_an_error_tells_nothing_about_the_inside(client: Client, db: None, monkeypatch):
    def explode(*_arguments: object) -> None:
        raise RuntimeError("rahasia di /srv/kunci")

    client.force_login(make_user())
    client.raise_request_exception = False
    monkeypatch.setattr("issues.views.coverage.listing.rows", explode)
    response = client.get("/berita")
    page = response.content.decode()
    assert response.status_code == 500
    assert "Terjadi gangguan" in page
    for secret in ("rahasia", "RuntimeError", "Traceback", str(Path(settings.BASE_DIR)), "SELECT"):
        assert secret not in page


def test_a_deed_without_its_token_is_refused_in_words(db: None):
    response = Client(enforce_csrf_checks=True).post("/masuk", {})
    assert response.status_code == 403
    assert "Formulir sudah kedaluwarsa" in response.content.decode()
