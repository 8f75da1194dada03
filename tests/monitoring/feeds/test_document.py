"""The first look at a body says what it is, or why it is nothing we read."""

import gzip
import zlib

import pytest

from monitoring.feeds.document import LARGEST, Document, opened
from monitoring.feeds.values import NotAFeed

RSS = b"<rss><channel/></rss>"


def form(body: bytes) -> str:
    found = opened(body, None)
    assert isinstance(found, Document)
    return found.form


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (RSS, "xml"),
        (b'<?xml version="1.0"?><!-- x --><feed>', "xml"),
        (b"<sitemapindex>", "sitemap"),
        (b'  {"version": 1}', "json"),
        (b"<!doctype HTML><p>", "html"),
        (b"https://a.test/1\nhttps://a.test/2\n", "lines"),
        (gzip.compress(RSS, mtime=0), "xml"),
        (RSS.decode().encode("utf-16-le"), "xml"),
        (RSS.decode().encode("utf-16-be"), "xml"),
    ],
)
def test_a_body_says_itself_what_it_is(body: bytes, expected: str) -> None:
    assert form(body) == expected


@pytest.mark.parametrize("length", range(20, 29))
def test_a_long_list_of_addresses_is_one_wherever_its_head_ends(length: int) -> None:
    assert form(f"https://a.test/{'x' * length}\n".encode() * 2_000) == "lines"


def test_a_packed_body_that_was_cut_gives_its_beginning() -> None:
    packed = gzip.compress(RSS + bytes(range(256)) * 50)
    assert form(packed[:-20]) == "xml"


@pytest.mark.parametrize("size", [3_000_000, LARGEST + 1])
def test_a_packed_bomb_is_too_large(size: int) -> None:
    found = opened(gzip.compress(b"<rss>" + b" " * size), None)
    assert isinstance(found, NotAFeed) and found.outcome == "too_large"


def test_a_body_that_only_pretends_to_be_packed_is_empty() -> None:
    found = opened(b"\x1f\x8b" + zlib.compress(RSS), None)
    assert isinstance(found, NotAFeed) and found.outcome == "empty"
