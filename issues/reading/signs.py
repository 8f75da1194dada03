"""Say in named numbers what the rules of tone found, for the learned models to weigh.

The names are part of a model: a number that changes its meaning needs a new name.
"""

from collections.abc import Iterator

from issues.reading.direction import Balance
from issues.reading.evidence import ALLEGATION, CONTRAST, DENIAL, Evidence
from issues.reading.text import BODY, LEAD, TITLE
from issues.reading.values import Value

# Words of an article have length 1 together; a sign weighs about as much as a rare word does.
_SHARE = 0.3
# More than this said in one zone says nothing new.
_MUCH = 4.0
_ZONES = (TITLE, LEAD, BODY)


def event_signs(said: Balance, title: str, ruled: Value[str]) -> dict[str, float]:
    """Return what is said about the event, towards nobody; `ruled` is what the rules read."""
    signs = dict(_balance("e", said))
    signs[f"e:{ruled.value}"] = ruled.confidence
    signs["e:tapi"] = float(bool(CONTRAST.search(title)))
    signs["e:tanya"] = float(title.rstrip().endswith("?"))
    return _scaled(signs)


def tone_signs(evidence: Evidence, ruled: Value[str]) -> dict[str, float]:
    """Return how the target stands in the article: who acts, who speaks, who is blamed."""
    title = evidence.title
    signs = dict(_balance("s", evidence.towards))
    signs |= {f"p{name}": number for name, number in _balance("", evidence.event)}
    signs[f"s:{ruled.value}"] = ruled.confidence
    signs[f"s:{ruled.reason[:2]}:{ruled.value}"] = 1.0
    signs |= {
        "judul": evidence.in_title,
        "teras": evidence.in_lead,
        "bicara": evidence.speaks,
        "sendiri": evidence.own_text,
        "opini": evidence.opinion,
        "buruk": evidence.bad_event,
        "salah": evidence.blame_share,
        "bantah": bool(DENIAL.search(title)),
        "tuding": bool(ALLEGATION.search(title)),
        "tapi": bool(CONTRAST.search(title)),
        "buka": any(start <= 3 for start, _ in evidence.spans),
        "banyak": min(1.0, len(evidence.spans) / 4),
        "titik dua": evidence.after_colon,
        "balas": evidence.answers,
    }
    return _scaled(signs)


def _balance(name: str, said: Balance) -> Iterator[tuple[str, float]]:
    yield f"{name}:condong", said.lean
    yield f"{name}:diam", float(not said.cues)
    for zone in _ZONES:
        part = said.within((zone,))
        yield f"{name}:{zone}:baik", min(_MUCH, part.good) / _MUCH
        yield f"{name}:{zone}:buruk", min(_MUCH, part.bad) / _MUCH
        yield f"{name}:{zone}:condong", part.lean
    for directed in said.every:
        cue = directed.cue
        side = "+" if directed.weight > 0 else "-" if directed.weight < 0 else "0"
        yield f"{name}:{cue.kind}:{side}:{'aktif' if directed.acted else ''}", 1.0


def _scaled(signs: dict[str, float | bool]) -> dict[str, float]:
    return {name: _SHARE * float(number) for name, number in signs.items() if number}
