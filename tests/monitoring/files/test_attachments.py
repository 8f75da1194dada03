"""Photos and PDFs: judged by their bytes, kept clean and small, shown to few."""

import random
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.test import Client
from PIL import Image, TiffImagePlugin

from commandcenter.accounts.models import Role
from monitoring.files import attachments, photos
from monitoring.files.attachments import Accepted, Refused, accept, attach, stored
from monitoring.models import Attachment, Item
from tests.build import NOW, make_item, make_user

PDF = b"%PDF-1.4\n1 0 obj <<>> endobj\n%%EOF\n"


def picture(size: tuple[int, int] = (40, 20), form: str = "JPEG", **options: object) -> bytes:
    file = BytesIO()
    mode = "RGBA" if form == "PNG" else "RGB"
    Image.new(mode, size, "teal").save(file, form, **options)
    return file.getvalue()


def noise(side: int) -> bytes:
    """Return a photo that cannot be compressed: three bytes for every pixel."""
    raw = random.Random(4).randbytes(side * side * 3)
    file = BytesIO()
    Image.frombytes("RGB", (side, side), raw).save(file, "PNG", compress_level=0)
    return file.getvalue()


def sent(content: bytes, name: str = "IMG_0001.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def opened(accepted: Accepted | Refused) -> Image.Image:
    assert isinstance(accepted, Accepted), accepted
    return Image.open(BytesIO(accepted.content))


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_photos_of_phones_become_jpeg(form: str):
    kept = accept(sent(picture(form=form)))
    assert opened(kept).format == "JPEG"
    assert (kept.kind, kept.width, kept.height) == (Attachment.Kind.PHOTO, 40, 20)


def test_a_photo_of_20_megabytes_is_taken_and_shrunk():
    large = noise(2600)
    assert 20_000_000 < len(large) < 25_000_000
    kept = accept(sent(large))
    assert max(opened(kept).size) == photos.LONGEST_SIDE
    assert len(kept.content) < 3_000_000


def test_all_metadata_go_and_the_picture_stands_upright():
    exif = Image.Exif()
    exif[photos.ORIENTATION], exif[0x010F], exif[0x9286] = 6, "Pabrik", "rahasia"
    exif.get_ifd(0x8825)[2] = (TiffImagePlugin.IFDRational(8), 34, 12)
    told = picture((40, 20), exif=exif, comment=b"rahasia", xmp=b"<x>rahasia</x>")
    assert told.count(b"rahasia") >= 3
    kept = accept(sent(told))
    assert opened(kept).size == (20, 40)
    assert not opened(kept).getexif() and set(opened(kept).info) <= {
        *("jfif", "jfif_version", "jfif_unit", "jfif_density"),
    }
    assert b"rahasia" not in kept.content and b"Pabrik" not in kept.content


def test_unreadable_metadata_do_not_cost_the_photo():
    broken = picture(exif=b"Exif\x00\x00" + b"II*\x00\xff\xff\xff\xff" + b"\xff" * 40)
    assert opened(accept(sent(broken))).size == (40, 20)


def test_what_hides_behind_a_picture_is_gone():
    kept = accept(sent(picture() + b"<script>alert(1)</script>" + PDF))
    assert b"script" not in kept.content and b"%PDF" not in kept.content


def test_see_through_parts_become_white():
    file = BytesIO()
    Image.new("RGBA", (8, 8), (0, 0, 0, 0)).save(file, "PNG")
    assert opened(accept(sent(file.getvalue()))).getpixel((4, 4)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "kosong"),
        (picture()[:-200], "rusak"),
        (picture(form="PNG")[:-30], "rusak"),
        (b"\xff\xd8\xff\xe0" + b"\x00" * 500, "rusak"),
        (b"GIF89a" + b"\x00" * 50, "rusak"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "rusak"),
        (b"MZ" + b"\x00" * 500, "rusak"),
        (b"\x00\x00\x00\x18ftypheic" + b"\x00" * 500, "HEIC"),
        (b"\x00\x00\x00\x18ftypmif1" + b"\x00" * 500, "HEIC"),
    ],
)
def test_what_is_no_photo_is_refused_in_words(content: bytes, words: str):
    refused = accept(sent(content, "liburan.jpg"))
    assert isinstance(refused, Refused)
    assert words in refused.words and "“liburan.jpg”" in refused.words


def test_a_picture_with_too_many_pixels_is_refused_before_it_is_decoded(monkeypatch):
    monkeypatch.setattr(photos, "PIXELS_MAX", 40 * 20 - 1)
    refused = accept(sent(picture()))
    assert isinstance(refused, Refused) and "terlalu besar" in refused.words


def test_a_bomb_is_refused():
    # 60,000 x 60,000 pixels claimed in a header of a few bytes.
    bomb = bytearray(picture(form="PNG"))
    bomb[16:24] = (60_000).to_bytes(4, "big") * 2
    assert isinstance(accept(sent(bytes(bomb))), Refused)


def test_a_pdf_is_known_by_its_bytes_and_kept_unchanged():
    kept = accept(sent(PDF, "halaman.jpg"))
    assert (kept.kind, kept.content) == (Attachment.Kind.PDF, PDF)


def test_where_only_photos_are_wanted_a_pdf_named_jpg_is_refused():
    refused = accept(sent(PDF, "halaman.jpg"), kinds=[Attachment.Kind.PHOTO])
    assert isinstance(refused, Refused) and "adalah PDF, bukan foto" in refused.words


@pytest.mark.parametrize(
    ("content", "limit", "words"),
    [(PDF, "PDF_MAX_MB", "melebihi 0 MB"), (picture(), "PHOTO_MAX_MB", "melebihi 0 MB")],
)
def test_files_above_their_limit_are_refused(monkeypatch, content, limit: str, words: str):
    monkeypatch.setattr(attachments, limit, 0)
    refused = accept(sent(content))
    assert isinstance(refused, Refused) and words in refused.words


def test_the_name_of_a_refused_file_is_cleaned():
    refused = accept(sent(b"", "\u202efoto%s\x00" + "x" * 900))
    assert len(refused.words) < 200 and "\u202e" not in refused.words and "%s" in refused.words


# -- Kept and shown -----------------------------------------------------------------------------


def kept(item: Item, content: bytes, name: str = "IMG_0001.jpg") -> Attachment:
    with stored([accept(sent(content, name))]) as (row,):
        return attach(item, row, NOW)


def files_in(folder: Path) -> int:
    return sum(each.is_file() for each in folder.rglob("*"))


@pytest.mark.django_db
def test_the_same_content_twice_is_one_attachment_and_one_file(tmp_path):
    item = make_item()
    assert kept(item, picture()) == kept(item, picture())
    assert files_in(tmp_path) == 1
    assert kept(make_item("Lain"), picture()) != item.attachments.get()


@pytest.mark.django_db
def test_what_is_not_kept_in_the_end_leaves_no_file(tmp_path):
    with (
        pytest.raises(DatabaseError),
        stored([accept(sent(picture())), accept(sent(PDF))]) as rows,
        transaction.atomic(),
    ):
        attach(make_item(), rows[0], NOW)
        assert files_in(tmp_path) == 2
        raise DatabaseError
    assert files_in(tmp_path) == 0


@pytest.mark.django_db
def test_a_stored_file_does_not_bear_the_name_it_came_with(tmp_path):
    row = kept(make_item(), picture(), "../../Budi di rumah.jpg")
    assert "Budi" not in row.file.name and row.file.name.endswith(".jpg")
    assert (tmp_path / row.file.name).read_bytes()[:2] == b"\xff\xd8"


@pytest.fixture
def reported(db: None) -> Item:
    """Make an item that a contributor brought."""
    return make_item(entered_by=make_user("Dewi Anjani", Role.CONTRIBUTOR))


def shown(row: Attachment, user: object, **headers: str):
    client = Client()
    client.force_login(user)
    return client.get(f"/lampiran/{row.pk}", headers=headers)


@pytest.mark.parametrize("role", [Role.VIEWER, Role.RAPID_RESPONSE])
def test_the_desk_sees_a_photo_and_it_can_do_nothing(reported: Item, role: str):
    response = shown(kept(reported, picture()), make_user(role=role))
    assert b"".join(response.streaming_content)[:2] == b"\xff\xd8"
    assert response["Content-Type"] == "image/jpeg"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"].startswith("inline")
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["Cache-Control"] == "private, no-cache"


def test_a_pdf_is_downloaded_not_opened(reported: Item):
    response = shown(kept(reported, PDF), make_user())
    assert response["Content-Disposition"].startswith("attachment")
    assert response["Content-Type"] == "application/pdf"


def test_who_sent_a_photo_may_see_it_and_other_contributors_may_not(reported: Item):
    row = kept(reported, picture())
    assert shown(row, reported.entered_by).status_code == 200
    assert shown(row, make_user("Komang", Role.CONTRIBUTOR)).status_code == 404
    assert Client().get(f"/lampiran/{row.pk}").status_code == 302


def test_a_photo_seen_before_is_not_sent_again(reported: Item):
    row, user = kept(reported, picture()), make_user()
    etag = shown(row, user)["ETag"]
    assert shown(row, user, **{"If-None-Match": etag}).status_code == 304


def test_a_file_that_is_gone_is_a_missing_page(reported: Item):
    row = kept(reported, picture())
    row.file.storage.delete(row.file.name)
    assert shown(row, make_user()).status_code == 404
