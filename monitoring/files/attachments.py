"""Act: photos and PDFs of items. What comes in is judged by its bytes, never by its name.

Files lie under MEDIA_ROOT with random names; they are shown by one view that checks who asks.
"""

import hashlib
import secrets
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from monitoring.clean import clean
from monitoring.files.photos import NotAPhoto, TooManyPixels, redraw
from monitoring.models import Attachment, Item

PHOTO_MAX_MB = 25
PDF_MAX_MB = 20
# Bytes in a megabyte, as phones and file managers count them.
MB = 1_000_000
NAME_SHOWN = 60
SUFFIX = {Attachment.Kind.PHOTO: "jpg", Attachment.Kind.PDF: "pdf"}
CONTENT_TYPE = {Attachment.Kind.PHOTO: "image/jpeg", Attachment.Kind.PDF: "application/pdf"}
# ISO/IEC 14496-12 4.3 and 23008-12 annex B: brands of HEIF pictures, behind "ftyp" at byte 4.
HEIF = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif")


@dataclass(frozen=True)
class Accepted:
    """A file that may be kept: its kind, the bytes as they are stored, and their sha256."""

    kind: str
    content: bytes
    sha256: str
    width: int | None = None
    height: int | None = None


@dataclass(frozen=True)
class Refused:
    """A file that was not kept, and why, in words for the person who sent it."""

    words: str


def accept(
    upload: UploadedFile, kinds: Collection[str] = Attachment.Kind.values
) -> Accepted | Refused:
    """Judge one uploaded file; a photo comes back drawn again, a PDF unchanged.

    `kinds` narrows what is wanted, e.g. only photos. Writes nothing.
    """
    name = clean(upload.name or "", NAME_SHOWN) or _("tanpa nama")
    start = upload.read(16)
    upload.seek(0)
    kind = Attachment.Kind.PDF if start.startswith(b"%PDF-") else Attachment.Kind.PHOTO
    if words := _fault(upload, start, kind, kinds):
        return Refused(words % {"name": name, "photo": PHOTO_MAX_MB, "pdf": PDF_MAX_MB})
    content = upload.read()
    return _accepted(kind, content) if kind == Attachment.Kind.PDF else _photo(name, content)


@contextmanager
def stored(files: Iterable[Accepted]) -> Iterator[list[Attachment]]:
    """Write files before a transaction that keeps them; yield their rows, which are not saved yet.

    Large files so never hold a lock. What no row names at the end goes again: what was attached
    already, and all of them when the transaction failed.
    """
    rows: list[Attachment] = []
    done = False
    try:
        rows.extend(map(_written, files))
        yield rows
        done = True
    finally:
        for row in rows:
            if not done or row.pk is None:
                row.file.delete(save=False)


def attach(item: Item, row: Attachment, at: datetime) -> Attachment:
    """Keep a stored file with the item; the same content again is the same attachment."""
    known = item.attachments.filter(sha256=row.sha256).first()
    if known is not None:
        return known
    row.item, row.added_at = item, at
    row.save()
    return row


def may_see(item: Item, user: Any) -> bool:
    """Say whether somebody may see what belongs to the item: the desk, and who brought it."""
    brought = item.entered_by_id is not None and item.entered_by_id == user.pk
    return brought or user.has_perm("monitoring.view_item")


def _written(accepted: Accepted) -> Attachment:
    """Write one file under a random name; return its row without an item."""
    row = Attachment(
        kind=accepted.kind,
        sha256=accepted.sha256,
        size=len(accepted.content),
        width=accepted.width,
        height=accepted.height,
    )
    name = f"{secrets.token_hex(16)}.{SUFFIX[Attachment.Kind(accepted.kind)]}"
    row.file.save(name, ContentFile(accepted.content), save=False)
    return row


def _fault(upload: UploadedFile, start: bytes, kind: str, kinds: Collection[str]) -> str:
    """Return why the file is refused unread, with places for its name and the limits."""
    size = upload.size or 0
    if not start:
        return _("“%(name)s” kosong. Mohon pilih lagi berkasnya.")
    if kind == Attachment.Kind.PDF:
        if kind not in kinds:
            return _("“%(name)s” adalah PDF, bukan foto. Mohon kirim fotonya.")
        too_large = _("“%(name)s” melebihi %(pdf)d MB. Mohon perkecil PDF-nya.")
        return too_large if size > PDF_MAX_MB * MB else ""
    if start[4:8] == b"ftyp" and start[8:12] in HEIF:
        return _(
            "“%(name)s” berformat HEIC yang belum dapat dibaca. Mohon kirim tangkapan layarnya,"
            " atau pilih format “Paling kompatibel” (JPEG) di pengaturan kamera."
        )
    too_large = _("“%(name)s” melebihi %(photo)d MB. Mohon kirim foto yang lebih kecil.")
    return too_large if size > PHOTO_MAX_MB * MB else ""


def _photo(name: str, content: bytes) -> Accepted | Refused:
    try:
        photo = redraw(content)
    except TooManyPixels:
        words = _("“%(name)s” terlalu besar ukurannya. Mohon kirim foto yang lebih kecil.")
        return Refused(words % {"name": name})
    except NotAPhoto:
        words = _("“%(name)s” bukan foto yang dapat dibaca, atau rusak. Mohon kirim JPEG atau PNG.")
        return Refused(words % {"name": name})
    return _accepted(Attachment.Kind.PHOTO, photo.content, photo.width, photo.height)


def _accepted(
    kind: str, content: bytes, width: int | None = None, height: int | None = None
) -> Accepted:
    return Accepted(kind, content, hashlib.sha256(content).hexdigest(), width, height)
