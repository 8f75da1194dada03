"""Outlets, the feeds they are polled by, and every attempt at a feed."""

from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from monitoring.claims import Claimable, ClaimQuerySet
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
    kind = models.CharField(max_length=14, choices=Kind, default=Kind.ONLINE)
    tier = models.PositiveSmallIntegerField(default=3)
    # Own releases are counted apart from independent coverage.
    official = models.BooleanField(default=False)
    press_council = models.CharField(max_length=60, blank=True)
    regions = models.ManyToManyField(Region, blank=True, related_name="outlets")
    # Seconds between two requests to this host; the newsroom of the sample province allows 0.
    gap_seconds = models.FloatField(default=1.0)
    enabled = models.BooleanField(default=True)
    # False for an outlet that came with a link somebody sent: kind and tier are still to be set.
    known = models.BooleanField(default=True)
    # When this host may be asked again; one clock for feeds and pages.
    next_request_at = models.DateTimeField(null=True, blank=True, editable=False)
    # The outlet's robots.txt as last read; empty text allows everything (RFC 9309 2.3.1.3).
    robots = models.TextField(blank=True, editable=False)
    robots_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class FeedQuerySet(ClaimQuerySet):
    """Feeds, by the questions the product asks of them."""

    def watched(self) -> "FeedQuerySet":
        """Keep feeds that are switched on, of outlets that are switched on."""
        return self.filter(enabled=True, outlet__enabled=True)


class Feed(Claimable):
    """One polled address of an outlet. `due_at` is when it will be fetched next."""

    class Kind(models.TextChoices):
        RSS = "rss", "RSS"
        ATOM = "atom", "Atom"

    key = models.SlugField(unique=True, max_length=120)
    outlet = models.ForeignKey(Outlet, on_delete=models.CASCADE, related_name="feeds")
    url = models.CharField(max_length=2048)
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.RSS)
    note = models.CharField(max_length=200, blank=True)
    enabled = models.BooleanField(default=True)
    # The validators of the last good answer, sent back to ask for changes only (RFC 9110 13.1).
    etag = models.CharField(max_length=512, blank=True, editable=False)
    last_modified = models.CharField(max_length=128, blank=True, editable=False)
    body_hash = models.CharField(max_length=64, blank=True, editable=False)
    # Outcome of the newest attempt, repeated here so that the sources page asks one question.
    outcome = models.CharField(max_length=24, blank=True, editable=False)
    outcome_since = models.DateTimeField(null=True, editable=False)
    note_now = models.CharField(max_length=300, blank=True, editable=False)
    fetched_at = models.DateTimeField(null=True, editable=False)
    good_at = models.DateTimeField(null=True, editable=False)
    failures = models.FloatField(default=0, editable=False)

    objects = FeedQuerySet.as_manager()

    class Meta:
        ordering = ["outlet__name", "key"]
        indexes = [
            # FeedQuerySet.due, asked at every tick.
            models.Index(fields=["due_at"], name="feed_due", condition=models.Q(enabled=True)),
        ]
        constraints = [models.UniqueConstraint(fields=["url"], name="one_feed_per_address")]
        permissions = [("pull_feed", _("Tarik sekarang"))]

    def __str__(self) -> str:
        return self.key


class FetchQuerySet(models.QuerySet["Fetch"]):
    """Attempts at feeds."""

    def good(self) -> "FetchQuerySet":
        """Keep attempts in which the outlet answered with a feed, new or unchanged."""
        return self.filter(outcome__in=Fetch.GOOD)

    def newest_good_at(self) -> datetime | None:
        """Return when any outlet last answered well; the age of everything on the wall."""
        return self.good().aggregate(newest=models.Max("ended_at"))["newest"]


class Fetch(models.Model):
    """One attempt at a feed, with its outcome as a value and a note people can read."""

    class Outcome(models.TextChoices):
        NEW = "new", _("ada berita baru")
        NOTHING_NEW = "nothing_new", _("tidak ada yang baru")
        UNCHANGED = "unchanged", _("tidak berubah")
        EMPTY = "empty", _("umpan kosong")
        NOT_A_FEED = "not_a_feed", _("bukan umpan")
        REFUSED = "refused", _("alamat ditolak")
        BLOCKED = "blocked", _("diblokir")
        GONE = "gone", _("tidak ada lagi")
        TOO_LARGE = "too_large", _("terlalu besar")
        TIMEOUT = "timeout", _("tidak menjawab")
        UNREACHABLE = "unreachable", _("tidak terjangkau")
        SERVER_ERROR = "server_error", _("galat di media")
        BROKEN = "broken", _("merusak pembaca")

    GOOD = [Outcome.NEW, Outcome.NOTHING_NEW, Outcome.UNCHANGED]

    feed = models.ForeignKey(Feed, on_delete=models.CASCADE, related_name="fetches")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    outcome = models.CharField(max_length=24, choices=Outcome)
    note = models.CharField(max_length=300, blank=True)
    status = models.PositiveSmallIntegerField(null=True)
    seen = models.PositiveIntegerField(default=0)
    new = models.PositiveIntegerField(default=0)
    # Entries beyond FEED_ENTRIES_MAX: a cap is counted when it bites.
    cut = models.PositiveIntegerField(default=0)

    objects = FetchQuerySet.as_manager()

    class Meta:
        ordering = ["-ended_at"]
        indexes = [
            models.Index(fields=["feed", "-ended_at"], name="fetch_history"),
            # FetchQuerySet.newest_good_at, asked by every poll of the wall.
            models.Index(
                fields=["-ended_at"],
                name="fetch_newest_good",
                condition=models.Q(outcome__in=["new", "nothing_new", "unchanged"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.feed_id} {self.outcome}"


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
