"""Who is quoted: the customs of the Indonesian press, one sentence each."""

import pytest

from issues.reading.officials import find_officials
from issues.reading.quotes import DIRECT, INDIRECT, MOST, QuoteReading, find_quotes
from issues.reading.text import lay_out
from tests.issues.reading.seroja import TODAY, make_knowledge

KNOWLEDGE = make_knowledge()


def quotes(body: str, title: str = "Rapat di Arunika") -> tuple[QuoteReading, ...]:
    text = lay_out(title, body)
    return find_quotes(text, find_officials(text, KNOWLEDGE, TODAY))


def speakers(body: str, title: str = "Rapat di Arunika") -> list[str]:
    return [quote.speaker for quote in quotes(body, title)]


@pytest.mark.parametrize(
    ("body", "speaker"),
    [
        ("“Air akan sampai ke desa,” ujar Budi Laksana.", "Budi Laksana"),
        ("“Air akan sampai ke desa”, ujar Budi Laksana.", "Budi Laksana"),
        ('"Air akan sampai ke desa," kata Budi Laksana, Senin (1/2).', "Budi Laksana"),
        ("‘Air akan sampai ke desa,’ kata Budi Laksana.", "Budi Laksana"),
        ("«Air akan sampai ke desa», kata Budi Laksana.", "Budi Laksana"),
        ("”Air akan sampai ke desa,” kata Budi Laksana.", "Budi Laksana"),
        ("''Air akan sampai ke desa,'' kata Budi Laksana.", "Budi Laksana"),
        ('"Air akan sampai ke desa,” kata Budi Laksana.', "Budi Laksana"),
        ('"Air akan sampai ke desa, kata Budi Laksana.', "Budi Laksana"),
        ("“Air akan sampai ke desa!” seru Budi Laksana.", "Budi Laksana"),
        ("“Air akan sampai ke desa,” gerutu Budi Laksana.", "Budi Laksana"),
        (
            "“Air akan sampai,” kata Ketua DPRD Serunai, Budi Laksana, Senin.",
            "Ketua DPRD Serunai, Budi Laksana",
        ),
        (
            "“Air akan sampai,” kata Budi Laksana, Kepala Dinas Pertanian, Senin.",
            "Budi Laksana, Kepala Dinas Pertanian",
        ),
        ("“Kami takut melapor,” kata seorang warga.", "seorang warga"),
        ("“Hujan masih lebat,” tulis BMKG.", "BMKG"),
        ("“Air akan sampai,” kata pria yang akrab disapa Bang Jago itu.", "Bang Jago"),
    ],
)
def test_words_between_marks_are_said_by_whom_the_verb_names(body: str, speaker: str):
    (quote,) = quotes(body)
    assert (quote.kind, quote.speaker) == (DIRECT, speaker)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("Budi Laksana mengatakan, air akan sampai besok.", "air akan sampai besok"),
        ("Budi Laksana menjelaskan bahwa air akan sampai besok.", "air akan sampai besok"),
        ("Menurut Budi Laksana, air akan sampai besok.", "air akan sampai besok"),
        ("Dikatakan Budi Laksana, air akan sampai besok.", "air akan sampai besok"),
        ("Air akan sampai besok, ujar Budi Laksana.", "Air akan sampai besok"),
        ("Besok, kata Budi Laksana, air akan sampai.", "Besok air akan sampai"),
        ("Air itu, menurut Budi Laksana, akan sampai.", "Air itu akan sampai"),
        ("Saat ditemui, Budi Laksana mengaku air belum sampai.", "air belum sampai"),
        ("Budi Laksana berjanji mengirim air besok.", "mengirim air besok"),
    ],
)
def test_words_without_marks_are_told_of_whom_the_sentence_names(body: str, said: str):
    (quote,) = quotes(body)
    assert (quote.kind, quote.words, quote.speaker) == (INDIRECT, said, "Budi Laksana")


@pytest.mark.parametrize("verb", ["katanya", "ujarnya", "imbuhnya", "kata dia", "tegas dia"])
def test_a_pronoun_means_the_person_who_spoke_last(verb: str):
    body = f"Budi Laksana mengatakan air akan sampai.\n\n“Besok pagi kami kirim,” {verb}."
    assert speakers(body) == ["Budi Laksana", "Budi Laksana"]


def test_a_pronoun_means_the_subject_of_the_sentence_before():
    body = "Ketua RT Budi Laksana membuka peta desa. “Sumurnya kering semua,” katanya."
    assert speakers(body) == ["Ketua RT Budi Laksana"]


def test_a_description_that_points_back_means_the_person_named_before():
    body = "Budi Laksana membuka keran. “Airnya kering semua,” kata pensiunan guru itu."
    assert speakers(body) == ["Budi Laksana"]


def test_a_pronoun_without_anybody_before_it_is_told_to_be_unknown():
    (quote,) = quotes("“air belum sampai juga,” katanya.")
    assert (quote.speaker, quote.confidence < 0.5) == ("", True)
    assert quote.reason == "penutur tidak disebut"


def test_a_part_of_a_name_is_given_in_full():
    body = "Budi Laksana membuka keran. Lalu Wati Ayu datang. “Airnya kering,” kata Budi."
    assert speakers(body) == ["Budi Laksana"]


def test_a_quotation_that_is_not_closed_goes_on_in_the_next_paragraph():
    body = "“Air belum sampai ke desa kami.\n\n“Kami lelah menunggu,” kata Budi Laksana."
    assert speakers(body) == ["Budi Laksana", "Budi Laksana"]


def test_words_after_the_speaker_belong_to_the_same_quotation():
    body = "“Air belum sampai,” kata Budi Laksana. “Kami lelah menunggu.”"
    (quote,) = quotes(body)
    assert quote.words == "Air belum sampai Kami lelah menunggu."
    assert len(quote.spans) == 2


def test_words_after_a_colon_are_said_by_the_subject():
    assert speakers("Ketua RT Budi Laksana merendah: “Saya hanya membantu.”") == [
        "Ketua RT Budi Laksana"
    ]


def test_a_quotation_within_another_is_part_of_it():
    body = "“Ibu bilang, ‘jangan menyerah’, dan saya ingat,” kata Budi Laksana."
    (quote,) = quotes(body)
    assert quote.words == "Ibu bilang, ‘jangan menyerah’, dan saya ingat"


def test_marked_words_inside_indirect_speech_are_part_of_it():
    (quote,) = quotes("Budi Laksana mengatakan pihaknya “tidak akan mundur” dari rencana.")
    assert (quote.kind, quote.words) == (INDIRECT, "pihaknya “tidak akan mundur” dari rencana")


@pytest.mark.parametrize(
    "body",
    [
        "Proyek “siluman” itu berhenti. Gubernur disapa “Bang Arya” oleh warga.",
        "Festival “Seribu Lentera dari Timur hingga Barat”, digelar malam ini.",
        "Budi Laksana menyampaikan apresiasi kepada seluruh warga desa.",
        "Warga yang mengatakan itu sudah pergi dari desa.",
        "Menurut rencana, jembatan dibuka besok pagi oleh panitia.",
        "",
        "😀😀😀",
    ],
)
def test_terms_titles_and_gestures_are_no_quotations(body: str):
    assert quotes(body) == ()


@pytest.mark.parametrize(
    ("title", "speaker"),
    [
        ("Gubernur: Tidak Ada Pungutan", "Gubernur"),
        ("Gubernur ke HMI: Pegang Janji Saya", "Gubernur"),
        ("Disebut Menerima Uang, Ketua RT: Itu Fitnah Keji", "Ketua RT"),
        ("“Kami Bukan Penonton”, Seru Nelayan di Kantor Gubernur", "Nelayan"),
    ],
)
def test_a_headline_tells_its_speaker(title: str, speaker: str):
    assert speakers("Rapat digelar.", title) == [speaker]


@pytest.mark.parametrize(
    "title",
    ["RUPS Bank Seroja: Laba Naik", "Cek Fakta: Video Banjir Lama", "Keran Kering: Malam Panjang"],
)
def test_a_headline_with_a_topic_before_the_colon_quotes_nobody(title: str):
    assert speakers("Rapat digelar.", title) == []


def test_an_official_is_known_by_office_and_person():
    (quote,) = quotes("“Air akan sampai ke desa,” kata Gubernur Seroja Arya Wirasena.")
    assert (quote.office, quote.person) == ("gubernur@99", "arya")


def test_an_official_stays_known_by_a_pronoun():
    body = "Gubernur Seroja Arya Wirasena tiba. “Air akan sampai ke desa,” ujarnya."
    assert [quote.office for quote in quotes(body)] == ["gubernur@99"]


def test_a_spokesman_of_the_governor_is_not_the_governor():
    (quote,) = quotes("“Air akan sampai,” kata juru bicara Gubernur Seroja, Budi Laksana.")
    assert (quote.office, quote.speaker) == (None, "juru bicara Gubernur Seroja, Budi Laksana")


def test_answers_of_an_interview_have_their_speaker():
    body = "Direktur Budi Laksana menerima kami.\n\nBudi Laksana: Target kami akhir tahun."
    assert speakers(body) == ["Budi Laksana"]


def test_spans_show_where_the_words_and_the_speaker_stand():
    text = lay_out("Rapat", "“Air akan sampai,” ujar Budi Laksana.")
    (quote,) = find_quotes(text, ())
    assert [text.raw[start:end] for start, end in quote.spans] == ["Air akan sampai,"]
    assert [text.raw[start:end] for start, end in quote.speaker_spans] == ["Budi Laksana"]


def test_a_text_of_nothing_but_marks_gives_a_bounded_number():
    assert len(quotes("“Air akan sampai ke desa,” ujar Budi.\n\n" * (MOST + 50))) == MOST
