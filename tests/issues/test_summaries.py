"""Wherever a story is told, each sentence leads to the item it stands in."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from issues.issue_page import STORIES_TOLD
from issues.models import Coverage, Story
from issues.recaps import compose_recap, page, periods
from issues.summaries import told, told_of
from monitoring.home import home_zone
from monitoring.models import Item
from tests.build import NOW, make_coverage, make_issue, make_item, make_outlet, make_user
from tests.issues import recap_days

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def summed_up(row: Coverage, *words: str) -> list[dict[str, object]]:
    """Give the story of a row a summary of sentences that stand in its item."""
    summary = [{"item": row.pk, "words": one, "reason": "pembuka"} for one in words]
    Story.objects.filter(pk=row.story_id).update(summary=summary)
    return summary


def test_a_sentence_whose_item_is_gone_is_not_told():
    row = make_coverage()
    summary = summed_up(row, "Jembatan putus.")
    Item.objects.all().delete()
    assert told(summary) == []


def test_many_stories_are_told_in_two_queries(django_assert_num_queries):
    rows = [make_coverage(make_item(outlet=make_outlet())) for _number in range(3)]
    for row in rows:
        summed_up(row, f"Kejadian {row.pk}.")
    with django_assert_num_queries(2):
        found = told_of([row.story_id for row in rows])
        assert [found[row.story_id][0].item.outlet.name for row in rows] == ["Suara Seroja"] * 3


def test_the_newest_stories_of_an_issue_say_what_happened(client: Client):
    issue = make_issue()
    client.force_login(make_user())
    for number in range(STORIES_TOLD + 1):
        row = make_coverage(make_item(f"Judul {number}", NOW + HOUR * number), issue=issue)
        summed_up(row, f"Kejadian <{number}>.")
    shown = client.get(reverse("issue", args=[issue.pk])).content.decode()
    assert f"Kejadian &lt;{STORIES_TOLD}&gt;." in shown and "Kejadian &lt;0&gt;." not in shown
    assert reverse("item", args=[row.pk]) in shown


@pytest.fixture
def recap(frozen: None):
    """Compose the running edition of a day with good news."""
    recap_days.full_day()
    story = Story.objects.get(headline__startswith="Desa Tangguh")
    summed_up(story.coverage.first(), "Desa Tangguh tersalur <b>penuh</b>.")
    return lambda: compose_recap(periods.newest(periods.slots(recap_days.REPORT), home_zone(), NOW))


def test_the_good_news_of_a_recap_is_told_with_its_source(recap, client: Client):
    client.force_login(make_user())
    shown = client.get(reverse("recaps"), follow=True).content.decode()
    assert "Desa Tangguh tersalur &lt;b&gt;penuh&lt;/b&gt;." in shown
    assert "Harian Layar" in shown


def test_a_recap_tells_nothing_that_was_printed_after_it(recap):
    assert page.good(recap())[0][1]
    Item.objects.update(listed_at=NOW + HOUR)
    assert page.good(recap())[0][1] == []


def test_proposed_wording_stands_in_no_recap(recap, client: Client):
    client.force_login(make_user())
    Story.objects.update(proposed_wording="Kata-kata mesin.")
    assert "Kata-kata mesin." not in client.get(reverse("recaps"), follow=True).content.decode()
