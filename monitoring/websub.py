"""WebSub as a subscriber speaks it (W3C Recommendation of 23 January 2018). Pure.

What we send a hub, what its grants and signatures are worth, and when it is asked again.
"""

import hmac
from datetime import datetime, timedelta

# What we ask for; hubs grant what they like (section 5.1 makes it a wish).
LEASE_WISHED = timedelta(days=10)
LEASE_SHORTEST = timedelta(minutes=10)
LEASE_LONGEST = timedelta(days=30)
# A renewal that fails has the last fifth of the lease for further tries.
RENEW_AFTER = 0.8
# How long a hub may take to call back before it is asked again.
VERIFY_WITHIN = timedelta(hours=1)
RETRY_FIRST, RETRY_LONGEST = timedelta(hours=1), timedelta(hours=24)
# A refusal is the publisher's decision; it may change its mind.
AFTER_DENIAL = timedelta(days=7)
# Section 8: SHA-1 is the least a hub may use.
_METHODS = ("sha256", "sha512", "sha384", "sha1")
_CHALLENGE_MOST = 2048


def subscription_form(topic: str, callback: str, secret: str) -> dict[str, str]:
    """Return the form that asks a hub for a topic (section 5.1)."""
    return {
        "hub.mode": "subscribe",
        "hub.topic": topic,
        "hub.callback": callback,
        "hub.secret": secret,
        "hub.lease_seconds": str(int(LEASE_WISHED.total_seconds())),
    }


def lease_of(text: str) -> timedelta:
    """Return the lease a hub grants in `hub.lease_seconds`, within bounds."""
    if not (text.isascii() and text.isdecimal()):
        return LEASE_WISHED
    granted = timedelta(seconds=min(int(text[:10]), int(LEASE_LONGEST.total_seconds())))
    return max(granted, LEASE_SHORTEST)


def is_challenge(text: str) -> bool:
    """Say whether the hub's challenge is fit to be sent back."""
    return 0 < len(text) <= _CHALLENGE_MOST and text.isprintable()


def renewal(at: datetime, lease: timedelta) -> datetime:
    """Return when a subscription granted at `at` is asked for again."""
    return at + lease * RENEW_AFTER


def retry_after(attempts: int) -> timedelta:
    """Return the wait after so many attempts in a row without success: doubled, up to a day."""
    return min(RETRY_FIRST * 2.0 ** min(max(attempts - 1, 0), 10), RETRY_LONGEST)


def is_signed(secret: str, header: str, body: bytes) -> bool:
    """Say whether `X-Hub-Signature` (method=hex) proves that the hub sent the body (section 8)."""
    method, _, given = header.strip().partition("=")
    if method.lower() not in _METHODS:
        return False
    right = hmac.new(secret.encode(), body, method.lower()).hexdigest()
    return hmac.compare_digest(right.encode(), given.strip().lower().encode())
