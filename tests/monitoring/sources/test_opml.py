"""OPML from anywhere, within bounds (P1)."""

import json

import pytest

from monitoring.sources import opml
from monitoring.sources.listings import NotAList, Row, Rows
from monitoring.sources.opml import read_opml, write_opml


def outlines(text: str) -> bytes:
    return f'<?xml version="1.0"?><opml version="2.0"><body>{text}</body></opml>'.encode()


def read(text: str) -> Rows:
    found = read_opml(outlines(text))
    assert isinstance(found, Rows)
    return found


FEED = '<outline type="rss" text="Suara Seroja" xmlUrl="https://suara.test/feed"/>'


def test_a_folder_with_an_address_is_the_outlet():
    rows = read(f'<outline text="Suara" htmlUrl="https://suara.test/">{FEED}</outline>').rows
    assert rows[0].outlet == "Suara" and rows[0].home == "https://suara.test/"
    assert rows[0].note == "Suara Seroja"


def test_a_folder_without_one_is_only_order():
    rows = read(f'<outline text="Berita lokal">{FEED}</outline>').rows
    assert rows[0].outlet == "Suara Seroja" and rows[0].url == "https://suara.test/feed"


@pytest.mark.parametrize(
    "entity",
    [
        '<!DOCTYPE opml [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE opml [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>',
        '<!DOCTYPE opml SYSTEM "http://inti.test/x.dtd">',
    ],
)
@pytest.mark.parametrize("charset", ["utf-8", "utf-16"])
def test_p1_entities_are_refused_in_words(entity: str, charset: str):
    body = f"{entity}<opml><body>{FEED}</body></opml>".encode(charset)
    assert "ENTITY" in read_opml(body).note


def test_p1_a_million_outlines_are_cut_and_counted():
    found = read("<outline/>" * 400_000 + FEED)
    assert found.rows == () and found.cut == 400_001 - opml.OUTLINES_MAX


def test_p1_feeds_beyond_the_bound_are_counted(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(opml, "ROWS_MAX", 3)
    found = read(FEED * 5)
    assert (len(found.rows), found.cut) == (3, 2)


def test_p1_fifty_folders_deep_is_cut_and_counted():
    found = read('<outline text="x">' * 50 + FEED + "</outline>" * 50 + FEED)
    assert (len(found.rows), found.cut) == (1, 1)


def test_p1_nesting_without_end_is_survived():
    found = read_opml(outlines("<outline>" * 100_000))
    assert isinstance(found, NotAList) or found.rows == ()


@pytest.mark.parametrize("body", [b"<opml", b"<html><body>x</body></html>", b"<opml/>", b"<>"])
def test_what_is_no_list_says_so(body: bytes):
    assert isinstance(read_opml(body), NotAList)


def test_a_list_that_breaks_off_gives_what_came_before():
    assert len(read_opml(outlines(FEED)[:-10]).rows) == 1


def test_hostile_names_are_cleaned_and_cut():
    row = read('<outline text="a&#x202E;b" xmlUrl="https://a.test/"/>').rows[0]
    assert row.outlet == "ab"
    assert (
        len(read(f'<outline text="{"x" * 9000}" xmlUrl="https://a.test/"/>').rows[0].outlet) == 200
    )


def test_what_is_written_is_read_back():
    rules = {"form": "links", "path": "/berita/*"}
    rows = [
        Row(1, "Suara & Seroja", "https://suara.test/", "https://suara.test/feed", "rss", "Utama"),
        Row(2, "Kabar", "https://kabar.test/", "https://kabar.test/a?b=1&c=2", "atom", "<b>"),
        Row(3, "Kabar", "https://kabar.test/", "https://kabar.test/l", "listing", "x", rules=rules),
    ]
    assert list(read_opml(write_opml("Uji", rows)).rows) == rows


def test_rules_that_are_no_mapping_are_left_out():
    given = json.dumps([1]).replace('"', "&quot;")
    text = f'<outline xmlns:cc="urn:command-center:sources" cc:rules="{given}" xmlUrl="https://a.test/"/>'
    assert read(text).rows[0].rules == {}
