"""Coverage: an item as it was read. Derived rows; delete them, read again, get them back."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from issues.models.issues import Issue
from issues.models.people import Office, Person, Tenure
from issues.models.subjects import Programme, Topic
from monitoring.models import Item, Region


class Tone(models.TextChoices):
    """Tone towards somebody. "Unsure" is a value of its own; "unrelated" is not neutral."""

    POSITIVE = "pos", _("Positif")
    NEUTRAL = "neu", _("Netral")
    NEGATIVE = "neg", _("Negatif")
    UNSURE = "unsure", _("Perlu ditinjau")
    UNRELATED = "na", _("Tidak terkait")


class Story(models.Model):
    """Coverage of the same event (Cerita)."""

    headline = models.CharField(max_length=500)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    issue = models.ForeignKey(
        Issue, on_delete=models.SET_NULL, null=True, blank=True, related_name="stories"
    )
    # Where a person merged it into another; its number keeps leading there.
    merged_into = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="merged"
    )
    # [{"item", "start", "end", "words"}, …]: sentences of its items that say what happened.
    summary = models.JSONField(default=list, blank=True)
    # Wording a language model proposed for the summary, always shown as such; usually empty.
    proposed_wording = models.TextField(blank=True)

    class Meta:
        ordering = ["-last_at"]
        verbose_name_plural = "stories"
        indexes = [models.Index(fields=["-last_at"], name="story_newest")]

    def __str__(self) -> str:
        return self.headline


class CoverageQuerySet(models.QuerySet["Coverage"]):
    """Coverage, by the questions the product asks of it."""

    def press(self) -> "CoverageQuerySet":
        """Keep placements: what outlets printed, not what people reported from the field."""
        return self.filter(report=False)


class Coverage(models.Model):
    """What one item says: about whom, in what tone, on which topic, in which story.

    `reasons` holds the whole machine reading: for every value {"value", "confidence", "reason",
    "version"}, and the mentions, topics and regions as they were read. The columns and the rows
    of mentions, topics and regions hold the effective values, settled from the reading and from
    what people decided (issues/settling.py); lists and counts ask for these.
    """

    class Nature(models.TextChoices):
        NEWS = "berita", _("Berita")
        RELEASE = "rilis", _("Rilis")
        ADVERTORIAL = "advertorial", _("Advertorial")
        OPINION = "opini", _("Opini")
        PHOTO = "foto", _("Foto")

    item = models.OneToOneField(
        Item, on_delete=models.CASCADE, primary_key=True, related_name="coverage"
    )
    # Item.listed_at, repeated: every list and count of coverage asks for a period.
    at = models.DateTimeField()
    # A field report is no placement; every count of the press leaves it out.
    report = models.BooleanField(default=False)
    # Item.copy_of is set, repeated: at the desk a text waits once, with its first print.
    copy = models.BooleanField(default=False)
    story = models.ForeignKey(Story, on_delete=models.SET_NULL, null=True, related_name="coverage")
    issue = models.ForeignKey(
        Issue, on_delete=models.SET_NULL, null=True, blank=True, related_name="coverage"
    )
    topic = models.ForeignKey(Topic, on_delete=models.SET_NULL, null=True, related_name="coverage")
    programmes = models.ManyToManyField(Programme, blank=True)
    nature = models.CharField(max_length=12, choices=Nature, default=Nature.NEWS)
    # Of the event itself, and towards the provincial government and its leadership.
    event_tone = models.CharField(max_length=6, choices=Tone, default=Tone.UNSURE)
    tone = models.CharField(max_length=6, choices=Tone, default=Tone.UNSURE)
    headline_tone = models.CharField(max_length=6, choices=Tone, default=Tone.UNSURE)
    body_tone = models.CharField(max_length=6, choices=Tone, default=Tone.UNSURE)
    # What the text is written in: "id", "en", "ms", "sas"; empty where too little tells.
    language = models.CharField(max_length=3, blank=True)
    # Why the reading is not to be trusted, in keys of issues/reading/soundness.py; usually empty.
    flags = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    denied = models.BooleanField(default=False)
    balanced = models.BooleanField(default=False)
    reasons = models.JSONField(default=dict)
    version = models.CharField(max_length=24)
    read_at = models.DateTimeField()
    # How soon a person should look, 0 to 3 (Issue.Level): the order of the desk.
    urgency = models.PositiveSmallIntegerField(default=0)
    # The machine is not sure of it (issues/learning/doubt.py): earlier at the desk than the rest.
    doubtful = models.BooleanField(default=False)
    # When a person last settled this text; empty while it waits at the desk.
    handled_at = models.DateTimeField(null=True, blank=True)

    objects = CoverageQuerySet.as_manager()

    class Meta:
        ordering = ["-at"]
        verbose_name_plural = "coverage"
        indexes = [
            # Lists and their counts: newest first, told apart by what is counted; they read the
            # index alone.
            models.Index(
                fields=["-at", "-item"], include=["story", "tone", "report"], name="coverage_listed"
            ),
            # The queue of the desk: what matters most first, then what is doubtful, then what
            # waits longest.
            # It covers what the desk counts, so that a count reads the index alone.
            models.Index(
                fields=["-urgency", "-doubtful", "at", "item"],
                include=["tone", "report"],
                name="coverage_queue",
                condition=models.Q(handled_at=None, copy=False)
                & (~models.Q(tone="na") | models.Q(report=True)),
            ),
            # Counts of the wall: coverage about us in a period.
            models.Index(
                fields=["-at", "tone"], name="coverage_about_us", condition=~models.Q(tone="na")
            ),
            # One issue over time: when it began, its days, its newest.
            models.Index(fields=["issue", "at"], name="coverage_of_issue"),
        ]

    def __str__(self) -> str:
        return str(self.item_id)


class Mention(models.Model):
    """One official named in one item: which office on that day, in which role and tone."""

    class Role(models.TextChoices):
        SUBJECT = "subjek", _("subjek")
        SOURCE = "narasumber", _("narasumber")
        NAMED = "disebut", _("disebut")
        ACCUSED = "tertuduh", _("tertuduh")
        BENEFICIARY = "penerima", _("penerima manfaat")

    coverage = models.ForeignKey(Coverage, on_delete=models.CASCADE, related_name="mentions")
    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="mentions")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="mentions")
    tenure = models.ForeignKey(Tenure, on_delete=models.SET_NULL, null=True)
    role = models.CharField(max_length=10, choices=Role, default=Role.NAMED)
    tone = models.CharField(max_length=6, choices=Tone, default=Tone.UNSURE)
    # Character spans in "title\n\nbody": [[start, end], …].
    spans = models.JSONField(default=list)
    sentence = models.TextField(blank=True)
    confidence = models.FloatField()
    reason = models.CharField(max_length=300)
    tone_confidence = models.FloatField(default=0)
    tone_reason = models.CharField(max_length=300, blank=True)
    version = models.CharField(max_length=24)

    class Meta:
        ordering = ["office__rank"]
        constraints = [
            # The wall counts tones per office from the index alone.
            models.UniqueConstraint(
                fields=["coverage", "office"], include=["tone"], name="one_mention_per_office"
            )
        ]

    def __str__(self) -> str:
        return f"{self.office_id} in {self.coverage_id}"


class CoverageTopic(models.Model):
    """A topic of one item, by rank; rank 1 is the primary one, also in Coverage.topic."""

    coverage = models.ForeignKey(Coverage, on_delete=models.CASCADE, related_name="topics")
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE)
    rank = models.PositiveSmallIntegerField()
    confidence = models.FloatField()
    words = ArrayField(models.CharField(max_length=120), default=list)

    class Meta:
        ordering = ["rank"]
        constraints = [
            models.UniqueConstraint(fields=["coverage", "topic"], name="one_row_per_topic")
        ]

    def __str__(self) -> str:
        return f"{self.topic_id} in {self.coverage_id}"


class CoverageRegion(models.Model):
    """A region one item is about."""

    coverage = models.ForeignKey(Coverage, on_delete=models.CASCADE, related_name="regions")
    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="coverage")
    confidence = models.FloatField()
    words = ArrayField(models.CharField(max_length=120), default=list)

    class Meta:
        ordering = ["region_id"]
        constraints = [
            models.UniqueConstraint(fields=["coverage", "region"], name="one_row_per_region")
        ]

    def __str__(self) -> str:
        return f"{self.region_id} in {self.coverage_id}"
