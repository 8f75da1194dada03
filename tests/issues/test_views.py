"""Pages of coverage and issues: what they show, to whom, and what they refuse."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from commandcenter.accounts.models import Role
from issues.models import CoverageTopic, Issue, Mention, Tone, Topic
from issues.steering import edition
from monitoring.home import home_zone
from monitoring.models import Entry, Item, ItemText
from tests.build import (
    NOW,
    make_agency,
    make_coverage,
    make_feed,
    make_fetch,
    make_issue,
    make_item,
    make_mention,
    make_office,
    make_outlet,
    make_region,
    make_response,
    make_story,
    make_tenure,
    make_user,
)
from tests.issues import recap_days

pytestmark = pytest.mark.django_db

EVIL = '<script>alert(1)</script><img src=x onerror=alert(1)> {{ 7|add:"7" }}'


@pytest.fixture
def desk(client: Client) -> Client:
    """Log in somebody of the rapid-response team in the home province."""
    make_region()
    client.force_login(make_user())
    return client


def text(client: Client, address: str, **headers: str) -> str:
    response = client.get(address, headers=headers)
    assert response.status_code == 200, response.status_code
    return " ".join(response.content.decode().split())


# -- The list -----------------------------------------------------------------------------------


def test_a_list_tells_stories_and_placements(desk: Client):
    story = make_story()
    make_coverage(story=story)
    make_coverage(story=story)
    make_coverage(tone=Tone.NEGATIVE)
    page = text(desk, "/berita")
    assert "<strong>2</strong> cerita, <strong>3</strong> pemuatan" in page
    assert "<strong>1</strong> negatif" in page


def test_a_row_shows_outlet_local_time_tone_topic_and_officials(desk: Client):
    topic = Topic.objects.create(code="PEND", name="Pendidikan")
    coverage = make_coverage(
        make_item(outlet=make_outlet("Kabar Kelana")), tone=Tone.NEGATIVE, topic=topic
    )
    office = make_office()
    mention = make_mention(coverage, office, Tone.NEGATIVE)
    mention.person = make_tenure(office).person
    mention.save()
    page = text(desk, "/berita")
    for words in ("Kabar Kelana", "13.42", "Negatif", "Pendidikan", "Arya Wirasena", "WITA"):
        assert words in page


def test_a_field_report_in_a_list_says_what_is_known_of_its_truth(desk: Client):
    make_region("99.01", "Cendana")
    recap_days.make_report("Jembatan gantung retak", "belum")
    assert "Laporan lapangan</bdi>, belum terkonfirmasi" in text(desk, "/berita?jenis=laporan")


def test_an_unknown_publication_time_says_so(desk: Client):
    make_coverage(make_item(published_at=None))
    assert "waktu terbit tidak diketahui" in text(desk, "/berita")


def test_the_address_selects_and_every_part_can_be_taken_away(desk: Client):
    make_coverage(make_item("Netral saja"))
    make_coverage(make_item("Warga protes"), tone=Tone.NEGATIVE)
    page = text(desk, "/berita?tone=neg&hari=2026-11-21")
    assert "Warga protes" in page and "Netral saja" not in page
    assert 'href="/berita?hari=2026-11-21"' in page
    assert 'href="/berita?tone=neg"' in page


def test_with_an_office_the_tones_are_those_towards_it(desk: Client):
    office = make_office()
    make_mention(make_coverage(tone=Tone.NEGATIVE), office, Tone.POSITIVE)
    assert "<strong>1</strong> positif" in text(desk, f"/berita?pejabat={office.identity}")


def test_long_lists_have_pages_and_a_total(desk: Client):
    story = make_story()
    for number in range(31):
        make_coverage(make_item(f"Berita {number}", NOW - timedelta(minutes=number)), story=story)
    first, second = text(desk, "/berita"), text(desk, "/berita?halaman=2")
    assert "pemuatan 1–30 dari 31" in first and "Berita 30<" not in first
    assert "Berita 30<" in second


@pytest.mark.parametrize("page", ["-1", "1e9", "NaN", "0", "999999999999", ""])
def test_a_page_that_does_not_exist_is_clamped(desk: Client, page: str):
    make_coverage()
    assert "Gubernur tinjau pasar" in text(desk, f"/berita?halaman={page}")


@pytest.mark.parametrize(
    "words",
    [
        "tone=xx",
        "hari=kemarin",
        "hari=0001-01-01",
        "sampai=9999-12-31",
        "isu=abc",
        "isu=99999999999999999999",
        "cerita=-1",
        "sampai_jam=2026-11-21T10:00",
    ],
)
def test_an_address_that_makes_no_sense_is_answered_with_words(desk: Client, words: str):
    response = desk.get(f"/berita?{words}")
    assert response.status_code == 400
    assert "Mohon periksa kembali" in response.content.decode()


@pytest.mark.parametrize("words", ["'", "\\", ":*", "&|!()", "%00", "%25_", "a" * 5000, EVIL])
def test_any_search_is_answered(desk: Client, words: str):
    make_coverage()
    assert desk.get("/berita", {"cari": words}).status_code == 200


def test_nihil_is_told_from_not_known(desk: Client):
    assert "Belum ada data" in text(desk, "/berita?hari=2026-11-21")
    make_fetch(make_feed(make_outlet()), NOW)
    page = text(desk, "/berita?hari=2026-11-21")
    assert "Nihil" in page and "Belum ada data" not in page


def test_an_empty_list_names_what_still_waits_to_be_read(desk: Client):
    make_item(stage=Item.Stage.READ)
    assert "1 berita pada waktu ini masih menunggu dibaca" in text(desk, "/berita?hari=2026-11-21")


def test_htmx_gets_the_list_alone_and_a_short_address(desk: Client):
    response = desk.get("/berita?tone=neg&cari=&hari=", headers={"HX-Request": "true"})
    assert b"<html" not in response.content
    assert response["HX-Push-Url"] == "/berita?tone=neg"
    assert "HX-Request" in response["Vary"]


def test_a_list_asks_a_fixed_number_of_questions(desk: Client, django_assert_num_queries):
    office = make_office()
    make_tenure(office)

    def add(count: int) -> None:
        for _ in range(count):
            make_mention(make_coverage(make_item(outlet=make_outlet())), office)

    add(2)
    desk.get("/berita")
    with django_assert_num_queries(14):
        desk.get("/berita")
    add(10)
    with django_assert_num_queries(14):
        desk.get("/berita")


# -- One item and one story ---------------------------------------------------------------------


def read_item(
    title: str = "Gubernur tinjau pasar", body: str = "Warga kecewa.", **values: object
) -> Item:
    item = make_item(title, outlet=make_outlet("Kabar Kelana"), **values)
    ItemText.objects.create(item=item, body=body, rung=ItemText.Rung.STANDARD, extracted_at=NOW)
    return item


def test_an_item_shows_every_value_with_its_reason(desk: Client):
    why = {"value": "neg", "confidence": 0.88, "reason": "“kecewa”", "version": "uji-1"}
    coverage = make_coverage(read_item(), tone=Tone.NEGATIVE, reasons={"tone": why})
    CoverageTopic.objects.create(
        coverage=coverage,
        topic=Topic.objects.create(code="EKO", name="Ekonomi"),
        rank=1,
        confidence=0.9,
        words=["pasar"],
    )
    page = text(desk, f"/berita/{coverage.pk}")
    for words in ("saran, 88%: “kecewa”", "Ekonomi", "pasar", "ekstraksi baku", "uji-1"):
        assert words in page


def test_a_value_that_a_person_set_names_what_the_machine_said(desk: Client):
    why = {"value": "pos", "confidence": 0.6, "reason": "", "version": "uji-1"}
    coverage = make_coverage(read_item(), tone=Tone.NEGATIVE, reasons={"tone": why})
    assert "ditetapkan petugas; saran sistem: Positif" in text(desk, f"/berita/{coverage.pk}")


def test_headline_and_body_that_differ_are_flagged(desk: Client):
    tones = {"headline_tone": Tone.NEGATIVE, "body_tone": Tone.NEUTRAL}
    split = make_coverage(read_item(), **tones)
    agreed = make_coverage(read_item())
    assert "Judul dan isi tidak searah" in text(desk, f"/berita/{split.pk}")
    assert "Judul dan isi tidak searah" not in text(desk, f"/berita/{agreed.pk}")


def test_officials_carry_the_office_of_that_day_role_tone_and_reason(desk: Client):
    coverage, office = make_coverage(read_item()), make_office("Sekretaris Daerah")
    tenure = make_tenure(office, "Made Darsana", capacity="Pj")
    Mention.objects.create(
        coverage=coverage,
        office=office,
        person=tenure.person,
        tenure=tenure,
        role="narasumber",
        spans=[[0, 8]],
        confidence=0.9,
        reason="disebut namanya",
        version="uji-1",
    )
    page = text(desk, f"/berita/{coverage.pk}")
    for words in ("Made Darsana", "Pj. Sekretaris Daerah", "narasumber", "disebut namanya"):
        assert words in page
    assert '<mark class="mark-official" title="Made Darsana, narasumber">Gubernur</mark>' in page


def test_an_item_asks_a_fixed_number_of_questions(desk: Client, django_assert_num_queries):
    coverage = make_coverage(read_item())
    desk.get(f"/berita/{coverage.pk}")
    for number in range(4):
        topic = Topic.objects.create(code=f"T{number}", name=f"Topik {number}")
        values = {"rank": number + 1, "confidence": 1}
        CoverageTopic.objects.create(coverage=coverage, topic=topic, **values)
        make_mention(coverage, make_office(f"Jabatan {number}"))
        make_coverage(make_item(outlet=make_outlet()), story=coverage.story)
    with django_assert_num_queries(16):
        desk.get(f"/berita/{coverage.pk}")


def test_copies_and_sightings_are_named(desk: Client):
    first = read_item()
    make_item(
        "Salinan", NOW + timedelta(minutes=20), outlet=make_outlet("Antar Pulau"), copy_of=first
    )
    Entry.objects.create(
        feed=make_feed(first.outlet, key="kk-rss"), guid_hash="a", item=first, seen_at=NOW
    )
    page = text(desk, f"/berita/{make_coverage(first).pk}")
    assert "2 pemuatan naskah yang sama; pertama Kabar Kelana, 21 Nov 13.42." in page
    assert "Antar Pulau" in page and "umpan kk-rss, 21 Nov 13.42" in page


def test_an_item_nobody_has_read_yet_says_what_it_waits_for(desk: Client):
    item = make_item(stage=Item.Stage.PAGE, summary="Ringkasan.", published_at=None)
    page = text(desk, f"/berita/{item.pk}")
    assert "Belum dibaca: menunggu halaman" in page
    assert "Ringkasan." in page and "Waktu terbit tidak diketahui" in page


def test_foreign_text_stays_text(desk: Client):
    coverage = make_coverage(read_item(EVIL, EVIL, author=EVIL, section=EVIL[:120]))
    make_mention(coverage, make_office())
    for address in (f"/berita/{coverage.pk}", "/berita", f"/cerita/{coverage.story_id}"):
        page = text(desk, address)
        assert "<script>alert" not in page and "<img src=x" not in page
        assert "&lt;script&gt;" in page and "{{ 7|add" in page


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//evil.test", " http://x", ""]
)
def test_only_web_addresses_become_links(desk: Client, url: str):
    coverage = make_coverage(read_item(url=url))
    assert "buka asli" not in text(desk, f"/berita/{coverage.pk}")


def test_the_original_opens_without_telling_where_from(desk: Client):
    coverage = make_coverage(read_item(url="https://kabar.test/a?b=1&c=2"))
    page = text(desk, f"/berita/{coverage.pk}")
    assert 'href="https://kabar.test/a?b=1&amp;c=2" rel="noopener noreferrer"' in page


def test_a_story_lists_who_printed_it(desk: Client):
    story = make_story("Beasiswa belum cair")
    for name in ("Kabar Kelana", "Antar Pulau"):
        make_coverage(make_item(outlet=make_outlet(name)), story=story)
    page = text(desk, f"/cerita/{story.pk}")
    assert "<strong>1</strong> cerita, <strong>2</strong> pemuatan" in page
    assert "Kabar Kelana" in page and "Antar Pulau" in page


@pytest.mark.parametrize("name", ["item", "story", "issue"])
@pytest.mark.parametrize("pk", [1, 99999999999999999999])
def test_what_is_not_there_is_404(desk: Client, name: str, pk: int):
    assert desk.get(reverse(name, args=[pk])).status_code == 404


# -- Issues -------------------------------------------------------------------------------------


def test_issues_rank_by_risk_then_growth_then_volume(desk: Client):
    at = timezone.now()
    calm, loud, grown = (make_issue(title, at) for title in ("Tenang", "Genting", "Tumbuh"))
    Issue.objects.filter(pk=loud.pk).update(risk=60)
    make_coverage(at=at - timedelta(hours=2), issue=grown)
    for _ in range(2):
        make_coverage(at=at - timedelta(days=3), issue=calm)
    page = text(desk, "/isu")
    assert page.index("Genting") < page.index("Tumbuh") < page.index("Tenang")


def test_issues_ask_a_fixed_number_of_questions(desk: Client, django_assert_num_queries):
    make_issue()
    desk.get("/isu")
    for number in range(6):
        make_coverage(issue=make_issue(f"Isu {number}", agency=make_agency(f"OPD {number}")))
    with django_assert_num_queries(7):
        desk.get("/isu")


def test_closed_issues_stand_apart(desk: Client):
    make_issue("Masih hangat")
    make_issue("Sudah beres", state=Issue.State.CLOSED)
    assert "Sudah beres" not in text(desk, "/isu")
    assert "Sudah beres" in text(desk, "/isu?status=selesai")


def test_an_issue_shows_risk_parts_that_add_up_duty_and_history(desk: Client):
    at, holder = timezone.now(), make_user("Sari Kusuma")
    issue = make_issue(
        at=at,
        risk=100,
        level="kritis",
        risk_version="risiko-1",
        agency=make_agency(),
        risk_parts=[["tone negatif", 90], ["korban jiwa", 15]],
        holder=holder,
        deadline=at - timedelta(days=2),
        state_reason="dua kali rata-rata",
    )
    issue.changes.create(
        at=at, field="state", before="muncul", after="krisis", reason="aksi", by=holder
    )
    make_response(issue=issue, due_at=at - timedelta(minutes=8))
    page = text(desk, f"/isu/{issue.pk}")
    for words in ("tone negatif", "+90", "+15", "dibatasi pada 0 sampai 100", "−5", "Kritis"):
        assert words in page
    for words in (
        "Dipegang Sari Kusuma",
        "lewat 2 hari",
        "BPSDM",
        "lewat 8 mnt",
        "dua kali rata-rata",
    ):
        assert words in page
    assert "Status: Muncul → Krisis" in page


def test_bars_of_an_issue_open_the_list_of_their_day(desk: Client):
    at = timezone.now()
    issue = make_issue(at=at)
    make_coverage(at=at, issue=issue)
    day = timezone.localdate(at, home_zone())
    assert f"/berita?isu={issue.pk}&amp;hari={day:%Y-%m-%d}" in text(desk, f"/isu/{issue.pk}")


FORM = {
    "title": "Antrean air bersih di Cendana",
    "statement": "Warga menunggu air berjam-jam.",
    "criterion": "dampak",
    "strong": "antrean air bersih\nkrisis air",
    "seeds": "tangki, sumur",
}


def test_a_filled_form_opens_an_issue(desk: Client):
    region = make_region("99.01", "Cendana Timur")
    response = desk.post("/isu/buka", FORM | {"regions": [region.pk]})
    issue = Issue.objects.get()
    assert response.headers["Location"] == f"/isu/{issue.pk}"
    assert (issue.strong, issue.seeds) == (
        ["antrean air bersih", "krisis air"],
        ["tangki", "sumur"],
    )
    assert list(issue.regions.all()) == [region]
    assert "Isu dibuka." in text(desk, response.headers["Location"])


def test_sending_the_form_twice_makes_one_issue(desk: Client):
    desk.post("/isu/buka", FORM)
    response = desk.post("/isu/buka", FORM)
    assert response.status_code == 302
    assert Issue.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", "satu dua tiga empat lima enam tujuh delapan sembilan"),
        ("title", "Gubernur gagal!"),
        ("title", "…"),
        ("title", "a\x00b"),
        ("criterion", "bosan"),
        ("strong", "a"),
        ("strong", "x" * 121),
        ("strong", ""),
    ],
)
def test_a_form_that_is_wrong_says_so_and_opens_nothing(desk: Client, field: str, value: str):
    response = desk.post("/isu/buka", FORM | {field: value})
    assert response.status_code == 422
    assert 'role="alert"' in response.content.decode()
    assert not Issue.objects.exists()


def change(issue: Issue, **values: str) -> dict[str, str]:
    return {"state": issue.state, "next_step": "", "seen": edition(issue)} | values


def test_a_change_of_state_needs_a_reason(desk: Client):
    issue = make_issue()
    address = f"/isu/{issue.pk}/status"
    assert desk.post(address, change(issue, state="krisis")).status_code == 422
    assert desk.post(address, change(issue, state="krisis", reason="korban")).status_code == 302
    issue.refresh_from_db()
    assert issue.state == "krisis"


def test_a_deadline_that_has_passed_is_refused_with_words(desk: Client):
    issue = make_issue()
    page = desk.post(f"/isu/{issue.pk}/status", change(issue, deadline="2026-01-02T09:00"))
    issue.refresh_from_db()
    assert issue.deadline is None and "Tenggat ini sudah lewat" in page.content.decode()


def test_what_one_has_to_do_stands_above_the_issues(desk: Client):
    me = get_user_model().objects.get(pk=desk.session["_auth_user_id"])
    make_response("Siapkan data penerima", issue=make_issue(), holder=me)
    make_response("Tugas orang lain", issue=make_issue("Tambang"), holder=make_user())
    page = desk.get("/isu").content.decode()
    assert "Siapkan data penerima" in page and "Tugas orang lain" not in page


def test_a_deadline_is_meant_in_local_time(desk: Client):
    issue = make_issue()
    desk.post(f"/isu/{issue.pk}/status", change(issue, deadline="2126-11-21T14:24"))
    issue.refresh_from_db()
    assert issue.deadline == NOW.replace(year=2126, hour=6, minute=24, second=0)


def test_a_faster_colleague_is_not_overwritten(desk: Client):
    issue = make_issue()
    late = change(issue, state="krisis", reason="korban")
    desk.post(f"/isu/{issue.pk}/status", change(issue, next_step="rapat"))
    response = desk.post(f"/isu/{issue.pk}/status", late)
    page = response.content.decode()
    assert response.status_code == 409
    assert "diubah orang lain" in page and "korban" in page


def test_holders_are_those_who_may_open_issues(desk: Client):
    make_user("Joko Kontributor", Role.CONTRIBUTOR)
    make_user("Sari Kusuma")
    page = text(desk, f"/isu/{make_issue().pk}")
    assert "Sari Kusuma" in page and "Joko Kontributor" not in page


# -- Who may do what ----------------------------------------------------------------------------

PAGES = ["/berita", "/isu", "/isu/buka"]
OPEN = {
    Role.ADMINISTRATOR: 3,
    Role.RAPID_RESPONSE: 3,
    Role.HIGHLIGHT: 3,
    Role.LEADERSHIP: 2,
    Role.VIEWER: 2,
    Role.CONTRIBUTOR: 0,
    Role.AGENCY: 0,
}


@pytest.mark.parametrize("role", Role.values)
def test_each_role_sees_its_pages_and_no_more(client: Client, role: str):
    client.force_login(make_user(role=role))
    seen = [page for page in PAGES if client.get(page).status_code == 200]
    assert seen == PAGES[: OPEN[Role(role)]]


def test_who_may_not_change_an_issue_is_refused_and_sees_no_form(client: Client):
    issue = make_issue()
    client.force_login(make_user(role=Role.LEADERSHIP))
    assert "Penanganan" not in text(client, f"/isu/{issue.pk}")
    response = client.post(f"/isu/{issue.pk}/status", change(issue, state="krisis", reason="x"))
    assert response.status_code == 403
