"""Examples of tone: whom a labelled passage is about, and what is left out."""

from issues.learning.corpus import Labelled, Passage
from issues.learning.tone_examples import in_two, target_spans, tone_examples
from issues.reading.stacked import EVENT, OFFICIAL, TONE
from issues.reading.text import lay_out

NOTHING: tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]] = ((), (), ())


def labelled(title: str, body: str, data: str = "written", target: str = "Pemprov", **given: str):
    passage = Passage(data, "1", title, body, target)
    return Labelled(passage, "neg", given.get("government", "neg"), "AIR", NOTHING, sure=True)


def spoken_of(title: str, body: str, target: str = "Pemprov") -> list[str]:
    text = lay_out(title, body)
    return [text.raw[start:end] for start, end in target_spans(text, target)]


def test_titles_and_agencies_of_any_province_are_the_target():
    found = spoken_of("Gubernur Raksa Dikritik", "Dinas Kesehatan diam. Pemprov Seroja menunggu.")
    assert found == ["Gubernur Raksa", "Dinas Kesehatan", "Pemprov Seroja"]


def test_the_agency_of_a_regency_is_not_the_target():
    assert spoken_of("Rapat", "Dinas Kesehatan Serunai dan gubernur hadir.") == ["gubernur"]


def test_a_named_target_is_found_by_its_parts():
    assert spoken_of("Rapat", "Rina Melur datang. Melur bicara.", "Rina Melur") == [
        "Rina Melur",
        "Melur",
    ]


def test_a_passage_that_does_not_name_its_target_teaches_only_the_event():
    silent = [labelled("Hujan Turun", "Sungai meluap.")]
    assert len(tone_examples(silent, EVENT, ["a"])) == 1
    assert not tone_examples(silent, TONE, ["a"])


def test_a_national_target_teaches_nothing_about_our_government():
    one = [labelled("", "Rina Melur dikritik.", "political_pseudo", "Rina Melur")]
    assert not tone_examples(one, TONE, ["a"])
    assert len(tone_examples(one, OFFICIAL, ["a"])) == 1


def test_an_official_is_never_unrelated():
    one = [labelled("Gubernur Hadir", "Acara singkat.", government="na")]
    assert not tone_examples(one, OFFICIAL, ["a"])


def test_real_passages_count_less_than_the_format_that_is_read():
    real = tone_examples(
        [labelled("", "Pemda dikritik.", "lampung_passages", "Pemda setempat")], TONE, ["a"]
    )
    written = tone_examples([labelled("Pemprov Dikritik", "Warga kecewa.")], TONE, ["a"])
    assert real[0].weight < written[0].weight


def test_the_group_of_a_passage_is_kept():
    assert (
        tone_examples([labelled("Gubernur Hadir", "Singkat.")], TONE, ["sama"])[0].group == "sama"
    )


def test_the_first_sentence_of_a_passage_stands_for_its_headline():
    assert in_two("", "Hujan turun deras. Sungai meluap.") == (
        "Hujan turun deras.",
        "Sungai meluap.",
    )
    assert in_two("Judul", "Isi.") == ("Judul", "Isi.")
    assert in_two("", "Hujan turun deras") == ("Hujan turun deras", "")
