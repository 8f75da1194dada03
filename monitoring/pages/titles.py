"""Titles compared, and freed of the name of the site that printed them. Pure."""

import re

from monitoring.canonical import site_of

_TAIL = re.compile(r"(?P<head>.{8,}?)(?:\s+[-–—|»:]\s+|\s*\|\s*)(?P<tail>[^|»]{2,60})", re.DOTALL)
_FRONT = re.compile(r"(?P<name>[^|»]{2,40}?)(?:\s+[-–—|»:]\s+|\s*\|\s*)(?P<rest>.{8,})", re.DOTALL)
_PAGE = re.compile(r"[\s–|-]+(?:halaman|page) (?:all|\d{1,2})", re.IGNORECASE)
# A site's name with a section before it: "Bisnis Suara Seroja".
_SECTION_WORDS = 2
# What may be left of a name whose letters a host shortens: "Tribunserunai" at serunai.tribunnews.
_STEM = 5


def run_together(text: str) -> str:
    """Return the letters and digits of a text alone, for comparing names and headlines."""
    return "".join(re.findall(r"\w+", text.casefold())).removeprefix("www")


def alike(one: str, other: str) -> float:
    """Return the words two titles share as a part of all words of both, 0 to 1."""
    first, second = (set(re.findall(r"\w+", text.casefold())) for text in (one, other))
    return len(first & second) / max(1, len(first | second))


def without_site(title: str, site: str, host: str) -> str:
    """Return the page's title without the name of the site before or behind a dash or a bar.

    Only a part that names the site or its host goes: "Bupati - Wakil Bupati Dilantik" stays.
    """
    while (found := _TAIL.fullmatch(title)) and _names_site(found["tail"], site, host):
        title = found["head"]
    title = _without_page(title)
    found = _FRONT.fullmatch(title)
    if found and site and run_together(found["name"]) == run_together(site):
        return found["rest"]
    return title


def _without_page(title: str) -> str:
    """Return the title without the "Halaman 2" that pagers write behind it."""
    for found in _PAGE.finditer(title):
        if found.end() == len(title) and found.start() > 0:
            return title[: found.start()]
    return title


def _names_site(tail: str, site: str, host: str) -> bool:
    """Say whether the words are the site's name, made of the parts of its host, or end in one."""
    words = tail.split()
    if len(words) > 1 + _SECTION_WORDS and not _is_name(tail, site, host):
        return False
    starts = range(min(len(words), 1 + _SECTION_WORDS))
    return any(_is_name(" ".join(words[start:]), site, host) for start in starts)


def _is_name(words: str, site: str, host: str) -> bool:
    """Say whether words are the site's name or run together from the labels of its host.

    The name of a subdomain alone is a place or a section, and may belong to the title.
    """
    name, own = run_together(words), run_together(site)
    registered = site_of(host).partition(".")[0]
    if name in {own, run_together(host), registered}:
        return bool(name)
    labels = {*host.lower().split("."), own} - {""}
    if name in labels or len(name) < _STEM:
        return False
    left = name
    for label in sorted(labels, key=len, reverse=True):
        left = left.replace(label, "", 1)
    shortened = len(left) >= _STEM and any(label.startswith(left) for label in labels)
    return not left or shortened or any(name in label for label in labels)
