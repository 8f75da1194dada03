"""The address of the wall: page, board or 304, always with the age; and who may look."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from commandcenter.accounts.models import Display, Role
from issues.models import Issue, Tone
from monitoring.models import Feed, Item
from tests import build
from tests.build import NOW
from tests.issues import wall_days

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
POLL = {"HTTP_HX_REQUEST": "true"}


def desk(role: str = Role.RAPID_RESPONSE) -> Client:
    client = Client()
    client.force_login(build.make_user(role=role))
    return client


def test_one_address_serves_the_page_and_to_a_poll_the_board(screen: str, client: Client):
    wall_days.quiet_day()
    page, board = client.get(screen), client.get(screen, **POLL)
    assert b"<!doctype html>" in page.content
    assert b"<!doctype html>" not in board.content
    assert board.content in page.content
    assert "HX-Request" in page["Vary"] and "HX-Request" in board["Vary"]


def test_an_unchanged_board_is_304_and_still_says_how_old_the_data_are(screen, client, monkeypatch):
    wall_days.quiet_day()
    first = client.get(screen, **POLL)
    monkeypatch.setattr(timezone, "now", lambda: NOW + timedelta(seconds=20))
    again = client.get(screen, **POLL, HTTP_IF_NONE_MATCH=first["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    assert (first["X-Data-Age"], again["X-Data-Age"]) == ("12", "32")
    assert int(again["X-Server-Time"]) - int(first["X-Server-Time"]) == 20_000


def test_a_newer_fetch_makes_the_data_younger_not_the_picture_different(screen, client):
    wall_days.quiet_day()
    first = client.get(screen, **POLL)
    build.make_fetch(Feed.objects.first(), NOW)
    cache.clear()
    again = client.get(screen, **POLL)
    assert (again["ETag"], again["X-Data-Age"]) == (first["ETag"], "0")


def test_new_coverage_changes_the_board(screen, client):
    wall_days.quiet_day()
    first = client.get(screen, **POLL)
    build.make_coverage()
    cache.clear()
    again = client.get(screen, **POLL, HTTP_IF_NONE_MATCH=first["ETag"])
    assert again.status_code == 200
    assert again["ETag"] != first["ETag"]


def test_walls_that_poll_together_share_one_board(screen, client, django_assert_num_queries):
    wall_days.quiet_day()
    client.get(screen, **POLL)
    with django_assert_num_queries(1):  # whether this screen may look
        client.get(screen, **POLL)


def test_before_any_fetch_there_is_no_age(screen, client):
    wall_days.unknown_day()
    answer = client.get(screen, **POLL)
    assert answer["X-Data-Age"] == ""
    assert "belum ada data" in answer.content.decode()


def test_a_day_with_nothing_says_nihil_and_never_shows_a_login(screen, client):
    wall_days.quiet_day()
    text = client.get(screen).content.decode()
    assert "Nihil" in text
    assert "<form" not in text


@pytest.mark.parametrize("poll", [{}, POLL], ids=["page", "poll"])
def test_a_screen_that_was_revoked_is_told_so(screen: str, client: Client, poll):
    Display.objects.update(revoked_at=NOW)
    answer = client.get(screen, **poll)
    assert answer.status_code == 403
    assert "Layar ini belum dipasangkan" in answer.content.decode()
    assert answer.get("HX-Refresh") == ("true" if poll else None)


def test_an_unknown_secret_learns_nothing(client: Client):
    wall_days.full_day()
    answer = client.get(reverse("wall_display", args=["tebakan"]))
    assert answer.status_code == 403
    assert "beasiswa" not in answer.content.decode()
    assert "X-Data-Age" not in answer


def test_numbers_are_links_at_the_desk_and_plain_on_a_screen(screen: str, client: Client):
    wall_days.full_day()
    lists = f'href="{reverse("coverage")}?'
    assert lists not in client.get(screen).content.decode()
    assert desk().get(reverse("wall")).content.decode().count(lists) > 20


def test_every_number_at_the_desk_opens(client: Client):
    wall_days.quiet_day()
    build.make_coverage()
    text = desk().get(reverse("wall")).content.decode()
    start = text.index(f"{reverse('coverage')}?")
    address = text[start : text.index('"', start)].replace("&amp;", "&")
    assert desk().get(address).status_code == 200


def test_a_lost_session_keeps_the_picture(client: Client):
    answer = client.get(reverse("wall"), **POLL)
    assert (answer.status_code, answer.content) == (401, b"")


def test_who_comes_without_a_session_is_sent_to_log_in(client: Client):
    answer = client.get(reverse("wall"))
    assert answer["Location"] == f"{reverse('login')}?next={reverse('wall')}"


def test_contributors_have_no_wall():
    assert desk(Role.CONTRIBUTOR).get(reverse("wall")).status_code == 403


def test_the_wall_only_answers(screen: str, client: Client):
    assert client.post(screen).status_code == 405


def test_a_screen_speaks_the_language_of_the_house(screen: str, client: Client):
    wall_days.quiet_day()
    text = client.get(screen, HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert '<html lang="id"' in text
    assert "Sabtu" in text


def test_foreign_text_stays_text(screen: str, client: Client):
    wall_days.quiet_day()
    build.make_coverage(build.make_item("<script>alert(1)</script>{{ 7 }}"))
    build.make_issue("<img src=x onerror=alert(1)>", risk=50)
    text = client.get(screen).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7 }}" in text
    assert "<img" not in text


def test_nothing_of_the_page_needs_inline_script_or_style(screen: str, client: Client):
    wall_days.full_day()
    text = client.get(screen).content.decode()
    assert " style=" not in text and "<style" not in text
    assert " on" not in [part[:3] for part in text.split("<") if "=" in part[:4]]
    assert all("src=" in tag[: tag.index(">")] for tag in text.split("<script")[1:])


def test_a_critical_issue_is_marked_for_the_pulse(screen: str, client: Client):
    wall_days.quiet_day()
    issue = build.make_issue(risk=90, level=Issue.Level.CRITICAL)
    assert f'data-critical="{issue.pk}"' in client.get(screen).content.decode()


def test_counts_are_said_with_what_stands_apart(screen: str, client: Client):
    wall_days.quiet_day()
    build.make_coverage()
    build.make_coverage(tone=Tone.UNRELATED)
    build.make_item(stage=Item.Stage.READ)
    text = client.get(screen).content.decode()
    assert "1 tidak terkait · 1 belum dibaca" in text
