"""The trace as people read it: one list with words, filters and pages; a fragment on each page."""

from typing import Any

import pytest
from django.db import connection
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from commandcenter.accounts.models import Role, User
from commandcenter.trace.actor import acting
from commandcenter.trace.models import Change
from issues.models import Act, Decision, Issue, Topic
from monitoring.models import Item, Outlet
from tests.build import (
    NOW,
    make_agency,
    make_coverage,
    make_issue,
    make_item,
    make_office,
    make_outlet,
    make_region,
    make_tenure,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def user(client: Client) -> User:
    """Log somebody of the rapid-response team in."""
    user = make_user("Bayu Saputra")
    client.force_login(user)
    return user


def told(client: Client, **query: str) -> list[Any]:
    return client.get(reverse("trace"), query).context["told"]


def lines(one: Any) -> list[tuple[str, str, str]]:
    return [(line.label, line.before, line.after) for line in one.lines]


def test_a_change_is_told_in_words_with_names_for_keys(client: Client, user: User):
    agency, topic = make_agency("Dinas PUPR"), Topic.objects.create(code="AIR", name="Air bersih")
    issue = make_issue(state="muncul")
    with acting(user.pk):
        Issue.objects.update(agency=agency, topic=topic, state="mereda", strong=["sumur"])
    (one,) = told(client)
    assert (one.kind, one.name, one.deed) == ("Isu", "Penundaan beasiswa daerah", "diubah")
    assert one.address == reverse("issue", args=[issue.pk])
    assert sorted(lines(one)) == [
        ("Frasa kunci", "–", "sumur"),
        ("OPD pengampu", "–", "Dinas PUPR"),
        ("Status", "Muncul", "Mereda"),
        ("Topik", "–", "Air bersih"),
    ]


def test_of_a_list_only_what_went_and_what_came_is_told(client: Client, user: User):
    make_issue(strong=["air", "sumur"])
    with acting(user.pk):
        Issue.objects.update(strong=["sumur", "embung"])
    assert lines(told(client)[0]) == [("Frasa kunci", "air", "embung")]


def test_what_is_gone_keeps_its_name(client: Client, user: User):
    agency = make_agency("Dinas Lama")
    number = agency.pk
    make_issue(agency=agency)
    with acting(user.pk):
        Issue.objects.update(agency=None)
        Issue.objects.all().delete()
        agency.delete()
    assert [(one.name, one.deed, one.address) for one in told(client)] == [
        ("Dinas Lama", "dihapus", ""),
        ("Penundaan beasiswa daerah", "dihapus", ""),
        ("Penundaan beasiswa daerah", "diubah", ""),
    ]
    assert lines(told(client)[2]) == [("OPD pengampu", f"#{number}", "–")]


def test_an_act_says_what_it_decided_before_and_after(client: Client, user: User):
    item = make_item()
    make_coverage(item)
    with acting(user.pk):
        act = Act.objects.create(by=user, at=NOW, item=item, key="5" * 32, words="1 pemuatan")
    values = {"act": act, "item": item}
    Decision.objects.create(**values, field="tone", before="neg", value="neu")
    office = make_office()
    Decision.objects.create(**values, field="official", office=office, before="neu", value="")
    Decision.objects.create(**values, field="region", before=[], value=[make_region("99.01").pk])
    (one,) = told(client)
    assert (one.name, one.address) == ("1 pemuatan", reverse("item", args=[item.pk]))
    assert lines(one) == [
        ("Tone terhadap Pemprov dan pimpinan", "Negatif", "Netral"),
        ("Tone terhadap Gubernur", "Netral", "tidak disebut"),
        ("Wilayah", "–", "Kepulauan Seroja"),
    ]


def test_people_come_first_and_the_system_is_one_choice_away(client: Client, user: User):
    outlet = make_outlet()
    with acting(user.pk):
        Outlet.objects.update(tier=1)
    other = make_user("Citra Ayu")
    with acting(other.pk):
        Outlet.objects.update(tier=2)
    assert [str(one.by) for one in told(client)] == ["Citra Ayu", "Bayu Saputra"]
    assert [str(one.by) for one in told(client, orang=str(user.pk))] == ["Bayu Saputra"]
    assert {one.by for one in told(client, orang="sistem")} == {None}
    assert len(told(client, orang="semua", jenis="media")) == 3
    assert told(client, jenis="topik") == []
    assert outlet.pk


def test_a_day_is_a_day_of_the_home_zone(client: Client, user: User):
    make_region()
    make_outlet()
    Change.objects.update(at="2026-11-20T17:00:00Z")
    assert len(told(client, orang="semua", hari="2026-11-21")) == Change.objects.count()
    assert told(client, orang="semua", hari="2026-11-20") == []


@pytest.mark.parametrize("query", [{"orang": "999999"}, {"jenis": "x"}, {"hari": "kemarin"}])
def test_an_address_that_makes_no_sense_is_answered_in_words(
    client: Client, user: User, query: dict[str, str]
):
    assert client.get(reverse("trace"), query).status_code == 400


def test_only_who_may_see_the_trace_does(client: Client):
    client.force_login(make_user(role=Role.HIGHLIGHT))
    assert client.get(reverse("trace")).status_code == 403


def test_a_page_of_changes_costs_the_same_however_long_it_is(
    client: Client, user: User, django_assert_max_num_queries: Any
):
    make_region()
    for number in range(60):
        make_outlet(f"Media {number}", tier=3)
        make_issue(f"Isu {number}")
    office = make_office()
    for number in range(9):
        make_tenure(office, f"Orang {number}")
    with django_assert_max_num_queries(14):
        page = client.get(reverse("trace"), {"orang": "semua"})
    assert page.context["page"].paginator.num_pages > 2
    assert "Halaman 1 dari" in page.content.decode()


def test_the_one_list_is_read_from_an_index(user: User):
    make_outlet()
    copies = (
        'INSERT INTO trace_change ("table", "row", action, before, after, at, by_id) '
        "SELECT 'monitoring_outlet', n %% 50, 'UPDATE', '{}', '{}', now(), %s "
        "FROM generate_series(1, 20000) n"
    )
    with connection.cursor() as cursor:
        cursor.execute(copies, [user.pk])
        cursor.execute("ANALYZE trace_change")
    newest = Change.objects.filter(by__isnull=False)[:50].explain()
    of_one = Change.objects.of(Outlet.objects.get())[:20].explain()
    assert "Seq Scan" not in newest and "Seq Scan" not in of_one


def fragment(row: Any, user: User) -> str:
    request = RequestFactory().get("/")
    request.user = user
    return Template("{% load trace %}{% trace_of row %}").render(
        Context({"row": row, "request": request})
    )


def test_any_page_can_show_the_history_of_its_row(user: User):
    outlet = make_outlet()
    with acting(user.pk):
        Outlet.objects.update(tier=1)
    shown = fragment(outlet, user)
    assert "Tier" in shown and "Bayu Saputra" in shown
    assert fragment(outlet, make_user(role=Role.HIGHLIGHT)).strip() == ""


def test_an_item_shows_what_was_decided_on_any_print_of_its_text(user: User):
    first, spread = make_item(), make_item("Lain")
    copy = make_item(copy_of=first)
    act = Act.objects.create(by=user, at=NOW, item=first, key="6" * 32, words="2 pemuatan Netral")
    Decision.objects.create(act=act, item=first, field="tone", before="neg", value="neu")
    Decision.objects.create(act=act, item=spread, field="issue", value=None, spread=True)
    for item in (first, copy, spread):
        shown = fragment(Item.objects.get(pk=item.pk), user)
        assert "Negatif" in shown and "Netral" in shown
    assert "Belum pernah" in fragment(make_item("Sunyi"), user)
    assert timezone.now()


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_day_at_the_end_of_the_calendar_is_answered_in_words(client: Client, day: str):
    client.force_login(make_user(role=Role.ADMINISTRATOR))
    answer = client.get(f"/jejak?hari={day}")
    assert answer.status_code == 400 and "tahunnya" in answer.content.decode()
