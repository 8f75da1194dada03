"""Act: which outlet an address belongs to; one that nobody knew yet is noted and waits.

The host decides. A name alone decides only where there is no address to hold against it: a clone
that calls itself like a known outlet must not be counted as that outlet.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256

from django.utils.text import slugify

from monitoring.clean import clean
from monitoring.models import Outlet
from monitoring.sources.hosts import host_of, hosts_above, is_shared

NAME_MAX = 120
_KEY_WORDS = 60


@dataclass
class Attribution:
    """The outlets by host and by name, read once for many addresses."""

    hosts: dict[str, Outlet] = field(default_factory=dict)
    names: dict[str, Outlet] = field(default_factory=dict)

    @classmethod
    def load(cls) -> "Attribution":
        """Read all outlets, in one query; the robots.txt of each stays where it is."""
        found = cls()
        # Of two with one name or host the first counts: those that people described come first.
        for outlet in Outlet.objects.defer("robots").order_by("-known", "blocked", "pk"):
            found._add(outlet)
        return found

    def find(self, url: str, name: str = "") -> Outlet | None:
        """Return the outlet that publishes under this address; None for one nobody knew.

        The longest known host wins (a subdomain may be an outlet of its own). A name counts when
        there is no address, or when the outlet of that name has none.
        """
        host = _own_host(url)
        for known in hosts_above(host):
            if known in self.hosts:
                return self.hosts[known]
        named = self.named(name)
        return named if named and not (host and host_of(named.home)) else None

    def named(self, name: str) -> Outlet | None:
        """Return the outlet of exactly this name, capitals aside, for a name that is trusted."""
        return self.names.get(_folded(name)) if name else None

    def outlet_of(self, url: str, name: str = "") -> Outlet:
        """Return the outlet of this address, or a new one that waits to be described.

        Raises ValueError when neither an address with a host nor a name is given.
        """
        outlet = self.find(url, name)
        if outlet is None:
            outlet = _noted(_new(url, name))
            self._add(outlet)
        return outlet

    def note(self, sources: Iterable[tuple[str, str]]) -> None:
        """Note an outlet for each address and name that has none, all of them in two queries."""
        made = [_new(url, name) for url, name in sources if not self.find(url, name)]
        new = {outlet.key: outlet for outlet in made}
        Outlet.objects.bulk_create(new.values(), ignore_conflicts=True, batch_size=500)
        for outlet in Outlet.objects.defer("robots").filter(key__in=new).order_by("pk"):
            self._add(outlet)

    def _add(self, outlet: Outlet) -> None:
        for host in hosts_of(outlet):
            self.hosts.setdefault(host, outlet)
        self.names.setdefault(_folded(outlet.name), outlet)


def outlet_of(url: str, name: str = "") -> Outlet:
    """Return the outlet of one address; for several, `Attribution.load()` asks only once."""
    return Attribution.load().outlet_of(url, name)


def outlet_named(name: str, kind: str = Outlet.Kind.ONLINE) -> Outlet:
    """Return the outlet of this name, or a new one of this kind that waits to be described."""
    named = Outlet.objects.filter(name__iexact=name).order_by("-known", "pk").first()
    return named or _noted(_new("", name, kind))


def hosts_of(outlet: Outlet) -> list[str]:
    """Return the hosts an outlet publishes under, its home first; shared ones are nobody's."""
    hosts = [host_of(outlet.home), *(host.removeprefix("www.") for host in outlet.hosts)]
    return [host for host in dict.fromkeys(hosts) if host and not is_shared(host)]


def _own_host(url: str) -> str:
    """Return the host of an address; "" for one that everybody shares."""
    host = host_of(url)
    return "" if is_shared(host) else host


def _folded(name: str) -> str:
    return clean(name, NAME_MAX).casefold()


def _new(url: str, name: str, kind: str = Outlet.Kind.ONLINE) -> Outlet:
    """Return an outlet that waits to be described, not stored yet; its key follows from its host.

    Raises ValueError when there is neither a host nor a name.
    """
    # On a host that everybody shares the name tells one outlet from another.
    host, name = _own_host(url) if name else host_of(url), clean(name, NAME_MAX)
    identity = host or name.casefold()
    if not identity:
        raise ValueError("an outlet needs an address or a name")
    # Names that are spelt alike in a key are still two outlets.
    mark = sha256(identity.encode()).hexdigest()[:6]
    words = slugify(identity.replace(".", "-")).replace("_", "-")[:_KEY_WORDS].strip("-")
    return Outlet(
        key=f"baru-{words or 'media'}-{mark}",
        name=name or host[:NAME_MAX],
        home=f"https://{host}/" if host else "",
        kind=kind,
        known=False,
    )


def _noted(new: Outlet) -> Outlet:
    """Store a new outlet; two who meet it at once make one."""
    given = {name: getattr(new, name) for name in ("name", "home", "kind", "known")}
    return Outlet.objects.get_or_create(key=new.key, defaults=given)[0]
