"""Tell what kind of writing an article is, by the marks newsrooms and press offices leave."""

import re

from issues.reading.phrases import lower
from issues.reading.text import Text
from issues.reading.values import Value, quote

NEWS, RELEASE, ADVERTORIAL, OPINION, PHOTO = "berita", "rilis", "advertorial", "opini", "foto"

_ADVERTORIAL = re.compile(
    r"\((?:adv|advertorial|ads|pariwara)\b[^)]*\)|\badvertorial\b|^\W*pariwara\b|\bADV\b"
    r"|\b(?:konten|artikel) (?:ini )?(?:berbayar|bersponsor|kerja ?sama dengan)"
    r"|\bsponsored (?:content|by)\b"
    r"|^\W*(?:iklan|sponsor)\s*[:|–-]",
    re.IGNORECASE | re.MULTILINE,
)
# One of these stands in whatever the pattern finds; most articles are spared the search.
_PAID = ("adv", "ads", "pariwara", "berbayar", "sponsor", "sama dengan", "iklan")
_PHOTO = re.compile(r"^\W*(?:foto|galeri foto|potret|infografis)\b\s*[:–-]", re.IGNORECASE)
_OPINION = re.compile(
    r"^\W*(?:opini|kolom|esai|tajuk(?: rencana)?|editorial|catatan|surat pembaca|sudut pandang)"
    r"\s*[:|–-]"
    r"|\b(?:tulisan|opini|artikel) ini (?:adalah |merupakan |sepenuhnya )?(?:menjadi )?"
    r"(?:tanggung jawab|pendapat pribadi|pandangan pribadi)[^\n]*"
    r"|^\s*oleh\s*:\s*[A-Z].*$|\*?\)?\s*penulis (?:adalah|merupakan)\b[^\n]*",
    re.IGNORECASE | re.MULTILINE,
)
# "Magdalena Isura, pengajar sosiologi, menetap di Arunika." as the last line of a column.
_BYLINE_AT_END = re.compile(r"\n\W*[A-Z][\w.]+(?: [A-Z][\w.]+){1,3}, [a-z][^\n”]{5,90}\.?\s*\Z")
_FIRST_PERSON = re.compile(r"\b(?:saya|aku|kita|kami)\b", re.IGNORECASE)
_RELEASE = re.compile(
    r"\((?:\*|humas|hms|rilis|rls|release|kominfo\w*|diskominfo\w*|prokopim|adpim|ril)[^)\n]{0,40}\)"
    r"|\bsiaran pers\b|^\s*(?:oleh|penulis|sumber)\s*:\s*(?:tim )?(?:humas|kominfo|diskominfo)",
    re.IGNORECASE | re.MULTILINE,
)
# The stock of press offices; several together give a release away where its signature was cut.
_STOCK = re.compile(
    r"\bdalam (?:kesempatan|sambutan|arahan|kunjungan|laporan)(?:nya| tersebut| itu)\b"
    r"|\bwujud nyata\b"
    r"|\b(?:turut (?:hadir|mendampingi)|hadir pula|didampingi)\b|\byang akrab disapa\b"
    r"|\bsapaan akrab\b|\bdisambut (?:tepuk tangan|antusias)|\bapresiasi setinggi-tingginya\b"
    r"|\bpenghargaan setinggi-tingginya\b|\bbertempat di\b|\bsecara simbolis\b|\bbeliau\b"
    r"|\b(?:ungkap|imbuh|tambah|tegas|tutur)nya penuh\b|\bkomitmen\b|\bcapaian luar biasa\b"
    r"|\bkhidmat\b"
    r"|\bseluruh elemen\b|\bsinergi\b|\bforkopimda\b|\brangkaian (?:acara|kegiatan)\b|\bterobosan\b"
    r"|\bpemerintah hadir\b|\bseusai seremoni\b|\bke depan,",
    re.IGNORECASE,
)
_STOCK_ENOUGH = 4
_PERSON_ENOUGH = 5


def tell_nature(text: Text, official_channel: bool) -> Value[str]:
    """Return "berita", "rilis", "advertorial", "opini" or "foto", by the first mark that holds."""
    title, body = text.plain[: text.title_end], text.plain[text.title_end :]
    low = lower(text.plain)
    paid = any(sign in low for sign in _PAID)
    if paid and (mark := _ADVERTORIAL.search(text.plain)):
        return Value(ADVERTORIAL, 0.95, f"bertanda {quote([mark[0]])}")
    if mark := _PHOTO.match(title):
        return Value(PHOTO, 0.95, f"judul bertanda {quote([mark[0]])}")
    if official_channel:
        return Value(RELEASE, 0.97, "terbit di kanal resmi")
    if mark := _OPINION.search(text.plain):
        return Value(OPINION, 0.95, f"bertanda {quote([mark[0][:40]])}")
    if mark := _RELEASE.search(body):
        return Value(RELEASE, 0.92, f"bertanda {quote([mark[0]])}")
    return _by_style(text, body)


def _by_style(text: Text, body: str) -> Value[str]:
    spoken = _FIRST_PERSON.finditer(text.plain, text.title_end)
    outside = [hit for hit in spoken if not text.in_quote(hit.start())]
    if len(outside) >= _PERSON_ENOUGH and _BYLINE_AT_END.search(body):
        return Value(OPINION, 0.85, "bertutur “saya” dengan nama penulis di akhir")
    stock = [hit[0] for hit in _STOCK.finditer(body)]
    if len(set(stock)) >= _STOCK_ENOUGH:
        return Value(RELEASE, 0.7, f"gaya siaran pers: {quote(stock)}")
    return Value(NEWS, 0.8, "tidak ada tanda rilis, opini, atau iklan")
