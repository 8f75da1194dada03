"""Feeds, every attempt at one, and how their health and their subscriptions stand."""

from datetime import datetime
from uuid import uuid4

from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from monitoring.claims import Claimable, ClaimQuerySet
from monitoring.models.outlets import Outlet, SearchQuery


class FeedQuerySet(ClaimQuerySet):
    """Feeds, by the questions the product asks of them."""

    def watched(self) -> "FeedQuerySet":
        """Keep feeds that are switched on, of outlets that are switched on and not blocked."""
        return self.filter(enabled=True, outlet__enabled=True, outlet__blocked=False)


class Feed(Claimable):
    """One polled address of an outlet. `due_at` is when it will be fetched next."""

    class Kind(models.TextChoices):
        RSS = "rss", "RSS"
        ATOM = "atom", "Atom"
        JSON = "json", "JSON Feed"
        SITEMAP = "sitemap", _("Peta situs")
        LISTING = "listing", _("Halaman daftar")
        SEARCH = "search", _("Pencarian berita")
        VIDEO = "video", _("Kanal video")

    class Health(models.TextChoices):
        """How a feed is doing, in words people use; monitoring/sources/health.py decides."""

        NEVER = "belum", _("Belum ditarik")
        HEALTHY = "sehat", _("Sehat")
        LATE = "terlambat", _("Terlambat")
        SILENT = "senyap", _("Senyap")
        BLOCKED = "diblokir", _("Diblokir")
        NOT_A_FEED = "bukan-umpan", _("Bukan umpan")
        MOVED = "pindah", _("Pindah")
        GONE = "hilang", _("Hilang")
        ERROR = "galat", _("Galat")
        OFF = "mati", _("Dimatikan")

    key = models.SlugField(unique=True, max_length=120)
    outlet = models.ForeignKey(Outlet, on_delete=models.CASCADE, related_name="feeds")
    url = models.CharField(max_length=2048)
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.RSS)
    note = models.CharField(max_length=200, blank=True)
    enabled = models.BooleanField(default=True)
    # How a page without a feed lists its articles (monitoring/feeds/listing.py says in which form).
    rules = models.JSONField(default=dict, blank=True)
    # The words a search feed asks for.
    query = models.ForeignKey(
        SearchQuery, on_delete=models.CASCADE, null=True, blank=True, related_name="feeds"
    )
    # The validators of the last good answer, sent back to ask for changes only (RFC 9110 13.1).
    etag = models.CharField(max_length=512, blank=True, editable=False)
    last_modified = models.CharField(max_length=128, blank=True, editable=False)
    body_hash = models.CharField(max_length=64, blank=True, editable=False)
    # When everything was asked for last, without validators: servers are wrong about changes.
    full_at = models.DateTimeField(null=True, editable=False)
    # Where the site says the feed lives from now on (301, 308); a person decides to follow.
    moved_to = models.CharField(max_length=2048, blank=True, editable=False)
    # The next page of the archive to read while catching up; 0 when nothing is missing.
    page = models.PositiveSmallIntegerField(default=0, editable=False)
    # How often it is asked, and why so: its own habit, a wish of the site, or the setting.
    interval = models.DurationField(null=True, editable=False)
    interval_reason = models.CharField(max_length=200, blank=True, editable=False)
    # What it usually publishes (monitoring/sources/habit.py): articles a day, and by the hour.
    habit = models.JSONField(default=dict, blank=True, editable=False)
    # When it last showed something new.
    new_at = models.DateTimeField(null=True, editable=False)
    health = models.CharField(max_length=12, choices=Health, default=Health.NEVER, editable=False)
    health_since = models.DateTimeField(null=True, editable=False)
    health_reason = models.CharField(max_length=300, blank=True, editable=False)
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

    # `fetch_history` begins with it.
    feed = models.ForeignKey(Feed, on_delete=models.CASCADE, related_name="fetches", db_index=False)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    outcome = models.CharField(max_length=24, choices=Outcome)
    note = models.CharField(max_length=300, blank=True)
    status = models.PositiveSmallIntegerField(null=True)
    seen = models.PositiveIntegerField(default=0)
    new = models.PositiveIntegerField(default=0)
    # Entries beyond FEED_ENTRIES_MAX: a cap is counted when it bites.
    cut = models.PositiveIntegerField(default=0)
    # Entries that were turned away: of blocked outlets, or of items deleted here on purpose.
    skipped = models.PositiveIntegerField(default=0)
    # Size of the body as sent, and which page of the archive it was (0: the feed itself).
    size = models.PositiveIntegerField(default=0)
    page = models.PositiveSmallIntegerField(default=0)
    # Every entry was new although some were expected to be known: something may lie between.
    gap = models.BooleanField(default=False)

    objects = FetchQuerySet.as_manager()

    class Meta:
        ordering = ["-ended_at"]
        indexes = [
            models.Index(fields=["feed", "-ended_at"], name="fetch_history"),
            # The digest of a day, and what is old enough to go: attempts come in by time.
            BrinIndex(fields=["ended_at"], name="fetch_time"),
            # FetchQuerySet.newest_good_at, asked by every poll of the wall.
            models.Index(
                fields=["-ended_at"],
                name="fetch_newest_good",
                condition=models.Q(outcome__in=["new", "nothing_new", "unchanged"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.feed_id} {self.outcome}"


class HealthChange(models.Model):
    """One change of a feed's health; the history on its page and the daily digest read these."""

    feed = models.ForeignKey(Feed, on_delete=models.CASCADE, related_name="health_changes")
    at = models.DateTimeField()
    before = models.CharField(max_length=12, choices=Feed.Health)
    after = models.CharField(max_length=12, choices=Feed.Health)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-at"]
        indexes = [
            models.Index(fields=["feed", "-at"], name="health_history"),
            models.Index(fields=["-at"], name="health_digest"),
        ]

    def __str__(self) -> str:
        return f"{self.feed_id} {self.after}"


class Subscription(Claimable):
    """A hub's promise to tell us at once what is new in a feed (WebSub); `due_at` is its renewal.

    The hub reaches us under PUBLIC_URL; what it says only makes the feed due, so a forged or lost
    message costs one fetch or one interval.
    """

    class State(models.TextChoices):
        WANTED = "wanted", _("akan diminta")
        ASKED = "asked", _("menunggu jawaban")
        ACTIVE = "active", _("aktif")
        DENIED = "denied", _("ditolak")
        FAILED = "failed", _("gagal")

    feed = models.OneToOneField(
        Feed, on_delete=models.CASCADE, primary_key=True, related_name="subscription"
    )
    # Names us in the callback's address; nobody can guess it.
    token = models.UUIDField(unique=True, default=uuid4, editable=False)
    secret = models.CharField(max_length=64, editable=False)
    hub = models.CharField(max_length=2048)
    topic = models.CharField(max_length=2048)
    state = models.CharField(max_length=8, choices=State, default=State.WANTED)
    note = models.CharField(max_length=300, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    pushed_at = models.DateTimeField(null=True, blank=True)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["due_at"],
                name="subscription_due",
                condition=models.Q(due_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.feed_id} {self.state}"
