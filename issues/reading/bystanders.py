"""Tell when a name of the pack is somebody else: an officer, a farmer, a man aged 35.

A step of `names`. The rules hold for any pack: they read the words by which the press introduces
ordinary people, police and soldiers, and a title of another place or office.
"""

import re

from issues.reading.knowledge import Knowledge, KnownPerson
from issues.reading.lists import word_list
from issues.reading.text import TITLE, Text

# How far before a name the words that introduce it are looked for.
_BEFORE = 40
_COURTESY = word_list("before_names")
_WORD_BEFORE = re.compile(r"([A-Z][\w'’.]*)[ \t]+$")
_WORD_AFTER = re.compile(r"[ \t]+([A-Z][a-z'’]+)")
_RANK = re.compile(
    r"\b(Jenderal|Komjen|Irjen|Brigjen|Kombes|AKBP|Kompol|AKP|Iptu|Ipda|Aiptu|Aipda|Bripka|Brigadir"
    r"|Briptu|Bripda|Mayjen|Letjen|Kolonel|Letkol|Mayor|Kapten|Lettu|Letda|Serma|Serka|Sertu|Serda"
    r"|Koptu|Kopda|Praka|Pratu|Prada|Laksda|Marsda)\.?"
    r"(?: (?:Pol|TNI|Inf|Kav|Czi|Arm|Mar|CPM|Laut|Pnb)\b\.?| \(Purn\.?\)| (?:Dr|H)\.?)*[ \t]+$"
)
_POLICE_POST = re.compile(
    r"\b(?:Kapolda|Wakapolda|Kapolres(?:ta)?|Kapolsek|Kasat(?:reskrim| Reskrim| Lantas| Narkoba)"
    r"|Kanit|Kabid ?[Hh]umas(?: Polda \w+)?|Danrem|Dandim|Danramil|Kajati|Kajari|Kasi \w+|Aspidsus)"
    r"(?: [A-Z]\w+)?,?[ \t]+$"
)
_ORDINARY_BEFORE = re.compile(
    r"\b(?:bernama|berinisial|warga|petani|nelayan|pedagang|peternak|buruh|sopir|siswa|siswi"
    r"|mahasiswa|mahasiswi|santri|guru|tersangka|terdakwa|pelaku|korban|saksi|bocah|penyanyi|artis"
    r"|aktor|aktris|pemain|striker|kiper|pelatih|petinju|atlet|pebalap|pembalap|wasit)"
    r"(?: (?:asal|dari) [A-Z]\w+)?,?[ \t]+$",
    re.IGNORECASE,
)
# Ages are given of ordinary people: "Arya (35)", "Arya, 35 tahun".
_AGE_AFTER = re.compile(r" ?\(\d{1,2}(?: ?(?:tahun|thn|th))?\)|, \d{1,2} (?:tahun|thn|th)\b")
_ORDINARY_AFTER = re.compile(
    r", (?:seorang |salah (?:satu|seorang) )?(?:warga|petani|nelayan|pedagang|peternak|buruh|sopir"
    r"|siswa|mahasiswa|santri|koordinator|aktivis|pengamat|akademisi|orang tua)\b"
)
_CANDIDATE_BEFORE = re.compile(
    r"\b(?:cagub|cawagub|cabup|cawabup|cawalkot|cawali|bacagub|bacabup|paslon|pasangan calon)"
    r"(?: nomor(?: urut)? \w+)?,?[ \t]+$",
    re.IGNORECASE,
)


def is_ordinary(masked: str, start: int, end: int) -> bool:
    """Return whether the words around a name introduce an ordinary person or a candidate."""
    before = masked[max(0, start - _BEFORE) : start]
    if _ORDINARY_BEFORE.search(before) or _CANDIDATE_BEFORE.search(before):
        return True
    return bool(_AGE_AFTER.match(masked, end) or _ORDINARY_AFTER.match(masked, end))


def is_officer(masked: str, start: int, person: KnownPerson) -> bool:
    """Return whether a rank or a post of police, army or prosecution stands before the name.

    A retired general who governs carries the rank in the full name of the pack.
    """
    before = masked[max(0, start - _BEFORE) : start]
    rank = _RANK.search(before)
    if rank:
        return rank[1] not in person.full_name
    return bool(_POLICE_POST.search(before))


def is_named_away(masked: str, start: int, person: KnownPerson) -> bool:
    """Return whether a word of `not_after` stands before the name."""
    line = masked[max(masked.rfind("\n", 0, start) + 1, start - _BEFORE) : start]
    before = f" {' '.join(line.lower().split())}"
    return any(before.endswith(f" {word.lower()}") for word in person.not_after)


def is_wider(text: Text, masked: str, start: int, end: int, knowledge: Knowledge) -> bool:
    """Return whether the word is part of a longer name we do not know ("Arya Lodan").

    Headlines capitalise everything, so only the body can tell. A place or a title beside the name
    is no part of it.
    """
    sentence = text.sentence_at(start)
    if sentence.zone == TITLE:
        return False
    before = _WORD_BEFORE.search(masked, sentence.start, start)
    if before and before[1] not in _COURTESY and before.start() != sentence.start:
        return True
    after = _WORD_AFTER.match(masked, end)
    if after is None:
        return False
    return not any(hit.start == 0 for hit in knowledge.titles.all(after[1]))
