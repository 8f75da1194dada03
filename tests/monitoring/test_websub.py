"""What a hub says is worth what its signature is worth."""

import hashlib
import hmac
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring.websub import (
    LEASE_LONGEST,
    LEASE_SHORTEST,
    LEASE_WISHED,
    RETRY_LONGEST,
    is_challenge,
    is_signed,
    lease_of,
    retry_after,
    subscription_form,
)

BODY = b"<rss/>"


def signature(method: str, secret: str = "rahasia", body: bytes = BODY) -> str:
    return f"{method}={hmac.new(secret.encode(), body, method).hexdigest()}"


@pytest.mark.parametrize("method", ["sha1", "sha256", "sha384", "sha512"])
def test_every_method_of_the_recommendation_is_understood(method: str) -> None:
    assert is_signed("rahasia", signature(method), BODY)


@pytest.mark.parametrize(
    "header",
    [
        "",
        "sha256=",
        "sha256",
        "md5=" + hashlib.md5(BODY).hexdigest(),
        signature("sha256", secret="tebakan"),
        signature("sha256", body=b"<rss></rss>"),
        "sha256=\u00e9",
        "sha256=" + "0" * 64,
    ],
)
def test_a_forged_report_is_told_from_a_real_one(header: str) -> None:
    assert not is_signed("rahasia", header, BODY)


@given(st.text(max_size=200))
def test_no_header_breaks_the_check(header: str) -> None:
    assert not is_signed("rahasia", header, BODY)


def test_a_granted_lease_is_taken_within_bounds() -> None:
    assert lease_of("864000") == timedelta(days=10)
    assert lease_of("1") == LEASE_SHORTEST
    assert lease_of("9" * 40) == LEASE_LONGEST
    assert lease_of("") == lease_of("-5") == lease_of("\u0665") == LEASE_WISHED


def test_a_hub_that_fails_is_asked_less_and_less_often_but_daily() -> None:
    waits = [retry_after(attempts) for attempts in range(1, 40)]
    assert waits == sorted(waits)
    assert waits[-1] == RETRY_LONGEST


def test_only_a_challenge_of_reasonable_length_is_sent_back() -> None:
    assert is_challenge("a1-b2")
    assert not any(map(is_challenge, ["", "a\r\nb", "a" * 5_000]))


def test_the_form_names_topic_callback_and_secret() -> None:
    form = subscription_form("https://a.test/feed", "https://kami.test/x", "rahasia")
    assert form["hub.mode"] == "subscribe"
    assert form["hub.lease_seconds"] == "864000"
