"""A page's word on its own address counts within its site, and never for a front page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring.pages.identity import is_front, own_address

ASKED = "https://suara-seroja.test/?p=71"
OWN = "https://suara-seroja.test/2026/11/20/dermaga-serunai-rusak/"


@pytest.mark.parametrize(
    ("asked", "answered", "stated", "expected"),
    [
        (ASKED, ASKED, [OWN], OWN),
        (ASKED, OWN, [], OWN),
        (ASKED, ASKED, ["/2026/11/20/dermaga-serunai-rusak/"], OWN),
        (ASKED, ASKED, ["https://serunai.suara-seroja.test/dermaga"], "https://serunai.suara-seroja.test/dermaga"),
        (OWN, OWN + "amp/", [OWN + "?utm_source=x"], ""),
        (OWN, OWN, ["https://suara-seroja.test/"], ""),
        (OWN, OWN, ["https://suara-seroja.test/2026/11/20/"], ""),
        (OWN, OWN, ["https://suara-seroja.test/category/daerah/"], ""),
        (OWN, OWN, ["https://warta-limau.test/dermaga"], ""),
        (OWN, "https://warta-limau.test/dermaga", ["https://warta-limau.test/dermaga"], ""),
        (ASKED, ASKED, ["https://suara-seroja.test/", OWN], OWN),
        (ASKED, ASKED, ["http://[::1"], ""),
    ],
)  # fmt: skip
def test_the_own_address_is_followed_within_the_site(
    asked: str, answered: str, stated: list[str], expected: str
) -> None:
    assert own_address(asked, answered, stated, anywhere=False) == expected


def test_the_link_of_a_search_engine_may_lead_anywhere() -> None:
    link = "https://news.google.com/rss/articles/CBMi"
    assert own_address(link, OWN, [], anywhere=True) == OWN
    assert own_address(link, OWN, [], anywhere=False) == ""


@given(st.text(max_size=60), st.text(max_size=60))
def test_no_statement_raises(stated: str, answered: str) -> None:
    own = own_address(ASKED, f"https://suara-seroja.test/{answered}", [stated], anywhere=False)
    assert own == "" or not is_front(own)
