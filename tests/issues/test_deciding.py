"""People decide about texts: every print follows, nothing is overwritten unseen, all is undone."""

from datetime import timedelta
from threading import Thread
from uuid import uuid4

import pytest
from django.db import connection

from issues import settling
from issues.deciding import (
    CannotUndo,
    ChangedMeanwhile,
    Choice,
    decide,
    edition,
    exceptions,
    last_undoable,
    undo,
)
from issues.models import Act, Coverage, Decision, Issue, Story, Tone, Topic
from issues.pipeline import settle
from issues.pipeline.storing import BY_STORY
from monitoring.models import FieldReport, Item
from tests.build import (
    NOW,
    make_coverage,
    make_issue,
    make_item,
    make_mention,
    make_office,
    make_region,
    make_story,
    make_tenure,
    make_user,
)

pytestmark = pytest.mark.django_db

NEGATIVE = Choice(Decision.Field.TONE, Tone.NEGATIVE)


def make_prints(count: int = 3, story: Story | None = None) -> list[Coverage]:
    """Make a text with its copies, all in one story."""
    story = story or make_story()
    first = make_item()
    others = [make_item(copy_of=first) for _ in range(count - 1)]
    return [make_coverage(item, story=story) for item in (first, *others)]


def say(item: Item, *choices: Choice, by=None, at=NOW, **values) -> Act:
    given = {"seen": edition(item), "key": uuid4()} | values
    return decide(item, choices, by or make_user(), at, **given)


def tones() -> list[str]:
    return list(Coverage.objects.order_by("pk").values_list("tone", flat=True))


def test_a_correction_covers_every_print_of_the_text():
    prints = make_prints(3)

    act = say(prints[1].item, NEGATIVE)

    assert tones() == ["neg"] * 3
    assert act.words == "3 pemuatan ditandai Negatif"
    assert set(Coverage.objects.values_list("handled_at", flat=True)) == {NOW}


def test_a_text_of_which_only_the_issue_was_changed_was_looked_at():
    (coverage,) = make_prints(1)

    say(coverage.item, Choice(Decision.Field.ISSUE, make_issue().pk))

    coverage.refresh_from_db()
    assert coverage.handled_at == NOW


def test_a_double_click_is_one_act():
    (coverage,) = make_prints(1)
    key, by, seen = uuid4(), make_user(), edition(coverage.item)

    first = say(coverage.item, NEGATIVE, by=by, key=key, seen=seen)
    second = say(coverage.item, NEGATIVE, by=by, key=key, seen=seen)

    assert first == second
    assert Act.objects.count() == 1


def test_nobody_overwrites_a_colleague_unseen():
    (coverage,) = make_prints(1)
    seen = edition(coverage.item)
    say(coverage.item, NEGATIVE)

    with pytest.raises(ChangedMeanwhile):
        say(coverage.item, Choice(Decision.Field.TONE, Tone.POSITIVE), seen=seen)

    assert tones() == ["neg"]


def test_undo_is_a_row_and_gives_back_what_the_machine_read():
    prints = make_prints(2)
    act = say(prints[0].item, NEGATIVE)

    undone = undo(act, make_user(), NOW, uuid4())

    assert tones() == ["neu", "neu"]
    assert undone.words == "Diurungkan: 2 pemuatan ditandai Negatif"
    assert undone.placements == 2
    assert Coverage.objects.filter(handled_at=None).count() == 2


def test_undo_gives_back_what_a_person_decided_before():
    (coverage,) = make_prints(1)
    say(coverage.item, NEGATIVE)
    second = say(coverage.item, Choice(Decision.Field.TONE, Tone.POSITIVE))

    undo(second, make_user(), NOW, uuid4())

    assert tones() == ["neg"]


def test_what_was_undone_cannot_be_undone_again():
    (coverage,) = make_prints(1)
    act = say(coverage.item, NEGATIVE)
    undone = undo(act, make_user(), NOW, uuid4())

    for again in (act, undone):
        with pytest.raises(CannotUndo):
            undo(again, make_user(), NOW, uuid4())


def test_the_key_for_undo_finds_the_newest_act_that_still_holds():
    first, second = make_prints(1)[0], make_prints(1)[0]
    me = make_user()
    older = say(first.item, NEGATIVE, by=me)
    newer = say(second.item, NEGATIVE, by=me, at=NOW + timedelta(minutes=1))

    assert last_undoable(me, NOW) == newer
    undo(newer, me, NOW + timedelta(minutes=2), uuid4())
    assert last_undoable(me, NOW) == older
    assert last_undoable(make_user(), NOW) is None
    assert last_undoable(me, NOW + timedelta(days=1)) is None


def test_the_tone_towards_the_governor_is_kept_on_the_mention_and_on_the_whole():
    (coverage,) = make_prints(1)
    governor = make_office()
    make_mention(coverage, governor)

    act = say(coverage.item, Choice(Decision.Field.OFFICIAL, Tone.NEGATIVE, governor.pk))

    assert tones() == ["neg"]
    assert coverage.mentions.get().tone == "neg"
    assert act.words == "1 pemuatan ditandai Negatif terhadap Gubernur"


def test_an_official_a_person_adds_is_the_one_in_office_that_day():
    (coverage,) = make_prints(1)
    tenure = make_tenure(make_office(), "Arya Wirasena")

    say(coverage.item, Choice(Decision.Field.OFFICIAL, Tone.POSITIVE, tenure.office_id))

    mention = coverage.mentions.get()
    assert (mention.person, mention.tenure) == (tenure.person, tenure)


def test_an_issue_spreads_to_the_story_except_where_a_person_decided_otherwise():
    story, mine, theirs = make_story(), make_issue("Beasiswa tertunda"), make_issue("Tambang")
    here, there, stays = (make_prints(2, story)[0] for _ in range(3))
    say(stays.item, Choice(Decision.Field.ISSUE, theirs.pk))

    assert list(exceptions(here.item, Decision.Field.ISSUE)) == [stays.item]
    act = say(here.item, Choice(Decision.Field.ISSUE, mine.pk, spread=True))

    assert Coverage.objects.filter(issue=mine).count() == 4
    assert Coverage.objects.filter(issue=theirs).count() == 2
    assert "diterapkan ke 2 pemuatan lain" in act.words
    assert Story.objects.get().issue == mine
    there.refresh_from_db()
    assert there.handled_at is None

    undo(act, make_user(), NOW, uuid4())
    assert not Coverage.objects.filter(issue=mine).exists()
    assert Story.objects.get().issue is None


def test_tone_never_spreads_beyond_the_prints_of_one_text():
    story = make_story()
    here, _there = make_prints(1, story)[0], make_prints(1, story)[0]

    say(here.item, Choice(Decision.Field.TONE, Tone.NEGATIVE, spread=True))

    assert tones() == ["neg", "neu"]


def test_looking_and_agreeing_is_an_act_that_empties_the_queue():
    (coverage,) = make_prints(1)

    act = say(coverage.item)

    coverage.refresh_from_db()
    assert (act.words, coverage.handled_at) == ("1 pemuatan dikonfirmasi", NOW)


def test_topics_are_said_by_their_names():
    (coverage,) = make_prints(1)
    Topic.objects.create(code="DIK", name="Pendidikan")

    act = say(coverage.item, Choice(Decision.Field.TOPIC, ["DIK"]))

    coverage.refresh_from_db()
    assert coverage.topic_id == "DIK"
    assert act.words == "1 pemuatan topik Pendidikan"


def test_a_print_that_arrives_later_follows_what_was_decided():
    (coverage,) = make_prints(1)
    say(coverage.item, NEGATIVE)
    late = make_coverage(make_item(copy_of=coverage.item), story=coverage.story)

    say(coverage.item)

    late.refresh_from_db()
    assert (late.tone, late.handled_at) == ("neg", NOW)


def test_a_decision_on_a_topic_the_pack_dropped_does_no_harm():
    (coverage,) = make_prints(1)
    topic = Topic.objects.create(code="OLD", name="Lama")
    say(coverage.item, Choice(Decision.Field.TOPIC, ["OLD"]))
    topic.delete()

    say(coverage.item, NEGATIVE)

    coverage.refresh_from_db()
    assert (coverage.topic, coverage.tone) == (None, "neg")


def spread(coverage: Coverage, issue: Issue) -> Act:
    return say(coverage.item, Choice(Decision.Field.ISSUE, issue.pk, spread=True))


def test_whoever_spread_first_and_is_undone_first_leaves_nothing_behind():
    story, first, second = make_story(), make_issue("Beasiswa tertunda"), make_issue("Tambang")
    here, there = (make_prints(1, story)[0] for _ in range(2))
    earlier, later = spread(here, first), spread(here, second)

    undo(earlier, make_user(), NOW, uuid4())
    there.refresh_from_db()
    assert (Story.objects.get().issue, there.issue) == (second, second)

    undo(later, make_user(), NOW, uuid4())
    there.refresh_from_db()
    assert (Story.objects.get().issue, there.issue) == (None, None)


def test_undo_gives_a_story_back_the_issue_that_its_own_words_named():
    story, read, spreads = make_story(), make_issue("Beasiswa tertunda"), make_issue("Tambang")
    here, there = (make_prints(1, story)[0] for _ in range(2))
    Coverage.objects.filter(pk=there.pk).update(
        reasons={"issue": {"value": read.pk, "reason": "kata kunci"}}, issue=read
    )

    undo(spread(here, spreads), make_user(), NOW, uuid4())

    assert Story.objects.get().issue == read


def test_what_only_followed_its_story_to_an_issue_leaves_it_with_the_undo():
    story, issue = make_story(), make_issue()
    here, _there = (make_prints(1, story)[0] for _ in range(2))
    act = spread(here, issue)
    why = {"value": issue.pk, "confidence": 0.6, "reason": BY_STORY, "version": "uji-1"}
    late = make_coverage(story=story, issue=issue, reasons={"issue": why})

    undo(act, make_user(), NOW, uuid4())

    late.refresh_from_db()
    assert late.issue is None


def test_a_field_report_is_no_placement_in_any_words():
    story = make_story()
    item = make_item("Antrean air", kind=Item.Kind.FIELD_REPORT)
    region = make_region()
    FieldReport.objects.create(item=item, number="LL-1", region=region, received_at=NOW)
    report = make_coverage(item, story=story, report=True)
    printed, issue = make_prints(1, story)[0], make_issue()

    about = say(report.item, NEGATIVE)
    act = spread(printed, issue)

    assert (about.words, about.placements) == ("Laporan lapangan ditandai Negatif", 0)
    assert act.words == "1 pemuatan masuk isu Penundaan beasiswa daerah"
    report.refresh_from_db()
    assert report.issue == issue


def test_what_the_act_did_not_decide_keeps_its_rows():
    (coverage,) = make_prints(1)
    mention = make_mention(coverage, make_office())

    say(coverage.item, NEGATIVE)

    assert coverage.mentions.get() == mention


@pytest.mark.django_db(transaction=True)
def test_a_spread_does_not_undo_what_a_colleague_decides_meanwhile(monkeypatch):
    story, topic = make_story(), Topic.objects.create(code="DIK", name="Pendidikan")
    here, there = (make_prints(1, story)[0] for _ in range(2))
    me, colleague, seen = make_user(), make_user(), edition(there.item)

    def say_so() -> None:
        say(there.item, NEGATIVE, by=colleague, seen=seen)
        connection.close()

    other = Thread(target=say_so)

    def meanwhile(*given):
        if other.ident is None:
            other.start()
            # Whoever does not wait for the lock has written by then.
            other.join(timeout=1)
        return settling.settle(*given)

    monkeypatch.setattr(settle, "settle", meanwhile)
    say(here.item, Choice(Decision.Field.TOPIC, [topic.pk], spread=True), by=me)
    other.join()

    there.refresh_from_db()
    assert (there.tone, there.topic) == ("neg", topic)
