"""Rows by the names that readings and decisions use, each kind loaded once per batch."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import cached_property

from issues.models import Issue, Office, Person, Programme, Tenure, Topic
from monitoring.models import Region


class Names:
    """Primary keys by name, each kind asked for when it is first needed.

    `tenures` go by office ("gubernur@52"), newest first; `topics` and `regions` are the codes the
    pack knows.
    """

    @cached_property
    def offices(self) -> dict[str, int]:
        """Return offices by identity."""
        return {office.identity: office.pk for office in Office.objects.all()}

    @cached_property
    def persons(self) -> dict[str, int]:
        """Return persons by key."""
        return dict(Person.objects.values_list("key", "pk"))

    @cached_property
    def programmes(self) -> dict[str, int]:
        """Return programmes by key."""
        return dict(Programme.objects.values_list("key", "pk"))

    @cached_property
    def issues(self) -> dict[str, int]:
        """Return issues by key."""
        return dict(Issue.objects.values_list("key", "pk"))

    @cached_property
    def topics(self) -> frozenset[str]:
        """Return the codes of topics."""
        return frozenset(Topic.objects.values_list("pk", flat=True))

    @cached_property
    def regions(self) -> frozenset[str]:
        """Return the codes of regions that news can name."""
        return frozenset(Region.objects.named_in_news().values_list("pk", flat=True))

    @cached_property
    def tenures(self) -> dict[str, list[Tenure]]:
        """Return the terms of every office."""
        found: dict[str, list[Tenure]] = {}
        for tenure in Tenure.objects.select_related("office", "person").order_by("-valid_from"):
            found.setdefault(tenure.office.identity, []).append(tenure)
        return found

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


def words_of_officials() -> frozenset[str]:
    """Return the words, in small letters, of the names of people on file and of their offices."""
    people = Person.objects.values_list("name", flat=True)
    offices = Office.objects.values_list("title", flat=True)
    return _words([*people, *offices])


def words_of_places() -> frozenset[str]:
    """Return the words, in small letters, of the names of places down to districts."""
    return _words(Region.objects.named_in_news().values_list("short", flat=True))


def _words(names: Iterable[str]) -> frozenset[str]:
    return frozenset(word for name in names for word in name.lower().split())


def _holds(tenure: Tenure, day: date) -> bool:
    return tenure.valid_from <= day and (tenure.valid_to is None or day <= tenure.valid_to)
