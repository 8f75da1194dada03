"""What makes a reading doubtful, so that people look at it first."""

import pytest

from issues.learning.doubt import doubts

SURE = {"tone": {"value": "neg", "confidence": 0.9}}
SAID = "contoh berlabel: buruk, “ingkar”; aturan: netral (R2: disebut tanpa penilaian)"
UNLIKE = {"tone": {"value": "neg", "confidence": 0.9, "reason": SAID}}


@pytest.mark.parametrize(
    ("reasons", "expected"),
    [
        (SURE, ()),
        ({"tone": {"value": "unsure", "confidence": 0.4}}, ("ragu",)),
        ({"tone": {"value": "neg", "confidence": 0.6}}, ("lemah",)),
        (UNLIKE, ("beda",)),
        (SURE | {"headline_tone": {"value": "pos"}, "body_tone": {"value": "neg"}}, ("judul",)),
        (SURE | {"mentions": [{"tone": "unsure"}]}, ("pejabat",)),
    ],
)
def test_a_reading_says_why_it_is_doubtful(reasons, expected):
    assert doubts(reasons) == expected


@pytest.mark.parametrize("reasons", [{}, {"tone": {"value": "na", "confidence": 0.3}}])
def test_what_is_about_somebody_else_is_not_looked_at_first(reasons):
    assert doubts(reasons) == ()


def test_headline_and_body_that_differ_without_opposing_are_no_doubt():
    assert doubts(SURE | {"headline_tone": {"value": "neu"}, "body_tone": {"value": "neg"}}) == ()
