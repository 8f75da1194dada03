"""Responses: written once, done once, and nothing is left unanswered without a reason."""

from datetime import timedelta
from uuid import uuid4

import pytest

from issues.models import Issue, Response
from issues.responding import (
    AlreadyDone,
    IssueClosed,
    NewResponse,
    add_response,
    disposition,
    finish_response,
)
from tests.build import NOW, make_agency, make_issue, make_response, make_user

pytestmark = pytest.mark.django_db
DUE = NOW + timedelta(hours=2)


def new(**values: object) -> NewResponse:
    given = {"kind": Response.Kind.CLARIFICATION, "title": "Jawab media", "due_at": DUE}
    return NewResponse(**given | {"key": uuid4()} | values)


def test_a_response_says_who_opened_it_and_when():
    issue, user = make_issue(), make_user()
    row, created = add_response(issue.pk, new(), user, NOW)
    assert created
    assert (row.issue, row.opened_by, row.opened_at, row.due_at) == (issue, user, NOW, DUE)
    assert row.done_at is None


def test_a_double_click_is_one_response():
    issue, user, once = make_issue(), make_user(), new()
    first, _ = add_response(issue.pk, once, user, NOW)
    second, created = add_response(issue.pk, once, user, NOW)
    assert (second, created, Response.objects.count()) == (first, False, 1)


def test_to_answer_nothing_is_done_at_once_with_its_reason():
    issue, user = make_issue(), make_user()
    nothing = new(kind=Response.Kind.NONE, outcome="Bukan kewenangan provinsi.")
    row, _ = add_response(issue.pk, nothing, user, NOW)
    assert (row.done_at, row.done_by, row.outcome) == (NOW, user, "Bukan kewenangan provinsi.")


def test_a_closed_issue_takes_no_response():
    issue = make_issue(state=Issue.State.CLOSED)
    with pytest.raises(IssueClosed):
        add_response(issue.pk, new(), make_user(), NOW)
    assert not Response.objects.exists()


def test_a_disposition_keeps_its_whole_text_and_shows_the_beginning():
    text = "Siapkan data penerima beasiswa " * 15
    agency = make_agency()
    row, _ = add_response(
        make_issue().pk, disposition(text, DUE, uuid4(), agency, None), make_user(), NOW
    )
    assert (row.kind, row.agency, row.instruction) == ("disposisi", agency, text)
    assert len(row.title) <= 160 and row.title.endswith("…")


def test_a_disposition_becomes_the_next_step_of_its_issue():
    before, named = make_user("Umar Hadi"), make_user("Tono Wibisono")
    issue = make_issue(holder=before, next_step="Hubungi PUPR", deadline=NOW - timedelta(days=1))
    told = disposition("Turunkan tim", DUE, uuid4(), None, named)
    add_response(issue.pk, told, make_user(), NOW)
    issue.refresh_from_db()
    assert (issue.next_step, issue.deadline, issue.holder) == ("Turunkan tim", DUE, named)
    changed = set(issue.changes.values_list("field", "reason"))
    assert changed >= {("holder", "Disposisi"), ("deadline", "Disposisi")}


def test_done_says_by_whom_and_with_what_outcome():
    row, user = make_response(), make_user()
    assert finish_response(row.pk, "Data dikirim ke redaksi.", user, NOW)
    row.refresh_from_db()
    assert (row.done_at, row.done_by, row.outcome) == (NOW, user, "Data dikirim ke redaksi.")


def test_done_twice_with_the_same_words_is_done_once():
    row, user = make_response(), make_user()
    finish_response(row.pk, "Dikirim.", user, NOW)
    assert finish_response(row.pk, "Dikirim.", make_user("Sari"), NOW) is False
    row.refresh_from_db()
    assert row.done_by == user


def test_nobody_overwrites_the_outcome_of_a_colleague():
    row = make_response()
    finish_response(row.pk, "Dikirim.", make_user(), NOW)
    with pytest.raises(AlreadyDone):
        finish_response(row.pk, "Batal.", make_user("Sari"), NOW)


def test_no_kind_of_response_asks_an_outlet_to_take_something_down():
    assert set(Response.Kind.values) == {
        *("data", "klarifikasi", "hak_jawab", "hak_koreksi", "rilis"),
        *("konferensi", "periksa", "disposisi", "tanpa"),
    }
