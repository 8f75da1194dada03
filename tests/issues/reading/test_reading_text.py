"""How an article is laid out: zones, sentences, datelines, furniture."""

from issues.reading.text import BODY, LEAD, TITLE, lay_out


def test_the_first_two_paragraphs_are_the_lead():
    text = lay_out("Judul", "Satu.\n\nDua.\n\nTiga.")
    assert [s.zone for s in text.sentences] == [TITLE, LEAD, LEAD, BODY]


def test_a_body_without_paragraphs_is_led_by_its_first_sentences():
    text = lay_out("Judul", "Satu. Dua. Tiga. Empat. Lima.")
    assert [s.zone for s in text.sentences] == [TITLE, LEAD, LEAD, LEAD, BODY, BODY]


def test_an_abbreviation_does_not_end_a_sentence():
    text = lay_out("Judul", "Kata dr. Melati dan H. Arya, aman. Selesai.")
    assert len(text.sentences) == 3


def test_a_dateline_with_its_newspaper_is_found():
    text = lay_out("Judul", "ARUNIKA, NUSANTARA RAYA – Warga antre.")
    assert text.raw[slice(*text.dateline)] == "ARUNIKA, NUSANTARA RAYA –"


def test_a_text_without_dateline_has_none():
    assert lay_out("Judul", "Warga antre sejak pagi – kata mereka.").dateline is None


def test_furniture_is_blanked_without_moving_anything():
    text = lay_out("Judul", "Satu.\n\nBaca juga: Judul Lain\n\nDua.")
    assert len(text.plain) == len(text.raw)
    assert "Judul Lain" not in text.plain


def test_quotes_are_known():
    text = lay_out("Judul", "“Kami siap,” kata dia.")
    assert text.in_quote(text.raw.index("siap"))
    assert not text.in_quote(text.raw.index("kata"))


def test_an_empty_article_can_be_laid_out():
    assert lay_out("", "").sentences[0].zone == TITLE
