"""Opening an issue says who opened it and why, and from an item gives that item to it."""

from datetime import timedelta
from uuid import uuid4

import pytest

from issues import deciding
from issues.models import Issue, Topic
from issues.opening import Criterion, NewIssue, open_from, suggested
from issues.opening import open_issue as opened
from monitoring.models import Item
from tests.build import (
    NOW,
    make_agency,
    make_coverage,
    make_issue,
    make_item,
    make_region,
    make_user,
)

pytestmark = pytest.mark.django_db

NEW = NewIssue(title="Antrean air bersih", criterion=Criterion.HARM, strong=["air bersih"])


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


def test_recent_items_that_hold_a_word_of_it_are_read_again():
    words = make_item("Warga antre air bersih", NOW - timedelta(days=1))
    old = make_item("Warga antre air bersih", NOW - timedelta(days=15))
    other = make_item("Jalan rusak", NOW)
    taken = make_item("Air bersih lagi", NOW)
    for item in (words, old, other):
        make_coverage(item)
    make_coverage(taken, issue=make_issue("Isu lain"))
    opened(NEW, make_user(), NOW)
    assert list(Item.objects.for_reading()) == [words]


def test_a_form_from_an_item_starts_with_what_the_item_was_read_as():
    make_region()
    place, agency = make_region("99.01", "Cendana Timur"), make_agency()
    topic = Topic.objects.create(code="PEND", name="Pendidikan", agency=agency)
    item = make_item("Gawat! Mahasiswa keluhkan beasiswa yang belum cair sejak September lalu?")
    make_coverage(item, regions=[place], topic=topic)
    first = suggested(item, "")
    assert first["title"] == "Gawat Mahasiswa keluhkan beasiswa yang belum cair sejak"
    assert (first["topic"], first["agency"], first["regions"]) == (topic, agency, [place])


def test_an_item_that_was_not_read_yet_gives_its_title():
    assert suggested(make_item("Jalan rusak"), "Jalan provinsi")["title"] == "Jalan provinsi"


def test_an_issue_opened_from_an_item_has_that_item():
    item, user = make_item(), make_user()
    coverage = make_coverage(item)
    issue, _ = open_from(item, NEW, user, NOW, deciding.edition(item), uuid4())
    coverage.refresh_from_db()
    assert coverage.issue == issue


def test_opening_from_an_item_twice_is_one_issue_and_one_act():
    item, user, key = make_item(), make_user(), uuid4()
    make_coverage(item)
    seen = deciding.edition(item)
    for _time in range(2):
        open_from(item, NEW, user, NOW, seen, key)
    assert (Issue.objects.count(), item.acts.count()) == (1, 1)


def test_where_a_colleague_was_faster_no_issue_is_opened():
    item, user = make_item(), make_user()
    make_coverage(item)
    seen = deciding.edition(item)
    deciding.decide(item, [], make_user("Sari"), NOW, seen, uuid4())
    with pytest.raises(deciding.ChangedMeanwhile):
        open_from(item, NEW, user, NOW, seen, uuid4())
    assert not Issue.objects.exists()
