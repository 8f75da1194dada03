"""Articles people found elsewhere: why we did not have them, and how many we do have."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from monitoring.models.items import Item
from monitoring.models.outlets import Outlet


class Missed(models.Model):
    """One address somebody asked about, with the answer as it was then.

    `missed` says whether it counts against us: we did not have it when it was asked about. The
    weekly recall is the share of articles we had collected ourselves.
    """

    class Reason(models.TextChoices):
        HAVE = "ada", _("sudah ada")
        COPY = "salinan", _("ada sebagai salinan")
        WAITING = "menunggu", _("sudah terlihat, menunggu giliran")
        UNKNOWN_OUTLET = "media-baru", _("media belum dikenal")
        BLOCKED_OUTLET = "media-ditolak", _("media ditolak")
        OUTLET_OFF = "media-mati", _("media dimatikan")
        NO_FEED = "tanpa-umpan", _("media tanpa umpan")
        FEED_SICK = "umpan-sakit", _("umpannya bermasalah saat itu")
        NOT_IN_FEED = "luar-umpan", _("tidak muncul di umpan")
        CUT = "terpotong", _("melebihi batas entri")
        ROBOTS = "robots", _("dilarang robots.txt")
        EXTRACTION = "ekstraksi", _("naskah gagal dibaca")
        DELETED = "dihapus", _("dihapus menurut masa simpan")
        LATE = "terlambat", _("masuk setelah batas waktu")
        NOT_AN_ADDRESS = "bukan-berita", _("bukan alamat berita")

    url = models.CharField(max_length=2048)
    url_hash = models.CharField(max_length=64)
    reason = models.CharField(max_length=16, choices=Reason)
    # What was found, sentence by sentence.
    note = models.TextField(blank=True)
    missed = models.BooleanField(default=False)
    outlet = models.ForeignKey(
        Outlet, on_delete=models.SET_NULL, null=True, blank=True, related_name="missed"
    )
    item = models.ForeignKey(
        Item, on_delete=models.SET_NULL, null=True, blank=True, related_name="asked_about"
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="missed"
    )
    asked_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-asked_at"]
        verbose_name_plural = "missed"
        indexes = [models.Index(fields=["-asked_at"], name="missed_newest")]

    def __str__(self) -> str:
        return self.url

    @property
    def takeable(self) -> bool:
        """Say whether the article can still be taken in by hand."""
        refused = {self.Reason.BLOCKED_OUTLET, self.Reason.NOT_AN_ADDRESS}
        return self.missed and self.item_id is None and self.reason not in refused
