"""Act: watch what somebody chose: feeds of an outlet, due now."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from monitoring.models import Feed, Outlet
from monitoring.nudge import nudge
from monitoring.sources.attribution import hosts_of
from monitoring.sources.hosts import host_of, hosts_above, is_shared
from monitoring.sources.preview import Found


def add_feeds(outlet: Outlet, chosen: Sequence[Found], at: datetime) -> list[Feed]:
    """Watch what was chosen from now on; an address that is watched already stays as it is.

    Returns the feeds that are new.
    """
    made = []
    with transaction.atomic():
        _own(outlet, chosen)
        for one in chosen:
            values = {"outlet": outlet, "kind": one.kind, "rules": dict(one.rules), "due_at": at}
            values |= {"key": free_feed_key(outlet), "note": one.why[:200]}
            feed, created = Feed.objects.get_or_create(url=one.url, defaults=values)
            made += [feed] if created else []
        transaction.on_commit(lambda: nudge("feed"))
    return made


def free_feed_key(outlet: Outlet) -> str:
    """Return a key for another feed of this outlet."""
    taken = set(Feed.objects.filter(key__startswith=outlet.key).values_list("key", flat=True))
    number = outlet.feeds.count() + 1
    while f"{outlet.key}-umpan-{number}" in taken:
        number += 1
    return f"{outlet.key}-umpan-{number}"


def _own(outlet: Outlet, chosen: Sequence[Found]) -> None:
    """Note hosts under which the outlet turned out to publish, so that its links are its own.

    The host of a search engine stays the engine's.
    """
    known = set(hosts_of(outlet))
    hosts = dict.fromkeys(host_of(one.url) for one in chosen if one.kind != Feed.Kind.SEARCH)
    new = [host for host in hosts if not is_shared(host) and known.isdisjoint(hosts_above(host))]
    if new:
        outlet.hosts = [*outlet.hosts, *new]
        outlet.save(update_fields=["hosts"])
