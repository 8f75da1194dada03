"""The PDF: the words of others are data, and a bad logo costs only the logo."""

import io
import re
from pathlib import Path

import pytest
from django.core.cache import cache
from django.utils import timezone
from PIL import Image

from issues.models import Issue
from issues.recaps import logo, pdf
from issues.recaps.sheet import sheet, text
from monitoring.models import Region
from tests import build
from tests.build import NOW
from tests.issues import recap_days, wall_days
from tests.issues.test_recaps import ZONE, composed

pytestmark = pytest.mark.django_db
HOSTILE = [
    '#import "@preview/x:1.0.0": *',
    '#read("/etc/passwd") $x^2$ *tebal* @rujuk <label> \\ // /* `kode`',
    "<script>alert(1)</script>",
    "Banjir 🌊 هُنا 洪水 \u202eterbalik",
    "x" * 120,
]


@pytest.fixture(autouse=True)
def _local_time():
    cache.clear()
    with timezone.override(ZONE):
        yield


@pytest.fixture
def media(settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def pages(document: bytes) -> int:
    """Count the pages of a PDF by its page tree."""
    return int(re.search(rb"/Type/Pages/Count (\d+)", document)[1])


def with_logo(name: str) -> dict:
    return recap_days.REPORT | {"letterhead": recap_days.REPORT["letterhead"] | {"logo": name}}


def set_report(report: dict) -> None:
    Region.objects.filter(level="provinsi").update(report=report)


@pytest.mark.parametrize(
    "prepare",
    [lambda: None, wall_days.unknown_day, wall_days.quiet_day, recap_days.full_day],
    ids=["before a pack is loaded", "nothing known", "nothing there", "a full day"],
)
def test_every_day_becomes_at_most_two_sheets(prepare):
    prepare()
    document = pdf.write_pdf(composed("harian"))
    assert document.startswith(b"%PDF-") and pages(document) <= 2


@pytest.mark.parametrize("title", HOSTILE)
def test_words_of_others_are_set_as_they_stand(title: str):
    wall_days.quiet_day()
    issue = build.make_issue(title[:120], NOW, level="tinggi", statement=title, next_step=title)
    build.make_coverage(at=NOW, issue=issue, story=build.make_story(title), tone="pos")
    recap = composed()
    assert pdf.write_pdf(recap).startswith(b"%PDF-")
    cells = sheet(recap)["blocks"][0]["rows"][0]
    shown = title.replace("\u202e", "").replace("🌊 ", "")[:120]
    assert cells[0].replace("\u200b", "") == shown


def test_a_word_without_end_gets_places_to_break():
    assert max(map(len, text("x" * 5000).split("\u200b"))) <= 25


def test_whoever_sent_a_report_is_not_on_the_sheet():
    recap_days.full_day()
    assert "Pelapor" not in str(sheet(composed()))
    assert "Belum terkonfirmasi" in str(sheet(composed()))


def test_the_logo_is_set_where_it_is_an_image(media: Path):
    wall_days.quiet_day()
    image = io.BytesIO()
    Image.new("RGB", (8, 8), "navy").save(image, "PNG")
    (media / "logo.png").write_bytes(image.getvalue())
    set_report(with_logo("logo.png"))
    recap = composed()
    assert logo.find_logo(recap.report).kind == "png"
    assert b"/Image" in pdf.write_pdf(recap)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"bukan gambar", "bukan gambar"),
        (b"", "bukan gambar"),
        (b"x" * 1_000_001, "lebih dari 1 MB"),
        (None, "tidak ditemukan"),
    ],
)
def test_a_logo_that_is_none_is_left_out_with_a_word(media: Path, content, words: str):
    wall_days.quiet_day()
    if content is not None:
        (media / "logo.png").write_bytes(content)
    set_report(with_logo("logo.png"))
    recap = composed()
    assert words in logo.find_logo(recap.report).trouble
    assert pdf.write_pdf(recap).startswith(b"%PDF-")


def test_a_logo_outside_the_folder_of_attachments_is_not_read(media: Path):
    (media.parent / "rahasia.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    assert logo.find_logo(with_logo("../rahasia.png")).data == b""


@pytest.mark.parametrize("start", [b"\x89PNG\r\n\x1a\nrusak", b"\xff\xd8\xffrusak", b"<svg rusak"])
def test_an_image_that_cannot_be_drawn_costs_only_the_logo(media: Path, start: bytes):
    wall_days.quiet_day()
    (media / "logo.png").write_bytes(start)
    set_report(with_logo("logo.png"))
    assert pdf.write_pdf(composed()).startswith(b"%PDF-")


def test_a_drawing_cannot_bring_a_file_of_the_machine_along(media: Path):
    wall_days.quiet_day()
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">'
    (media / "logo.svg").write_text(f'{drawing}<image href="/etc/passwd" width="9"/></svg>')
    set_report(with_logo("logo.svg"))
    assert b"root:" not in pdf.write_pdf(composed())


def test_the_letters_are_our_own():
    assert "Plus Jakarta Sans" in pdf._fonts().families()


def test_every_level_of_risk_has_its_colours():
    wall_days.quiet_day()
    for level in Issue.Level.values:
        build.make_issue(f"Isu {level}", NOW, level=level, deadline=NOW)
    assert pdf.write_pdf(composed()).startswith(b"%PDF-")
