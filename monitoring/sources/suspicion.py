"""Pure: what makes a new outlet look like a clone or like spam, in words; a person decides."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

# Letters that are taken for each other, folded to one (Unicode TR 39, the ASCII part of it).
_CONFUSED = (("rn", "m"), ("vv", "w"), ("cl", "d"), ("0", "o"), ("1", "l"), ("5", "s"), ("3", "e"))
_ENDINGS = frozenset({"co", "com", "net", "org", "or", "go", "ac", "my", "web", "biz", "info"})
# Words of gambling advertisements; "judi" alone also stands in news about arrests.
_GAMBLING = re.compile(
    r"\b(gacor|maxwin|togel|slot\s?(?:88|77|online|dana)|situs slot|rtp (?:live|slot)"
    r"|toto (?:macau|slot)|bandar (?:q|toto)|scatter hitam|mahjong ways|link alternatif)\b",
    re.IGNORECASE,
)
# Shorter names are alike by chance.
ALIKE_FROM = 6
# A name of this length inside another one is no accident: "suaraserojanews".
CONTAINED_FROM = 8
# From so many items on, and from such a share of copies, an outlet only copies.
COPIES_FROM, COPIES_SHARE = 5, 0.8


@dataclass(frozen=True)
class Facts:
    """What is known of a new outlet. `copies` of its `items` are copies, most of `copied_from`."""

    host: str
    titles: Sequence[str] = ()
    items: int = 0
    copies: int = 0
    copied_from: str = ""


def signs(facts: Facts, known_hosts: Collection[str]) -> tuple[str, ...]:
    """Return what speaks against an outlet, as Indonesian sentences; () when nothing does."""
    return tuple(_signs(facts, known_hosts))


def _signs(facts: Facts, known_hosts: Collection[str]) -> Iterator[str]:
    if twin := _look_alike(facts.host, known_hosts):
        yield f"Alamatnya mirip {twin}; mungkin tiruan."
    label = _label(facts.host)
    if facts.host.startswith("xn--") or ".xn--" in facts.host:
        yield "Alamatnya memakai huruf khusus yang mudah dikira huruf biasa."
    if sum(letter.isdecimal() for letter in label) >= 2 or label.count("-") >= 2:
        yield "Alamatnya memuat angka atau banyak tanda hubung."
    words = [found[0].lower() for title in facts.titles if (found := _GAMBLING.search(title))]
    if words:
        yield f"{len(words)} judul memuat kata promosi judi, misalnya “{words[0]}”."
    if facts.items >= COPIES_FROM and facts.copies >= COPIES_SHARE * facts.items:
        source = f", terbanyak dari {facts.copied_from}" if facts.copied_from else ""
        yield f"{facts.copies} dari {facts.items} beritanya salinan media lain{source}."


def _look_alike(host: str, known_hosts: Collection[str]) -> str:
    """Return the known host that this one could be taken for; "" for none."""
    label = _label(host)
    # Clones often append numbers to the name.
    mine = {_folded(label), _folded(label.rstrip("0123456789"))}
    for known in known_hosts:
        other = _folded(_label(known))
        if host == known or len(other) < ALIKE_FROM:
            continue
        contained = len(other) >= CONTAINED_FROM and any(other in one for one in mine)
        if contained or any(_nearly(one, other) for one in mine):
            return known
    return ""


def _label(host: str) -> str:
    """Return the part of a host that is its name: "suara-seroja" of news.suara-seroja.co.id."""
    parts = [part for part in host.split(".")[:-1] if part not in _ENDINGS]
    return parts[-1] if parts else host


def _folded(label: str) -> str:
    label = label.replace("-", "")
    for written, meant in _CONFUSED:
        label = label.replace(written, meant)
    return label


def _nearly(one: str, other: str) -> bool:
    """Say whether one letter was left out, added, changed, or exchanged with its neighbour."""
    if abs(len(one) - len(other)) > 1:
        return False
    start = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    if start is None:
        return True
    a, b = one[start:], other[start:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[:2] == b[:2][::-1] and a[2:] == b[2:])
