"""Every value lays open the words that led to it, one layer at a time."""

import pytest
from django.test import Client

from issues.marking import Marking, marking
from issues.models import Coverage, Quote
from monitoring.models import ItemText
from tests.build import NOW, make_coverage, make_item, make_mention, make_office, make_user

pytestmark = pytest.mark.django_db

TITLE = "Gubernur tinjau pasar"
BODY = "Harga beras naik di Kelana.\n\nWarga mengeluh."
TEXT = f"{TITLE}\n\n{BODY}"


def at(words: str) -> list[int]:
    start = TEXT.index(words)
    return [start, start + len(words)]


def read_item(**reasons: object) -> Coverage:
    item = make_item(TITLE)
    ItemText.objects.create(item=item, body=BODY, rung="given", extracted_at=NOW)
    return make_coverage(item, reasons=reasons)


def words(found: Marking) -> list[str]:
    return [TEXT[mark.start : mark.end] for mark in found.marks]


def open_layer(coverage: Coverage, layer: str) -> list[str]:
    said = coverage.mentions.all(), coverage.quotes.all()
    return words(marking(coverage, *said, TEXT, layer))


@pytest.mark.parametrize(
    ("layer", "name"), [("topik", "topics"), ("wilayah", "regions"), ("program", "programmes")]
)
def test_values_mark_the_places_they_were_read_at(layer: str, name: str) -> None:
    coverage = read_item(**{name: [{"value": "x", "spans": [at("beras"), at("Kelana")]}]})
    assert open_layer(coverage, layer) == ["beras", "Kelana"]


@pytest.mark.parametrize(
    ("layer", "name"), [("isu", "issue"), ("sifat", "nature"), ("bantahan", "denied")]
)
def test_single_values_mark_theirs(layer: str, name: str) -> None:
    coverage = read_item(**{name: {"value": 1, "spans": [at("mengeluh")], "reason": "keluhan"}})
    assert open_layer(coverage, layer) == ["mengeluh"]


def test_words_kept_without_their_places_are_looked_up() -> None:
    topic = {"value": "EKO", "words": ["HARGA", "beras", "tidak ada"]}
    assert open_layer(read_item(topics=[topic]), "topik") == ["Harga", "beras"]


def test_a_story_marks_the_words_it_shares() -> None:
    reason = "sama dengan “Judul lain”: kata “beras”, “pasar”"
    coverage = read_item(story={"value": 1, "reason": reason})
    assert open_layer(coverage, "cerita") == ["beras", "pasar"]


def test_quotes_mark_what_was_said_and_who_said_it() -> None:
    coverage = read_item()
    Quote.objects.create(
        coverage=coverage,
        kind=Quote.Kind.DIRECT,
        words="mengeluh",
        spans=[at("mengeluh")],
        speaker="Warga",
        speaker_spans=[at("Warga")],
        confidence=1,
        reason="",
    )
    assert open_layer(coverage, "kutipan") == ["mengeluh", "Warga"]


def test_officials_and_tones_are_marked_first_and_where_no_layer_is_known() -> None:
    coverage = read_item(tone={"value": "neg", "spans": [at("mengeluh")], "reason": "keluhan"})
    mention = make_mention(coverage, make_office())
    mention.spans = [at("Gubernur")]
    mention.save()
    for layer in ("tone", "", "tidak-ada", "topik"):
        assert open_layer(coverage, layer) == ["Gubernur", "mengeluh"]


def test_only_layers_that_mark_something_are_offered() -> None:
    coverage = read_item(topics=[{"value": "EKO", "spans": [at("beras")]}], regions=[])
    layers = marking(coverage, [], [], TEXT, "topik").layers
    assert [(layer.key, layer.open) for layer in layers] == [("tone", False), ("topik", True)]


@pytest.mark.parametrize("kept", [None, 3, "x", [3], {"spans": "x", "words": 4}, [{"words": [1]}]])
def test_reasons_that_make_no_sense_mark_nothing(kept: object) -> None:
    assert open_layer(read_item(topics=kept), "topik") == []


def test_the_page_marks_the_layer_of_its_address(client: Client) -> None:
    coverage = read_item(topics=[{"value": "EKO", "reason": "kata", "spans": [at("beras")]}])
    client.force_login(make_user())
    page = client.get(f"/berita/{coverage.pk}?tandai=topik").content.decode()
    assert '<mark class="mark-why" title="Topik: kata">beras</mark>' in page
    assert 'href="?tandai=topik#tandai" aria-current="true"' in page
    assert "mark-why" not in client.get(f"/berita/{coverage.pk}").content.decode()


def test_the_page_says_why_a_reading_is_not_to_be_trusted(client: Client) -> None:
    coverage = read_item()
    Coverage.objects.update(language="sas", flags=["bahasa-asing"])
    client.force_login(make_user())
    page = client.get(f"/berita/{coverage.pk}").content.decode()
    assert "Bukan bahasa Indonesia" in page and "Bahasa: Sasak." in page
