"""Outlets, and the words search engines are asked for."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from monitoring.models.regions import Region


class Outlet(models.Model):
    """A newsroom, agency or official channel (Media)."""

    class Kind(models.TextChoices):
        DAILY = "harian", _("Harian")
        ONLINE = "online", _("Online")
        AGENCY = "kantor-berita", _("Kantor berita")
        RADIO = "radio", _("Radio")
        TELEVISION = "tv", _("TV")
        NATIONAL = "nasional", _("Nasional")
        OFFICIAL = "resmi", _("Kanal resmi")

    key = models.SlugField(unique=True, max_length=80)
    name = models.CharField(max_length=120)
    home = models.URLField(max_length=300, blank=True)
    # Further hosts it publishes under: an old domain, a domain for phones.
    hosts = ArrayField(models.CharField(max_length=253), default=list, blank=True)
    kind = models.CharField(max_length=14, choices=Kind, default=Kind.ONLINE)
    tier = models.PositiveSmallIntegerField(default=3)
    # Own releases are counted apart from independent coverage.
    official = models.BooleanField(default=False)
    press_council = models.CharField(max_length=60, blank=True)
    regions = models.ManyToManyField(Region, blank=True, related_name="outlets")
    # Seconds between two requests to this host; the newsroom of the sample province allows 0.
    gap_seconds = models.FloatField(default=1.0)
    # Requests to it side by side; one is polite, an intranet server may allow more.
    parallel = models.PositiveSmallIntegerField(default=1)
    enabled = models.BooleanField(default=True)
    # False for an outlet that came with a link somebody sent: kind and tier are still to be set.
    known = models.BooleanField(default=True)
    # Clones and spam: nothing of a blocked outlet is taken in, and what was turned away is counted.
    blocked = models.BooleanField(default=False)
    block_note = models.CharField(max_length=200, blank=True)
    # When this host may be asked again; one clock for feeds and pages.
    next_request_at = models.DateTimeField(null=True, blank=True, editable=False)
    # Factor on the gap: doubled by every 429, halved again while the host answers.
    slowdown = models.FloatField(default=1.0, editable=False)
    # The outlet's robots.txt as last read; empty text allows everything (RFC 9309 2.3.1.3).
    robots = models.TextField(blank=True, editable=False)
    robots_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["name"]
        permissions = [("manage_sources", _("Kelola sumber"))]

    def __str__(self) -> str:
        return self.name


class SearchQuery(models.Model):
    """Words the pack wants search engines asked for; the collector's search feeds use them."""

    text = models.CharField(max_length=200, unique=True)
    about = models.CharField(max_length=80, blank=True)
    enabled = models.BooleanField(default=True)

    class Meta:
        ordering = ["text"]
        verbose_name_plural = "search queries"

    def __str__(self) -> str:
        return self.text
