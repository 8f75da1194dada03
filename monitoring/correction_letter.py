"""The words for newsrooms that still print what its author has corrected. Pure; nothing is sent.

Peraturan Dewan Pers 1/Peraturan-DP/III/2012, point 4 letter d: a correction made by one newsroom
must also be made by those who quoted it. The letter asks, with data; it demands nothing.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from monitoring.versions import Passage, Wording, readable

# Sentences quoted of each side; a letter is read when it is short.
QUOTED_MOST = 3
SENTENCE_MOST = 400
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n")
RULE = (
    "Peraturan Dewan Pers Nomor 1/Peraturan-DP/III/2012 tentang Pedoman Pemberitaan Media Siber, "
    "butir 4 huruf d, meminta agar koreksi yang dilakukan sebuah media juga dilakukan oleh media "
    "lain yang mengutip beritanya."
)


@dataclass(frozen=True)
class Print:
    """An article as the letter names it."""

    outlet: str
    title: str
    link: str


@dataclass(frozen=True)
class Asked:
    """What a letter is about: the corrected article, how and when it was, and what changed.

    `kind` is a value of Item.Correction, `by` the correcting article where there is one apart.
    """

    original: Print
    kind: str
    when: str
    passages: Sequence[Passage]
    by: Print | None = None


def changed_sentences(old: Wording, new: Wording) -> tuple[Passage, ...]:
    """Return the sentences that went and those that came, one passage for each pair in order."""
    before, after = _sentences(old), _sentences(new)
    were, are = set(before), set(after)
    gone = [one for one in before if one not in are]
    come = [one for one in after if one not in were]
    pairs = max(len(gone), len(come))
    gone += [""] * (pairs - len(gone))
    come += [""] * (pairs - len(come))
    return tuple(Passage(*pair) for pair in zip(gone, come, strict=True))[:QUOTED_MOST]


def letter(copy: Print, asked: Asked, sender: str) -> str:
    """Return a ready letter to the newsroom of one copy, as plain text in Indonesian."""
    first = asked.original
    parts = [
        f"Yth. Redaksi {copy.outlet}",
        f"Berita “{copy.title}”\n{copy.link}\nmemuat naskah yang sama dengan berita {first.outlet}:"
        f"\n“{first.title}”\n{first.link}",
        _corrected(asked),
        *(_quoted(passage) for passage in asked.passages),
        RULE,
        f"Mohon kiranya berita di {copy.outlet} disesuaikan. Terima kasih.",
        sender,
    ]
    return "\n\n".join(part for part in parts if part)


def _corrected(asked: Asked) -> str:
    kind = asked.kind.replace("-", " ")
    said = f"{asked.original.outlet} telah memuat {kind} atas beritanya pada {asked.when}"
    if asked.by is None:
        return f"{said}."
    return f"{said} melalui berita “{asked.by.title}”:\n{asked.by.link}"


def _quoted(passage: Passage) -> str:
    lines = (("Semula", passage.before), ("Menjadi", passage.after))
    return "\n".join(f"{name}: “{words[:SENTENCE_MOST]}”" for name, words in lines if words)


def _sentences(said: Wording) -> list[str]:
    found = [said.title, *_SENTENCE.split(readable(said.body))]
    return [one for one in (" ".join(sentence.split()) for sentence in found) if one]
