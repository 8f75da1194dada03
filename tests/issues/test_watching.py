"""Articles of live issues are looked at again; a new wording is read again and moves nothing."""

from datetime import timedelta

import pytest
from django.utils import timezone

from issues.models import Coverage, Issue, Story
from issues.pipeline import read_items, watch_live_items
from issues.pipeline.watching import REASON
from monitoring.models import Item, ItemText, Revisit
from monitoring.pipeline.versions import take_in_new_wording
from tests.build import make_coverage, make_issue, make_item, make_outlet

BODY = (
    "Gubernur Kepulauan Seroja Arya Wirasena meninjau jembatan Sungai Melati pada Sabtu pagi. "
    "Pembangunan jembatan itu menelan biaya Rp12 miliar dari APBD Kepulauan Seroja tahun ini. "
    "Warga Kabupaten Serunai berharap jembatan selesai sebelum musim hujan tiba akhir tahun."
)


def make_article(hours_old: float = 1, **values: object) -> Item:
    at = timezone.now() - timedelta(hours=hours_old)
    url = f"https://suara.test/{hours_old}"
    return make_item("Gubernur tinjau jembatan", at, url=url, outlet=make_outlet(), **values)


@pytest.mark.django_db
def test_recent_articles_of_a_live_issue_are_watched():
    item = make_article()
    make_coverage(item, issue=make_issue())
    assert watch_live_items(timezone.now()) == 1
    row = Revisit.objects.get(item=item)
    assert row.reason == REASON and row.due_at > timezone.now()


@pytest.mark.django_db
def test_old_articles_closed_issues_and_no_issue_are_not_watched():
    make_coverage(make_article(hours_old=100), issue=make_issue())
    make_coverage(make_article(hours_old=2), issue=make_issue(state=Issue.State.CLOSED))
    make_coverage(make_article(hours_old=3))
    assert watch_live_items(timezone.now()) == 0


@pytest.mark.django_db
def test_watching_is_prolonged_while_the_issue_lives_and_runs_out_after():
    at, issue = timezone.now(), make_issue()
    make_coverage(make_article(), issue=issue)
    watch_live_items(at)
    first = Revisit.objects.get().until
    assert watch_live_items(at + timedelta(hours=1)) == 0
    assert watch_live_items(at + timedelta(hours=13)) == 1
    assert Revisit.objects.get().until == first + timedelta(hours=13)
    Issue.objects.update(state=Issue.State.CLOSED)
    assert watch_live_items(at + timedelta(hours=30)) == 0


@pytest.mark.django_db(transaction=True)
def test_a_new_wording_is_read_again_in_its_place(province: object):
    item = make_article(stage=Item.Stage.READ, due_at=timezone.now() - timedelta(seconds=1))
    at = timezone.now()
    ItemText.objects.create(item=item, body=BODY, rung="standard", extracted_at=at)
    assert read_items() == 1
    before = Coverage.objects.get(item=item)
    version = take_in_new_wording(
        item, "Wagub tinjau jembatan", BODY.replace("Gubernur", "Wakil Gubernur"), "standard", at
    )
    assert version is not None and read_items() == 1
    after = Coverage.objects.get(item=item)
    assert (after.story_id, after.at, after.handled_at) == (before.story_id, before.at, None)
    assert after.read_at > before.read_at and Story.objects.count() == 1
