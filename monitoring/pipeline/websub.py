"""Subscriptions at hubs: offered by a feed, asked for, verified, renewed, and what hubs report.

A report only makes the feed due, so a forged one costs a fetch and a lost one an interval.
"""

import logging
import re
from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta
from secrets import token_hex
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from monitoring import websub
from monitoring.claims import LeaseLost, untouched_go_back
from monitoring.clean import clean
from monitoring.door.http import Answer, Failure, Request
from monitoring.models import Feed, Subscription
from monitoring.nudge import nudge
from monitoring.pipeline.found import Found
from monitoring.pipeline.visits import door

log = logging.getLogger(__name__)

# All are asked side by side: a batch takes no longer than its slowest hub.
BATCH = 20
ADDRESS_MOST = 2048
# However often a hub reports, a feed is not asked again sooner than this.
SOONEST = timedelta(seconds=30)
State = Subscription.State
# A hub may call back, and report, in any of these.
WELCOME = [State.WANTED, State.ASKED, State.ACTIVE]
_FORGED = "Kiriman dengan tanda tangan salah: {} kali."
_FORGED_COUNT = re.compile(r"tanda tangan salah: (\d{1,6}) kali")


def is_active(feed: Feed, at: datetime) -> bool:
    """Say whether a hub has promised to report what is new in this feed."""
    held: Subscription | None = getattr(feed, "subscription", None)
    return bool(held and held.state in WELCOME and held.expires_at and held.expires_at > at)


def offer(feed: Feed, found: Found, at: datetime) -> None:
    """Note the hub a feed or its Link header offers, to be asked soon; none without PUBLIC_URL.

    Inside the caller's transaction.
    """
    read = found.read
    held: Subscription | None = getattr(feed, "subscription", None)
    if held and read is None:
        # The head alone may name another hub or topic than the body that was not read.
        return
    hub = (read.hub if read else "") or found.links.get("hub", "")
    if not settings.PUBLIC_URL or not 0 < len(hub) <= ADDRESS_MOST:
        return
    topic = (read.topic if read else "") or found.links.get("self", "") or feed.url
    topic = topic if len(topic) <= ADDRESS_MOST else feed.url
    if held is None:
        Subscription.objects.create(
            feed=feed, secret=token_hex(32), hub=hub, topic=topic, due_at=at
        )
    elif (held.hub, held.topic) != (hub, topic):
        values = {"hub": hub, "topic": topic, "state": State.WANTED, "due_at": at}
        Subscription.objects.filter(pk=held.pk).update(**values, attempts=0, expires_at=None)


# -- Asking hubs --------------------------------------------------------------------------------


def renew_subscriptions(limit: int = BATCH) -> Counter[str]:
    """Ask hubs for the subscriptions that are due; return how many ended in which state."""
    states: Counter[str] = Counter()
    if not settings.PUBLIC_URL:
        return states
    watched = Feed.objects.watched().values("pk")
    held = Subscription.objects.filter(feed__in=watched).claim(limit, settings.LEASE)
    with untouched_go_back(held) as begun:
        mine = [one for one in held if _ask(one, begun)]
        answers = door().fetch_all([_request(one) for one in mine])
        for one, answer in zip(mine, answers, strict=True):
            states[_heard(one, answer)] += 1
    return states


def _ask(held: Subscription, begun: set[int]) -> bool:
    """Count the attempt, and expect the hub's call from now on; it may come before its answer."""
    begun.add(held.pk)
    try:
        held.begin()
    except LeaseLost:
        return False
    asked = {"state": State.ASKED, "asked_at": timezone.now()}
    Subscription.objects.filter(pk=held.pk).update(**asked)
    return True


def _request(held: Subscription) -> Request:
    callback = settings.PUBLIC_URL + reverse("hub_callback", kwargs={"token": held.token})
    form = websub.subscription_form(held.topic, callback, held.secret)
    return Request(held.hub, "hub", form=form)


def _heard(held: Subscription, answer: Answer | Failure) -> str:
    """Give the subscription back with what the hub answered, unless it has called back by now."""
    at = timezone.now()
    wait = websub.retry_after(held.attempts)
    values: dict[str, object] = {"due_at": at + max(wait, websub.VERIFY_WITHIN)}
    if isinstance(answer, Failure):
        granted = held.expires_at and held.expires_at > at
        state = State.ACTIVE if granted else State.FAILED
        note = f"Hub belum dapat diminta: {answer.note}"
        values = {"due_at": at + wait, "state": state, "note": note[:300]}
    elif held.attempts > 1:
        values["note"] = f"Hub sudah {held.attempts} kali diminta, tetapi belum memanggil balik."
    try:
        with transaction.atomic():
            held.release()
            Subscription.objects.filter(pk=held.pk, state=State.ASKED).update(**values)
    except LeaseLost:
        log.warning("langganan %s: sewa habis sebelum selesai", held.pk)
    return str(values.get("state", State.ASKED))


# -- What hubs tell us --------------------------------------------------------------------------


def verify(token: UUID, told: Mapping[str, str], at: datetime) -> str | None:
    """Take a hub's call to the callback; return what to echo, None for what we did not ask for.

    A denial (section 5.2) is noted and needs no echo.
    """
    held = Subscription.objects.filter(token=token).first()
    if held is None or held.topic != told.get("hub.topic"):
        return None
    if told.get("hub.mode") == "denied":
        return _denied(held, clean(told.get("hub.reason", ""), 200), at)
    challenge = told.get("hub.challenge", "")
    wanted = told.get("hub.mode") == "subscribe" and held.state in WELCOME
    if not wanted or not websub.is_challenge(challenge):
        return None
    lease = websub.lease_of(told.get("hub.lease_seconds", ""))
    Subscription.objects.filter(pk=held.pk).update(
        state=State.ACTIVE,
        note="",
        attempts=0,
        expires_at=at + lease,
        due_at=websub.renewal(at, lease),
    )
    return challenge


def _denied(held: Subscription, reason: str, at: datetime) -> str:
    note = f"Hub menolak: {reason or 'tanpa alasan'}. Umpan tetap ditarik menurut jadwalnya."
    Subscription.objects.filter(pk=held.pk).update(
        state=State.DENIED, note=note[:300], expires_at=None, due_at=at + websub.AFTER_DENIAL
    )
    return ""


def take_report(token: UUID, signature: str, body: bytes, at: datetime) -> bool:
    """Make the feed due when the hub's signature holds; False for a token nobody knows.

    A wrong signature has no effect but a count in the note.
    """
    held = Subscription.objects.filter(token=token).first()
    if held is None:
        return False
    mine = Subscription.objects.filter(pk=held.pk)
    if not websub.is_signed(held.secret, signature, body):
        counted = _FORGED_COUNT.search(held.note)
        mine.update(note=_FORGED.format(int(counted[1]) + 1 if counted else 1))
    elif held.state in WELCOME:
        mine.update(pushed_at=at)
        _make_due(held.feed_id, at)
    return True


def _make_due(feed: int, at: datetime) -> None:
    """Let the feed be asked now, or as soon as its last visit is SOONEST ago."""
    watched = Feed.objects.watched().filter(pk=feed)
    fetched_at = watched.values_list("fetched_at", flat=True).first()
    soon = max(at, fetched_at + SOONEST) if fetched_at else at
    if watched.filter(due_at__gt=soon).update(due_at=soon) and soon == at:
        nudge("feed")
