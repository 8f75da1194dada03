"""What people change on an issue is written with reason and author, and never over a colleague."""

from dataclasses import replace
from datetime import timedelta

import pytest

from issues.deciding import ChangedMeanwhile
from issues.models import Issue
from issues.steering import (
    Change,
    Description,
    change_issue,
    close_issue,
    describe_issue,
    described_edition,
    edition,
    reopen_issue,
)
from monitoring.models import Item
from tests.build import NOW, make_coverage, make_issue, make_item, make_region, make_user

pytestmark = pytest.mark.django_db


def same(issue: Issue, **values: object) -> Change:
    """Return a change that keeps everything but the given values."""
    kept = Change(issue.state, "", edition(issue), issue.holder, issue.next_step, issue.deadline)
    return replace(kept, **values)


def described(issue: Issue, **values: object) -> Description:
    """Return a description that keeps everything but the given values."""
    names = ("statement", "topic", "agency", "strong", "seeds", "exclude")
    kept = {name: getattr(issue, name) for name in names}
    kept["regions"] = list(issue.regions.all())
    return replace(Description(title=issue.title, seen=described_edition(issue), **kept), **values)


def test_a_change_of_state_is_a_row_with_reason_and_author():
    issue, user = make_issue(), make_user()
    change = same(issue, state="krisis", reason="korban")
    assert change_issue(issue.pk, change, user, NOW) == ["state"]
    row = issue.changes.get()
    assert (row.before, row.after, row.reason) == ("potensial", "krisis", "korban")
    assert (row.by, row.at) == (user, NOW)
    issue.refresh_from_db()
    assert (issue.state_since, issue.state_reason) == (NOW, "korban")


def test_holder_and_deadline_leave_the_state_as_it_was():
    issue, user = make_issue(at=NOW - timedelta(days=1)), make_user()
    due = NOW + timedelta(hours=2)
    change_issue(issue.pk, same(issue, holder=user, deadline=due), user, NOW)
    issue.refresh_from_db()
    assert (issue.holder, issue.deadline) == (user, due)
    assert issue.state_since == NOW - timedelta(days=1)
    assert {change.field for change in issue.changes.all()} == {"holder", "deadline"}


def test_a_long_next_step_stands_in_full_in_the_history():
    issue, step = make_issue(), "menyiapkan data penerima " * 6
    change_issue(issue.pk, same(issue, next_step=step), make_user(), NOW)
    assert issue.changes.get().after == step


def test_nothing_changed_writes_nothing():
    issue = make_issue()
    assert change_issue(issue.pk, same(issue), make_user(), NOW) == []
    assert not issue.changes.exists()


def test_a_form_sent_twice_changes_nothing_the_second_time():
    issue, user = make_issue(), make_user()
    change = same(issue, state="krisis", reason="korban")
    change_issue(issue.pk, change, user, NOW)
    assert change_issue(issue.pk, change, user, NOW) == []
    assert issue.changes.count() == 1


def test_nobody_overwrites_a_colleague_unread():
    issue, user = make_issue(), make_user()
    mine = same(issue, state="krisis", reason="satu")
    change_issue(issue.pk, same(issue, next_step="rapat"), user, NOW)
    with pytest.raises(ChangedMeanwhile):
        change_issue(issue.pk, mine, user, NOW)
    issue.refresh_from_db()
    assert issue.state == "potensial"


def test_closing_keeps_the_reason_and_the_lesson():
    issue, user = make_issue(), make_user()
    assert close_issue(issue.pk, "dana cair", "umumkan jadwal", edition(issue), user, NOW)
    issue.refresh_from_db()
    assert (issue.state, issue.state_reason) == ("selesai", "dana cair")
    rows = {row.field: (row.reason, row.by) for row in issue.changes.all()}
    assert rows == {"state": ("dana cair", user), "lesson": ("umumkan jadwal", user)}


def test_closing_twice_is_closing_once():
    issue, user, seen = make_issue(), make_user(), None
    seen = edition(issue)
    close_issue(issue.pk, "dana cair", "", seen, user, NOW)
    assert close_issue(issue.pk, "dana cair", "", seen, user, NOW) is False
    assert issue.changes.count() == 1


def test_nobody_closes_what_a_colleague_has_just_changed():
    issue, user = make_issue(), make_user()
    seen = edition(issue)
    change_issue(issue.pk, same(issue, state="krisis", reason="korban"), user, NOW)
    with pytest.raises(ChangedMeanwhile):
        close_issue(issue.pk, "sepi", "", seen, user, NOW)


def test_reopening_needs_a_closed_issue_and_leaves_a_row():
    issue, user = make_issue(state=Issue.State.CLOSED), make_user()
    assert reopen_issue(issue.pk, "muncul lagi", user, NOW)
    assert reopen_issue(issue.pk, "muncul lagi", user, NOW) is False
    row = issue.changes.get()
    assert (row.before, row.after, row.reason) == ("selesai", "muncul", "muncul lagi")


def test_words_that_changed_are_rows_with_before_and_after():
    issue, user = make_issue(strong=["beasiswa"]), make_user()
    make_region()
    place = make_region("99.01", "Cendana Timur")
    new = described(issue, title="Beasiswa tertunda", strong=["biaya hidup"], regions=[place])
    assert describe_issue(issue.pk, new, user, NOW) == ["title", "strong", "regions"]
    rows = {row.field: (row.before, row.after) for row in issue.changes.all()}
    assert rows == {
        "title": ("Penundaan beasiswa daerah", "Beasiswa tertunda"),
        "strong": ("beasiswa", "biaya hidup"),
        "regions": ("", "Cendana Timur"),
    }
    issue.refresh_from_db()
    assert (issue.title, list(issue.regions.all())) == ("Beasiswa tertunda", [place])


def test_new_words_hand_recent_items_to_the_reader_and_a_new_title_does_not():
    issue, user = make_issue(strong=["beasiswa"]), make_user()
    make_coverage(make_item("Biaya hidup mahasiswa"))
    describe_issue(issue.pk, described(issue, title="Beasiswa tertunda"), user, NOW)
    assert not Item.objects.for_reading().exists()
    issue.refresh_from_db()
    describe_issue(issue.pk, described(issue, strong=["biaya hidup"]), user, NOW)
    assert Item.objects.for_reading().count() == 1


def test_a_description_filled_in_on_older_words_is_refused():
    issue, user = make_issue(), make_user()
    late = described(issue, title="Beasiswa macet")
    describe_issue(issue.pk, described(issue, statement="Belum cair."), user, NOW)
    with pytest.raises(ChangedMeanwhile):
        describe_issue(issue.pk, late, user, NOW)


def test_handling_an_issue_does_not_make_its_description_late():
    issue, user = make_issue(), make_user()
    mine = described(issue, title="Beasiswa macet")
    change_issue(issue.pk, same(issue, next_step="rapat"), user, NOW)
    assert describe_issue(issue.pk, mine, user, NOW) == ["title"]
