"""The page of proposals, the cards beside an issue or a story, and the risk a person sets."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from commandcenter.accounts.models import Role
from issues.models import Coverage, Issue, Suggestion
from issues.pipeline import suggest
from tests.build import (
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
FRAGMENT = {"HX-Request": "true"}
BEFORE = timedelta(days=1)


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(make_user())
    return client


@pytest.fixture
def state(db: None) -> Suggestion:
    at = timezone.now()
    issue = make_issue("Beasiswa tertunda", at - BEFORE, state="berkembang")
    return make_suggestion(issue=issue, value="krisis", reason="aksi massa dan korban", at=at)


def answer(client: Client, suggestion: Suggestion, given: str, **more: str) -> str:
    data = {"jawaban": given} | more
    page = client.post(f"/usulan/{suggestion.pk}/jawab", data, follow=True)
    return page.content.decode()


def test_a_proposal_shows_its_thing_its_reason_and_two_buttons(desk: Client, state: Suggestion):
    page = desk.get("/usulan").content.decode()
    for words in ("Beasiswa tertunda", "Krisis", "aksi massa dan korban", "Terima", "Tolak"):
        assert words in page


def test_nothing_to_answer_is_said_in_words(desk: Client):
    assert "Tidak ada usulan yang menunggu jawaban" in desk.get("/usulan").content.decode()


def test_the_same_address_gives_the_list_alone(desk: Client, state: Suggestion):
    fragment = desk.get("/usulan", headers=FRAGMENT).content.decode()
    assert "Beasiswa tertunda" in fragment
    assert "<html" not in fragment


def test_the_navigation_counts_what_waits_and_is_silent_otherwise(
    desk: Client, state: Suggestion, django_capture_on_commit_callbacks
):
    cache.clear()
    assert "Usulan&nbsp;1" in desk.get("/isu").content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        desk.post(f"/usulan/{state.pk}/jawab", {"jawaban": "tidak"})
    assert 'href="/usulan"' not in desk.get("/isu").content.decode()


def test_accepting_without_javascript_leads_back_with_words(desk: Client, state: Suggestion):
    assert "Usulan diterima." in answer(desk, state, "ya")
    assert Issue.objects.get().state == "krisis"


def test_rejecting_keeps_the_reason(desk: Client, state: Suggestion):
    answer(desk, state, "tidak", alasan="korban sudah diluruskan")
    state.refresh_from_db()
    assert (state.answer, state.answer_reason) == ("tidak", "korban sudah diluruskan")


def test_with_htmx_the_card_itself_comes_back_and_can_be_undone(desk: Client, state: Suggestion):
    address = f"/usulan/{state.pk}/jawab"
    card = desk.post(address, {"jawaban": "tidak"}, headers=FRAGMENT).content.decode()
    assert "ditolak oleh" in card
    assert "Urungkan" in card
    again = desk.post(address, {"jawaban": "batal"}, headers=FRAGMENT).content.decode()
    assert "Terima" in again


def test_keys_are_named_only_where_they_work(desk: Client, state: Suggestion):
    assert "<kbd>A</kbd>" in desk.get("/usulan").content.decode()
    assert "<kbd>A</kbd>" not in desk.get(f"/isu/{state.issue_id}").content.decode()


def test_who_comes_second_is_told_so(desk: Client, state: Suggestion):
    answer(desk, state, "ya")
    other = Client()
    other.force_login(make_user("Sari Puspa"))
    assert "sudah dijawab orang lain" in answer(other, state, "tidak")
    assert Issue.objects.get().state == "krisis"


def test_an_answer_that_is_none_changes_nothing(desk: Client, state: Suggestion):
    assert "Mohon pilih" in answer(desk, state, "mungkin")
    state.refresh_from_db()
    assert state.answer == ""


@pytest.mark.parametrize("role", [Role.VIEWER, Role.LEADERSHIP, Role.CONTRIBUTOR])
def test_who_does_not_tag_news_does_not_answer(client: Client, state: Suggestion, role: str):
    client.force_login(make_user(role=role))
    assert client.get("/usulan").status_code == 403
    assert client.post(f"/usulan/{state.pk}/jawab", {"jawaban": "ya"}).status_code == 403


def test_the_page_of_an_issue_shows_its_proposals_and_leads_back(desk: Client, state: Suggestion):
    issue = state.issue
    assert "aksi massa dan korban" in desk.get(f"/isu/{issue.pk}").content.decode()
    response = desk.post(f"/usulan/{state.pk}/jawab", {"jawaban": "ya", "halaman": "isu"})
    assert response.headers["Location"] == f"/isu/{issue.pk}"


def test_the_page_of_a_story_shows_where_it_may_belong(desk: Client):
    story = make_coverage(make_item("Mahasiswa menagih")).story
    make_suggestion(Suggestion.Kind.ISSUE, story=story, issue=make_issue("Beasiswa tertunda"))
    assert "Beasiswa tertunda" in desk.get(f"/cerita/{story.pk}").content.decode()


def test_the_page_of_a_text_shows_where_it_may_belong_and_leads_back(desk: Client):
    item, story = make_coverage(make_item("Mahasiswa menagih")).item, make_story("Beasiswa")
    copy = make_coverage(make_item("Mahasiswa menagih", copy_of=item)).item
    given = make_suggestion(Suggestion.Kind.STORY, item=item, story=story)
    for print_of_it in (item, copy):
        assert f"/usulan/{given.pk}/jawab" in desk.get(f"/berita/{print_of_it.pk}").content.decode()
    answered = desk.post(f"/usulan/{given.pk}/jawab", {"jawaban": "tidak", "halaman": "berita"})
    assert answered.headers["Location"] == f"/berita/{item.pk}"


def test_a_foreign_headline_is_no_markup(desk: Client):
    story = make_story("<script>alert(1)</script>")
    make_suggestion(Suggestion.Kind.ISSUE, story=story, issue=make_issue())
    assert "<script>alert" not in desk.get("/usulan").content.decode()


# -- A new issue from a proposal ----------------------------------------------------------------


@pytest.fixture
def matter(db: None) -> Suggestion:
    """Let three outlets print a bad story of home that fits no issue."""
    at, home = timezone.now(), make_region()
    story = make_story("Atap sekolah ambruk", at)
    for number in range(3):
        item = make_item("Atap SMAN Batu Perada Ambruk", at, outlet=make_outlet(f"M{number}"))
        told = {"tone": "neg", "event_tone": "neg", "regions": [home]}
        make_coverage(item, at, story=story, **told)
    suggest(at)
    return Suggestion.objects.get(kind=Suggestion.Kind.MATTER)


def test_the_form_of_a_new_issue_starts_with_what_the_proposal_knows(
    desk: Client, matter: Suggestion
):
    form = desk.get(f"/isu/buka?usulan={matter.pk}").context["form"].initial
    assert form["title"] == "Atap SMAN Batu Perada Ambruk"
    assert form["criterion"] == "sebaran"
    assert "atap sman" in form["strong"]


def test_saving_the_form_accepts_the_proposal_and_gathers_the_story(
    desk: Client, matter: Suggestion
):
    form = {"title": "Atap sekolah ambruk", "statement": "Siswa belajar di gudang"}
    form |= {"criterion": "sebaran", "strong": "atap ambruk", "usulan": str(matter.pk)}
    desk.post("/isu/buka", form)
    matter.refresh_from_db()
    assert matter.answer == "ya"
    assert Coverage.objects.filter(issue=matter.issue).count() == 3


def test_an_unknown_proposal_gives_an_empty_form(desk: Client):
    assert desk.get("/isu/buka?usulan=99999999999999999999").status_code == 200


# -- Risk set by a person -----------------------------------------------------------------------


def test_a_risk_is_set_with_a_reason_and_shown_beside_the_computed_one(desk: Client):
    issue = make_issue()
    form = {"risiko-score": "80", "risiko-reason": "pimpinan disebut langsung"}
    page = desk.post(f"/isu/{issue.pk}/risiko", form, follow=True).content.decode()
    assert "pimpinan disebut langsung" in page
    assert "Hitungan sistem: 0." in page


@pytest.mark.parametrize(
    "form",
    [
        {"risiko-score": "101", "risiko-reason": "terlalu tinggi"},
        {"risiko-score": "50"},
        {"risiko-score": "50", "risiko-reason": "x", "risiko-until": "2020-01-01T08:00"},
    ],
)
def test_a_risk_without_reason_or_sense_is_refused(desk: Client, form: dict[str, str]):
    issue = make_issue()
    assert desk.post(f"/isu/{issue.pk}/risiko", form).status_code == 422
    issue.refresh_from_db()
    assert issue.risk_by_person is None


def test_one_button_leads_back_to_the_computed_risk(desk: Client):
    issue = make_issue()
    desk.post(f"/isu/{issue.pk}/risiko", {"risiko-score": "80", "risiko-reason": "sementara"})
    desk.post(f"/isu/{issue.pk}/risiko", {"kembali": "ya"})
    issue.refresh_from_db()
    assert (issue.risk, issue.risk_by_person) == (0, None)


def test_an_issue_says_how_today_compares_with_its_own_weekday(desk: Client):
    assert "belum cukup riwayat" in desk.get(f"/isu/{make_issue().pk}").content.decode()
