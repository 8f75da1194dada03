"""Pure: hosts, as the names outlets publish under."""

from collections.abc import Iterable

from monitoring.feeds import sites

# Everybody publishes here: such a host names no outlet, only an address below it does.
SHARED = frozenset({
    "blogspot.com", "dailymotion.com", "facebook.com", "instagram.com", "medium.com", "t.me",
    "threads.net", "tiktok.com", "twitter.com", "wordpress.com", "x.com", "youtu.be", "youtube.com",
})  # fmt: skip


def host_of(url: str) -> str:
    """Return the host of an address without "www."; "" where there is none."""
    return sites.host_of(url).removeprefix("www.")


def hosts_above(host: str) -> Iterable[str]:
    """Return a host and the names above it, the longest first; a number or a word only itself."""
    parts = host.split(".")
    if parts[-1].isdecimal() or len(parts) < 2:
        return [host] if host else []
    return [".".join(parts[n:]) for n in range(len(parts) - 1)]


def same_site(host: str, other: str) -> bool:
    """Say whether one host is the other or lies below it."""
    return bool(host and other) and (
        host == other or host.endswith(f".{other}") or other.endswith(f".{host}")
    )
