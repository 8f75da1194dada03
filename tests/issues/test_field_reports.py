"""How reporters follow their reports: number, verdict, issue; theirs and nobody else's."""

import uuid

import pytest
from django.core.cache import cache
from django.test import Client

from commandcenter.accounts.models import Role, User
from monitoring.models import FieldReport
from monitoring.reports.filing import NewReport, file_report
from tests.build import NOW, make_coverage, make_issue, make_region, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def dewi(db: None) -> User:
    """Make a contributor of a regency."""
    cache.clear()
    region = make_region("99.04", "Kabupaten Serunai", parent=make_region())
    return make_user("Dewi Anjani", Role.CONTRIBUTOR, region=region)


def filed(by: User, what: str = "Jembatan putus") -> FieldReport:
    given = {"subject": "kejadian", "source": "lihat", "urgency": "biasa", "happened_at": NOW}
    return file_report(NewReport(entry_key=uuid.uuid4(), what=what, **given), by, NOW)


def page(client: Client, user: User, query: str = "") -> str:
    client.force_login(user)
    return " ".join(client.get(f"/lapor/saya{query}").content.decode().split())


def test_a_new_report_is_received_and_labelled_unconfirmed(client: Client, dewi: User):
    report = filed(dewi)
    shown = page(client, dewi)
    assert report.number in shown
    assert "Belum terkonfirmasi" in shown and "Diterima" in shown


def test_a_report_that_became_part_of_an_issue_names_it(client: Client, dewi: User):
    make_coverage(filed(dewi).item, issue=make_issue("Jembatan Muara Teduh"))
    shown = page(client, dewi)
    assert "Dikaitkan ke isu Jembatan Muara Teduh" in shown
    assert "/isu/" not in shown


def test_reports_of_others_are_not_shown(client: Client, dewi: User):
    filed(dewi)
    other = make_user("Komang Jaya", Role.CONTRIBUTOR, region=dewi.region)
    assert "Belum ada laporan" in page(client, other)


def test_the_list_asks_a_fixed_number_of_questions(
    client: Client, dewi: User, django_assert_max_num_queries
):
    for number in range(25):
        make_coverage(filed(dewi, f"Laporan {number}").item)
    client.force_login(dewi)
    with django_assert_max_num_queries(7):
        client.get("/lapor/saya?halaman=2")


@pytest.mark.parametrize("query", ["?halaman=-1", "?halaman=x", "?halaman=99999"])
def test_any_page_of_the_list_is_answered(client: Client, dewi: User, query: str):
    assert "Belum ada laporan" in page(client, dewi, query)
