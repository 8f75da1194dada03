"""The desk: what waits and in which order, who holds what, what saving and undoing do."""

import re
import uuid
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from commandcenter.accounts.models import Role, User
from issues import deciding
from issues.deciding import Choice
from issues.models import Act, Coverage, Decision, Hold, Tone, Topic
from monitoring.models import FieldReport, Item
from tests import build
from tests.issues import desk_days
from tests.issues.desk_days import copied, named, waiting

pytestmark = pytest.mark.django_db
# A save and the whole page of the next text; a test counts its savepoints too.
SAVE_QUERIES = 56
HTMX = {"HX-Request": "true"}
EVIL = '<script>alert(1)</script><img src=x onerror=alert(1)> {{ 7|add:"7" }}'


@pytest.fixture
def me(db: None) -> User:
    """Make somebody of the rapid-response team in the home province."""
    cache.clear()
    build.make_region()
    return build.make_user("Bayu Saputra")


@pytest.fixture
def sari(db: None) -> User:
    """Make a colleague."""
    return build.make_user("Sari Dewi")


@pytest.fixture
def desk(client: Client, me: User) -> Client:
    """Log me in."""
    client.force_login(me)
    return client


def words(response) -> str:
    return " ".join(response.content.decode().split())


def page(client: Client, address: str = "/meja", status: int = 200, **headers: str) -> str:
    response = client.get(address, headers=headers)
    assert response.status_code == status, response.status_code
    return words(response)


def titles(html: str) -> list[str]:
    return re.findall(r'<bdi class="case-title" lang="id">(.*?)</bdi>', html)


def form(html: str) -> dict[str, list[str]]:
    """Return what a browser would send from the form of this page if Enter were pressed."""
    start = html.index('id="penandaan"')
    whole = re.sub(r"<template>.*?</template>", "", html[start : html.index("</form>", start)])
    sent: dict[str, list[str]] = {}
    for tag in re.findall(r"<input[^>]*>", whole):
        kind = re.search(r'type="(\w+)"', tag)[1]
        if kind == "hidden" or " checked" in tag:
            name, value = (
                re.search(r'name="([^"]*)"', tag)[1],
                re.search(r'value="([^"]*)"', tag)[1],
            )
            sent.setdefault(name, []).append(value)
    for select in re.findall(r"<select.*?</select>", whole):
        chosen = re.search(r'<option value="([^"]*)" selected', select)
        name = re.search(r'name="([^"]*)"', select)[1]
        sent.setdefault(name, []).append(chosen[1] if chosen else "")
    return sent


def save(client: Client, coverage: Coverage, query: str = "", htmx: bool = True, **changes):
    """Open a text, change some answers and save."""
    answers = form(page(client, f"/meja/{coverage.pk}")) | changes
    address = f"/meja/{coverage.pk}/simpan{query}"
    return client.post(address, answers, headers=HTMX if htmx else {})


def decided(coverage: Coverage) -> dict[str, object]:
    rows = Decision.objects.standing().filter(item=coverage.item)
    return {row.field + (f" {row.office.key}" if row.office else ""): row.value for row in rows}


# -- The queue ----------------------------------------------------------------------------------


def test_the_queue_goes_by_risk_and_then_by_who_waits_longest(desk: Client):
    at = timezone.now()
    waiting("Sedang, lama", at - timedelta(hours=3), urgency=1)
    waiting("Tinggi", at, urgency=2)
    waiting("Sedang, baru", at, urgency=1)
    assert titles(page(desk)) == ["Tinggi", "Sedang, lama", "Sedang, baru"]


def test_copies_wait_with_their_original(desk: Client):
    at = timezone.now()
    copied(waiting("Satu naskah", at), "Antar Pulau", at)
    html = page(desk)
    assert titles(html) == ["Satu naskah"] and "2 pemuatan" in html and "Antrean 1" in html


def test_what_is_not_about_us_or_settled_or_old_does_not_wait(desk: Client):
    at = timezone.now()
    waiting("Menunggu", at)
    waiting("Tidak terkait", at, Tone.UNRELATED)
    waiting("Sudah ditandai", at, handled_at=at)
    waiting("Lama", at - timedelta(days=15))
    assert titles(page(desk)) == ["Menunggu"]


def report(title: str, verification: str, at) -> Coverage:
    item = build.make_item(title, at, kind=Item.Kind.FIELD_REPORT, medium=Item.Medium.FIELD)
    values = {"number": title[-14:], "region_id": build.HOME, "source": "warga", "received_at": at}
    FieldReport.objects.create(item=item, verification=verification, urgency="penting", **values)
    return build.make_coverage(item, at, Tone.UNRELATED, report=True, urgency=1)


def test_field_reports_wait_with_their_label_unless_they_were_false(desk: Client):
    at = timezone.now()
    report("Antrean air bersih", "belum", at)
    report("Kabar bohong", "salah", at)
    html = page(desk)
    assert titles(html) == ["Antrean air bersih"]
    assert "Laporan lapangan" in html and "belum terkonfirmasi" in html


def test_every_part_of_a_selection_narrows_the_queue(desk: Client):
    at, pelita = timezone.now(), build.make_region("99.03", "Pelita")
    waiting("Di Pelita", at, regions=[pelita])
    waiting("Di Pelita, baik", at, Tone.POSITIVE, regions=[pelita])
    waiting("Di tempat lain", at)
    html = page(desk, "/meja?wilayah=99.03&tone=neg")
    assert titles(html) == ["Di Pelita"]
    assert 'href="/meja?tone=neg"' in html and 'href="/meja?wilayah=99.03"' in html
    assert re.search(r'href="/meja/\d+\?tone=neg&amp;wilayah=99.03"', html)


@pytest.mark.parametrize("query", ["tone=xx", "hari=kemarin", "isu=99999999999999999999"])
def test_an_address_that_makes_no_sense_is_answered_with_words(desk: Client, query: str):
    assert "Mohon periksa kembali" in page(desk, f"/meja?{query}", 400)


def test_a_filter_can_be_kept_by_name_and_opens_the_queue_again(desk: Client):
    kept = {"page": "desk", "address": "tone=neg", "name": "Negatif saja"}
    assert desk.post(reverse("save_selection"), kept).status_code in {200, 302}
    html = page(desk, "/meja?tone=pos&saring=1")
    assert 'href="/meja?tone=neg"' in html and "Negatif saja" in html
    assert 'name="address" value="tone=pos"' in html


def test_the_tabs_count_what_they_open(desk: Client, me: User):
    at = timezone.now()
    waiting("Ragu", at, Tone.UNSURE)
    mine = waiting("Pegangan", at)
    Hold.objects.create(item=mine.item, by=me, until=at + timedelta(minutes=5))
    html = page(desk)
    for tab in ("Antrean 2", "Perlu ditinjau 1", "Saya pegang 1"):
        assert tab in html
    assert titles(page(desk, "/meja?lihat=ditinjau")) == ["Ragu"]
    assert titles(page(desk, "/meja?lihat=saya")) == ["Pegangan"]


def test_a_text_knows_its_place_and_its_neighbours(desk: Client):
    at = timezone.now()
    rows = [waiting(f"Nomor {n}", at + timedelta(minutes=n)) for n in range(3)]
    html = page(desk, f"/meja/{rows[1].pk}")
    assert "2 dari 3" in html
    assert re.search(rf'href="/meja/{rows[0].pk}"[^>]*data-press="k"', html)
    assert re.search(rf'href="/meja/{rows[2].pk}"[^>]*data-press="j"', html)


def test_a_long_queue_is_shown_in_blocks_around_the_open_text(desk: Client):
    at = timezone.now()
    rows = [waiting(f"Nomor {n:02}", at + timedelta(seconds=n)) for n in range(65)]
    html = page(desk, f"/meja/{rows[35].pk}")
    assert titles(html) == [f"Nomor {n:02}" for n in range(30, 60)] and "36 dari 65" in html
    assert f'href="/meja/{rows[29].pk}"' in html and f'href="/meja/{rows[60].pk}"' in html


def test_what_a_colleague_holds_is_named_and_skipped(desk: Client, sari: User):
    at = timezone.now()
    rows = [waiting(f"Nomor {n}", at + timedelta(minutes=n)) for n in range(3)]
    Hold.objects.create(item=rows[1].item, by=sari, until=at + timedelta(minutes=9))
    html = page(desk, f"/meja/{rows[0].pk}")
    assert "dipegang Sari" in html
    assert re.search(rf'href="/meja/{rows[2].pk}"[^>]*data-press="j"', html)
    Hold.objects.update(until=at - timedelta(seconds=1))
    assert "dipegang Sari" not in page(desk, f"/meja/{rows[0].pk}")


def test_an_empty_queue_tells_what_was_done_and_not_known_is_not_empty(desk: Client, me: User):
    assert "Belum ada data" in page(desk)
    only = waiting("Satu-satunya", timezone.now())
    save(desk, only)
    html = page(desk)
    assert "Antrean kosong" in html and "Hari ini 1 naskah ditandai, 1 di antaranya" in html
    assert "Tidak ada yang menunggu di sini" in page(desk, "/meja?tone=pos")


def test_when_colleagues_hold_everything_the_desk_says_so(desk: Client, sari: User):
    one = waiting("Dipegang", timezone.now())
    Hold.objects.create(item=one.item, by=sari, until=timezone.now() + timedelta(minutes=9))
    assert "Semua sedang dipegang rekan" in page(desk)


def test_the_desk_asks_the_database_as_often_for_many_rows_as_for_few(desk: Client):
    at = timezone.now()
    first = waiting("Nomor 0", at - timedelta(days=1))
    page(desk)
    with CaptureQueriesContext(
        connection,
    ) as few:
        page(desk, f"/meja/{first.pk}")
    for number in range(25):
        copied(waiting(f"Nomor {number}", at), "Antar Pulau", at)
    with CaptureQueriesContext(connection) as many:
        page(desk, f"/meja/{first.pk}")
    # One query more: now there is a next one to look for among others.
    assert len(many) <= len(few)


@pytest.mark.parametrize("role", [Role.VIEWER, Role.LEADERSHIP, Role.CONTRIBUTOR, Role.AGENCY])
def test_only_those_who_may_decide_enter(client: Client, me: User, role: str):
    client.force_login(build.make_user("Orang Lain", role))
    one = waiting("Rahasia meja", timezone.now())
    for address in ("/meja", f"/meja/{one.pk}"):
        assert client.get(address).status_code == 403
    for address in (f"/meja/{one.pk}/simpan", f"/meja/{one.pk}/pegang", "/meja/urungkan/1"):
        assert client.post(address).status_code == 403


# -- One text -----------------------------------------------------------------------------------


def test_the_page_shows_the_text_with_marks_reasons_and_everything_to_decide(desk: Client):
    build.Region.objects.all().delete()
    first = desk_days.morning(timezone.now())[0]
    html = page(desk, f"/meja/{first.pk}")
    for part in (
        "online, tier 2",
        '<mark class="mark-neg" title="R2: nada buruk, “mengeluhkan” “belum cair”">mengeluhkan',
        "7 pemuatan naskah yang sama; pertama Kabar Kelana",
        "Koreksi berlaku untuk ketujuhnya.",
        "Tone terhadap Gubernur",
        "saran, 88%",
        "saran, 94%: beasiswa, BPSDM, cerita yang sama",
        "beasiswa, mahasiswa",
        "Judul dan isi tidak searah.",
        "terapkan ke cerita (1 pemuatan lain)",
        'href="https://kabar-kelana.test/1" rel="noopener noreferrer"',
    ):
        assert part in html, part
    assert html.index("Tone terhadap Gubernur") < html.index("Kepala BPSDM", html.index("Tokoh"))


def test_without_a_leader_the_tone_is_towards_the_province(desk: Client):
    one = waiting("Dinas dikeluhkan", timezone.now())
    named(one, build.make_office("Kepala BPSDM", leader=False))
    assert "Tone terhadap Pemprov" in page(desk, f"/meja/{one.pk}")


def test_a_copy_leads_to_its_original_and_an_unread_text_to_its_page(desk: Client):
    at = timezone.now()
    original = waiting("Asli", at)
    copy = copied(original, "Antar Pulau", at)
    unread = build.make_item("Belum dibaca", at)
    assert (
        desk.get(f"/meja/{copy.pk}?tone=neg")
        .headers["Location"]
        .startswith(f"/meja/{original.pk}?")
    )
    assert desk.get(f"/meja/{unread.pk}").headers["Location"] == f"/berita/{unread.pk}"


def test_an_earlier_decision_is_shown_with_its_author_beside_the_suggestion(
    desk: Client, sari: User
):
    one = waiting("Sudah ditandai", timezone.now())
    act(one, sari, Choice("tone", "pos"))
    html = page(desk, f"/meja/{one.pk}")
    assert "ditetapkan Sari" in html and "saran sistem: Negatif" in html


def act(coverage: Coverage, by: User, *choices: Choice) -> Act:
    item = coverage.item
    return deciding.decide(item, choices, by, timezone.now(), deciding.edition(item), uuid.uuid4())


@pytest.mark.parametrize("title", [EVIL[:200], "W" * 500, "\u202eمصر" + "🏖" * 200])
def test_foreign_text_stays_text(desk: Client, title: str):
    one = waiting(title, timezone.now(), body=EVIL)
    html = page(desk, f"/meja/{one.pk}")
    assert "<script>alert" not in html and "onerror=alert(1)>" not in html


def test_one_address_is_page_and_fragment(desk: Client):
    one = waiting("Satu", timezone.now())
    whole, part = page(desk, f"/meja/{one.pk}"), page(desk, f"/meja/{one.pk}", **HTMX)
    assert "<html" in whole and "<html" not in part and 'id="meja"' in part
    assert "HX-Request" in desk.get("/meja").headers["Vary"]


# -- Saving -------------------------------------------------------------------------------------


def test_saving_decides_for_every_print_and_shows_the_next_one_held(desk: Client, me: User):
    at = timezone.now()
    one, two = waiting("Satu", at), waiting("Dua", at + timedelta(minutes=1))
    copy = copied(one, "Antar Pulau", at)
    response = save(desk, one, "?tone=neg", tone=["pos"])
    assert response.headers["HX-Push-Url"] == f"/meja/{two.pk}?tone=neg"
    assert "2 pemuatan ditandai Positif oleh Anda" in words(response)
    tones = Coverage.objects.filter(pk__in=[one.pk, copy.pk]).values_list("tone", flat=True)
    assert set(tones) == {Tone.POSITIVE}
    assert Hold.objects.get().item_id == two.pk and Hold.objects.get().by == me
    assert titles(page(desk)) == ["Dua"]


def test_saving_without_javascript_leads_to_the_next_address(desk: Client):
    at = timezone.now()
    one, two = waiting("Satu", at), waiting("Dua", at + timedelta(minutes=1))
    response = save(desk, one, htmx=False)
    assert response.status_code == 302 and response.headers["Location"] == f"/meja/{two.pk}"


def test_the_same_form_sent_twice_is_one_act(desk: Client):
    at = timezone.now()
    one, two = waiting("Satu", at), waiting("Dua", at + timedelta(minutes=1))
    answers = form(page(desk, f"/meja/{one.pk}"))
    for _ in range(2):
        response = desk.post(f"/meja/{one.pk}/simpan", answers, headers=HTMX)
        assert response.headers["HX-Push-Url"] == f"/meja/{two.pk}"
    assert Act.objects.count() == 1 and Coverage.objects.get(pk=two.pk).handled_at is None


def test_accepting_a_suggestion_decides_the_tone_and_nothing_else(desk: Client):
    one = waiting("Satu", timezone.now())
    named(one, build.make_office(), Tone.NEGATIVE)
    save(desk, one)
    assert decided(one) == {"official gubernur": "neg"}


def test_what_a_person_changed_becomes_a_decision(desk: Client):
    one = waiting("Satu", timezone.now())
    named(one, build.make_office(rank=1), Tone.NEGATIVE)
    named(one, build.make_office("Kepala BPSDM", leader=False), Tone.NEUTRAL)
    deputy, head = build.make_office("Wakil Gubernur", rank=2), one.mentions.last().office
    Topic.objects.create(code="PEND", name="Pendidikan")
    issue = build.make_issue()
    kept = [str(mention.office_id) for mention in one.mentions.exclude(office=head)]
    save(
        desk,
        one,
        **{f"tone_{one.mentions.first().office_id}": ["neu"], "pejabat": [*kept, str(deputy.pk)]},
        topik_baru=["PEND"],
        wilayah_baru=[build.HOME],
        isu=[str(issue.pk)],
        sifat=["opini"],
    )
    assert decided(one) == {
        "official gubernur": "neu",
        "official wakil-gubernur": "neu",
        "official kepala-bpsdm": "",
        "topic": ["PEND"],
        "region": [build.HOME],
        "issue": issue.pk,
        "nature": "opini",
    }
    one.refresh_from_db()
    assert (one.tone, one.topic_id, one.issue_id, one.nature) == ("neu", "PEND", issue.pk, "opini")


def test_the_chosen_topic_becomes_the_first(desk: Client):
    one = waiting("Satu", timezone.now())
    for code in ("PEND", "KES"):
        Topic.objects.create(code=code, name=code)
    save(desk, one, topik=["PEND", "KES"], topik_utama=["KES"])
    assert decided(one)["topic"] == ["KES", "PEND"]


def test_a_tone_between_leaders_and_province_that_differs_is_asked_by_itself(desk: Client):
    one = waiting("Pemprov dikritik, Gubernur hanya disebut", timezone.now(), Tone.NEGATIVE)
    named(one, build.make_office(), Tone.NEUTRAL)
    assert "Tone terhadap Pemprov" in page(desk, f"/meja/{one.pk}")
    save(desk, one)
    one.refresh_from_db()
    assert one.tone == Tone.NEGATIVE


def test_unrelated_is_one_key_and_leaves_the_queue(desk: Client):
    one = waiting("Satu", timezone.now())
    save(desk, one, aksi=["tidak_terkait"])
    one.refresh_from_db()
    assert one.tone == Tone.UNRELATED and one.handled_at


def test_in_doubt_a_tone_is_asked_for_and_everything_else_stays_filled_in(desk: Client):
    one = waiting("Ragu", timezone.now(), Tone.UNSURE)
    Topic.objects.create(code="PEND", name="Pendidikan")
    response = save(desk, one, topik_baru=["PEND"])
    assert response.status_code == 422 and "Mohon pilih tone dulu" in words(response)
    assert re.search(r'name="topik" value="PEND" checked', words(response))
    assert not Act.objects.exists()


@pytest.mark.parametrize(
    "nonsense",
    [
        {"key": ["bukan kunci"]},
        {"key": []},
        {"tone": ["xx"]},
        {"isu": ["abc"]},
        {"isu": ["99999999999999999999"]},
        {"isu": ["123456789"]},
        {"topik_baru": ["TIDAK ADA"]},
        {"topik": ["\x00", "A", "B", "C", "D"]},
        {"wilayah": ["00.00"]},
        {"pejabat_baru": ["-1"]},
        {"pejabat_baru": ["٣"]},
        {"sifat": [EVIL]},
    ],
)
def test_nonsense_in_the_form_is_answered_with_words(desk: Client, nonsense: dict):
    one = waiting("Satu", timezone.now())
    response = save(desk, one, **nonsense)
    assert response.status_code == 422
    assert re.search(r'role="alert">(Mohon|Pilihan|Formulir|Paling banyak) ', words(response))
    assert not Act.objects.exists()


def test_a_stale_form_tells_what_the_colleague_set_and_can_be_saved_again(desk: Client, sari: User):
    one = waiting("Satu", timezone.now())
    answers = form(page(desk, f"/meja/{one.pk}")) | {"tone": ["neu"]}
    act(one, sari, Choice("tone", "pos"))
    response = desk.post(f"/meja/{one.pk}/simpan", answers, headers=HTMX)
    html = words(response)
    assert response.status_code == 409
    assert "baru saja ditandai orang lain" in html
    assert re.search(r"ditetapkan Sari, [\d.]+: Positif", html)
    assert re.search(r'name="tone" value="neu" checked', html)
    again = desk.post(f"/meja/{one.pk}/simpan", form(html), headers=HTMX)
    assert again.status_code == 200
    assert Coverage.objects.get(pk=one.pk).tone == Tone.NEUTRAL


def test_what_a_colleague_holds_is_saved_only_after_taking_it_over(desk: Client, sari: User):
    one = waiting("Satu", timezone.now())
    until = timezone.now() + timedelta(minutes=9)
    Hold.objects.create(item=one.item, by=sari, until=until)
    response = save(desk, one)
    assert response.status_code == 409 and "Sari sedang memegang" in words(response)
    taken = desk.post(f"/meja/{one.pk}/pegang", {"ambil": "1"}, headers=HTMX)
    assert "Anda pegang sampai" in words(taken)
    assert save(desk, one).status_code == 200


def test_a_hold_is_taken_renewed_and_let_go_but_never_stolen(desk: Client, me: User, sari: User):
    item = waiting("Satu", timezone.now()).item
    desk.post(f"/meja/{item.pk}/pegang", headers=HTMX)
    Hold.objects.update(until=timezone.now() + timedelta(minutes=1))
    desk.post(f"/meja/{item.pk}/pegang", headers=HTMX)
    assert Hold.objects.get().until > timezone.now() + timedelta(minutes=9)
    desk.post(f"/meja/{item.pk}/pegang", {"lepas": "1"}, headers=HTMX)
    assert not Hold.objects.exists()
    Hold.objects.create(item=item, by=sari, until=timezone.now() + timedelta(minutes=9))
    assert "Dipegang Sari" in words(desk.post(f"/meja/{item.pk}/pegang", headers=HTMX))
    desk.post(f"/meja/{item.pk}/pegang", {"lepas": "1"})
    assert Hold.objects.get().by == sari


# -- Spreading ----------------------------------------------------------------------------------


def test_an_issue_spreads_to_the_story_except_where_somebody_decided(desk: Client, sari: User):
    at, issue = timezone.now(), build.make_issue()
    one = waiting("Satu", at)
    other, own = waiting("Dua", at, story=one.story), waiting("Tiga", at, story=one.story)
    elsewhere = build.make_issue("Jalan rusak")
    act(own, sari, Choice("issue", elsewhere.pk))
    html = page(desk, f"/meja/{one.pk}")
    assert "kecuali 1 naskah yang sudah ditetapkan sendiri" in html
    assert "terapkan ke cerita (1 pemuatan lain)" in html
    save(desk, one, isu=[str(issue.pk)], issue_cerita=["1"])
    other.refresh_from_db()
    own.refresh_from_db()
    assert (other.issue, own.issue) == (issue, elsewhere)


# -- Taking back --------------------------------------------------------------------------------


def undo(client: Client, html: str, htmx: bool = True):
    """Press Urungkan on a page."""
    address = re.search(r'action="(/meja/urungkan/\d+[^"]*)"', html)[1]
    key = re.search(r'name="key" value="([^"]*)"', html[html.index(address) :])[1]
    return client.post(address, {"key": key}, headers=HTMX if htmx else {})


def test_undo_survives_a_reload_and_says_what_it_took_back(desk: Client):
    one = waiting("Satu", timezone.now())
    save(desk, one, tone=["pos"])
    response = undo(desk, page(desk))
    assert "Diurungkan: 1 pemuatan ditandai Positif" in words(response)
    assert response.headers["HX-Push-Url"] == f"/meja/{one.pk}"
    one.refresh_from_db()
    assert one.tone == Tone.NEGATIVE and one.handled_at is None


def test_undo_without_javascript_says_the_same(desk: Client):
    one = waiting("Satu", timezone.now())
    save(desk, one, tone=["pos"])
    response = undo(desk, page(desk), htmx=False)
    assert "Diurungkan: 1 pemuatan" in page(desk, response.headers["Location"])


def test_undo_twice_is_one_undo_and_a_second_one_is_refused_with_words(desk: Client):
    one = waiting("Satu", timezone.now())
    save(desk, one, tone=["pos"])
    html = page(desk)
    assert [undo(desk, html).status_code for _ in range(2)] == [200, 200]
    assert Act.objects.count() == 2
    act_id = Act.objects.get(undoes=None).pk
    response = desk.post(f"/meja/urungkan/{act_id}", {"key": str(uuid.uuid4())}, headers=HTMX)
    assert response.status_code == 409 and "sudah diurungkan" in words(response)


def test_nobody_undoes_for_a_colleague(desk: Client, sari: User):
    theirs = act(waiting("Satu", timezone.now()), sari, Choice("tone", "pos"))
    response = desk.post(f"/meja/urungkan/{theirs.pk}", {"key": str(uuid.uuid4())})
    assert response.status_code == 404


def test_taking_an_official_out_is_no_answer_to_the_question_of_the_tone(desk: Client):
    governor, regent = build.make_office(), build.make_office("Bupati", leader=False)
    one = waiting("Ragu", timezone.now(), Tone.UNSURE)
    named(one, governor, Tone.UNSURE)
    named(one, regent, Tone.NEUTRAL)
    only_governor = {"pejabat": [str(governor.pk)]}
    assert save(desk, one, **only_governor).status_code == 422
    judged = only_governor | {f"tone_{governor.pk}": ["neg"]}
    assert save(desk, one, **judged).status_code == 200


def test_a_save_costs_few_questions_however_many_printed_the_text(desk: Client):
    at = timezone.now()
    governor = build.make_tenure(build.make_office()).office
    one = waiting("Satu naskah", at)
    named(one, governor)
    for number in range(30):
        copied(one, f"Media {number}", at)
    waiting("Berikutnya", at + timedelta(minutes=1))
    answers = form(page(desk, f"/meja/{one.pk}"))
    with CaptureQueriesContext(connection) as asked:
        desk.post(f"/meja/{one.pk}/simpan", answers, headers=HTMX)
    assert decided(one) == {"official gubernur": "neg"}
    assert len(asked) <= SAVE_QUERIES
