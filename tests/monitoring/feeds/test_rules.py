"""Rules of listings are checked before they are kept, and say what is wrong with them."""

import pytest

from monitoring.feeds.rules import BadRules, DataRules, LinkRules, pattern, rules_from

DATA = {"form": "data-page", "items": "props.posts", "title": "title", "link": "/{kanal}/{id}"}


def test_both_forms_are_understood() -> None:
    assert isinstance(rules_from(DATA), DataRules)
    assert isinstance(rules_from({"form": "links", "path": "/berita/*"}), LinkRules)


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"form": "xpath"}, "xpath"),
        ({"form": 5}, "form"),
        ({"items": "props..posts"}, "Jalur"),
        ({"items": ""}, "Jalur"),
        ({"items": ".".join("abcdefghijklmno")}, "Jalur"),
        ({"title": ""}, "title dan link"),
        ({"title": "/{a}"}, "pola alamat"),
        ({"link": "/{a b}/{c..d}"}, "Jalur"),
        ({"date": "a" * 201}, "date"),
        ({"form": "links", "path": "berita/*"}, "Pola"),
        ({"form": "links", "path": "/" + "*/" * 7}, "Pola"),
        ({"form": "links", "path": "/**/**"}, "Pola"),
        ({"form": "links", "path": "/*a*a*"}, "Pola"),
        ({"form": "links", "path": "/*", "within": "div > a"}, "Bagian"),
    ],
)
def test_a_rule_that_cannot_work_is_refused_in_words(change: dict[str, object], word: str) -> None:
    with pytest.raises(BadRules, match=word):
        rules_from({**DATA, **change})


@pytest.mark.parametrize(
    ("path", "address", "fits"),
    [
        ("/berita/*", "/berita/jalan-dusun", True),
        ("/berita/*", "/berita/2026/jalan-dusun", False),
        ("/berita/**", "/berita/2026/jalan-dusun", True),
        ("/berita/*", "/berita/", False),
        ("/read.php?id=*", "/read.php?id=7", True),
        ("/read.php?id=*", "/readXphp?id=7", False),
        ("/(a+)+", "/aaaa", False),
    ],
)
def test_a_pattern_leaves_open_what_its_stars_stand_for(
    path: str, address: str, fits: bool
) -> None:
    assert bool(pattern(path).fullmatch(address)) == fits
