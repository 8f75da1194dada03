"""Subscriptions from end to end: a feed names its hub, the hub calls back, its reports make due."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import settings as product
from django.utils import timezone

from monitoring.models import Feed, Fetch, Subscription
from monitoring.pipeline import renew_subscriptions
from monitoring.schedule import BY_HUB
from monitoring.websub import AFTER_DENIAL
from tests.monitoring.loopback import Loopback
from tests.monitoring.pipeline.hub import Hub, little_hub, send
from tests.monitoring.pipeline.printing import a_feed, rss, visited

pytestmark = pytest.mark.django_db(transaction=True)
State = Subscription.State


@pytest.fixture
def hub(live_server, settings: product) -> Iterator[Hub]:
    """Open a hub that can reach us."""
    settings.PUBLIC_URL = live_server.url
    with little_hub() as opened:
        yield opened


def offering(site: Loopback, hub: Hub) -> Feed:
    """Collect a feed that names the hub, once."""
    links = f'<atom:link rel="hub" href="{hub.url}"/>'
    site.says("/feed", rss(range(5), f'{links}<atom:link rel="self" href="{site.url("/feed")}"/>'))
    return visited(a_feed(site))


def subscribed(site: Loopback, hub: Hub) -> Feed:
    feed = offering(site, hub)
    renew_subscriptions()
    assert hub.calls_back(lease_seconds="864000") == (200, "tantangan-7")
    return Feed.objects.get(pk=feed.pk)


def not_due(feed: Feed) -> None:
    later, before = (timezone.now() + timedelta(minutes=m) for m in (50, -5))
    Feed.objects.filter(pk=feed.pk).update(due_at=later, fetched_at=before)


def is_due(feed: Feed) -> bool:
    return Feed.objects.due().filter(pk=feed.pk).exists()


def test_a_hub_is_asked_for_the_topic_its_feed_names(site: Loopback, hub: Hub):
    feed = offering(site, hub)
    assert renew_subscriptions() == {State.ASKED: 1}
    (form,) = hub.asked
    held = Subscription.objects.get()
    assert (form["hub.mode"], form["hub.topic"]) == ("subscribe", feed.url)
    assert str(held.token) in form["hub.callback"] and form["hub.secret"] == held.secret
    assert renew_subscriptions() == {}


def test_a_hub_that_calls_back_makes_the_subscription_active(site: Loopback, hub: Hub):
    feed = subscribed(site, hub)
    held = feed.subscription
    assert held.state == State.ACTIVE
    assert timezone.now() < held.due_at < held.expires_at
    assert visited(feed).interval_reason == BY_HUB


def test_a_report_makes_the_feed_due_at_once(site: Loopback, hub: Hub):
    not_due(feed := subscribed(site, hub))
    assert hub.reports(rss([99])) == 202
    assert is_due(feed)
    assert feed.entries.count() == 5
    assert Subscription.objects.get().pushed_at


def test_a_forged_report_has_no_effect_but_is_counted(site: Loopback, hub: Hub):
    not_due(feed := subscribed(site, hub))
    assert {hub.reports(b"<rss/>", secret="tebakan") for _ in range(3)} == {202}
    assert not is_due(feed)
    assert "salah: 3 kali" in Subscription.objects.get().note


def test_reports_without_end_do_not_ask_the_site_without_end(site: Loopback, hub: Hub):
    not_due(feed := subscribed(site, hub))
    Feed.objects.update(fetched_at=timezone.now())
    hub.reports(b"<rss/>")
    assert not is_due(feed)
    assert Feed.objects.get().due_at < timezone.now() + timedelta(minutes=1)


def test_a_report_during_a_visit_is_not_forgotten(site: Loopback, hub: Hub):
    feed = subscribed(site, hub)
    Subscription.objects.update(pushed_at=timezone.now() + timedelta(seconds=20))
    assert visited(feed).due_at < timezone.now() + timedelta(minutes=1)


@pytest.mark.parametrize(
    "told",
    [
        {"topic": "https://lain.test/feed"},
        {"topic": "\x00"},
        {"mode": "unsubscribe"},
        {"challenge": ""},
        {"challenge": "a" * 5_000},
    ],
)
def test_what_was_not_asked_for_is_not_confirmed(site: Loopback, hub: Hub, told: dict[str, str]):
    offering(site, hub)
    renew_subscriptions()
    assert hub.calls_back(**told)[0] == 404
    assert Subscription.objects.get().state == State.ASKED


def test_a_challenge_is_sent_back_as_plain_text(site: Loopback, hub: Hub, client):
    offering(site, hub)
    renew_subscriptions()
    held = Subscription.objects.get()
    asked = {"hub.mode": "subscribe", "hub.topic": held.topic, "hub.challenge": "<script>"}
    response = client.get(f"/umpan/langganan/{held.token}", asked)
    assert response.content == b"<script>"
    assert response.headers["Content-Type"].startswith("text/plain")
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_a_token_nobody_knows_leads_nowhere(db: None, live_server):
    address = f"{live_server.url}/umpan/langganan/{uuid4()}"
    assert send("GET", address)[0] == send("POST", address, b"x")[0] == 404
    assert send("PUT", address)[0] == 405


def test_a_denial_is_noted_with_its_reason_and_asked_again_later(site: Loopback, hub: Hub):
    offering(site, hub)
    renew_subscriptions()
    assert hub.calls_back(mode="denied", reason="kuota habis")[0] == 200
    held = Subscription.objects.get()
    assert held.state == State.DENIED
    assert "kuota habis" in held.note
    assert held.due_at > timezone.now() + AFTER_DENIAL / 2


def test_a_hub_that_fails_is_asked_again_and_says_why(site: Loopback, hub: Hub):
    hub.status = 500
    feed = offering(site, hub)
    assert renew_subscriptions() == {State.FAILED: 1}
    held = Subscription.objects.get()
    assert "500" in held.note and held.due_at > timezone.now()
    assert visited(feed).outcome in Fetch.GOOD


def test_a_renewal_that_fails_keeps_the_lease_it_has(site: Loopback, hub: Hub):
    subscribed(site, hub)
    hub.status = 503
    Subscription.objects.update(due_at=timezone.now())
    assert renew_subscriptions() == {State.ACTIVE: 1}
    Subscription.objects.update(due_at=timezone.now())
    hub.status = 202
    assert renew_subscriptions() == {State.ASKED: 1}


def test_a_feed_that_changes_its_hub_is_asked_for_there(site: Loopback, hub: Hub):
    feed = subscribed(site, hub)
    site.says("/feed", rss(range(6), '<atom:link rel="hub" href="https://hub.test/"/>'))
    visited(feed)
    held = Subscription.objects.get()
    assert (held.hub, held.state) == ("https://hub.test/", State.WANTED)
    assert held.expires_at is None


def test_the_link_header_names_a_hub_too(site: Loopback, hub: Hub):
    site.says("/feed", rss(range(5)), Link=f'<{hub.url}>; rel="hub"')
    visited(a_feed(site))
    assert Subscription.objects.get().hub == hub.url


def test_a_head_without_its_body_changes_no_subscription(site: Loopback, hub: Hub):
    links = (
        f'<atom:link rel="hub" href="{hub.url}"/><atom:link rel="self" href="https://a.test/f"/>'
    )
    site.says("/feed", rss(range(5), links), Link=f'<{hub.url}>; rel="hub"')
    feed = visited(a_feed(site))
    renew_subscriptions()
    assert visited(feed).outcome == Fetch.Outcome.UNCHANGED
    held = Subscription.objects.get()
    assert (held.topic, held.state) == ("https://a.test/f", State.ASKED)


def test_who_cannot_be_reached_subscribes_to_nothing(site: Loopback, hub: Hub, settings: product):
    settings.PUBLIC_URL = ""
    offering(site, hub)
    assert not Subscription.objects.exists()
    assert renew_subscriptions() == {}
