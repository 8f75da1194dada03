"""/kecocokan: how often people leave what the machine read, with the texts behind every number."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from commandcenter.accounts.models import Role
from issues.deciding import Choice
from issues.models import Decision, LearnedModel, Suggestion, TrainingOrder
from monitoring.claims import alone
from monitoring.locks import Lock
from tests.build import NOW, make_office, make_outlet, make_region, make_user
from tests.issues.desk_days import named, waiting
from tests.issues.test_deciding import say

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]

PAGE = "/kecocokan"


@pytest.fixture
def staff(client: Client) -> Client:
    cache.clear()
    make_region()
    client.force_login(make_user(role=Role.ADMINISTRATOR))
    return client


def judged(
    machine: str, person: str, times: int = 1, outlet: str = "Suara Seroja", **values
) -> None:
    """Make texts that the machine read as one tone and a person left as another."""
    printed, by = make_outlet(outlet), make_user()
    for n in range(times):
        title = f"Berita {machine} {person} {n} di {outlet}"
        item = waiting(title, tone=machine, outlet=printed).item
        say(item, Choice(Decision.Field.TONE, person), by=by, **values)


def trained(**values) -> LearnedModel:
    given = {"target": "tone", "made_at": NOW, "features": "uji", "classes": [], "reason": "uji"}
    numbers = {"buckets": [], "weights": [], "bias": [], "trained_on": 800, "judged_by": 200}
    return LearnedModel.objects.create(**given | numbers | values)


def page(client: Client, query: str = "") -> str:
    response = client.get(f"{PAGE}{query}")
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_without_decisions_it_says_that_there_is_nothing_to_compare(staff: Client):
    assert "Belum ada yang dibandingkan" in page(staff)


def test_few_decisions_are_told_as_a_count(staff: Client):
    judged("neu", "neu", 2)
    judged("neu", "neg")
    shown = page(staff)
    assert "2 dari 3" in shown
    assert "Belum cukup data untuk persentase" in shown


def test_enough_decisions_are_told_with_their_interval(staff: Client):
    judged("neu", "neu", 18)
    judged("neu", "neg", 2)
    assert "90 % (70–97 %)" in page(staff)


def test_a_number_opens_the_texts_behind_it(staff: Client):
    judged("neu", "neu", 2)
    judged("neu", "neg")
    shown = page(staff, "?sasaran=tone&mesin=neu&petugas=neg")
    assert "Mesin: Netral. Petugas: Negatif. 1 penilaian" in shown
    assert "Berita neu neg 0" in shown
    assert "Berita neu neu" not in shown


def test_a_list_is_as_long_as_its_number_says_and_names_the_official(staff: Client):
    printed = waiting("Gubernur dan wakil", tone="neu", outlet=make_outlet("Suara Seroja"))
    for title in ("Gubernur", "Wakil Gubernur"):
        named(printed, make_office(title), "neu")
    say(printed.item)
    shown = page(staff, "?sasaran=official&mesin=neu&petugas=neu")
    assert "2 penilaian" in shown
    assert shown.count('class="row-about') == shown.count('class="row-title"') == 2
    assert "Tentang <bdi>Wakil Gubernur" in shown


def test_the_table_leads_to_its_lists(staff: Client):
    judged("unsure", "neg")
    shown = page(staff)
    assert "?sasaran=tone&amp;mesin=unsure&amp;petugas=neg#daftar" in shown
    assert "Pada 1 bacaan lainnya mesin tidak menjawab" in shown


def test_an_outlet_and_a_month_narrow_the_figures(staff: Client):
    judged("neu", "neg", 1, outlet="Kabar Kelana", at=NOW - timedelta(days=31))
    judged("neu", "neu", 3)
    assert "<strong>3 dari 3</strong>" in page(staff, "?bulan=2026-11")
    assert "<strong>0 dari 1</strong>" in page(staff, "?media=Kabar Kelana")


def test_a_target_is_chosen_by_the_address_and_nonsense_is_not(staff: Client):
    judged("neu", "neg")
    assert 'aria-current="true">Sifat' in page(staff, "?sasaran=nature")
    assert 'aria-current="true">Tone' in page(staff, "?sasaran=ramalan&bulan=%00&halaman=-1")


def test_htmx_gets_the_content_alone(staff: Client):
    response = staff.get(PAGE, headers={"HX-Request": "true"})
    assert "<html" not in response.content.decode()
    assert "HX-Request" in response.headers["Vary"]


def test_too_few_decisions_to_train_are_told_in_numbers(staff: Client, settings):
    settings.LEARN_FROM = 500
    judged("neu", "neg", 3)
    shown = page(staff)
    assert "Belum cukup: 3 dari 500 keputusan." in shown
    assert "Petugas tidak menetapkan nilai ini" in shown


def test_every_training_stays_to_be_seen_with_its_reason(staff: Client):
    trained(ruling=True, score=0.91, score_before=0.8, reason="dipakai: 91,0 % sama")
    trained(reason="ditolak: tidak lebih baik", made_at=NOW - timedelta(days=1))
    shown = page(staff)
    assert "Dipakai: model 21 Nov 2026, belajar dari 800 keputusan." in shown
    assert "91 %" in shown
    assert "ditolak: tidak lebih baik" in shown


def test_what_an_older_model_read_can_be_read_again(staff: Client):
    waiting(at=NOW - timedelta(hours=2))
    trained(ruling=True)
    assert "1 berita yang menunggu di meja dibaca sebelum model terbaru" in page(staff)


def test_answers_to_suggestions_are_counted_by_kind(staff: Client):
    for n, answer in enumerate(["ya", "tidak", "tidak", ""]):
        given = {"confidence": 0.7, "reason": "uji", "version": "uji-1", "at": NOW}
        Suggestion.objects.create(key=f"uji-{n}", kind="cerita", answer=answer, **given)
    assert "1 diterima, 2 ditolak, 0 gugur, 1 menunggu" in page(staff)


def test_a_training_that_runs_is_shown(staff: Client):
    with alone(Lock.LEARNING):
        assert "Pelatihan sedang berjalan" in page(staff)
    assert "Pelatihan sedang berjalan" not in page(staff)


def test_a_training_that_was_asked_for_waits_in_the_database(staff: Client):
    staff.post(reverse("learn_now"))
    staff.post(reverse("learn_now"))
    order = TrainingOrder.objects.get()
    assert f"oleh {order.asked_by}, menunggu giliran" in page(staff)
    assert "Latih sekarang" not in page(staff)


def test_who_asked_for_a_training_reads_what_came_of_it(staff: Client):
    given = {"asked_at": NOW, "ended_at": NOW, "words": "Topik: belum cukup: 3 dari 500 keputusan"}
    TrainingOrder.objects.create(asked_by=make_user("Rina"), **given)
    shown = page(staff)
    assert "Hasilnya: Topik: belum cukup: 3 dari 500 keputusan." in shown
    assert "Latih sekarang" in shown


def test_only_administrators_have_models_trained(client: Client, staff: Client):
    assert staff.post(reverse("learn_now")).status_code == 302
    client.force_login(make_user(role=Role.RAPID_RESPONSE))
    assert client.post(reverse("learn_now")).status_code == 403
    assert TrainingOrder.objects.count() == 1
    TrainingOrder.objects.all().delete()
    assert "Latih sekarang" not in page(client)


def test_the_page_asks_a_fixed_number_of_questions(staff: Client, django_assert_num_queries):
    page(staff)
    judged("neu", "neg", 8)
    cache.clear()
    with django_assert_num_queries(12):
        page(staff)
