"""One address per article: the same text reached through feeds, AMP, phones and campaigns.

`canonical` gives the address people and the fetcher use; `url_hash` folds further (scheme, www,
mobile hosts, order of parameters) because it only has to be equal, not to answer.
"""

import re
from functools import lru_cache
from hashlib import sha256
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

# Families and single keys that name the way to the page, never the page: the vendors' own
# documentation (utm: Google Analytics, fbclid: Meta, and so on). Everything else is kept, since
# an unknown key may be the identity (`?p=`, `?id=`, `?berita=`).
_TRACKING = re.compile(
    r"(?:utm|hsa|mtm|pk|piwik|matomo|vero|oly|itm|trk|mc|wt|fb|ga)_\w+|_hsenc|_hsmi"
    r"|fbclid|gclid|dclid|gclsrc|gbraid|wbraid|yclid|ysclid|msclkid|twclid|ttclid|tbclid|igshi?d?"
    r"|mibextid|srsltid|_ga|_gl|_ke|_openstat|ref|ref_src|ref_url|referrer|cmpid|campaign"
    r"|campaignid|xtor|spm|smid|ocid|oc|ncid|usqp|tblci|jxconn|jxrecoid|share|shared|sharing"
    r"|shareid|outputtype|noamp|nomobile|nocache|showcomment|tag_from|_x_tr_\w+"
)
# The same page in another dress, but only with these values; `?m=12` may be a menu number.
_DRESS = {
    "m": {"0", "1"},
    "amp": {"", "0", "1", "true", "amp"},
    "single": {"", "1", "true"},
    "print": {"", "1", "true", "yes", "y"},
    "cetak": {"", "1", "true", "ya"},
    "tpl": {"print", "amp"},
    "showpage": {"all"},
    "view": {"all"},
    "source": {"rss", "feed", "twitter", "facebook", "whatsapp", "telegram"},
}
_PAGE_KEYS = frozenset({"page", "halaman"})
_PAGE = re.compile(r"all|\d{1,3}")
_TAIL = re.compile(r"(?<=[^/])/(amp|all|print|cetak)/?$|(?<=[^/])\.amp(?=(\.html?)?$)", re.I)
_HEAD = re.compile(r"^/amp(?=/[^/])", re.I)
_PART, _NUMBERED = re.compile(r"[1-9]\d?"), re.compile(r"\d{4}")
# Google's stores of AMP pages hold the publisher's address in their own: amp.dev, "AMP Cache URL".
_AMP_STORE = re.compile(
    r"https?://(?:[\w-]+\.cdn\.ampproject\.org/(?:[acivw]|wp|viewer|mbv)"
    r"|(?:www\.)?google\.[a-z.]{2,6}/amp)"
    r"/(?P<secure>s/)?(?P<address>[^/]+\.[^/]+/.*)",
    re.I,
)
_SAFE_PATH = "/:@!$&'()*+,;=~-._"
_MOBILE_HOST = re.compile(r"^(?:www\d?|m|mobile|wap|amp)\.(?=[^.]+\.[^.])")
_PORTS = {"http": 80, "https": 443}
# Names under a country's own that anybody may register beneath (PANDI's list for .id, and the
# usual ones elsewhere).
_SECOND_LEVEL = re.compile(r"ac|biz|com?|desa|edu|gov?|mil|my|net|org?|ponpes|sch|web")
# Hosted blogs: every name below one of these is a site of its own.
ROOFS = frozenset({
    "blogspot.com", "github.io", "medium.com", "weebly.com", "wixsite.com", "wordpress.com",
})  # fmt: skip


# An entry is asked for its address and for the hash of it, one right after the other.
@lru_cache(maxsize=512)
def canonical(url: str) -> str:
    """Return the address without tracking, AMP, print and all-pages forms, fragment or port.

    Returns "" for anything that is not an http(s) address with a host. Idempotent.
    """
    try:
        parts = urlsplit(_published(url.strip()))
        host = _host(parts)
    except ValueError:
        return ""
    if parts.scheme not in _PORTS or not host:
        return ""
    path = _path(parts.path)
    return urlunsplit((parts.scheme, host, path, _query(parts.query, path), ""))


def url_hash(url: str) -> str:
    """Return the sha256 (hex) of the folded canonical address; two forms of one page are equal."""
    parts = urlsplit(canonical(url))
    host = _MOBILE_HOST.sub("", parts.netloc)
    query = urlencode(sorted(parse_qsl(parts.query, keep_blank_values=True)))
    return sha256(f"{host}{parts.path.rstrip('/')}?{query}".encode()).hexdigest()


def same_site(one: str, other: str) -> bool:
    """Say whether two addresses belong to one publisher: hosts under one registered name."""
    try:
        first, second = (urlsplit(url).hostname or "" for url in (one, other))
    except ValueError:
        return False
    return site_of(first) == site_of(second) != ""


def site_of(host: str) -> str:
    """Return the registered name a host stands under, or the host where there is none.

    One label in front of the suffix: `news.suara.co.id` is `suara.co.id`. Blogs under one roof
    are sites of their own, and so is every numbered address.
    """
    labels = host.lower().rstrip(".").split(".")
    if labels[-1].isdecimal() or ":" in host or len(labels) < 3:
        return ".".join(labels)
    shared = ".".join(labels[-2:]) in ROOFS
    second_level = len(labels[-1]) == 2 and _SECOND_LEVEL.fullmatch(labels[-2])
    return ".".join(labels[-3:] if shared or second_level else labels[-2:])


def _published(url: str) -> str:
    """Return the publisher's address behind one in a store of AMP pages."""
    found = _AMP_STORE.match(url) if "amp" in url.lower() else None
    return f"http{'s' * bool(found['secure'])}://{found['address']}" if found else url


def _host(parts: SplitResult) -> str:
    host = (parts.hostname or "").rstrip(".")
    if not host.isascii():
        host = host.encode("idna").decode()
    host = f"[{host}]" if ":" in host else host
    default = parts.port in {None, _PORTS.get(parts.scheme)}
    return host if default else f"{host}:{parts.port}"


def _path(path: str) -> str:
    path = quote(unquote(path, errors="surrogateescape"), _SAFE_PATH, errors="surrogateescape")
    path = re.sub(r"/{2,}", "/", path) or "/"
    while (folded := _first_page(_HEAD.sub("", _TAIL.sub("", path)))) != path:
        path = folded
    return path or "/"


def _first_page(path: str) -> str:
    """Return the path of an article without the number of its page behind the slug.

    Words make a slug: three, or two where a year or an article's number stands before them. Fewer
    may be the name of an album whose pictures are counted: `/galeri/foto-kegiatan/12`.
    """
    head, _, last = path.rstrip("/").rpartition("/")
    if not _PART.fullmatch(last):
        return path
    before, _, slug = head.rpartition("/")
    words = [word for word in slug.removesuffix(".html").split("-") if word and not word.isdigit()]
    enough = 2 if _NUMBERED.search(before) else 3
    return head if len(words) >= enough else path


def _query(query: str, path: str) -> str:
    pairs = parse_qsl(query, keep_blank_values=True, errors="surrogateescape")
    kept = [(key, value) for key, value in pairs if not _is_noise(key.lower(), value, path)]
    return urlencode(kept, quote_via=quote, safe="/:,~", errors="surrogateescape")


def _is_noise(key: str, value: str, path: str) -> bool:
    if key in _PAGE_KEYS:
        # `?page=2` of an article is that article; `index.php?page=2` is where it lives.
        return bool(_PAGE.fullmatch(value.lower())) and path != "/" and not path.endswith(".php")
    return bool(_TRACKING.fullmatch(key)) or value.lower() in _DRESS.get(key, ())
