"""Rows by the names that readings and decisions use, loaded once per batch."""

from dataclasses import dataclass
from datetime import date, datetime

from issues.models import Issue, Office, Person, Programme, Tenure, Topic
from monitoring.models import Region


@dataclass(frozen=True)
class Names:
    """Primary keys by name; `tenures` by office ("gubernur@52"), newest first.

    `topics` and `regions` are the codes the pack knows.
    """

    offices: dict[str, int]
    persons: dict[str, int]
    programmes: dict[str, int]
    issues: dict[str, int]
    leaders: frozenset[str]
    tenures: dict[str, list[Tenure]]
    topics: frozenset[str]
    regions: frozenset[str]

    @classmethod
    def load(cls) -> "Names":
        """Read the names from the database, in seven queries."""
        offices = list(Office.objects.all())
        tenures: dict[str, list[Tenure]] = {}
        for tenure in Tenure.objects.select_related("office", "person").order_by("-valid_from"):
            tenures.setdefault(tenure.office.identity, []).append(tenure)
        return cls(
            offices={office.identity: office.pk for office in offices},
            persons=dict(Person.objects.values_list("key", "pk")),
            programmes=dict(Programme.objects.values_list("key", "pk")),
            issues=dict(Issue.objects.values_list("key", "pk")),
            leaders=frozenset(office.identity for office in offices if office.leader),
            tenures=tenures,
            topics=frozenset(Topic.objects.values_list("pk", flat=True)),
            regions=frozenset(Region.objects.named_in_news().values_list("pk", flat=True)),
        )

    def tenure(
        self, office: str, person: str | None, since: str | None, at: datetime
    ) -> Tenure | None:
        """Return the term a mention means: the one read, else whose term it was at `at`."""
        for tenure in self.tenures.get(office, ()):
            if person is None and _holds(tenure, at.date()):
                return tenure
            if tenure.person.key == person and tenure.valid_from.isoformat() == since:
                return tenure
        return None


def _holds(tenure: Tenure, day: date) -> bool:
    return tenure.valid_from <= day and (tenure.valid_to is None or day <= tenure.valid_to)
