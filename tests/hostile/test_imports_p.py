"""P1 to P8: lists and files that people upload, and what is hidden in them."""

import ast
import gzip
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from commandcenter.accounts.models import Role
from commandcenter.urls import urlpatterns as _every_page  # noqa: F401 - loads every form
from monitoring.files.attachments import Accepted, Refused, accept
from monitoring.models import Feed, Outlet
from monitoring.sources import importing
from monitoring.sources.importing import Fate, read_list, standing_rows, take_in
from monitoring.sources.listings import ROWS_MAX, NotAList, Row, Rows
from monitoring.sources.opml import DEPTH_MAX
from monitoring.sources.table import write_table
from tests.build import NOW, make_attachment, make_item, make_region, make_user
from tests.hostile.conftest import Traces
from tests.hostile.test_feeds_f import LAUGHS, little_work

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).parents[2]
FEED = "https://suara.test/feed"
OUTLINE = f'<outline type="rss" text="Suara Seroja" xmlUrl="{FEED}"/>'


def opml(outlines: str, head: str = "") -> bytes:
    return f'<?xml version="1.0"?>{head}<opml><body>{outlines}</body></opml>'.encode()


@pytest.fixture
def worker(client: Client) -> Client:
    """Log in somebody who may bring lists of sources."""
    make_region()
    client.force_login(make_user(role=Role.RAPID_RESPONSE))
    return client


def uploaded(worker: Client, body: bytes, name: str = "sumber.opml") -> Any:
    return worker.post(reverse("import_sources"), {"file": SimpleUploadedFile(name, body)})


@pytest.mark.parametrize(
    "entity",
    ['<!ENTITY x SYSTEM "file:///etc/passwd">', f'<!ENTITY l0 "ha">{LAUGHS}'],
    ids=["file", "laughs"],
)
@pytest.mark.parametrize("charset", ["utf-8", "utf-16"])
def test_p1_a_list_with_entities_is_refused_unread(traces: Traces, entity: str, charset: str):
    body = opml(f"{OUTLINE}&x;&l9;", f"<!-- {' ' * 30_000} --><!DOCTYPE opml [{entity}]>")
    with little_work(1):
        found = read_list(body.decode().encode(charset))
    assert isinstance(found, NotAList) and "ENTITY" in found.note
    assert "/etc/passwd" not in traces.opened


def test_p1_a_list_without_end_is_cut_and_counted():
    many = 5_000_000 // len(OUTLINE) - 5
    with little_work(10):
        found = read_list(opml(OUTLINE * many))
    assert isinstance(found, Rows)
    assert len(found.rows) <= ROWS_MAX and len(found.rows) + found.cut == many
    empty = read_list(opml("<outline/>" * 480_000 + OUTLINE))
    assert isinstance(empty, Rows) and empty.cut > 400_000


def test_p1_folders_fifty_deep_are_cut_and_counted():
    assert DEPTH_MAX < 50
    found = read_list(opml('<outline text="x">' * 50 + OUTLINE + "</outline>" * 50 + OUTLINE))
    assert isinstance(found, Rows) and (len(found.rows), found.cut) == (1, 1)


def test_p1_a_file_of_a_hundred_megabytes_is_refused_in_words(worker: Client):
    answer = uploaded(worker, b"<opml>" + b" " * 100_000_000)
    assert answer.status_code == 422 and "5 MB" in answer.content.decode()


BAD = [
    "http://127.0.0.1/rss",
    "http://169.254.169.254/",
    "file:///etc/passwd",
    "javascript:alert(1)",
]


def test_p2_bad_addresses_are_refused_row_by_row_and_the_others_taken_in(worker: Client):
    outlines = "".join(f'<outline text="Jahat" xmlUrl="{url}"/>' for url in BAD)
    seen = uploaded(worker, opml(outlines + OUTLINE))
    assert seen.context["counts"] == {"new": 1, "known": 0, "refused": len(BAD)}
    assert all(row.words for row in seen.context["rows"] if row.fate == Fate.REFUSED)
    worker.post(reverse("save_imported"), {"seen": seen.context["seen"]})
    assert Feed.objects.get().url == FEED and Outlet.objects.count() == 1


@pytest.mark.parametrize(
    ("body", "problems"),
    [
        (f"umpan,media\n{FEED},=HYPERLINK(1)".encode(), [""]),
        (f"umpan\n{FEED[:9]}\x00{FEED[9:]}".encode(), [""]),
        (f"umpan,media\n{FEED},Suara".encode("utf-8-sig"), [""]),
        (f"umpan,media\n{FEED},Suara".encode("utf-16"), [""]),
        (f"media;umpan\nSuara;{FEED}".encode(), [""]),
        (b"umpan\n" + b"x," * 1_000_000 + f"\n{FEED}".encode(), ["lebih panjang", ""]),
        (f'umpan,media\nhttps://a.test/,"Suara\n{FEED},Kabar'.encode(), ["berpasangan", ""]),
    ],
    ids=["formula", "nul", "mark", "utf-16", "semicolon", "columns", "quote"],
)
def test_p3_a_bad_row_of_a_table_costs_itself_only(body: bytes, problems: list[str]):
    found = read_list(body)
    assert isinstance(found, Rows) and found.rows[-1].url == FEED
    assert all(said in row.problem for row, said in zip(found.rows, problems, strict=True))
    assert not any(cell.startswith(b"=") for cell in write_table(found.rows).split(b","))


NAMES = ["../../x.py", "a.csv\x00.exe", "a" * 900 + ".csv", "\u202egpj.exe", "/etc/cron.d/x"]


@pytest.mark.parametrize("name", NAMES)
def test_p4_the_name_of_a_file_plays_no_part(worker: Client, media: Path, name: str):
    answer = named(worker, name)
    assert answer.status_code == 200 and answer.context["counts"]["new"] == 1
    assert not list(media.rglob("*"))


def test_p4_a_name_of_a_thousand_letters_is_refused_and_its_bytes_decide_of_a_photo(worker: Client):
    assert named(worker, "a" * 1_000 + ".csv").status_code == 400
    assert isinstance(accept(SimpleUploadedFile("foto.jpg", b"<?php echo 1 ?>")), Refused)


def named(worker: Client, name: str) -> Any:
    """Upload a list under a name that no browser would send, written into the form as it is."""
    head = f'--x\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    body = head.encode() + opml(OUTLINE) + b"\r\n--x--\r\n"
    kind = "multipart/form-data; boundary=x"
    return worker.post(reverse("import_sources"), data=body, content_type=kind)


def test_p5_nothing_that_is_brought_is_unpacked_as_an_archive(worker: Client):
    """There is no restore from a ZIP: archives are only written, and an uploaded one is refused.

    The weights that ship with the product are read from one; nobody brings them.
    """
    read = {path.relative_to(ROOT).as_posix() for path, mode in _archives() if mode != "w"}
    assert read == {"issues/reading/weights.py"}
    with zipfile.ZipFile(packed := io.BytesIO(), "w") as zipped:
        zipped.writestr("../../x.opml", opml(OUTLINE))
    answer = uploaded(worker, packed.getvalue())
    assert answer.status_code == 422 and "terkompresi" in answer.content.decode()


def test_p6_an_import_that_dies_half_way_and_is_repeated_ends_the_same(
    monkeypatch: pytest.MonkeyPatch,
):
    rows = Rows(tuple(Row(n, f"Media {n}", url=f"https://m{n}.test/rss") for n in range(30)))
    made = iter(range(10))
    with monkeypatch.context() as patched:
        feed = importing._feed
        patched.setattr(importing, "_feed", lambda *given: (next(made), feed(*given))[1])
        with pytest.raises((StopIteration, RuntimeError)):
            take_in(rows, NOW)
    for _time in range(2):
        take_in(rows, NOW)
    assert sorted(row.url for row in standing_rows()) == sorted(row.url for row in rows.rows)
    assert Outlet.objects.count() == 30


FOREIGN = [b"<svg onload='alert(1)'/>", b"<html><script>1</script>", b"\x00\x00\x00\x18ftypmp42"]


@pytest.mark.parametrize("content", FOREIGN)
def test_p7_only_photos_and_documents_are_taken_whatever_they_are_called(content: bytes):
    """No logo can be uploaded; the files people bring are lists and attachments of items."""
    assert isinstance(accept(SimpleUploadedFile("logo.png", content)), Refused)
    taking = {type(field).__name__ for field in _file_fields(forms.BaseForm)}
    assert taking == {"FileField", "AttachmentsField"}
    assert not list(_file_fields(forms.BaseForm, forms.ImageField))


def test_p7_a_document_is_sent_as_one_that_may_run_nothing(worker: Client, media: Path):
    kept = accept(SimpleUploadedFile("x.pdf", b"%PDF-1.4\n<script>alert(1)</script>"))
    assert isinstance(kept, Accepted)
    (media / "x.pdf").write_bytes(kept.content)
    row = make_attachment(make_item(), kind=kept.kind, file="x.pdf")
    answer: HttpResponse = worker.get(reverse("attachment", args=[row.pk]))
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["Content-Disposition"].startswith("attachment")


def test_p8_a_packed_list_is_not_unpacked(worker: Client):
    answer = uploaded(worker, gzip.compress(opml(OUTLINE)), "sumber.opml.gz")
    assert answer.status_code == 422 and "terkompresi" in answer.content.decode()
    body = gzip.compress(b"file=x")
    kind = "application/x-www-form-urlencoded"
    sent = worker.post(
        reverse("import_sources"), data=body, content_type=kind, HTTP_CONTENT_ENCODING="gzip"
    )
    assert sent.status_code in {400, 422} and not Feed.objects.exists()


def _archives() -> Iterator[tuple[Path, str]]:
    """Yield every place of the product that opens an archive, and how."""
    for app in ("monitoring", "issues", "commandcenter"):
        for path in (ROOT / app).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                name = getattr(getattr(node, "func", None), "attr", "")
                if isinstance(node, ast.Call) and name in {"ZipFile", "TarFile", "unpack_archive"}:
                    mode = node.args[1] if len(node.args) > 1 else None
                    yield path, str(mode.value) if isinstance(mode, ast.Constant) else "r"


def _file_fields(form: type, kind: type = forms.FileField) -> Iterator[forms.Field]:
    """Yield the fields for files of all forms of the product."""
    for made in form.__subclasses__():
        if made.__module__.partition(".")[0] in {"monitoring", "issues", "commandcenter"}:
            fields = getattr(made, "base_fields", {}).values()
            yield from (field for field in fields if isinstance(field, kind))
        yield from _file_fields(made, kind)
