"""Field reports: what people in the regencies saw, and what the province found out about it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from monitoring.models.items import Item
from monitoring.models.regions import Region


class FieldReport(models.Model):
    """The parts of an item that only a field report has (Laporan lapangan).

    Title, text, time and who sent it are the item's: `item.title`, `item.text.body`,
    `item.published_at` (when it happened), `item.entered_by` (hidden outside the desk).
    """

    class Subject(models.TextChoices):
        EVENT = "kejadian", _("Kejadian di lapangan")
        LEADERS = "kegiatan", _("Kegiatan pimpinan")
        HOAX = "hoaks", _("Hoaks yang beredar")
        VOICE = "aspirasi", _("Aspirasi warga")

    class Source(models.TextChoices):
        SEEN = "lihat", _("Melihat sendiri")
        CITIZENS = "warga", _("Warga")
        OFFICIALS = "aparat", _("Aparat")
        CHAT = "grup", _("Grup WhatsApp")
        SOCIAL = "sosial", _("Media sosial")

    class Urgency(models.TextChoices):
        """The scale of NTB Care: answered within an hour, a day, two days."""

        URGENT = "mendesak", _("Mendesak")
        IMPORTANT = "penting", _("Penting")
        ORDINARY = "biasa", _("Biasa")

    class Verification(models.TextChoices):
        OPEN = "belum", _("Belum terkonfirmasi")
        CONFIRMED = "terkonfirmasi", _("Terkonfirmasi")
        FALSE = "salah", _("Tidak benar")

    item = models.OneToOneField(
        Item, on_delete=models.CASCADE, primary_key=True, related_name="report"
    )
    # Told to the reporter and used on the phone: LL-261121-0007 (day received, running number).
    number = models.CharField(max_length=20, unique=True)
    subject = models.CharField(max_length=10, choices=Subject, default=Subject.EVENT)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="reports")
    district = models.ForeignKey(
        Region, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    village = models.ForeignKey(
        Region, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    place = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=8, choices=Source)
    urgency = models.CharField(max_length=8, choices=Urgency, default=Urgency.ORDINARY)
    # Only when the reporter allowed it, rounded to about 100 m.
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    received_at = models.DateTimeField()
    verification = models.CharField(max_length=13, choices=Verification, default=Verification.OPEN)
    verification_note = models.CharField(max_length=300, blank=True)
    verified_at = models.DateTimeField(null=True, blank=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="verified_reports",
    )

    class Meta:
        ordering = ["-received_at"]
        indexes = [
            models.Index(
                fields=["received_at"],
                name="report_unverified",
                condition=models.Q(verification="belum"),
            )
        ]
        permissions = [
            ("file_report", _("Kirim laporan lapangan")),
            ("verify_report", _("Verifikasi laporan lapangan")),
        ]

    def __str__(self) -> str:
        return self.number


class Attachment(models.Model):
    """A photo or PDF of an item, kept in DATA_DIR and shown only to those who may see the item."""

    class Kind(models.TextChoices):
        PHOTO = "foto", _("Foto")
        PDF = "pdf", _("PDF")

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="attachments")
    kind = models.CharField(max_length=4, choices=Kind)
    file = models.FileField(upload_to="lampiran/%Y/%m", max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            # The same photo sent twice with one report is one attachment.
            models.UniqueConstraint(fields=["item", "sha256"], name="one_attachment_per_content")
        ]

    def __str__(self) -> str:
        return self.file.name
