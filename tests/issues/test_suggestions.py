"""What the machine proposes: made once, answered once, and remembered for ever."""

from datetime import timedelta

import pytest
from django.db import connections

from commandcenter.accounts.models import Role
from issues import overriding, suggestions
from issues.models import Act, Coverage, Hold, Issue, IssueChange, Suggestion, Tie
from issues.pipeline import suggest
from issues.pipeline.suggesting import lapse, propose
from issues.suggestions import CannotAnswer, answer, take_back
from tests.build import (
    NOW,
    make_coverage,
    make_issue,
    make_item,
    make_outlet,
    make_region,
    make_story,
    make_suggestion,
    make_user,
)

pytestmark = pytest.mark.django_db
STATE, ISSUE, MATTER = Suggestion.Kind.STATE, Suggestion.Kind.ISSUE, Suggestion.Kind.MATTER


def proposed(issue: Issue, key: str = "status:1", confidence: float = 0.7) -> Suggestion | None:
    what = {"issue_id": issue.pk, "value": "krisis"}
    return propose(STATE, key, at=NOW, confidence=confidence, reason="aksi dan korban", **what)


def joining(issue: Issue, texts: int = 2) -> Suggestion:
    """Propose that a story of several texts belongs to an issue."""
    story = make_story("Mahasiswa menagih")
    for number in range(texts):
        make_coverage(make_item(f"Mahasiswa menagih ({number})"), story=story)
    first = story.coverage.earliest("pk").pk
    return make_suggestion(ISSUE, issue=issue, story=story, item_id=first)


# -- Proposing ----------------------------------------------------------------------------------


def test_a_proposal_is_made_once_and_keeps_its_newest_ground():
    issue = make_issue()
    proposed(issue)
    assert proposed(issue, confidence=0.9).confidence == 0.9
    assert Suggestion.objects.count() == 1


def test_what_was_rejected_is_never_proposed_again():
    issue = make_issue()
    answer(proposed(issue).pk, False, make_user(), NOW)
    assert proposed(issue, confidence=0.99) is None
    assert Suggestion.objects.get().answer == "tidak"


def test_what_lapsed_comes_back_with_its_ground():
    issue = make_issue()
    proposed(issue)
    assert lapse(Suggestion.objects.all(), NOW) == 1
    assert proposed(issue).answer == ""


def test_what_was_answered_does_not_lapse():
    answer(proposed(make_issue()).pk, False, make_user(), NOW)
    assert lapse(Suggestion.objects.all(), NOW) == 0


@pytest.mark.django_db(transaction=True)
def test_what_somebody_is_answering_is_neither_waited_for_nor_overwritten():
    issue = make_issue()
    proposed(issue)
    other = connections.create_connection("default")
    with other.cursor() as cursor:
        cursor.execute("BEGIN; SELECT FROM issues_suggestion FOR NO KEY UPDATE")
        assert lapse(Suggestion.objects.all(), NOW) == 0
        assert proposed(issue, confidence=0.9) is None
    other.close()
    assert Suggestion.objects.get().confidence == 0.7


# -- Answering ----------------------------------------------------------------------------------


def test_an_accepted_state_is_the_persons_change_with_the_machines_reason():
    issue, by = make_issue(state="berkembang", at=NOW - timedelta(days=1)), make_user()
    answer(proposed(issue).pk, True, by, NOW)
    change = IssueChange.objects.get(issue=issue, field="state")
    assert (change.after, change.by, change.reason) == ("krisis", by, "aksi dan korban")


def test_an_accepted_state_keeps_holder_and_next_step():
    holder = make_user("Sari Puspa")
    issue = make_issue(at=NOW - timedelta(days=1), holder=holder, next_step="Siapkan data")
    answer(proposed(issue).pk, True, make_user(), NOW)
    issue.refresh_from_db()
    assert (issue.state, issue.holder, issue.next_step) == ("krisis", holder, "Siapkan data")


def test_a_state_that_changed_meanwhile_is_not_answered_any_more():
    issue = make_issue(at=NOW + timedelta(minutes=5))
    suggestion = make_suggestion(STATE, issue=issue, value="krisis")
    with pytest.raises(CannotAnswer):
        answer(suggestion.pk, True, make_user(), NOW + timedelta(minutes=6))
    suggestion.refresh_from_db()
    assert suggestion.answer == ""


def test_a_second_click_is_the_first_answer():
    suggestion, first = joining(make_issue()), make_user()
    answer(suggestion.pk, True, first, NOW)
    again = answer(suggestion.pk, False, make_user("Sari Puspa"), NOW)
    assert (again.answer, again.answered_by) == ("ya", first)


def test_an_accepted_issue_holds_for_every_text_of_the_story():
    issue = make_issue()
    suggestion = joining(issue, texts=3)
    answer(suggestion.pk, True, make_user(), NOW)
    assert Coverage.objects.filter(issue=issue).count() == 3
    suggestion.story.refresh_from_db()
    assert suggestion.story.issue == issue


def test_a_text_that_was_only_put_into_an_issue_still_waits_for_its_tone():
    suggestion = joining(make_issue())
    answer(suggestion.pk, True, make_user(), NOW)
    assert not Coverage.objects.exclude(handled_at=None).exists()


def test_accepting_a_proposal_takes_no_text_from_whoever_works_on_it():
    suggestion = joining(make_issue())
    hold = {"by": make_user("Sari Puspa"), "until": NOW + timedelta(minutes=9)}
    Hold.objects.create(item_id=suggestion.item_id, **hold)
    answer(suggestion.pk, True, make_user(), NOW)
    assert Hold.objects.exists()


def test_an_accepted_issue_says_nothing_of_what_the_machine_read_there():
    answer(joining(make_issue()).pk, True, make_user(), NOW)
    act = Act.objects.get()
    assert (act.looked, act.machine) == (False, {})


def test_a_story_that_joined_otherwise_says_so():
    issue = make_issue()
    suggestion = joining(issue)
    Coverage.objects.update(issue=issue)
    with pytest.raises(CannotAnswer, match="sudah masuk isu"):
        answer(suggestion.pk, True, make_user(), NOW)


def test_taking_back_an_accepted_issue_releases_the_texts():
    issue, by = make_issue(), make_user()
    suggestion = joining(issue)
    answer(suggestion.pk, True, by, NOW)
    take_back(suggestion.pk, by, NOW + timedelta(minutes=1))
    suggestion.refresh_from_db()
    assert not Coverage.objects.filter(issue=issue).exists()
    assert suggestion.answer == ""


def test_an_answer_that_was_taken_back_can_be_given_again():
    issue, by = make_issue(), make_user()
    suggestion = joining(issue)
    answer(suggestion.pk, True, by, NOW)
    take_back(suggestion.pk, by, NOW + timedelta(minutes=1))
    answer(suggestion.pk, True, by, NOW + timedelta(minutes=2))
    assert Coverage.objects.filter(issue=issue).count() == 2


def test_a_rejection_is_taken_back_by_whoever_gave_it_and_not_too_late():
    by, suggestion = make_user(), proposed(make_issue())
    answer(suggestion.pk, False, by, NOW, "sudah reda")
    for who, when in ((make_user("Sari Puspa"), NOW), (by, NOW + timedelta(days=1))):
        with pytest.raises(CannotAnswer):
            take_back(suggestion.pk, who, when)
    assert take_back(suggestion.pk, by, NOW).answer == ""


def test_each_person_sees_what_they_may_answer():
    make_suggestion(STATE, issue=make_issue())
    assert suggestions.waiting(make_user(role=Role.HIGHLIGHT)).count() == 1
    assert suggestions.waiting(make_user(role=Role.VIEWER)).count() == 0


# -- Stories and issues -------------------------------------------------------------------------


def test_a_story_of_which_one_text_is_in_an_issue_is_proposed():
    issue = make_issue()
    story = joining(issue, texts=3).story
    Suggestion.objects.all().delete()
    Coverage.objects.filter(pk=story.coverage.earliest("pk").pk).update(issue=issue)
    suggest(NOW)
    found = Suggestion.objects.get(kind=ISSUE)
    assert (found.story, found.issue) == (story, issue)
    assert "1 dari 3" in found.reason


def test_a_proposal_lapses_when_its_story_joins_an_issue():
    issue = make_issue()
    suggestion = joining(issue)
    suggestion.story.issue = issue
    suggestion.story.save()
    suggest(NOW)
    suggestion.refresh_from_db()
    assert suggestion.answer == "gugur"


# -- New issues ---------------------------------------------------------------------------------


def roof(outlets: int = 3) -> None:
    """Let outlets of home print a bad story that fits no issue."""
    home, story = make_region(), make_story("Atap sekolah ambruk")
    for number in range(outlets):
        item = make_item("Atap SMAN Batu Perada Ambruk", outlet=make_outlet(f"Media {number}"))
        told = {"tone": "neg", "event_tone": "neg", "regions": [home]}
        make_coverage(item, story=story, **told)


def test_a_bad_story_in_three_outlets_is_proposed_as_an_issue():
    roof()
    suggest(NOW)
    found = Suggestion.objects.get(kind=MATTER)
    assert (found.value, found.title) == ("sebaran", "Atap SMAN Batu Perada Ambruk")


def test_a_bad_story_in_two_outlets_is_not():
    roof(outlets=2)
    suggest(NOW)
    assert not Suggestion.objects.exists()


def test_a_rejected_matter_returns_only_with_a_graver_criterion():
    roof()
    suggest(NOW)
    answer(Suggestion.objects.get().pk, False, make_user(), NOW)
    suggest(NOW)
    assert not Suggestion.objects.open().exists()
    item = make_item("Atap SMAN Batu Perada Ambruk, Satu Siswa Tewas", outlet=make_outlet("Kelana"))
    story = Suggestion.objects.get().story
    make_coverage(item, story=story, tone="neg", event_tone="neg")
    suggest(NOW)
    assert Suggestion.objects.open().get().value == "dampak"


def test_a_matter_lapses_once_its_story_is_over():
    roof()
    suggest(NOW)
    suggest(NOW + timedelta(days=4))
    assert Suggestion.objects.get().answer == "gugur"


# -- Risk set by a person -----------------------------------------------------------------------


def test_a_risk_set_by_a_person_holds_beside_the_computed_one():
    issue, by = make_issue(risk=40, risk_computed=40, level="sedang"), make_user()
    overriding.set_risk(issue.pk, overriding.Override(80, "pimpinan disebut langsung"), by, NOW)
    issue.refresh_from_db()
    assert (issue.risk, issue.level, issue.risk_computed) == (80, "kritis", 0)
    rows = IssueChange.objects.filter(issue=issue, by=by)
    assert {row.field for row in rows} == {"risk", "level"}


def test_releasing_it_lets_the_computed_risk_hold_again():
    issue, by = make_issue(), make_user()
    overriding.set_risk(issue.pk, overriding.Override(80, "pimpinan disebut"), by, NOW)
    assert overriding.release_risk(issue.pk, by, NOW)
    issue.refresh_from_db()
    assert (issue.risk, issue.level, issue.risk_by_person) == (0, "rendah", None)


def test_it_ends_at_its_time_and_says_so():
    issue, until = make_issue(), NOW + timedelta(hours=2)
    new = overriding.Override(80, "menunggu rapat", until)
    overriding.set_risk(issue.pk, new, make_user(), NOW)
    overriding.weigh([issue.pk], until)
    issue.refresh_from_db()
    assert (issue.risk, issue.risk_by_person) == (0, None)
    assert issue.changes.filter(field="risk", by=None, reason__contains="waktunya habis").exists()


def test_without_a_time_it_ends_when_the_computed_level_is_another_one():
    issue, at = make_issue(), NOW + timedelta(minutes=1)
    overriding.set_risk(issue.pk, overriding.Override(10, "sudah reda"), make_user(), NOW)
    for number in range(4):
        item = make_item(f"Korban tewas {number}", outlet=make_outlet(f"M{number}", tier=1))
        make_coverage(item, issue=issue, tone="neg")
    overriding.weigh([issue.pk], at)
    issue.refresh_from_db()
    assert issue.risk_by_person is None
    assert issue.risk == issue.risk_computed > 25


def test_setting_the_same_risk_twice_is_one_row():
    issue, by, new = make_issue(), make_user(), overriding.Override(80, "sama")
    assert overriding.set_risk(issue.pk, new, by, NOW)
    assert not overriding.set_risk(issue.pk, new, by, NOW)
    assert IssueChange.objects.filter(issue=issue, field="risk").count() == 1


# -- Stories ------------------------------------------------------------------------------------


def merging() -> Suggestion:
    """Propose that two stories of one text each are one."""
    rows = [make_coverage(make_item(f"Jembatan putus ({number})")) for number in range(2)]
    return make_suggestion(Suggestion.Kind.MERGE, story=rows[0].story, other=rows[1].story)


def test_an_accepted_merge_makes_one_story_and_can_be_taken_back():
    suggestion, by = merging(), make_user()
    answer(suggestion.pk, True, by, NOW)
    assert set(Coverage.objects.values_list("story", flat=True)) == {suggestion.story_id}
    take_back(suggestion.pk, by, NOW + timedelta(minutes=1))
    assert Coverage.objects.values("story").distinct().count() == 2


def test_a_rejected_merge_keeps_the_texts_apart_until_it_is_taken_back():
    suggestion, by = merging(), make_user()
    answer(suggestion.pk, False, by, NOW)
    assert not Tie.objects.get().together
    take_back(suggestion.pk, by, NOW + timedelta(minutes=1))
    assert not Tie.objects.exists()


def test_merging_a_story_with_itself_is_refused_in_words():
    suggestion = merging()
    Suggestion.objects.update(other=suggestion.story)
    with pytest.raises(CannotAnswer, match="dua cerita"):
        answer(suggestion.pk, True, make_user(), NOW)
