"""An issue moves where that is safe; everything else is proposed, and stays declined."""

from datetime import datetime, timedelta

import pytest

from issues.models import Issue, IssueChange, Suggestion
from issues.pipeline.weighing import weigh
from issues.suggestions import answer
from tests.build import NOW, make_coverage, make_issue, make_item, make_outlet, make_user

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def an_issue(state: str, by_person: bool = False) -> Issue:
    issue = make_issue(state=state, at=NOW - 8 * DAY)
    if by_person:
        row = {"field": "state", "before": "muncul", "after": state, "by": make_user()}
        IssueChange.objects.create(issue=issue, at=NOW - 8 * DAY, **row)
    return issue


def print_now(issue: Issue, count: int = 4, at: datetime = NOW) -> None:
    for number in range(count):
        item = make_item(f"Beasiswa belum cair {number}", at, outlet=make_outlet(f"M{number}"))
        make_coverage(item, at, issue=issue)


def test_growth_moves_an_issue_that_nobody_set():
    issue = an_issue("muncul")
    print_now(issue)
    weigh([issue.pk], NOW)
    issue.refresh_from_db()
    assert issue.state == "berkembang"
    assert not Suggestion.objects.exists()


def test_the_same_growth_is_only_proposed_where_a_person_set_the_state():
    issue = an_issue("muncul", by_person=True)
    print_now(issue)
    weigh([issue.pk], NOW)
    issue.refresh_from_db()
    assert issue.state == "muncul"
    assert Suggestion.objects.get().value == "berkembang"


def test_closing_is_proposed_and_not_done():
    issue = an_issue("mereda")
    weigh([issue.pk], NOW)
    issue.refresh_from_db()
    assert issue.state == "mereda"
    assert Suggestion.objects.get().value == "selesai"


def test_a_declined_growth_stays_quiet_today_and_is_asked_again_tomorrow():
    issue = an_issue("muncul", by_person=True)
    print_now(issue)
    weigh([issue.pk], NOW)
    answer(Suggestion.objects.get().pk, False, make_user(), NOW)
    print_now(issue, at=NOW + timedelta(hours=1))
    weigh([issue.pk], NOW + timedelta(hours=1))
    assert not Suggestion.objects.open().exists()
    print_now(issue, 20, at=NOW + DAY)
    weigh([issue.pk], NOW + DAY)
    assert Suggestion.objects.open().get().value == "berkembang"


def test_a_declined_closing_stays_quiet_until_something_is_printed():
    issue = an_issue("mereda")
    weigh([issue.pk], NOW)
    answer(Suggestion.objects.get().pk, False, make_user(), NOW)
    weigh([issue.pk], NOW + DAY)
    assert not Suggestion.objects.open().exists()
    print_now(issue, 1, at=NOW + DAY)
    weigh([issue.pk], NOW + 9 * DAY)
    assert Suggestion.objects.open().get().value == "selesai"


def test_a_proposal_lapses_when_the_counts_fell():
    issue = an_issue("muncul", by_person=True)
    print_now(issue)
    weigh([issue.pk], NOW)
    weigh([issue.pk], NOW + 3 * DAY)
    assert Suggestion.objects.get().answer == "gugur"


def test_headlines_of_mass_action_make_a_potential_issue_emerge():
    issue = an_issue("potensial")
    make_coverage(make_item("Mahasiswa demo soal beasiswa", NOW), NOW, issue=issue)
    weigh([issue.pk], NOW)
    issue.refresh_from_db()
    assert (issue.state, "aksi massa" in issue.state_reason) == ("muncul", True)
