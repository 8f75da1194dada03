"""Whoever reads English gets English: every page, dates and numbers; documents stay Indonesian."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone, translation

from commandcenter.accounts.models import Language, Role, User
from issues.deciding import Choice, decide, edition, undo
from issues.models import Decision, Issue, Tone
from issues.opening import Criterion, NewIssue, open_issue
from issues.templatetags import figures
from tests.build import NOW, make_coverage, make_item, make_user
from tests.commandcenter.test_every_address import FILES, NAMES, OPEN, YESTERDAY, address, rows

__all__ = ["rows"]

# Small words and buttons no Indonesian page does without, and no sample row of these tests holds.
INDONESIAN = re.compile(
    r"\b(yang|dan|tidak|belum|sudah|untuk|dengan|dari|pada|lagi|oleh|sejak|mohon|anda|nihil"
    r"|simpan|batal|cari|hapus|tambah|buka|tutup|pilih|keluar|saring|semua|kembali|pemuatan)\b",
    re.IGNORECASE,
)
# What is quoted in its own language, and what other programs read.
QUOTED = re.compile(
    r'<(bdi|script|style|textarea)\b.*?</\1>|<(\w+)\b[^>]* lang="id".*?</\2>|<link[^>]*>', re.DOTALL
)
# Attributes that are read out or shown; the others are addresses and names.
SHOWN = re.compile(r'\s(?!(?:title|alt|placeholder|aria-label|data-[a-z-]+)=)[\w:-]+="[^"]*"')
MARKUP = re.compile(r"</?[a-z!][\w-]*|>")


@pytest.fixture
def reader(db: None) -> User:
    """Make an administrator who reads English."""
    return make_user("Sari Wulandari", role=Role.ADMINISTRATOR, language=Language.ENGLISH)


@pytest.fixture
def client(reader: User) -> Client:
    client = Client()
    client.force_login(reader)
    return client


def words(page: str) -> str:
    """Return what a page says in its own words: texts, labels and hints."""
    return MARKUP.sub(" ", SHOWN.sub(" ", QUOTED.sub(" ", page)))


@pytest.mark.parametrize("name", sorted(set(NAMES) - FILES - OPEN.keys()))
def test_every_page_is_english(name: str, rows: dict[str, int], client: Client):
    response = client.get(address(name, rows.get(name, 1)))
    if response.status_code != 200 or not response["Content-Type"].startswith("text/html"):
        return
    page = response.content.decode()
    assert '<html lang="en"' in page or "<html" not in page
    left = [match.group() for match in INDONESIAN.finditer(words(page))]
    assert not left, words(page)


def test_dates_and_numbers_are_written_as_english_does():
    with translation.override("en"), timezone.override("Asia/Makassar"):
        assert figures.day(NOW) == "Saturday, 21 November 2026"
        assert figures.clock(NOW) == "13:42"
        assert figures.number(1234.5) == "1,234.5"
        assert figures.placements(1) == "1 placement"
        assert figures.placements(1234) == "1,234 placements"
        assert figures.until(NOW + timedelta(minutes=42), NOW) == "in 42 min"
        assert figures.until(NOW - timedelta(minutes=8), NOW) == "8 min overdue"
        assert figures.ago(NOW - timedelta(hours=2), NOW) == "2 h ago"
        assert figures.moment(NOW - timedelta(days=1), NOW) == "yesterday 13:42"


def test_dates_and_numbers_stay_indonesian_for_everybody_else():
    with timezone.override("Asia/Makassar"):
        assert figures.day(NOW) == "Sabtu, 21 November 2026"
        assert figures.clock(NOW) == "13.42"
        assert figures.placements(1234) == "1.234 pemuatan"
        assert figures.until(NOW + timedelta(days=3), NOW) == "24 Nov 13.42"
        assert figures.span(timedelta(days=3)) == "3 hari"


def test_the_message_of_a_recap_is_indonesian_whoever_copies_it(
    rows: dict[str, int], client: Client
):
    theirs = Client()
    theirs.force_login(make_user(role=Role.ADMINISTRATOR))
    address = f"/rekap/{YESTERDAY}/harian/wa"
    said = client.get(address).content.decode()
    assert "RINGKASAN" in said and "Hari/Tanggal" in said
    assert said == theirs.get(address).content.decode()


def test_the_message_on_the_english_page_of_a_recap_is_the_same(
    rows: dict[str, int], client: Client
):
    page = client.get(f"/rekap/{YESTERDAY}/harian").content.decode()
    message = client.get(f"/rekap/{YESTERDAY}/harian/wa").content.decode()
    assert message.splitlines()[0] in page
    assert "Copy for WhatsApp" in page


def test_the_pdf_of_a_recap_is_indonesian_whoever_asks(
    rows: dict[str, int], client: Client, monkeypatch: pytest.MonkeyPatch
):
    sheets: list[str] = []

    def keep(*_source: object, sys_inputs: dict[str, str], **_options: object) -> bytes:
        sheets.append(sys_inputs["sheet"])
        return b"%PDF"

    monkeypatch.setattr("typst.compile", keep)
    assert client.get(f"/rekap/{YESTERDAY}/harian.pdf").content == b"%PDF"
    assert "Rekap pemberitaan" in sheets[0]


def test_what_is_stored_is_indonesian_whoever_acts(reader: User):
    item = make_coverage(make_item()).item
    chosen = [Choice(Decision.Field.TONE, Tone.NEGATIVE)]
    with translation.override("en"):
        act = decide(item, chosen, reader, NOW, edition(item), uuid4())
        undone = undo(act, reader, NOW, uuid4())
        new = NewIssue(title="Jembatan Seroja", criterion=Criterion.HOAX)
        issue, _ = open_issue(new, reader, NOW)
    assert act.words == "1 pemuatan ditandai Negatif"
    assert undone.words == "Diurungkan: 1 pemuatan ditandai Negatif"
    assert Issue.objects.get(pk=issue.pk).opened_because == "Hoaks tentang Pemprov beredar"
