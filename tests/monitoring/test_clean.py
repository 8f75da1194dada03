"""Strings from outside become safe to store, compare and show."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring.clean import clean, clean_lines, decoded, known_charset, plain


@pytest.mark.parametrize(
    ("dirty", "expected"),
    [
        ("Bupati\x00 hadir", "Bupati hadir"),
        ("surat\ud800 izin", "surat izin"),
        ("gubernur\u202e tidak\u2066 x", "gubernur tidak x"),
        ("ban\u200bjir\ufeff \u00adbandang", "banjir bandang"),
        ("a\u0085b\u2028c", "a b c"),
        ("  dua\t\n kata\u00a0lagi ", "dua kata lagi"),
        ("cafe\u0301", "café"),
        ("z" + "\u0301" * 500, "ź" + "\u0301" * 3),
        ("rahasia\U000e0041\U000e0042", "rahasia"),
        ("\x1b[31mmerah\x07", "[31mmerah"),
        ("雨 مطر ꦲꦸꦢꦤ꧀ 😀", "雨 مطر ꦲꦸꦢꦤ꧀ 😀"),
    ],
)
def test_one_line_of_text_is_cleaned(dirty: str, expected: str) -> None:
    assert clean(dirty, 100) == expected


def test_text_is_cut_to_the_limit() -> None:
    assert clean("satu dua tiga", 9) == "satu dua"
    assert clean("   " * 1_000_000 + "x", 5) == ""


def test_lines_are_kept_on_request_and_empty_ones_dropped() -> None:
    assert clean_lines("satu\r\n\r\n  dua \rtiga", 100) == "satu\ndua\ntiga"


@given(st.text(st.characters(exclude_categories=[]), max_size=200))
def test_any_text_can_be_stored_afterwards(text: str) -> None:
    for once in (clean(text, 50), clean_lines(text, 50), plain(text, 50)):
        assert once.encode() is not None and "\x00" not in once and len(once) <= 50


@given(st.text(max_size=100))
def test_cleaning_twice_changes_nothing(text: str) -> None:
    once = clean(text, 80)
    assert clean(once, 80) == once


# Bytes


@pytest.mark.parametrize(
    ("body", "charset", "expected"),
    [
        ("Café".encode(), None, "Café"),
        ("Café".encode(), "windows-1252", "Café"),
        ("Café “x”".encode("windows-1252"), "utf-8", "Café “x”"),
        ("Café".encode("iso-8859-1"), "ISO-8859-1", "Café"),
        ("Café".encode("utf-16"), "utf-8", "Café"),
        ("雨の日".encode("shift_jis"), "shift_jis", "雨の日"),
        (b"\xef\xbb\xbfCaf\xc3\xa9", None, "Café"),
        (
            '<meta charset="windows-1251">Ж'.encode("windows-1251"),
            None,
            '<meta charset="windows-1251">Ж',
        ),
        ("<p>Café — “dan” satu".encode() + b"\xff</p>", "utf-8", "<p>Café — “dan” satu\ufffd</p>"),
        (b"+ADw-b+AD4-", "utf-7", "+ADw-b+AD4-"),
        (b"abc\xff", "rot13", "abcÿ"),
        (b"\xff\xfe\x00", "nonsense-8", "\ufffd"),
    ],
)
def test_bytes_are_read_whatever_their_label_says(
    body: bytes, charset: str | None, expected: str
) -> None:
    assert decoded(body, charset) == expected


@given(st.binary(max_size=300), st.text(max_size=20))
def test_no_bytes_and_no_label_raise(body: bytes, charset: str) -> None:
    assert isinstance(decoded(body, charset), str)


@pytest.mark.parametrize("name", ["utf-7", "zip", "unicode_escape", "idna", "", None])
def test_codecs_that_are_no_charsets_are_not_known(name: str | None) -> None:
    assert known_charset(name) is None


# Markup


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("tanpa tanda", "tanpa tanda"),
        ("<p>satu</p><p>dua <b>te</b>bal</p>", "satu\ndua tebal"),
        ("satu<br>dua<br/>tiga", "satu\ndua\ntiga"),
        ("<div>a<div>b</div>c</div>", "a\nb\nc"),
        ("<p>teks</p><script>alert(1)</script><style>p{}</style> ekor", "teks\nekor"),
        ("a &amp; b &lt;c&gt; &#8220;d&#8221;", "a & b <c> “d”"),
        ("<!-- rahasia -->nyata<?php x ?>", "nyata"),
        ("<p>baris\nsumber</p>", "baris sumber"),
        ("<ul><li>satu<li>dua</ul>", "satu\ndua"),
        ("<p>tak ditutup <b>sama sekali", "tak ditutup sama sekali"),
        ("<img src=x onerror=alert(1)>", ""),
        ("<", "<"),
        ("3 < 5 dan 7 > 6", "3 < 5 dan 7 > 6"),
    ],
)
def test_markup_becomes_text(markup: str, expected: str) -> None:
    assert plain(markup, 200) == expected


def test_deeply_nested_markup_ends_without_a_stack_overflow() -> None:
    assert plain("<div>" * 50_000 + "dasar", 400_000).strip() in {"dasar", ""}


@pytest.mark.parametrize(
    "markup",
    [
        "<p>Satu <b>dua</b>&nbsp;tiga</p><p>empat</p>",
        '<div class="a">Satu<br/>dua <a href="https://a.test/?a=1&amp;b=2">tiga</a></div>empat',
        "Harga &lt;5 ribu &amp; naik &#8211; kata <em>dia</em> & kawan",
        "<ul><li>satu</li><li>dua</li></ul>tiga",
    ],
)
def test_common_markup_reads_the_same_with_and_without_a_tree(markup: str) -> None:
    # An unknown element sends the same text through the tree.
    assert plain(markup, 1000) == plain(f"{markup}<x-a></x-a>", 1000)


@pytest.mark.parametrize(
    "markup", ["<p title='a>b'>satu</p>", "<p title=a>satu", "<!-- a -->satu", "<P>satu</P>"]
)
def test_uncommon_markup_reads_through_the_tree(markup: str) -> None:
    assert plain(markup, 1000) == "satu"
