"""What of a page speaks for its kind: counted and quoted here, judged in `kinds`.

Pure; runs in the extraction child.
"""

import re
from collections.abc import Mapping, Sequence
from typing import TypedDict

from lxml import html

from monitoring.pages.stated import Stated

# Titles and scripts of the pages that stand in front of a site: Cloudflare, DDoS-Guard, Sucuri,
# Imunify360, Incapsula, and the cookie test of free hosts.
_BARRED_TITLE = re.compile(
    r"just a moment|attention required|access denied|are you (?:a )?(?:human|robot)|one moment,"
    r"|checking your browser|ddos-guard|security check|verify(?:ing)? you are human|captcha"
    r"|please wait|bot verification|mohon tunggu|verifikasi (?:keamanan|bahwa anda)|forbidden",
    re.IGNORECASE,
)
_BARRED_SCRIPT = re.compile(
    r"challenge-platform|cf-chl|cf_chl|hcaptcha\.com|/recaptcha/|_incapsula_resource|imunify360"
    r"|sucuri_cloudproxy|ddos-guard|slowaes|turnstile",
    re.IGNORECASE,
)
_WALL = re.compile(
    r"(?:artikel|berita|konten|naskah)\b.{0,30}\bkhusus (?:untuk )?(?:pelanggan|anggota|member)"
    r"|berlangganan (?:untuk|sekarang|agar)|(?:masuk|login) untuk (?:membaca|melanjutkan)"
    r"|konten premium|subscribe to (?:read|continue)|sisa artikel ini",
    re.IGNORECASE,
)
# Asked first: looking for a word is a hundred times cheaper than the pattern above.
_WALL_WORDS = ("langgan", "khusus", "login", "masuk untuk", "premium", "subscribe", "sisa artikel")
_HIDDEN = "parent::script or parent::style or parent::noscript or parent::template"
_LONGEST, _SENTENCES = 300, 2_000


class Signs(TypedDict):
    """Signs of a page; quotes are "" and numbers 0 where there are none.

    `words` are those a visitor sees, `linked` the part of them that stands in links.
    """

    og_type: str
    types: list[str]
    free: bool | None
    title: str
    headline: bool
    words: int
    linked: int
    password: bool
    barrier: str
    wall: str


def signs_of(
    tree: html.HtmlElement, metas: Mapping[str, str], data: Stated, headline: bool
) -> Signs:
    """Return the signs of a page; `headline` says whether a heading repeats its title."""
    shown = tree.xpath(f"//body//text()[not({_HIDDEN})]")
    title = " ".join(" ".join(tree.xpath("//title[1]//text()")).split())[:_LONGEST]
    return {
        "og_type": metas.get("og:type", "")[:_LONGEST],
        "types": list(data.types),
        "free": data.free,
        "title": title,
        "headline": headline,
        "words": sum(len(text.split()) for text in shown),
        "linked": sum(len(link.text_content().split()) for link in tree.iter("a")),
        "password": bool(tree.xpath("//input[@type='password']")),
        "barrier": _barrier(tree, title),
        "wall": _wall(shown),
    }


def _wall(shown: Sequence[str]) -> str:
    """Return the words by which a page asks for a subscription."""
    for text in shown:
        lower = text[:_SENTENCES].lower()
        if any(word in lower for word in _WALL_WORDS) and (found := _WALL.search(lower)):
            return " ".join(found[0].split())[:_LONGEST]
    return ""


def _barrier(tree: html.HtmlElement, title: str) -> str:
    """Return the words by which a page in front of the site gives itself away."""
    if found := _BARRED_TITLE.search(title):
        return found[0]
    for script in tree.iter("script"):
        source = f"{script.get('src', '')} {(script.text or '')[:5000]}"
        if found := _BARRED_SCRIPT.search(source):
            return found[0]
    return ""
