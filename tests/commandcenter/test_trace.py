"""The trace: the database writes down every change of a person, whatever way it comes."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from commandcenter.accounts.models import Role, User
from commandcenter.packs.loader import load_pack
from commandcenter.packs.reader import Pack
from commandcenter.trace import installing
from commandcenter.trace.actor import acting
from commandcenter.trace.labels import LABELS
from commandcenter.trace.models import Change
from commandcenter.trace.tracked import TRACKED, watched
from issues.models import Issue, Topic
from issues.pipeline import read_items
from monitoring.models import Feed, ItemText, Outlet
from tests.build import (
    make_feed,
    make_issue,
    make_item,
    make_outlet,
    make_region,
    make_user,
)

pytestmark = pytest.mark.django_db


def changes(table: str = "monitoring_outlet") -> list[Any]:
    found = Change.objects.filter(table=table).order_by("pk")
    return list(found.values_list("action", "before", "after", "by_id"))


def test_an_edit_is_written_with_before_after_and_by_whom():
    outlet, user = make_outlet(tier=3), make_user()
    with acting(user.pk):
        outlet.tier = 2
        outlet.save()
    assert changes()[1:] == [("UPDATE", {"tier": 3}, {"tier": 2}, user.pk)]


def test_a_bulk_update_leaves_one_change_per_row():
    make_outlet("Suara Seroja"), make_outlet("Kabar Serunai"), make_outlet("Radio Arunika", tier=1)
    Outlet.objects.update(tier=1)
    updates = Change.objects.filter(action="UPDATE")
    assert [one.before for one in updates] == [{"tier": 3}, {"tier": 3}]


def test_sql_by_hand_is_caught_and_belongs_to_the_system():
    outlet = make_outlet()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE monitoring_outlet SET name = 'Diam-diam' WHERE id = %s", [outlet.pk])
        cursor.execute("DELETE FROM monitoring_outlet WHERE id = %s", [outlet.pk])
    _made, renamed, deleted = changes()
    assert renamed == ("UPDATE", {"name": "Suara Seroja"}, {"name": "Diam-diam"}, None)
    assert deleted[0] == "DELETE" and deleted[1]["name"] == "Diam-diam" and deleted[2] == {}


def test_regions_of_an_outlet_come_and_go_one_by_one():
    here, there = make_region("99.01", "Cendana Timur"), make_region("99.02", "Cendana Tengah")
    outlet = make_outlet(regions=[here])
    outlet.regions.set([there])
    assert [(before, after) for _a, before, after, _b in changes()[1:]] == [
        ({}, {"regions": "99.01"}),
        ({"regions": "99.01"}, {}),
        ({}, {"regions": "99.02"}),
    ]


def test_polling_and_weighing_leave_no_trace():
    feed, issue = make_feed(make_outlet()), make_issue()
    before = Change.objects.count()
    Feed.objects.update(etag="x", failures=3, outcome="timeout", lease_token=9)
    feed.refresh_from_db()
    feed.save()
    Issue.objects.update(risk=71, level="tinggi", risk_parts=[["Lonjakan", 20]])
    issue.refresh_from_db()
    issue.save()
    assert Change.objects.count() == before


def test_passwords_and_secrets_never_enter_the_trace():
    user = make_user(password="sangat-rahasia-1")
    user.set_password("lebih-rahasia-2")
    user.save()
    assert changes("accounts_user")[0][2]["role"] == Role.RAPID_RESPONSE
    columns = {column for one in watched() for column in one.columns}
    assert not columns & {"password", "digest"}
    assert not [row for row in changes("accounts_user") if "password" in str(row)]


def test_a_request_acts_in_the_name_of_its_user_and_nobody_after_it():
    admin, topic = make_user(role=Role.ADMINISTRATOR), Topic.objects.create(code="AIR", name="Air")
    client = Client()
    client.force_login(admin)
    address = reverse("pack_record", args=["topik", "AIR"])
    seen = Change.objects.of(topic).newest()
    client.post(address, {"code": "AIR", "name": "Air bersih", "seen": seen})
    Topic.objects.filter(pk="AIR").update(name="Air minum")
    by_request, by_hand = changes("issues_topic")[-2:]
    assert by_request[1:] == ({"name": "Air"}, {"name": "Air bersih"}, admin.pk)
    assert by_hand[2:] == ({"name": "Air minum"}, None)


def test_a_change_of_a_user_who_is_gone_still_counts():
    user = make_user()
    with acting(user.pk):
        make_outlet()
    User.objects.filter(pk=user.pk).delete()
    assert changes()[0][3] == user.pk


def test_the_triggers_in_the_database_are_those_of_the_code(django_assert_num_queries: Any):
    with django_assert_num_queries(2):
        installing.install()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE tgname LIKE 'trace%'"
        )
        found = set(cursor.fetchall())
    links = [links.table for one in watched() for links in one.many]
    names = [(one.table, name) for one in watched() for name in ("trace_rows", "trace_update")]
    assert found == {*names, *((table, "trace_rows") for table in links)}


def test_triggers_step_aside_for_migrations_and_come_back():
    installing.step_aside([])
    outlet = make_outlet()
    installing.step_aside(["a migration"])
    Outlet.objects.update(tier=1)
    installing.install()
    Outlet.objects.update(tier=2)
    assert [one[1:3] for one in changes()[1:]] == [({"tier": 1}, {"tier": 2})]
    assert outlet.pk


def test_loading_the_same_pack_again_leaves_no_trace(province: Pack):
    before = Change.objects.count()
    load_pack(province, timezone.now())
    assert before and Change.objects.count() == before


def test_reading_coverage_leaves_no_trace(province: Pack):
    before = Change.objects.count()
    item = make_item("Gubernur tinjau pasar", stage="read", due_at=timezone.now())
    ItemText.objects.create(item=item, body="Gubernur meninjau pasar.", extracted_at=item.seen_at)
    read_items()
    item.refresh_from_db()
    assert item.stage == "done" and Change.objects.count() == before


def test_every_watched_column_has_a_word():
    names = {(one.slug, name.removesuffix("_id")) for one in TRACKED for name in one.columns}
    named = {name for _slug, name in names if name in LABELS}
    assert {name for _slug, name in names} == named
