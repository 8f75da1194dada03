"""People merge and split stories: numbers, times, ties, issues and undo."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from commandcenter.accounts.models import User
from issues import stories
from issues.models import Coverage, Story, StoryAct, Suggestion, Tie
from issues.pipeline.storing import BY_STORY
from issues.story_answers import accept_merge, accept_story, reject_story
from monitoring.models import ItemText
from tests.build import NOW, make_coverage, make_issue, make_item, make_region, make_user

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def me() -> User:
    make_region()
    return make_user()


def told(title: str, story: Story | None = None, days: int = 0, **values: object) -> Coverage:
    """Make a text that was read, in a story of its own unless one is given."""
    item = make_item(title, at=NOW + days * DAY, **values)
    ItemText.objects.create(item=item, body="", rung=ItemText.Rung.GIVEN, extracted_at=NOW)
    given = {"story": story} if story else {}
    return make_coverage(item, at=item.listed_at, copy=item.copy_of is not None, **given)


def merge(one: Coverage, other: Coverage, me: User, key: UUID | None = None) -> StoryAct:
    return stories.merge(one.story, other.story, me, NOW, key or uuid4())


def split(row: Coverage, me: User, into: Story | None = None) -> StoryAct:
    return stories.split([row.pk], row.story, me, NOW, uuid4(), into)


def story_of(row: Coverage) -> Story:
    return Coverage.objects.select_related("story").get(pk=row.pk).story


def test_the_older_number_stays_and_the_other_leads_on(me: User):
    one, other = told("Jembatan Perada putus"), told("Jembatan putus di Perada")
    merge(one, other, me)
    assert story_of(other) == one.story
    assert stories.survivor(Story.objects.get(pk=other.story_id)) == one.story


def test_a_merged_story_spans_the_time_of_both(me: User):
    one, other = told("Jembatan Perada putus", days=1), told("Jembatan putus di Perada", days=0)
    merge(other, one, me)
    kept = story_of(one)
    assert (kept.first_at, kept.last_at) == (NOW, NOW + DAY)


def test_a_number_leads_on_through_several_merges(me: User):
    first, second, third = told("Satu"), told("Dua"), told("Tiga")
    merge(second, third, me)
    second.story.refresh_from_db()
    merge(first, second, me)
    assert stories.survivor(Story.objects.get(pk=third.story_id)) == first.story


def test_a_merge_is_said_of_the_texts(me: User):
    one, other = told("Jembatan Perada putus"), told("Jembatan putus di Perada")
    merge(one, other, me)
    assert Tie.objects.filter(first=one.pk, second=other.pk, together=True, by=me).exists()


def test_a_merge_says_what_it_did_in_words(me: User):
    act = merge(told("Jembatan Perada putus"), told("Jembatan putus di Perada"), me)
    assert "“Jembatan putus di Perada” digabungkan" in act.words
    assert "1 pemuatan" in act.words


def test_the_same_key_twice_is_one_act(me: User):
    one, other, key = told("Satu"), told("Dua"), uuid4()
    assert merge(one, other, me, key) == merge(one, other, me, key)
    assert StoryAct.objects.count() == 1


def test_who_merges_after_somebody_else_is_told_so(me: User):
    one, other = told("Satu"), told("Dua")
    merge(one, other, me)
    with pytest.raises(stories.CannotMerge, match="orang lain"):
        merge(one, other, me)


def test_undoing_a_merge_lets_older_numbers_lead_where_they_led(me: User):
    first, second, third = told("Satu"), told("Dua"), told("Tiga")
    merge(second, third, me)
    act = stories.merge(first.story, second.story, me, NOW, uuid4())
    stories.undo(act, me, NOW, uuid4())
    assert stories.survivor(Story.objects.get(pk=third.story_id)) == second.story


def test_a_split_whose_new_story_was_merged_elsewhere_is_not_undone(me: User):
    elsewhere, one = told("Panen kopi"), told("Jembatan Perada putus")
    act = split(told("Kopi Perada dipanen", one.story), me)
    stories.merge(elsewhere.story, act.other, me, NOW, uuid4())
    with pytest.raises(stories.CannotMerge):
        stories.undo(act, me, NOW, uuid4())


def test_a_proposal_lapses_once_people_did_what_it_says(me: User):
    one, other = told("Satu"), told("Dua")
    suggested(Suggestion.Kind.STORY, one.story, item=other.item)
    suggested(Suggestion.Kind.MERGE, one.story, other=other.story)
    merge(one, other, me)
    assert set(Suggestion.objects.values_list("answer", flat=True)) == {"gugur"}


def test_a_proposal_about_a_merged_story_stands_for_the_one_it_leads_to(me: User):
    one, other, third = told("Satu"), told("Dua"), told("Tiga")
    row = suggested(Suggestion.Kind.MERGE, other.story, other=third.story)
    merge(one, other, me)
    accept_merge(Suggestion.objects.get(pk=row.pk), me, NOW)
    assert story_of(third) == one.story


def test_a_story_is_not_merged_with_itself(me: User):
    one = told("Jembatan Perada putus")
    with pytest.raises(stories.CannotMerge, match="berbeda"):
        merge(one, one, me)


def test_undoing_a_merge_puts_everything_back(me: User):
    one, other = told("Jembatan Perada putus"), told("Jembatan putus di Perada", days=1)
    act = merge(one, other, me)
    stories.undo(act, me, NOW, uuid4())
    assert story_of(other) == other.story
    assert not Tie.objects.exists()
    assert Story.objects.get(pk=other.story_id).merged_into is None
    assert story_of(one).last_at == NOW


def test_an_act_is_undone_once_and_only_for_a_shift(me: User):
    one, other = told("Satu"), told("Dua")
    act = merge(one, other, me)
    assert not stories.can_undo(act, NOW + timedelta(hours=13))
    stories.undo(act, me, NOW, uuid4())
    with pytest.raises(stories.CannotMerge):
        stories.undo(act, me, NOW, uuid4())


def test_a_text_taken_out_begins_a_story_of_its_own(me: User):
    one = told("Jembatan Perada putus")
    other = told("Kopi Perada dipanen", one.story)
    split(other, me)
    assert story_of(other).headline == "Kopi Perada dipanen"
    assert Tie.objects.filter(first=one.pk, second=other.pk, together=False).exists()


def test_every_print_of_a_text_goes_with_it(me: User):
    one = told("Jembatan Perada putus")
    other = told("Kopi Perada dipanen", one.story)
    copy = told("Panen kopi", one.story, copy_of=other.item)
    split(copy, me)
    assert story_of(other) == story_of(copy) != one.story


def test_the_only_text_of_a_story_cannot_be_taken_out(me: User):
    with pytest.raises(stories.CannotMerge):
        split(told("Jembatan Perada putus"), me)


def test_undoing_a_split_puts_the_text_back_and_its_number_leads_there(me: User):
    one = told("Jembatan Perada putus")
    other = told("Kopi Perada dipanen", one.story)
    act = split(other, me)
    stories.undo(act, me, NOW, uuid4())
    assert story_of(other) == one.story
    assert stories.survivor(Story.objects.get(pk=act.other_id)) == one.story
    assert not Tie.objects.exists()


def test_a_merge_after_a_split_says_the_newer_thing(me: User):
    one = told("Jembatan Perada putus")
    other = told("Kopi Perada dipanen", one.story)
    act = split(other, me)
    stories.merge(act.other, one.story, me, NOW, uuid4())
    assert Tie.objects.get().together


def test_what_followed_the_story_into_its_issue_leaves_with_the_split(me: User):
    issue = make_issue()
    one = told("Jembatan Perada putus")
    Story.objects.filter(pk=one.story_id).update(issue=issue)
    follows = {"issue": {"value": issue.pk, "confidence": 0.6, "reason": BY_STORY}}
    other = told("Kopi Perada dipanen", one.story)
    Coverage.objects.filter(pk=other.pk).update(issue=issue, reasons=follows)
    split(other, me)
    other.refresh_from_db()
    assert other.issue is None


def test_a_story_without_an_issue_takes_that_of_the_one_merged_into_it(me: User):
    issue, one, other = make_issue(), told("Satu"), told("Dua")
    Story.objects.filter(pk=other.story_id).update(issue=issue)
    merge(one, other, me)
    one.refresh_from_db()
    assert one.issue == issue


def test_accepting_a_suggested_merge_merges(me: User):
    one, other = told("Satu"), told("Dua")
    row = suggested(Suggestion.Kind.MERGE, one.story, other=other.story)
    accept_merge(row, me, NOW)
    assert story_of(other) == one.story


def test_accepting_a_suggested_story_moves_the_only_text_of_another(me: User):
    one, other = told("Satu"), told("Dua")
    row = suggested(Suggestion.Kind.STORY, one.story, item=other.item)
    accept_story(row, me, NOW)
    assert story_of(other) == one.story


def test_rejecting_a_suggested_story_keeps_the_text_out_for_ever(me: User):
    one, other = told("Satu"), told("Dua")
    reject_story(suggested(Suggestion.Kind.STORY, one.story, item=other.item), me, NOW)
    assert Tie.objects.get(first=one.pk, second=other.pk).together is False


def suggested(kind: str, story: Story, **what: object) -> Suggestion:
    given = {"confidence": 0.6, "reason": "mirip", "at": NOW, "version": "uji-1"}
    return Suggestion.objects.create(
        key=f"{kind}:{story.pk}", kind=kind, story=story, **given, **what
    )
