"""Regions by their official code; the home province carries the zone every day is cut in."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


class RegionQuerySet(models.QuerySet["Region"]):
    """Regions, by the questions the product asks of them."""

    def home(self) -> "Region | None":
        """Return the province this installation serves; None before a pack is loaded."""
        return self.filter(level=Region.Level.PROVINCE).first()

    def regencies(self) -> "RegionQuerySet":
        """Keep regencies and cities, in the order of their codes."""
        return self.filter(level__in=[Region.Level.REGENCY, Region.Level.CITY]).order_by("code")

    def with_pages(self) -> "RegionQuerySet":
        """Keep the province, regencies and cities: what coverage is counted by."""
        levels = [Region.Level.PROVINCE, Region.Level.REGENCY, Region.Level.CITY]
        return self.filter(level__in=levels)

    def named_in_news(self) -> "RegionQuerySet":
        """Keep what reading looks for: names of villages are too common to mean a place."""
        return self.exclude(level=Region.Level.VILLAGE)


class Region(models.Model):
    """A province, regency, city, district or village with its Kemendagri code (52, 52.71)."""

    class Level(models.TextChoices):
        PROVINCE = "provinsi", _("Provinsi")
        REGENCY = "kabupaten", _("Kabupaten")
        CITY = "kota", _("Kota")
        DISTRICT = "kecamatan", _("Kecamatan")
        VILLAGE = "desa", _("Desa atau kelurahan")

    code = models.CharField(max_length=13, primary_key=True)
    name = models.CharField(max_length=120)
    short = models.CharField(max_length=80)
    level = models.CharField(max_length=10, choices=Level)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    capital = models.CharField(max_length=80, blank=True)
    aliases = ArrayField(models.CharField(max_length=120), default=list, blank=True)
    cues = ArrayField(models.CharField(max_length=120), default=list, blank=True)
    needs_cue = models.BooleanField(default=False)
    # The path of this region on the pack's map; a province carries the view box and the credit.
    shape = models.TextField(blank=True)
    # Only the home province uses the following.
    title = models.CharField(max_length=120, blank=True)
    zone = models.CharField(max_length=40, blank=True)
    zone_label = models.CharField(max_length=8, blank=True)
    stripe = ArrayField(models.CharField(max_length=7), default=list, blank=True)
    # Words for reading that belong to the whole province: metaphors, not_places, elsewhere …
    phrases = models.JSONField(default=dict, blank=True)
    # Texts, slots and day boundary of the recap, working and quiet hours: packs/reporting.py.
    report = models.JSONField(default=dict, blank=True)

    objects = RegionQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(
                fields=["level"],
                condition=models.Q(level="provinsi"),
                name="one_home_province",
            )
        ]

    def __str__(self) -> str:
        return self.name


class CalendarDay(models.Model):
    """A day of the pack's calendar: holiday, collective leave, or an event worth watching."""

    class Kind(models.TextChoices):
        HOLIDAY = "libur", _("Hari libur")
        LEAVE = "cuti", _("Cuti bersama")
        EVENT = "agenda", _("Agenda")
        # Outlets rest on such a day (Nyepi): a source that stays silent is not in trouble.
        QUIET = "sunyi", _("Hari sunyi")

    date = models.DateField()
    name = models.CharField(max_length=160)
    kind = models.CharField(max_length=6, choices=Kind)

    class Meta:
        ordering = ["date"]
        constraints = [models.UniqueConstraint(fields=["date", "name"], name="one_day_per_name")]

    def __str__(self) -> str:
        return f"{self.date:%d-%m-%Y} {self.name}"
