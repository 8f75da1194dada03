"""What people do to issues is written with reason and author, and never over a colleague."""

from dataclasses import replace
from datetime import timedelta

import pytest

from issues.models import Issue
from issues.opening import Change, ChangedMeanwhile, Criterion, NewIssue, change_state, edition
from issues.opening import open_issue as opened
from tests.build import NOW, make_issue, make_user

pytestmark = pytest.mark.django_db

NEW = NewIssue("Antrean air bersih", Criterion.HARM, strong=["air bersih"])


def same(issue: Issue, **values: object) -> Change:
    """Return a change that keeps everything but the given values."""
    kept = Change(issue.state, "", edition(issue), issue.holder, issue.next_step, issue.deadline)
    return replace(kept, **values)


def test_an_opened_issue_emerges_and_says_who_opened_it_and_why():
    user = make_user()
    issue, created = opened(NEW, user, NOW)
    assert created
    assert (issue.state, issue.opened_by, issue.opened_at) == ("muncul", user, NOW)
    assert issue.opened_because == Criterion.HARM.label


def test_opening_is_no_decision_about_the_state_so_weighing_may_move_it():
    issue, _ = opened(NEW, make_user(), NOW)
    assert not issue.changes.exists()


def test_opening_twice_leads_to_the_first():
    first, _ = opened(NEW, make_user(), NOW)
    second, created = opened(NEW, make_user(), NOW)
    assert (second.pk, created) == (first.pk, False)


def test_a_change_of_state_is_a_row_with_reason_and_author():
    issue, user = make_issue(), make_user()
    assert change_state(issue.pk, same(issue, state="krisis", reason="korban"), user, NOW) == [
        "state"
    ]
    change = issue.changes.get()
    assert (change.before, change.after, change.reason) == ("potensial", "krisis", "korban")
    assert (change.by, change.at) == (user, NOW)
    issue.refresh_from_db()
    assert (issue.state_since, issue.state_reason) == (NOW, "korban")


def test_holder_and_deadline_leave_the_state_as_it_was():
    issue, user = make_issue(at=NOW - timedelta(days=1)), make_user()
    due = NOW + timedelta(hours=2)
    change_state(issue.pk, same(issue, holder=user, deadline=due), user, NOW)
    issue.refresh_from_db()
    assert (issue.holder, issue.deadline) == (user, due)
    assert issue.state_since == NOW - timedelta(days=1)
    assert {change.field for change in issue.changes.all()} == {"holder", "deadline"}


def test_a_long_next_step_stands_in_full_in_the_history():
    issue, step = make_issue(), "menyiapkan data penerima untuk tiga kabupaten"
    change_state(issue.pk, same(issue, next_step=step), make_user(), NOW)
    assert issue.changes.get().reason == step


def test_nothing_changed_writes_nothing():
    issue = make_issue()
    assert change_state(issue.pk, same(issue), make_user(), NOW) == []
    assert not issue.changes.exists()


def test_nobody_overwrites_a_colleague_unread():
    issue, user = make_issue(), make_user()
    mine = same(issue, state="krisis", reason="satu")
    change_state(issue.pk, same(issue, next_step="rapat"), user, NOW)
    with pytest.raises(ChangedMeanwhile):
        change_state(issue.pk, mine, user, NOW)
    issue.refresh_from_db()
    assert issue.state == "potensial"
