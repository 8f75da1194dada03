"""Issues: matters that need watching or answering, their history, and what is being done."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from issues.models.people import Agency
from issues.models.subjects import Topic
from monitoring.models import Region


class IssueQuerySet(models.QuerySet["Issue"]):
    """Issues, by the questions the product asks of them."""

    def live(self) -> "IssueQuerySet":
        """Keep issues that are watched: everything that is not closed."""
        return self.exclude(state=Issue.State.CLOSED)


class Issue(models.Model):
    """A matter opened by explicit criteria, with owner agency, risk, status and deadline."""

    class State(models.TextChoices):
        POTENTIAL = "potensial", _("Potensial")
        EMERGING = "muncul", _("Muncul")
        GROWING = "berkembang", _("Berkembang")
        CRISIS = "krisis", _("Krisis")
        EASING = "mereda", _("Mereda")
        CLOSED = "selesai", _("Selesai")
        RELAPSED = "kambuh", _("Kambuh")

    class Level(models.TextChoices):
        LOW = "rendah", _("Rendah")
        MEDIUM = "sedang", _("Sedang")
        HIGH = "tinggi", _("Tinggi")
        CRITICAL = "kritis", _("Kritis")

    key = models.SlugField(unique=True, max_length=80)
    title = models.CharField(max_length=120)
    statement = models.CharField(max_length=400, blank=True)
    topic = models.ForeignKey(Topic, on_delete=models.SET_NULL, null=True, blank=True)
    agency = models.ForeignKey(Agency, on_delete=models.SET_NULL, null=True, blank=True)
    regions = models.ManyToManyField(Region, blank=True, related_name="issues")
    strong = ArrayField(models.CharField(max_length=120), default=list, blank=True)
    seeds = ArrayField(models.CharField(max_length=120), default=list, blank=True)
    exclude = ArrayField(models.CharField(max_length=120), default=list, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.POTENTIAL)
    state_since = models.DateTimeField()
    state_reason = models.CharField(max_length=300, blank=True)
    risk = models.PositiveSmallIntegerField(default=0)
    level = models.CharField(max_length=6, choices=Level, default=Level.LOW)
    # [[words, points], …]: the visible parts of the risk, in the order they were added.
    risk_parts = models.JSONField(default=list, blank=True)
    risk_version = models.CharField(max_length=16, blank=True)
    # What the parts add up to. `risk` and `level` are what holds: this, or what a person set.
    risk_computed = models.PositiveSmallIntegerField(default=0)
    # Empty while nobody set the risk. It ends at `risk_person_until`, or, where that is empty,
    # when the computed level is no longer `risk_person_over`.
    risk_by_person = models.PositiveSmallIntegerField(null=True, blank=True)
    risk_person_reason = models.CharField(max_length=300, blank=True)
    risk_person_until = models.DateTimeField(null=True, blank=True)
    risk_person_over = models.CharField(max_length=6, blank=True)
    risk_person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="risks_set",
    )
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True
    )
    next_step = models.CharField(max_length=160, blank=True)
    deadline = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="opened_issues",
    )
    opened_because = models.CharField(max_length=200, blank=True)

    objects = IssueQuerySet.as_manager()

    class Meta:
        ordering = ["-risk", "title"]
        permissions = [("open_issue", _("Buka isu"))]

    def __str__(self) -> str:
        return self.title


class IssueChange(models.Model):
    """One change of an issue, whatever was changed (also its words): by whom, and why."""

    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="changes")
    at = models.DateTimeField()
    field = models.CharField(max_length=10)
    before = models.CharField(max_length=200, blank=True)
    after = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    # Empty when the machine changed it.
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True
    )

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"


class Response(models.Model):
    """What is being done about an issue, by whom, and by when."""

    class Kind(models.TextChoices):
        DATA_REQUEST = "data", _("Permintaan data")
        CLARIFICATION = "klarifikasi", _("Klarifikasi")
        REPLY = "hak_jawab", _("Hak jawab")
        CORRECTION = "hak_koreksi", _("Hak koreksi")
        RELEASE = "rilis", _("Rilis")
        PRESS_CONFERENCE = "konferensi", _("Konferensi pers")
        CHECK = "periksa", _("Periksa")
        DISPOSITION = "disposisi", _("Disposisi")
        NONE = "tanpa", _("Tidak ditanggapi, dengan alasan")

    issue = models.ForeignKey(
        Issue, on_delete=models.CASCADE, null=True, blank=True, related_name="responses"
    )
    kind = models.CharField(max_length=12, choices=Kind)
    title = models.CharField(max_length=160)
    # The whole text of a disposition; its beginning is the title.
    instruction = models.CharField(max_length=600, blank=True)
    agency = models.ForeignKey(Agency, on_delete=models.SET_NULL, null=True, blank=True)
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True
    )
    # Empty for rows older than this column.
    opened_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    # What was answered or done, in a sentence; why nothing, where nothing is done.
    outcome = models.CharField(max_length=400, blank=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="opened_responses",
    )
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="done_responses",
    )
    # The key the form carried: a double click is one response.
    key = models.UUIDField(null=True, blank=True, unique=True)

    class Meta:
        ordering = ["due_at"]
        indexes = [
            models.Index(fields=["due_at"], name="response_open", condition=models.Q(done_at=None)),
        ]

    def __str__(self) -> str:
        return self.title
