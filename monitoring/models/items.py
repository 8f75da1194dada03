"""Entries as feeds showed them, items as the desk reads them, and the text of an item."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from monitoring.claims import Claimable, ClaimQuerySet
from monitoring.models.feeds import Feed
from monitoring.models.outlets import Outlet


class ItemQuerySet(ClaimQuerySet):
    """Items, by the stage of the flow they wait for."""

    def for_pages(self) -> "ItemQuerySet":
        """Keep items whose page is still to be fetched."""
        return self.filter(stage=Item.Stage.PAGE)

    def for_reading(self) -> "ItemQuerySet":
        """Keep items whose text is settled and that wait for a reader."""
        return self.filter(stage=Item.Stage.READ)

    def put_aside(self) -> "ItemQuerySet":
        """Keep items in quarantine, without those whose outlet is blocked for now."""
        return self.filter(stage=Item.Stage.QUARANTINE).exclude(outlet__blocked=True)


class Item(Claimable):
    """Anything published or reported that the desk must read.

    `stage` is the hand-over between the stages of the flow: each stage asks for its own rows
    (`for_pages`, `for_reading`) and leaves them for the next.
    """

    class Kind(models.TextChoices):
        ARTICLE = "article", _("Berita")
        FIELD_REPORT = "field_report", _("Laporan lapangan")

    class Medium(models.TextChoices):
        ONLINE = "online", _("Online")
        PRINT = "cetak", _("Cetak")
        TELEVISION = "tv", _("TV")
        RADIO = "radio", _("Radio")
        SOCIAL = "sosial", _("Media sosial")
        RELEASE = "rilis", _("Siaran pers")
        FIELD = "lapangan", _("Lapangan")

    class Stage(models.TextChoices):
        PAGE = "page", _("menunggu halaman")
        READ = "read", _("menunggu dibaca")
        DONE = "done", _("selesai dibaca")
        QUARANTINE = "quarantine", _("karantina")

    class PublishedFrom(models.TextChoices):
        FEED = "feed", _("umpan")
        PAGE = "page", _("halaman")
        URL = "url", _("alamat berita")
        TEXT = "text", _("naskah berita")
        CLAMPED = "clamped", _("waktu di masa depan, dipotong")
        UNKNOWN = "unknown", _("tidak diketahui")
        PERSON = "person", _("diisi petugas")

    class PageKind(models.TextChoices):
        """What the page turned out to be; only an article has a text of its own."""

        UNKNOWN = "", _("belum diketahui")
        ARTICLE = "berita", _("berita")
        PHOTO = "foto", _("foto")
        VIDEO = "video", _("video")
        LIST = "daftar", _("halaman daftar")
        PAYWALL = "berbayar", _("berbayar")
        CHALLENGE = "penghalang", _("halaman penghalang")

    class Correction(models.TextChoices):
        """How the newsroom went back on what it had written (Dewan Pers, Peraturan 1/2012)."""

        NONE = "", _("tidak ada")
        CORRECTION = "ralat", _("ralat")
        CLARIFICATION = "klarifikasi", _("klarifikasi")
        REPLY = "hak-jawab", _("hak jawab")

    kind = models.CharField(max_length=12, choices=Kind, default=Kind.ARTICLE)
    medium = models.CharField(max_length=8, choices=Medium, default=Medium.ONLINE)
    # Where in a paper or a broadcast: "hal. 3 kol. 2", "menit 02.15".
    locator = models.CharField(max_length=60, blank=True)
    # Who brought the item, and the key its form carried: sent twice, it is still one item.
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="entered_items",
    )
    entry_key = models.UUIDField(null=True, blank=True, unique=True)
    outlet = models.ForeignKey(Outlet, on_delete=models.PROTECT, null=True, related_name="items")
    url = models.CharField(max_length=2048, blank=True)
    # sha256 of the canonical address; one article seen in five feeds is one item.
    url_hash = models.CharField(max_length=64, blank=True)
    title = models.CharField(max_length=500)
    summary = models.TextField(blank=True)
    author = models.CharField(max_length=200, blank=True)
    section = models.CharField(max_length=120, blank=True)
    # Address of the article's picture, https only; shown nowhere without being asked for.
    image = models.CharField(max_length=2048, blank=True)
    language = models.CharField(max_length=20, blank=True)
    page_kind = models.CharField(max_length=10, choices=PageKind, default="", blank=True)
    # Why the page is taken for what it is, in words.
    page_note = models.CharField(max_length=200, blank=True)
    # A short link, or one of a search engine, that does not show where it leads.
    unresolved = models.BooleanField(default=False)
    correction = models.CharField(max_length=12, choices=Correction, default="", blank=True)
    corrected_at = models.DateTimeField(null=True, blank=True)
    correction_note = models.CharField(max_length=300, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    published_from = models.CharField(
        max_length=8, choices=PublishedFrom, default=PublishedFrom.UNKNOWN
    )
    seen_at = models.DateTimeField()
    # The publication time, or the time first seen where that is unknown: what lists order by.
    listed_at = models.DateTimeField()
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.PAGE)
    stage_note = models.CharField(max_length=300, blank=True)
    # The first item with the same text; empty for that first one.
    copy_of = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="copies"
    )

    objects = ItemQuerySet.as_manager()

    class Meta:
        ordering = ["-listed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["url_hash"], condition=~models.Q(url_hash=""), name="one_item_per_address"
            )
        ]
        indexes = [
            # ItemQuerySet.for_pages().due() and .for_reading().due(), asked at every tick.
            models.Index(
                fields=["stage", "due_at"],
                name="item_due",
                condition=models.Q(due_at__isnull=False),
            ),
            models.Index(fields=["-listed_at"], name="item_listed"),
        ]

    def __str__(self) -> str:
        return self.title


class ItemText(models.Model):
    """The text of an item, how it was won, and the fingerprint that finds copies."""

    class Rung(models.TextChoices):
        STANDARD = "standard", _("ekstraksi baku")
        FAST = "fast", _("ekstraksi cepat")
        NO_TABLES = "no_tables", _("tanpa tabel")
        SECOND = "second", _("pengekstrak kedua")
        FEED = "feed", _("naskah dari umpan")
        SUMMARY = "summary", _("hanya ringkasan umpan")
        GIVEN = "given", _("ditempel petugas")

    item = models.OneToOneField(
        Item, on_delete=models.CASCADE, primary_key=True, related_name="text"
    )
    body = models.TextField()
    rung = models.CharField(max_length=10, choices=Rung)
    # Why the rungs above failed, in words; empty when the first one held.
    rung_note = models.CharField(max_length=300, blank=True)
    # MinHash bands over 5-word sequences; two texts that share a band are compared in full.
    bands = ArrayField(models.IntegerField(), default=list)
    extracted_at = models.DateTimeField()
    # Version of the rules that won the text (monitoring/pages/extract.py).
    version = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = [GinIndex(fields=["bands"], name="item_text_bands")]

    def __str__(self) -> str:
        return self.body[:60]


class Entry(models.Model):
    """One item as one feed showed it. The same article may be seen in several feeds."""

    # Both indexes below begin with the feed; a third would only cost time at every insert.
    feed = models.ForeignKey(Feed, on_delete=models.CASCADE, related_name="entries", db_index=False)
    # sha256 of the guid, else of the canonical link (RSS 2.0 makes guid optional).
    guid_hash = models.CharField(max_length=64)
    item = models.ForeignKey(Item, on_delete=models.CASCADE, null=True, related_name="entries")
    link = models.CharField(max_length=2048, blank=True)
    title = models.CharField(max_length=500, blank=True)
    summary = models.TextField(blank=True)
    published_text = models.CharField(max_length=120, blank=True)
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["feed", "guid_hash"], name="one_entry_per_guid")
        ]
        indexes = [models.Index(fields=["feed", "-seen_at"], name="entry_newest")]

    def __str__(self) -> str:
        return self.title


class Address(models.Model):
    """An address that leads to an item without being its own, or to an item that was deleted.

    Items are known by the hash of their canonical address; a page may name another one as its own
    (`rel=canonical`). Without an item this is a tombstone: what retention deleted does not return.
    """

    class Reason(models.TextChoices):
        CANONICAL = "canonical", _("alamat resmi menurut halamannya")
        REDIRECT = "redirect", _("dialihkan")
        MERGED = "merged", _("digabung")
        DELETED = "deleted", _("dihapus menurut masa simpan")

    url_hash = models.CharField(max_length=64, unique=True)
    url = models.CharField(max_length=2048, blank=True)
    item = models.ForeignKey(
        Item, on_delete=models.SET_NULL, null=True, blank=True, related_name="addresses"
    )
    reason = models.CharField(max_length=10, choices=Reason)
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "addresses"

    def __str__(self) -> str:
        return self.url or self.url_hash
