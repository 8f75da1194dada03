"""Links found in what people paste: chat messages, lists, and nonsense."""

import pytest

from monitoring.links import LINKS_MAX, links_in


def found(text: str) -> list[tuple[str, str]]:
    return [(link.address, link.title) for link in links_in(text).found]


def test_a_chat_message_gives_each_link_with_the_title_above_it():
    text = """Assalamualaikum, izin setor link hari ini 🙏
*Gubernur Arya Tinjau Pasar Arunika*
https://kabar-kelana.test/2026/11/21/pasar?utm_source=wa

2. Wagub buka lomba perahu di Pinisi
https://suara-seroja.test/lomba."""

    assert found(text) == [
        ("https://kabar-kelana.test/2026/11/21/pasar", "Gubernur Arya Tinjau Pasar Arunika"),
        ("https://suara-seroja.test/lomba", "Wagub buka lomba perahu di Pinisi"),
    ]


def test_a_greeting_is_no_title_and_a_link_in_a_sentence_is_a_link():
    assert found("Pagi\n(lihat https://a.test/berita-1), terima kasih") == [
        ("https://a.test/berita-1", "")
    ]


def test_the_same_article_pasted_twice_is_one_link():
    text = "https://a.test/x?utm_source=wa\nhttps://a.test/x#komentar"

    assert found(text) == [("https://a.test/x", "")]


def test_an_address_without_its_scheme_counts_when_it_names_an_article():
    assert found("suara-seroja.test/2026/banjir dan Dr.Arya saja") == [
        ("https://suara-seroja.test/2026/banjir", "")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "https://suara-seroja.test/",
        "https://suara-seroja.test",
        "http://[::1",
        "https://localhost/rahasia",
        "http://192.168.1.1/admin",
    ],
)
def test_what_is_no_address_of_an_article_is_named_and_not_taken(text):
    links = links_in(text).found

    assert [link.address for link in links] == [""]


@pytest.mark.parametrize("text", ["", "tidak ada tautan", "\x00\ud800", "💥" * 5000, "a.b c.d"])
def test_nonsense_holds_no_link(text):
    assert links_in(text).found == ()


def test_what_goes_beyond_the_limit_is_counted():
    text = "\n".join(f"https://a.test/berita-{n}" for n in range(LINKS_MAX + 7))

    links = links_in(text)

    assert (len(links.found), links.cut) == (LINKS_MAX, 7)
