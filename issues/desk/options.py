"""What can be chosen at the desk: live issues, topics, regions and officials."""

from dataclasses import dataclass
from typing import Self

from django.core.cache import cache

from issues.models import Issue, Office, Tenure, Topic
from monitoring.home import home_region
from monitoring.models import Region

SECONDS_REMEMBERED = 60

Choices = list[tuple[int | str, str]]


@dataclass(frozen=True)
class Options:
    """Values and words, in the order they are offered."""

    issues: Choices
    topics: Choices
    regions: Choices
    offices: Choices

    @classmethod
    def load(cls) -> Self:
        """Read live issues now; the names of the pack are remembered for a minute."""
        live = Issue.objects.live().order_by("-risk", "title").values_list("pk", "title")
        pack = cache.get_or_set("desk-options", _pack, SECONDS_REMEMBERED)
        return cls(list(live), *pack)


def _pack() -> tuple[Choices, Choices, Choices]:
    """Return topics, regions and officials of the pack; officials by who holds the office."""
    home = home_region()
    holders = {
        tenure.office_id: tenure.person.name
        for tenure in Tenure.objects.filter(valid_to=None).select_related("person")
    }
    offices = [
        (office.pk, _office(office, holders.get(office.pk, ""), home))
        for office in Office.objects.select_related("region")
    ]
    return (
        list(Topic.objects.order_by("name").values_list("pk", "name")),
        list(Region.objects.with_pages().order_by("pk").values_list("pk", "short")),
        offices,
    )


def _office(office: Office, holder: str, home: Region | None) -> str:
    place = "" if home and office.region_id == home.pk else f" {office.region.short}"
    return f"{holder}, {office.title}{place}" if holder else f"{office.title}{place}"
