"""Offices, the persons who hold them, and from when to when: leadership is a time series."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from monitoring.models import Region


def _phrases() -> ArrayField:
    """Return a column for a short list of names or words."""
    return ArrayField(models.CharField(max_length=160), default=list, blank=True)


class Agency(models.Model):
    """An agency (OPD), a regional company, or a body that is not the government's (vertikal)."""

    key = models.SlugField(unique=True, max_length=80)
    name = models.CharField(max_length=200)
    short = models.CharField(max_length=80)
    aliases = _phrases()
    kind = models.CharField(max_length=16, default="dinas")
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    successor = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True)

    # Bodies the province answers for; the others may be news, but not news about us.
    OWN_KINDS = ("dinas", "badan", "biro", "inspektorat", "rsud", "bumd")

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "agencies"

    def __str__(self) -> str:
        return self.short


class Office(models.Model):
    """A post that one person holds at a time, such as gubernur@52 or bupati@52.03."""

    key = models.SlugField(max_length=80)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="offices")
    title = models.CharField(max_length=160)
    # Governor, vice governor and secretary: the people whose coverage the wall counts.
    leader = models.BooleanField(default=False)
    rank = models.PositiveSmallIntegerField(default=9)
    agency = models.ForeignKey(Agency, on_delete=models.SET_NULL, null=True, blank=True)
    forms = _phrases()
    full_forms = _phrases()
    epithets = _phrases()

    class Meta:
        ordering = ["rank", "region_id", "key"]
        constraints = [models.UniqueConstraint(fields=["key", "region"], name="one_office")]

    def __str__(self) -> str:
        return self.title

    @property
    def identity(self) -> str:
        """Return the form used in data sets: gubernur@52."""
        return f"{self.key}@{self.region_id}"


class Person(models.Model):
    """A human who holds or held an office, with every way the press writes the name."""

    key = models.SlugField(unique=True, max_length=80)
    name = models.CharField(max_length=160)
    full_name = models.CharField(max_length=200, blank=True)
    aliases = _phrases()
    # A single given name counts only after a stronger mention in the same article.
    weak_aliases = _phrases()
    variants = _phrases()
    # Words that, standing before the name, mean somebody else.
    not_after = _phrases()
    pairs = _phrases()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Tenure(models.Model):
    """Who held which office from when to when, and in which capacity."""

    class Capacity(models.TextChoices):
        DEFINITIVE = "definitif", _("definitif")
        PJ = "Pj", _("penjabat")
        PLT = "Plt", _("pelaksana tugas")
        PLH = "Plh", _("pelaksana harian")
        PJS = "Pjs", _("penjabat sementara")

    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="tenures")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="tenures")
    capacity = models.CharField(max_length=9, choices=Capacity, default=Capacity.DEFINITIVE)
    valid_from = models.DateField()
    # The last day in office; empty while it lasts.
    valid_to = models.DateField(null=True, blank=True)
    verified = models.BooleanField(default=False)
    origin = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["office", "-valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "person", "valid_from"], name="one_tenure_per_start"
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to=None) | models.Q(valid_to__gte=models.F("valid_from")),
                name="tenure_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.person}"

    @property
    def title(self) -> str:
        """Return the title with its capacity: "Pj. Sekretaris Daerah"."""
        if self.capacity == self.Capacity.DEFINITIVE:
            return self.office.title
        return f"{self.capacity}. {self.office.title}"
