"""The workbook: as many rows as the list, words stay words, times are times."""

import io
import re
import zipfile
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.core.cache import cache
from django.test import Client

from commandcenter.accounts.models import Role
from issues import exports, listing
from issues.models import Coverage, Tone
from issues.selection import MINE, Selection
from monitoring.home import home_zone
from tests import build
from tests.build import NOW
from tests.issues import recap_days, wall_days

pytestmark = pytest.mark.django_db
SPACE = {"x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
DAY = timedelta(days=1)
Table = list[dict[str, str]]


@pytest.fixture(autouse=True)
def _empty_cache():
    cache.clear()


@pytest.fixture
def client() -> Client:
    client = Client()
    client.force_login(build.make_user("Sari Dewi", role=Role.HIGHLIGHT))
    return client


class Book:
    """A workbook read back from its XML: sheets of rows of cells by column letter."""

    def __init__(self, content: bytes) -> None:
        self._files = zipfile.ZipFile(io.BytesIO(content))
        workbook = ElementTree.fromstring(self._files.read("xl/workbook.xml"))
        self.names = [sheet.get("name") for sheet in workbook.iterfind(".//x:sheet", SPACE)]

    def xml(self, name: str) -> str:
        number = self.names.index(name) + 1
        return self._files.read(f"xl/worksheets/sheet{number}.xml").decode()

    def rows(self, name: str) -> Table:
        """Return the rows of a sheet below its heads, by head."""
        found = [self._cells(row) for row in self._rows(name)]
        heads = found[0]
        return [{heads[column]: value for column, value in row.items()} for row in found[1:]]

    def _rows(self, name: str):
        return ElementTree.fromstring(self.xml(name)).iterfind(".//x:row", SPACE)

    def _cells(self, row) -> dict[str, str]:
        cells = row.iterfind("x:c", SPACE)
        return {re.sub(r"\d", "", cell.get("r")): "".join(cell.itertext()) for cell in cells}


def downloaded(client: Client, query: str = "") -> Book:
    answer = client.get(f"/berita/unduh?{query}")
    assert answer.status_code == 200
    return Book(b"".join(answer.streaming_content))


def facts(book: Book) -> dict[str, str]:
    return {row["Keterangan"]: row.get("Isi", "") for row in book.rows("Metadata")}


def test_totals_and_rows_are_those_of_the_list(client: Client):
    recap_days.full_day()
    selection = Selection(hari=NOW.date(), tentang=MINE)
    book = downloaded(client, selection.address())
    totals = listing.totals(selection.coverage(home_zone()))
    summed = {row["Ukuran"]: int(row["Jumlah"]) for row in book.rows("Ringkasan")}
    assert len(book.rows("Rekap")) == summed["Pemuatan"] == totals.placements > 200
    assert summed["Cerita"] == totals.stories
    assert sum(summed[str(tone.label)] for tone in Tone) == totals.placements
    for name in ("Isu", "Media", "Tokoh", "Wilayah"):
        rows = book.rows(name)
        assert rows
        for row in rows:
            assert sum(int(row[str(t.label)]) for t in Tone) == int(row["Pemuatan"])


def test_sheets_have_the_names_offices_expect(client: Client):
    names = ["Rekap", "Ringkasan", "Isu", "Media", "Tokoh", "Wilayah", "Metadata"]
    assert downloaded(client).names == names


@pytest.mark.parametrize("title", ["=1+1", "+62 811", "-5 derajat", "@gubernur", '=HYPERLINK("x")'])
def test_words_never_become_a_formula(client: Client, title: str):
    build.make_coverage(build.make_item(title))
    book = downloaded(client)
    assert book.rows("Rekap")[0]["Judul"] == title
    assert "<f>" not in book.xml("Rekap")


@pytest.mark.parametrize(
    "title", ["x" * 500, "Banjir 🌊", "الماء في الجزر", "<b>&amp;</b>", "satu\x0bdua"]
)
def test_any_title_can_be_read_back(client: Client, title: str):
    build.make_coverage(build.make_item(title))
    assert downloaded(client).rows("Rekap")[0]["Judul"] == title.replace("\x0b", "")


def test_times_are_dates_in_the_home_zone(client: Client):
    build.make_region()
    build.make_coverage(build.make_item(at=datetime(2026, 11, 20, 17, 30, tzinfo=UTC)))
    written = float(downloaded(client).rows("Rekap")[0]["Terbit (WITA)"])
    assert datetime(1899, 12, 30) + timedelta(days=round(written, 6)) == datetime(  # noqa: DTZ001
        2026, 11, 21, 1, 30
    )


def test_a_time_before_the_calendar_of_excel_is_written_in_words(client: Client):
    old = datetime(1850, 1, 1, tzinfo=UTC)
    build.make_coverage(build.make_item(published_at=old))
    assert downloaded(client).rows("Rekap")[0]["Terbit (UTC)"] == "1850-01-01 00:00"


def test_an_unknown_time_stays_empty(client: Client):
    build.make_coverage(build.make_item(published_at=None))
    assert "Terbit (UTC)" not in downloaded(client).rows("Rekap")[0]


@pytest.mark.parametrize(
    ("url", "linked"),
    [
        ("https://a.test/berita", True),
        ("javascript:alert(1)", False),
        ("https://a.test/" + "x" * 2030, False),
    ],
)
def test_only_web_addresses_become_links(client: Client, url: str, linked: bool):
    build.make_coverage(build.make_item(url=url))
    book = downloaded(client)
    assert book.rows("Rekap")[0]["Tautan"] == url
    assert ("<hyperlink " in book.xml("Rekap")) is linked


def test_a_row_says_who_is_named_and_who_answers(client: Client):
    recap_days.full_day()
    quoted = next(
        row for row in downloaded(client).rows("Rekap") if row["Judul"].startswith("Gubernur:")
    )
    assert quoted["Narasumber"] == "Gubernur Arya Wirasena"
    assert quoted["Pejabat yang disebut"].startswith("Gubernur Arya Wirasena (narasumber, ")
    assert (quoted["OPD pengampu"], quoted["Tingkat risiko isu"]) == ("BPSDM", "Tinggi")


def test_the_file_says_what_it_holds_and_what_it_lacks(client: Client, monkeypatch):
    monkeypatch.setattr(exports, "EXPORT_ROWS_MAX", 3)
    wall_days.quiet_day()
    for _number in range(5):
        build.make_coverage(tone=Tone.NEGATIVE)
    book = downloaded(client, "hari=2026-11-21&tone=neg")
    told = facts(book)
    assert len(book.rows("Rekap")) == 3
    assert told["Baris pada lembar Rekap"] == "3 dari 5 pemuatan; batas 3 baris"
    assert told["Pemuatan yang tidak tertulis"] == "2"
    assert (told["Tone"], told["Dari hari"]) == ("Negatif", "21 Nov 2026")
    assert told["Dibuat oleh"] == "Sari Dewi"
    assert "Warta Pinisi" in told["Sumber tak terbaca"]


def test_field_reports_are_there_only_when_asked_for_and_name_nobody(client: Client):
    wall_days.quiet_day()
    recap_days.make_report("Jembatan gantung retak", "belum")
    assert downloaded(client).rows("Rekap") == []
    book = downloaded(client, "jenis=laporan")
    assert [row["Judul"] for row in book.rows("Rekap")] == ["Jembatan gantung retak"]
    assert not any("Pelapor" in book.xml(name) for name in book.names)


def test_an_empty_selection_is_a_whole_file(client: Client):
    book = downloaded(client, "hari=2026-11-21")
    assert book.rows("Rekap") == [] and facts(book)["Pemuatan yang tidak tertulis"] == "0"


@pytest.mark.parametrize("query", ["hari=besok", "tone=marah", "sejak_jam=2026-11-21"])
def test_an_address_that_makes_no_sense_is_refused(client: Client, query: str):
    assert client.get(f"/berita/unduh?{query}").status_code == 400


def test_rows_are_asked_for_in_batches_not_one_by_one(django_assert_max_num_queries, client):
    recap_days.full_day()
    assert Coverage.objects.count() > 300
    with django_assert_max_num_queries(45):
        downloaded(client)


def test_only_those_who_may_read_coverage_may_take_it_along():
    client = Client()
    client.force_login(build.make_user(role=Role.CONTRIBUTOR))
    assert client.get("/berita/unduh").status_code == 403


def test_a_field_report_is_labelled_and_a_broken_address_breaks_no_book(client: Client):
    wall_days.province()
    recap_days.make_report("Jembatan gantung retak", "belum")
    build.make_coverage(build.make_item("Tautan rusak", url="http://[rusak"))
    rows = {row["Judul"]: row for row in downloaded(client, "jenis=semua").rows("Rekap")}
    assert rows["Jembatan gantung retak"]["Media"] == "Laporan lapangan, belum terkonfirmasi"
    assert rows["Tautan rusak"]["Tautan"] == "http://[rusak"
