"""The articles of a list are told from its menus, once each, with what stands around them."""

import re

import pytest

from monitoring.feeds import anchors
from monitoring.feeds.anchors import entries_on, linked
from monitoring.feeds.pagedata import tree_of
from monitoring.feeds.raw import RawEntry
from monitoring.feeds.rules import LinkRules, pattern

URL = "https://seroja.test/"


def entries(*parts: str, path: str = "/b/*") -> list[RawEntry]:
    tree = tree_of(f"<html><body>{''.join(parts)}</body></html>")
    return entries_on(tree, URL, LinkRules(pattern(path), ""))


def card(number: int, inner: str) -> str:
    return f'<div class="card"><a href="/b/{number}">{inner}</a></div>'


def test_a_headline_beside_a_link_without_words_is_its_headline() -> None:
    (one,) = entries(
        '<li><h3>Jalan dusun Serunai diperbaiki</h3><a href="/b/1">Baca selengkapnya</a></li>'
    )
    assert one.title == "Jalan dusun Serunai diperbaiki"


def test_a_picture_link_is_named_by_its_description() -> None:
    (one,) = entries(card(1, '<img alt="Dermaga Pulau Seroja selesai" src="/1.jpg">'))
    assert one.title == "Dermaga Pulau Seroja selesai"


def test_a_link_without_a_headline_is_no_article() -> None:
    assert entries(card(1, "Selengkapnya"), card(2, "Dua kata")) == []


def test_the_date_is_the_one_of_its_own_box() -> None:
    first, second = entries(
        card(1, "Harga cabai Serunai naik <time datetime='2026-03-05T10:00+08:00'>tadi</time>"),
        card(2, "Air bersih sampai ke pulau") + "<p>2026-03-04</p>",
    )
    assert first.date == "2026-03-05T10:00+08:00"
    assert second.date == ""


def test_an_address_with_tracking_is_the_same_article() -> None:
    link = '<a href="/b/1{}">Harga cabai Serunai naik</a>'
    assert len(entries(link.format(""), link.format("?utm_source=beranda"))) == 1


def test_links_to_other_sites_and_to_the_page_itself_are_left_out() -> None:
    tree = tree_of(
        '<html><body><a href="https://lain.test/1">A</a><a href="#x">B</a></body></html>'
    )
    assert linked([tree], URL) == []


def test_a_giant_class_around_many_links_is_read_once_and_not_to_its_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read: list[int] = []

    class Names:
        def search(self, text: str) -> re.Match[str] | None:
            return read.append(len(text))

    monkeypatch.setattr(anchors, "_MENU_NAMES", Names())
    links = "".join(f'<a href="/b/{number}">x</a>' for number in range(50))
    tree = tree_of(f'<html><body><div class="{"x " * 9_000}">{links}</div></body></html>')
    assert len(linked([tree], URL)) == 50
    assert sum(read) < 1_000
