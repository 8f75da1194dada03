"""Pure: hosts, as the names outlets publish under."""

from collections.abc import Iterable

from monitoring.canonical import ROOFS
from monitoring.feeds import sites

# Everybody publishes here, under any name below it (m.facebook.com, feeds.feedburner.com): such a
# host names no outlet, only an address below it does.
_PLATFORMS = frozenset({
    "dailymotion.com", "facebook.com", "fb.watch", "feedburner.com", "instagram.com", "t.me",
    "threads.net", "tiktok.com", "twitter.com", "x.com", "youtu.be", "youtube.com",
})  # fmt: skip
# Addresses that only lead on, as phones and chat groups share them.
_SHORTENERS = frozenset({
    "bit.ly", "buff.ly", "cutt.ly", "dlvr.it", "fb.me", "g.co", "goo.gl", "is.gd", "lnkd.in",
    "ow.ly", "rb.gy", "s.id", "search.app", "share.google", "shorturl.at", "t.co", "tinyurl.com",
    "wp.me",
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


def is_shared(host: str) -> bool:
    """Say whether a host names no outlet, because everybody publishes or shortens there.

    The blog below a roof of blogs has a name of its own.
    """
    return host in ROOFS or any(
        name in _PLATFORMS or name in _SHORTENERS for name in hosts_above(host)
    )


def is_shortener(host: str) -> bool:
    """Say whether addresses at this host only lead on to others."""
    return host in _SHORTENERS
