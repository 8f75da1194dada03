"""The acts that stand become labels: undone ones, spread ones and other texts do not."""

from datetime import timedelta
from uuid import uuid4

import pytest

from issues.deciding import Choice, undo
from issues.learning.decided import decided_labels
from issues.models import Act, Coverage, Decision, Topic
from tests.build import NOW, make_item, make_office, make_region, make_story, make_user
from tests.issues.desk_days import named, read, waiting
from tests.issues.test_deciding import say

pytestmark = pytest.mark.django_db

TONE, TOPIC = Decision.Field.TONE, Decision.Field.TOPIC


def text(tone: str = "neu", **values) -> Coverage:
    """Make a text the machine read as a berita with this tone and the topic PEND."""
    Topic.objects.get_or_create(code="PEND", defaults={"name": "Pendidikan"})
    Topic.objects.get_or_create(code="KES", defaults={"name": "Kesehatan"})
    topics = [{"value": "PEND", "confidence": 0.9, "words": []}]
    reasons = {"topics": topics, "regions": [], "mentions": [], "nature": read("berita", 0.9, "")}
    return waiting(tone=tone, reasons=reasons, **values)


def told(**chosen) -> list[tuple[str, str, str]]:
    found = decided_labels(**chosen)
    return [(label.target, label.machine, label.person) for label in found]


def test_an_act_keeps_what_the_machine_had_read_whatever_was_decided():
    governor = make_office(region=make_region())
    coverage = text("neu")
    named(coverage, governor, "pos")
    act = say(coverage.item, Choice(TONE, "neg"))
    assert act.machine == {
        "tone": "neu",
        "nature": "berita",
        "topics": ["PEND"],
        "regions": [],
        "officials": {governor.identity: "pos"},
        "version": "uji-1",
    }
    assert Act.objects.get().machine == act.machine


def test_a_correction_and_what_was_let_stand_are_labels():
    say(text().item, Choice(TONE, "neg"))
    assert ("tone", "neu", "neg") in told()
    assert ("topic", "PEND", "PEND") in told()


def test_what_was_undone_teaches_nothing():
    act = say(text().item, Choice(TONE, "neg"))
    undo(act, make_user(), NOW, uuid4())
    assert told() == []


def test_what_came_by_spreading_is_judged_once_somebody_looks_at_it():
    story = make_story()
    first, second = text(story=story), text(story=story)
    say(first.item, Choice(TOPIC, ["KES"], spread=True))
    assert [label.text for label in decided_labels() if label.target == "topic"] == [first.pk]
    say(second.item, at=NOW + timedelta(minutes=1))
    found = {one.target: one.person for one in decided_labels() if one.text == second.pk}
    assert found["topic"] == "KES"


def test_a_text_whose_story_was_put_into_an_issue_was_not_looked_at():
    item = text().item
    say(item, Choice(TONE, "neg"))
    say(item, Choice(TOPIC, ["KES"]), at=NOW + timedelta(minutes=1), looked=False)
    assert ("tone", "neu", "neg") in told()
    assert ("topic", "PEND", "PEND") in told()


def test_all_prints_of_a_text_are_one_label():
    coverage = text()
    copy = make_item(copy_of=coverage.item)
    Coverage.objects.create(
        item=copy, at=NOW, read_at=NOW, version="uji-1", reasons=coverage.reasons
    )
    say(coverage.item, Choice(TONE, "neg"))
    say(copy, Choice(TONE, "pos"), at=NOW + timedelta(minutes=1))
    tones = [one for one in decided_labels() if one.target == "tone"]
    assert [(one.text, one.person) for one in tones] == [(coverage.pk, "pos")]


def test_an_old_act_counts_with_a_newer_one_of_its_text():
    old, fresh = NOW - timedelta(days=400), NOW
    say(text().item, Choice(TONE, "pos"), at=old)
    twice = text().item
    say(twice, Choice(TONE, "neg"), at=old)
    say(twice, at=fresh)
    found = told(since=NOW - timedelta(days=365))
    assert [one for one in found if one[0] == "tone"] == [("tone", "neu", "neg")]
