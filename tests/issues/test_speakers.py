"""Who said what, who speaks most, of whom most is told."""

from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from commandcenter.accounts.models import Role
from issues import speakers
from issues.models import Office
from issues.selection import Selection
from tests.build import (
    NOW,
    make_coverage,
    make_mention,
    make_office,
    make_quote,
    make_region,
    make_story,
    make_tenure,
    make_user,
)

pytestmark = pytest.mark.django_db
UTC = ZoneInfo("UTC")
ALL = Selection()


@pytest.fixture
def governor(db: None) -> Office:
    make_region()
    return make_tenure(make_office()).office


@pytest.fixture
def client(governor: Office) -> Client:
    browser = Client()
    browser.force_login(make_user("Rapid", Role.RAPID_RESPONSE))
    return browser


def said(governor: Office, times: int = 1, words: str = "Hak mahasiswa tidak boleh tertunda"):
    person = governor.tenures.get().person
    first = make_quote(make_coverage(), words, office=governor, person=person).statement
    for _time in range(times - 1):
        make_quote(make_coverage(), words, office=governor, person=person, statement=first)
    return first


def test_a_statement_counts_its_placements_and_opens_exactly_them(governor: Office):
    said(governor, times=3)
    (row,) = speakers.read(ALL, UTC, None).object_list
    opened = Selection.from_address(dict(part.split("=") for part in row.address.split("&")))
    assert row.placements == opened.coverage(UTC).count() == 3


def test_an_item_that_quotes_a_statement_twice_is_one_placement(governor: Office):
    statement = said(governor)
    make_quote(statement.quotes.get().coverage, statement=statement, office=governor)
    (row,) = speakers.read(ALL, UTC, None).object_list
    assert row.placements == 1


def test_statements_outside_the_period_are_not_listed(governor: Office):
    said(governor)
    other = Selection(hari=NOW.date().replace(day=1), sampai=NOW.date().replace(day=2))
    assert list(speakers.statements(other, UTC)) == []


def test_the_office_of_a_filter_is_the_one_that_speaks(governor: Office):
    mine = said(governor)
    other = make_quote(make_coverage(), speaker="Salmah").statement
    make_mention(other.quotes.get().coverage, governor)
    assert list(speakers.statements(Selection(pejabat=governor.identity), UTC)) == [mine]


def test_tervokal_counts_statements_and_not_their_prints(governor: Office):
    vice = make_tenure(make_office("Wakil Gubernur"), "Sri Lestari Ningrum").office
    said(governor, times=5)
    said(vice, words="Nelayan harus dilibatkan sejak awal")
    said(vice, words="Dermaga itu selesai sebelum musim barat")
    first, second = speakers.tervokal(ALL, UTC)
    assert (first.office, first.statements) == (vice, 2)
    assert (second.office, second.statements, second.placements) == (governor, 1, 5)


def test_terpegah_counts_stories_before_placements(governor: Office):
    vice = make_office("Wakil Gubernur")
    story = make_story()
    for _time in range(3):
        make_mention(make_coverage(story=story), governor)
    make_mention(make_coverage(), vice)
    make_mention(make_coverage(), vice)
    first, second = speakers.terpegah(ALL, UTC)
    assert (first.office, first.stories) == (vice, 2)
    assert (second.office, second.stories, second.placements) == (governor, 1, 3)


def test_people_without_an_office_are_listed_but_never_ranked(governor: Office):
    make_quote(make_coverage(), speaker="Salmah, pedagang bumbu")
    assert speakers.tervokal(ALL, UTC) == []
    assert speakers.read(ALL, UTC, None).paginator.count == 1


def test_the_number_of_queries_does_not_grow_with_the_page(
    governor: Office, django_assert_max_num_queries
):
    for number in range(12):
        said(governor, words=f"Kalimat nomor {number} tidak sama dengan yang lain")
    with django_assert_max_num_queries(8):
        speakers.read(ALL, UTC, None)


def test_the_page_shows_the_words_the_speaker_and_the_placements(client: Client, governor: Office):
    said(governor, times=2)
    page = client.get("/pernyataan?halaman=1").content.decode()
    assert "Hak mahasiswa tidak boleh tertunda" in page
    assert "Arya Wirasena" in page
    assert "2 pemuatan" in page


def test_the_page_shows_foreign_words_as_words(client: Client, governor: Office):
    make_quote(make_coverage(), "<script>alert(1)</script> kata orang itu", speaker="<b>Budi</b>")
    page = client.get("/pernyataan?halaman=1").content.decode()
    assert "<script>alert" not in page
    assert "<b>Budi" not in page


def test_htmx_gets_the_list_alone(client: Client):
    page = client.get("/pernyataan", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in page


def test_an_address_that_makes_no_sense_is_refused(client: Client):
    assert client.get("/pernyataan?hari=kemarin").status_code == 400


def test_an_item_lists_who_is_quoted_and_why(client: Client, governor: Office):
    quote = make_quote(make_coverage(), reason="“kata” diikuti penutur “Arya Wirasena”")
    page = client.get(f"/berita/{quote.coverage_id}").content.decode()
    assert "diikuti penutur" in page
