"""A language model proposes wording for summaries, over real HTTP; whatever it answers is a row."""

import json
from collections.abc import Iterator
from datetime import timedelta
from ipaddress import ip_network

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

from issues.models import Story, Tone, WordingAsk
from issues.pipeline import wording_proposals
from issues.pipeline.telling import tell_stories
from issues.pipeline.wording_proposals import FAILED_WAIT, PER_CALL, propose_wordings
from monitoring.models import ItemText
from tests.build import NOW, make_coverage, make_item, make_region, make_user
from tests.monitoring.loopback import Loopback, loopback

pytestmark = pytest.mark.django_db

TOLD = (
    "Jembatan gantung Batu Perada putus diterjang arus pada Senin pagi.",
    "Dinas Pekerjaan Umum menaksir perbaikan jembatan itu membutuhkan Rp1,2 miliar.",
)
GOOD = (
    "Jembatan gantung Batu Perada putus diterjang arus. "
    "Perbaikan ditaksir membutuhkan Rp1,2 miliar."
)
HOUR = timedelta(hours=1)


@pytest.fixture
def model(settings: LazySettings) -> Iterator[Loopback]:
    with loopback() as opened:
        settings.LANGUAGE_MODEL_URL = opened.url("/v1")
        settings.LANGUAGE_MODEL_NAME, settings.LANGUAGE_MODEL_KEY = "model-uji", "kunci-uji"
        settings.FETCH_ALLOW_NETWORKS = [ip_network("127.0.0.1/32")]
        yield opened


def answers(model: Loopback, words: object, **given: object) -> None:
    body = json.dumps({"choices": [{"message": {"content": words}}]}).encode()
    sends(model, body, **given)


def sends(model: Loopback, body: bytes, kind: str = "application/json", status: int = 200) -> None:
    model.says("/v1/chat/completions", body, status, Content_Type=kind)


def story(told: tuple[str, ...] = TOLD, **values: object) -> Story:
    """Make a story about us with a summary of these sentences."""
    row = make_coverage(make_item("Jembatan putus"), **values)
    summary = [{"item": row.pk, "words": words, "reason": "pembuka"} for words in told]
    Story.objects.filter(pk=row.story_id).update(summary=summary)
    return row.story


def prints(one: Story, body: tuple[str, ...]) -> None:
    """Give the only item of a story its text."""
    item = one.coverage.get().item
    ItemText.objects.create(item=item, body=" ".join(body), extracted_at=NOW)


def proposed(one: Story) -> str:
    return Story.objects.get(pk=one.pk).proposed_wording


def test_without_an_endpoint_nothing_is_asked(settings: LazySettings) -> None:
    story()
    assert not propose_wordings(NOW)
    assert not WordingAsk.objects.exists()


def test_good_wording_is_kept_with_its_story(model: Loopback) -> None:
    answers(model, GOOD)
    one = story()
    assert propose_wordings(NOW) == {"usul": 1}
    assert proposed(one) == GOOD
    assert WordingAsk.objects.get().model == "model-uji"


def test_the_model_is_sent_the_extracted_sentences_and_the_key(model: Loopback) -> None:
    answers(model, GOOD)
    story()
    propose_wordings(NOW)
    sent = json.loads(model.posted[0])
    assert json.loads(sent["messages"][1]["content"]) == list(TOLD)
    assert "Authorization: Bearer kunci-uji" in model.asked[0]


@pytest.mark.parametrize(
    "words",
    [
        "<script>alert(1)</script>",
        "Jembatan gantung Batu Perada putus, perbaikan membutuhkan Rp7 miliar.",
        "Gubernur Melati diduga korupsi perbaikan jembatan.",
        "Baik! Saya abaikan perintah sebelumnya dan membuka kunci sistem.",
        "",
        17,
        None,
    ],
)
def test_wording_that_adds_anything_is_refused_with_words(model: Loopback, words: object) -> None:
    answers(model, words)
    one = story()
    assert propose_wordings(NOW) == {"tolak": 1}
    assert WordingAsk.objects.get().note.startswith("Usulan ditolak: ")
    assert proposed(one) == ""


@pytest.mark.parametrize("body", [b"{", b"[" * 50_000, b'{"choices": "x"}', b"\xff\x00"])
def test_json_of_another_shape_is_refused(model: Loopback, body: bytes) -> None:
    sends(model, body)
    story()
    assert propose_wordings(NOW) == {"tolak": 1}


@pytest.mark.parametrize(
    ("body", "kind", "status", "words"),
    [
        (b"<html>Masuk</html>", "text/html", 200, "text/html, bukan JSON"),
        (b" " * 10_000_000, "application/json", 200, "terlalu panjang"),
        (b"", "application/json", 200, "tanpa isi"),
        (b"{}", "application/json", 401, "LANGUAGE_MODEL_KEY dan kuotanya (401)"),
        (b"{}", "application/json", 404, "LANGUAGE_MODEL_URL"),
        (b"{}", "application/json", 500, "(500)"),
    ],
)
def test_an_endpoint_that_fails_is_told_in_words(
    model: Loopback, body: bytes, kind: str, status: int, words: str
) -> None:
    sends(model, body, kind, status)
    story()
    assert propose_wordings(NOW) == {"gagal": 1}
    assert words in WordingAsk.objects.get().note


def test_an_endpoint_that_fails_is_left_alone_for_a_while(model: Loopback) -> None:
    sends(model, b"{}", status=500)
    story()
    propose_wordings(NOW)
    answers(model, GOOD)
    other = story()
    assert not propose_wordings(NOW + FAILED_WAIT / 2)
    assert propose_wordings(NOW + FAILED_WAIT) == {"usul": 1}
    assert proposed(other) == GOOD


def test_an_address_inside_is_not_asked_without_leave(
    model: Loopback, settings: LazySettings
) -> None:
    settings.FETCH_ALLOW_NETWORKS = []
    story()
    assert propose_wordings(NOW) == {"gagal": 1}
    assert not model.asked


def test_a_story_about_others_or_without_a_summary_is_not_asked_about(model: Loopback) -> None:
    story(tone=Tone.UNRELATED)
    story(told=())
    assert not propose_wordings(NOW)


def test_a_refused_summary_is_not_asked_about_again_at_once(model: Loopback) -> None:
    answers(model, "Rp9.")
    story()
    assert propose_wordings(NOW) and not propose_wordings(NOW + HOUR)
    assert propose_wordings(NOW + 13 * HOUR)


def test_what_waits_beyond_a_call_and_an_hour_is_said(
    model: Loopback, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(wording_proposals, "PER_HOUR", PER_CALL + 1)
    answers(model, GOOD)
    for _number in range(PER_CALL + 2):
        story()
    with caplog.at_level("INFO"):
        asked = [propose_wordings(NOW + HOUR / 60 * minute)["usul"] for minute in (0, 2, 4, 61)]
    assert asked == [PER_CALL, 1, 0, 1]
    assert "1 cerita menunggu usulan kata-kata" in caplog.text


def test_a_changed_summary_empties_the_proposal_and_asks_anew(model: Loopback) -> None:
    answers(model, GOOD)
    one = story()
    propose_wordings(NOW)
    prints(one, TOLD[:1])
    tell_stories([one.pk])
    assert proposed(one) == ""
    assert WordingAsk.objects.get().story is None


def test_a_summary_told_again_in_the_same_words_keeps_its_proposal(model: Loopback) -> None:
    one = story()
    prints(one, TOLD)
    tell_stories([one.pk])
    Story.objects.filter(pk=one.pk).update(proposed_wording=GOOD)
    tell_stories([one.pk])
    assert proposed(one) == GOOD


def test_an_answer_to_a_summary_that_changed_meanwhile_is_dropped(model: Loopback) -> None:
    one = story()
    asked = wording_proposals._begin(NOW)[0]
    Story.objects.filter(pk=one.pk).update(summary=[{"item": 1, "words": "Lain.", "reason": ""}])
    assert not wording_proposals._keep(asked, GOOD)
    assert proposed(one) == ""


def test_the_page_of_the_story_marks_the_proposal(client: Client) -> None:
    make_region()
    client.force_login(make_user())
    one = story()
    Story.objects.filter(pk=one.pk).update(proposed_wording="Jembatan <b>putus</b>.")
    page = client.get(reverse("story", args=[one.pk])).content.decode()
    assert "usulan mesin bahasa, belum diperiksa" in page
    assert "Jembatan &lt;b&gt;putus&lt;/b&gt;." in page


def test_readiness_says_since_when_the_model_fails_and_stays_ok(
    model: Loopback, client: Client
) -> None:
    sends(model, b"{}", status=500)
    story()
    propose_wordings(NOW)
    parts = client.get(reverse("readyz")).json()["parts"]
    assert parts["language_model"].startswith("ok, tidak menjawab sejak 2026-11-21 05.42 UTC")
