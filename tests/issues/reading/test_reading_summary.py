"""A story in a headline and two sentences, each of them standing in one of its texts."""

from datetime import UTC, datetime, timedelta

from issues.reading.summary import Summary, TextOfStory, headline, summarise

NOON = datetime(2030, 5, 20, 12, tzinfo=UTC)
FALLEN = (
    "PERADA – Jembatan gantung di Batu Perada putus diterjang arus pada Senin pagi. Tiga warga "
    "yang menyeberang hanyut dan selamat di hilir. “Kami sudah lama minta diperbaiki,” kata warga."
)
COUNTED = (
    "Jembatan gantung Batu Perada putus pada Senin pagi. Dinas Pekerjaan Umum Kabupaten Serunai "
    "menaksir perbaikan membutuhkan Rp1,2 miliar dan waktu 40 hari kerja."
)


def text(item: int, title: str, body: str, hours: int = 0, report: bool = False) -> TextOfStory:
    return TextOfStory(item, title, body, NOON + timedelta(hours=hours), report)


STORY = [
    text(1, "Jembatan Batu Perada putus", FALLEN),
    text(2, "Jembatan gantung putus, perbaikan Rp1,2 miliar", COUNTED, 3),
]


def words(summary: Summary) -> list[str]:
    return [sentence.words for sentence in summary.sentences]


def test_every_sentence_stands_where_it_says():
    for sentence in summarise(STORY).sentences:
        told = next(one for one in STORY if one.item == sentence.item)
        raw = f"{told.title}\n\n{told.body}"
        assert " ".join(raw[sentence.start : sentence.end].split()) == sentence.words


def test_the_two_sentences_come_from_different_texts_and_say_different_things():
    first, second = summarise(STORY).sentences
    assert (first.item, second.item) == (1, 2)
    assert len(set(first.words.split()) & set(second.words.split())) < 4


def test_the_dateline_is_not_part_of_the_sentence():
    assert words(summarise(STORY[:1]))[0].startswith("Jembatan gantung")


def test_a_quotation_is_no_summary():
    assert not any("Kami" in sentence for sentence in words(summarise(STORY)))


def test_the_headline_is_the_one_that_shares_most_with_the_others():
    titles = [
        "Keluhan bertubi-tubi",
        "Jembatan Batu Perada putus",
        "Jembatan Perada putus, warga hanyut",
    ]
    assert headline([text(n, title, "") for n, title in enumerate(titles)]) == titles[1]


def test_a_field_report_gives_neither_headline_nor_sentence():
    assert summarise([text(1, "Jembatan putus", FALLEN, report=True)]) == Summary("", ())


def test_headlines_alone_have_no_summary():
    assert summarise([text(1, "Jembatan putus", "")]).sentences == ()


def test_every_sentence_says_why_it_was_chosen():
    assert all(sentence.reason for sentence in summarise(STORY).sentences)


def test_a_story_without_texts_has_no_words():
    assert summarise([]) == Summary("", ())
