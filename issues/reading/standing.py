"""Tell whether a title of office means the person who holds it on the day of publication.

A step of `titles`. None of the rules knows a province: they are the ways in which the Indonesian
press speaks of an office without its holder.
"""

import re
from collections.abc import Set
from datetime import date

from issues.reading.text import Text

# How far before and after a title its small words are looked for.
_BEFORE, _AFTER = 48, 40

_NOT_IN_OFFICE = re.compile(
    r"\b(?:mantan|eks|bekas|ex|calon|bacalon|balon|kandidat|bakal|kursi|jabatan|posisi|pemilihan"
    r"|pilkada|pengganti|almarhum|mendiang|bursa|seleksi(?: terbuka)?|pansel|lelang|suksesi"
    r"|kekosongan|(?:\d+|dua|tiga|empat|lima|sejumlah) nama)[ \t-]+[\"'‘“]?(?:calon\s+)?$",
    re.IGNORECASE,
)
_NOT_IN_OFFICE_AFTER = re.compile(
    r"\s+(?:terpilih|(?:satu|dua|tiga|\d) periode|terdahulu|lama\b"
    r"|sebelumnya\b(?! (?:juga|telah|sudah|pernah|me\w+|ber\w+|di\w+))"
    r"|(?:daerah|provinsi|kabupaten|kota)\s+(?:tersebut|itu|lain|tetangga))",
    re.IGNORECASE,
)
_ELECT = re.compile(r"\s+terpilih\b", re.IGNORECASE)
_LOOKING_BACK = re.compile(r"[ ,(]+(?:pada )?(?:saat|kala|ketika|waktu) itu\b", re.IGNORECASE)
_TERM = re.compile(
    r"[ ,(]+(?:(?i:periode|masa bakti|masa jabatan) )?((?:19|20)\d\d) ?[-–/] ?((?:19|20)\d\d)"
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_SEVERAL = re.compile(
    r"\b(?:para|kedua|seluruh|semua|setiap|tiap|sejumlah|beberapa|antar|dua|tiga|empat|lima|enam"
    r"|delapan|sepuluh|seorang|\d+)[ \t-]+$",
    re.IGNORECASE,
)
_SEVERAL_AFTER = re.compile(
    r"\s*(?:/|dan|serta|,)?\s*(?:(?:para\s+)?(?:bupati|wali ?kota)\s+)?se"
    r"(?:-|\s*(?:Indonesia|Nusa))"
    r"|\s*/\s*wali ?kota",
    re.IGNORECASE,
)
_BUILDING = re.compile(
    r"\b(?:kantor|gedung|rumah(?: dinas| jabatan)?|pendopo|pendapa|halaman|ruang(?: \w+)?|aula|lobi"
    r"|selasar|lapangan|kediaman|peraturan|surat keputusan|keputusan)[ \t]+$",
    re.IGNORECASE,
)
_PROTEST = re.compile(
    r"\b(?:(?:ber)?demo|demonstrasi|unjuk rasa|berunjuk rasa|aksi|geruduk|menggeruduk"
    r"|digeruduk|serbu|duduki|menduduki|massa|karangan bunga|kepung)\b",
    re.IGNORECASE,
)
_AIDE = re.compile(
    r"\b(?:istri|suami|putra|putri|anak|adik|kakak|ipar|menantu|mertua|keponakan|ajudan|sopir"
    r"|protokol|sespri|penasihat|tenaga ahli|staf(?: ahli| khusus)?|stafsus|juru bicara|jubir"
    r"|utusan|tim|asisten|menjadi|sebagai)[ \t]+$",
    re.IGNORECASE,
)
# Cups are named after the office, and other offices share the word.
_CUP = re.compile(r"\b(?:piala|trofi|tropi|turnamen|kejuaraan)[ \t]+$", re.IGNORECASE)
_OTHER_OFFICE = re.compile(
    r"\s+(?:cup\b|bank indonesia|BI\b|lemhann?as|akpol|akmil|AAL\b|AAU\b|jenderal)",
    re.IGNORECASE,
)


def is_meant(text: Text, masked: str, start: int, ends: Set[int], at: date) -> bool:
    """Return whether a title means who holds the office on that day.

    `ends` are where the title ends without and with the region behind it.
    """
    before = _before(text, masked, start)
    if _BUILDING.search(before):
        sentence = text.sentence_at(start)
        return bool(_PROTEST.search(masked, sentence.start, sentence.end))
    if any(rule.search(before) for rule in (_NOT_IN_OFFICE, _SEVERAL, _AIDE, _CUP)):
        return False
    return all(_is_meant_before(text, masked[end : end + _AFTER], at) for end in ends)


def _is_meant_before(text: Text, after: str, at: date) -> bool:
    """Return whether the words behind a title leave it to its holder."""
    if any(rule.match(after) for rule in (_NOT_IN_OFFICE_AFTER, _SEVERAL_AFTER, _OTHER_OFFICE)):
        return False
    return not (_another_term(after, at) or _then(text, after, at))


def is_sought_or_left(text: Text, masked: str, start: int) -> bool:
    """Return whether the words before a title speak of a candidate, a vacancy, a former holder.

    In "calon gubernur dan wakil gubernur" the first word speaks for both titles.
    """
    return bool(_NOT_IN_OFFICE.search(_before(text, masked, start)))


def is_elect(masked: str, end: int) -> bool:
    """Return whether "terpilih" follows a title; in "bupati dan wabup terpilih" it is for both."""
    return bool(_ELECT.match(masked, end))


def _before(text: Text, masked: str, start: int) -> str:
    """Return the words before, of the same sentence: a headline says nothing about the body."""
    return masked[max(text.sentence_at(start).start, start - _BEFORE) : start]


def _another_term(after: str, at: date) -> bool:
    """Return whether years follow that do not hold the day: "Gubernur 2018-2023" in 2026.

    The year in which a term ends still belongs to it: who held it is then told by the tenures.
    """
    term = _TERM.match(after)
    return term is not None and not int(term[1]) <= at.year <= int(term[2])


def _then(text: Text, after: str, at: date) -> bool:
    """Return whether "saat itu" follows and the article tells of an earlier year.

    The words say that the narrator looks back. How far, only the years of the text can tell;
    without an earlier one he looks back at the event he reports, where the title is right.
    """
    if not _LOOKING_BACK.match(after):
        return False
    return any(int(year[0]) < at.year for year in _YEAR.finditer(text.plain))
