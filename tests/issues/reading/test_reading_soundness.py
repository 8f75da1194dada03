"""A text that cannot be judged says why, and is never silently neutral."""

import pytest

from issues.reading.soundness import READ_AT_MOST, REASONS, UNJUDGED, doubted, flags_of
from issues.reading.values import Value
from tests.issues.reading.seroja import read_news

SENTENCE = "Warga Pelita menerima bantuan air bersih dari pemerintah kabupaten. "
TITLE = "Bantuan Air Bersih Tiba di Pelita"
LINKS = "\n".join(f"Berita {n} https://suara.test/{n}" for n in range(12))
MENU = "\n".join(f"Judul berita pendek nomor {n}" for n in range(15))
POEM = "\n".join(f"Baris puisi nomor {n} berakhir titik." for n in range(15))


@pytest.mark.parametrize(
    ("title", "body", "language", "flags"),
    [
        (TITLE, SENTENCE, "id", ()),
        ("", "", "", ("kosong",)),
        (" \n", "\t", "", ("kosong",)),
        (TITLE, "", "id", ("judul-saja",)),
        ("Berita hari", "ini", "id", ("pendek",)),
        ("😀😀😀", "🎉", "", ("emoji",)),
        ("…", "---- 123 ----", "", ("tak-terbaca",)),
        (TITLE, SENTENCE, "en", ("bahasa-asing",)),
        ("新闻 标题 内容 报道", "今天 省长 视察 大坝 建设 工程", "", ("bahasa-asing",)),
        (TITLE, LINKS, "id", ("halaman-daftar",)),
        (TITLE, MENU, "id", ("halaman-daftar",)),
        (TITLE, POEM, "id", ()),
        ("Berita ab cd ef", "\ufffd1 0x9f 88 " * 30, "id", ("tak-terbaca",)),
        (TITLE, SENTENCE * 2_000, "id", ("dipotong",)),
    ],
)
def test_what_is_wrong_with_a_text_is_told(
    title: str, body: str, language: str, flags: tuple[str, ...]
) -> None:
    assert flags_of(title, body, language) == flags


def test_under_a_flag_a_tone_becomes_unsure_with_its_words() -> None:
    found = doubted(Value("pos", 0.9, "R4"), ["bahasa-asing"])
    assert (found.value, found.confidence) == ("unsure", 0.0)
    assert "bukan berbahasa Indonesia" in found.reason


@pytest.mark.parametrize(
    ("tone", "becomes"),
    [("pos", "pos"), ("neg", "neg"), ("neu", "unsure"), ("na", "unsure"), ("unsure", "unsure")],
)
def test_where_a_part_is_missing_what_was_found_stands_but_nothing_is_neutral(
    tone: str, becomes: str
) -> None:
    assert doubted(Value(tone, 0.9, "alasan"), ["dipotong"]).value == becomes
    assert doubted(Value(tone, 0.9, "alasan"), []).value == tone


def test_every_flag_has_words_and_fits_its_column() -> None:
    assert set(REASONS) > UNJUDGED
    assert max(map(len, REASONS)) <= 20


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("", ""),
        ("😀😀", "🎉🎉"),
        ("Governor opens bridge", "The governor said that the bridge is open for the people."),
        ("Gubernur Arya", "Leq dese ndeq araq aiq, laguq gubernur Arya uah dateng lekan bale."),
        ("Indeks", MENU),
        (TITLE, SENTENCE * 20_000),
    ],
    ids=["empty", "emoji", "english", "sasak", "list", "long"],
)
def test_no_unsound_text_is_read_as_neutral_or_unrelated(title: str, body: str) -> None:
    found = read_news(title, body)
    tones = [found.tone, found.event_tone, *(m.tone for m in found.mentions)]
    assert found.flags
    assert not {tone.value for tone in tones} & {"neu", "na"}


def test_of_a_very_long_text_only_the_beginning_is_read() -> None:
    found = read_news(TITLE, f"{'x' * READ_AT_MOST} Gubernur Arya Wirasena dikecam.")
    assert "dipotong" in found.flags and not found.mentions
