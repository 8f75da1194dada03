"""What stands around and between the paragraphs of an article and is not the newsroom's text.

"Baca juga" links, player and advertising words, credits and lists of other headlines: left in,
they put other articles' names into this one. Lines are recognised in texts from feeds and pages;
elements are taken out of pages before the extraction reads them. Pure; used by `parse` and by the
extraction child.
"""

import re

from lxml import etree, html

_DAY = r"(?:senin|selasa|rabu|kamis|jum'?at|sabtu|minggu)"
_MONTH = r"(?:jan|feb|mar|apr|mei|jun|jul|agu?s?t?|sept?|okt|nov|des)[a-z]{0,8}"
_DATE = rf"(?:{_DAY},?\s*)?(?:\(?\d{{1,2}}[/-]\d{{1,2}}[/-]\d{{4}}\)?|\d{{1,2}} {_MONTH} \d{{4}})"
_CLOCK = r"[\s,|/–—-]*(?:pukul\s*)?(?:\d{1,2}[:.]\d{2}(?:[:.]\d{2})?)?\s*(?:wib|wita|wit)?"

# Each is a whole line. Words that also begin sentences ("Terkait ...", "Simak ...") count only
# with a colon behind them, or alone.
_LINES = (
    r"(?:baca|lihat|simak|tonton|dengar)(?: juga| selengkapnya| berita \w+| video)?\s?:.{0,300}",
    r"(?:baca|lihat|simak|tonton) juga\b.{0,200}|(?:simak|tonton) video\b.{0,250}",
    r"(?:berita|artikel|video|foto)? ?(?:terkait|terkini|terbaru|terpopuler|populer|lainnya"
    r"|pilihan)(?: lainnya)?(?:\s?:.{0,300})?",
    r"(?:scroll|gulir|geser)\b.{0,60}(?:continue|resume|lanjut\w*|membaca|konten|content).{0,40}",
    r"(?:continue reading|lanjutkan membaca|lanjut baca|selengkapnya|read more|load more).{0,20}",
    r"(?:advertisement|advertorial|iklan|sponsored|promoted)(?: (?:oleh|by)\b.{0,60})?",
    r"\[?gambas:.{0,120}|\[?(?:embed|video|youtube|instagram|twitter|tiktok)\]?:?",
    r"(?:halaman|page|laman)(?: selanjutnya| berikutnya| \d+)?\s?:?[\s\d|/]*|selanjutnya"
    r"|sebelumnya",
    r"\|?\s*(?:editor|penulis|reporter|pewarta|wartawan|kontributor|uploader|penyunting|redaktur"
    r"|fotografer|kameramen|penerjemah|sumber foto|foto|video|photo|kredit)\s*[|:]+\s*.{0,120}",
    r"laporan (?:wartawan|reporter|kontributor|jurnalis)\b.{0,120}",
    r"(?:oleh|by|diposkan oleh)\s?:\s?.{0,80}",
    r"(?:copyright|hak cipta)\b(?:.{0,60}©|\s*\(c\)|\s*\d{4}|.{0,80}dilindungi).{0,150}|©.{0,200}"
    r"|all rights reserved.{0,80}",
    r"(?:redaksi|marketing|kontak|hubungi(?: kami| redaksi)?|pemasangan iklan)\s?:.{0,120}"
    r"|informasi pemasangan iklan.{0,60}|[^.!?]{0,40}\b(?:indeks?|index)\s?»?",
    r"simak breaking news.{0,300}",
    r"cek berita.{0,200}google news.{0,80}|(?:ikuti|follow|dapatkan).{0,120}"
    r"(?:google news|whatsapp channel|saluran whatsapp|kanal whatsapp|telegram).{0,120}",
    r"artikel ini telah (?:tayang|terbit|dimuat).{0,250}",
    r"(?:bagikan|share|sebarkan)(?: artikel| berita)?(?: ini| this)?\s?:?(?: \w+){0,4}",
    r"(?:tags?|topik|label|kategori|kata kunci|topics?)\s?:.{0,250}",
    r"the post .{0,300} (?:appeared first on|first appeared on) .{0,100}",
    r"artikel .{0,300} pertama kali (?:tampil|muncul|terbit) (?:pada|di) .{0,100}",
    r"\((?:[a-z]{1,6}|\*{1,3})(?:[/\-. ]+(?:[a-z0-9]{1,6}|\*{1,3})){0,3}\)",
    rf"{_DATE}{_CLOCK}|{_DAY},?{_CLOCK}",
    r"(?:dibaca|dilihat|views?|komentar|comments?)\s?:?\s?[\d.,]+(?:\s?(?:rb|ribu|k|kali|x))*",
    r"(?:close|tutup|x|kirim komentar|tinggalkan (?:balasan|komentar)|tulis komentar\w*"
    r"|jadilah yang pertama.{0,40}|must ?read|[se]:\s?must read)",
    r"[\W\d_]{0,12}",
    # A menu in a table cell, as trafilatura writes it.
    r"[^.]{0,200}\\\|[^.]{0,200}",
)
_LINE = re.compile("|".join(_LINES), re.IGNORECASE)
# At the end of the last paragraph: the reporter's initials.
_INITIALS = re.compile(
    r"\s*\((?:[a-z]{1,4}|\*{1,3})(?:[/\-. ]+(?:[a-z0-9]{1,6}|\*{1,3})){0,3}\)\s*$"
)

# Class and id words of blocks that hold other headlines, tags, credits and requests.
_BLOCKS = re.compile(
    r"(?:^|[\s_-])(?:baca-?juga|bacajuga|baca_juga|linksisip|lihatjg|sisip(?:an)?|terkait|terkini"
    r"|terpopuler|populer|popular|berita-?(?:lain\w*|terkait\w*|terkini)|lainnya|related(?:-\w+)?"
    r"|rekomendasi|recommend\w*|breadcrumbs?|share\w*|sharing|bagikan|sosmed|social(?:-\w+)?"
    r"|tags?(?:-?links?)?|tagging|tagbox|label-?links?|komentar|comments?|newsletter|iklan|ads?"
    r"|advertisement|parallax-?ads?|banner|paging|pagination|widget|sidebar|trending)(?:$|[\s_-])",
    re.IGNORECASE,
)
# Styles, without spaces, that keep words from being seen: out of display, without size or colour,
# outside of the screen, white without a ground of its own.
_UNSEEN = re.compile(
    r"display:none|visibility:hidden|font-size:0(?:px|em|%)?(?:;|$|!)|opacity:0(?:\.0+)?(?:;|$|!)"
    r"|text-indent:-\d{3,}|left:-\d{4,}px"
    r"|^(?!.*background)(?:.*;)?color:(?:#fff(?:fff)?|white)(?:;|$|!)"
)
# WordPress writes the tags of an article into the classes of its box.
_ARTICLE = re.compile(r"(?:^|\s)(?:hentry|post-\d+|type-post|single-post)(?:$|\s)", re.IGNORECASE)
# A named block goes if it is no longer than a request or mostly links; else it may be the article.
_SHORT_BLOCK, _MOSTLY = 300, 0.4
# How themes hide a text that a script fades in (WOW.js, Elementor); what hackers plant has other
# styles and is made of links.
_FADING = re.compile(r"visibility:hidden|opacity:0")
_ALSO_UNSEEN = re.compile(r"display:none|left:-|font-size:0|text-indent:-")
_FADED_PARAGRAPHS = 3
# Shorter ones, and those that do not end like a sentence, may be labels, slogans and menus.
_SHORTEST_PARAGRAPH = 60
_SENTENCE_ENDS = (".", "!", "?", '"', "”", "’", ")", ":", ";", "…")
_INLINE = frozenset({"a", "b", "i", "em", "strong", "span", "font", "u", "small", "sup", "sub"})


def without_furniture(text: str) -> str:
    """Return the text without the lines, and the closing initials, that are not the article's."""
    lines = [line for line in text.split("\n") if not _LINE.fullmatch(line.strip(" *|·•►>-"))]
    if lines and lines[-1].rstrip().endswith(")"):
        lines[-1] = _INITIALS.sub("", lines[-1])
    return "\n".join(line for line in lines if line.strip())


def clear_page(tree: html.HtmlElement) -> None:
    """Take furniture and invisible elements out of a page, and give loose text its paragraphs.

    Old content systems separate paragraphs by double line breaks only; extraction takes such
    texts for captions and loses their beginnings.
    """
    for element in list(tree.iter(etree.Element)):
        if (_is_hidden(element) and not _fades_in(element)) or _is_furniture(element):
            element.drop_tree()
    for element in list(tree.iter("div", "td", "section", "article")):
        if len(element.findall("br")) > 1:
            _paragraphs_from_breaks(element)
        elif len(texts := [child for child in element.iterchildren("div") if _is_text(child)]) > 1:
            for child in texts:
                child.tag = "p"


def _is_hidden(element: html.HtmlElement) -> bool:
    style = element.get("style", "").replace(" ", "").lower()
    hidden = "hidden" in element.attrib or (style and _UNSEEN.search(style) is not None)
    return bool(hidden) and element.getparent() is not None and element.tag not in {"html", "body"}


def _fades_in(element: html.HtmlElement) -> bool:
    """Say whether a hidden box is the article itself: several paragraphs, and few links."""
    style = element.get("style", "").replace(" ", "").lower()
    if not _FADING.search(style) or _ALSO_UNSEEN.search(style) or "hidden" in element.attrib:
        return False
    paragraphs = sum(len(one.text_content()) >= _SHORTEST_PARAGRAPH for one in element.iter("p"))
    return paragraphs >= _FADED_PARAGRAPHS and not _is_linked(element)


def _is_linked(element: html.HtmlElement) -> bool:
    """Say whether most of an element's text stands in links."""
    linked = sum(len(link.text_content()) for link in element.iter("a"))
    return linked > _MOSTLY * len(element.text_content())


def _is_furniture(element: html.HtmlElement) -> bool:
    if element.tag in {"html", "body", "article", "main"} or element.getparent() is None:
        return False
    names = f"{element.get('class', '')} {element.get('id', '')}"
    if not _BLOCKS.search(names) or _ARTICLE.search(names):
        return False
    return len(element.text_content()) < _SHORT_BLOCK or _is_linked(element)


def _is_text(element: html.HtmlElement) -> bool:
    if any(child.tag not in _INLINE and child.tag != "br" for child in element.iterdescendants()):
        return False
    text = element.text_content().strip()
    return len(text) >= _SHORTEST_PARAGRAPH and text.endswith(_SENTENCE_ENDS)


def _paragraphs_from_breaks(element: html.HtmlElement) -> None:
    """Put the runs between line breaks that stand directly in the element into `p` elements."""
    children, text = list(element), element.text
    element.text = None
    for child in children:
        element.remove(child)
    run = _opened(element, text)
    for child in children:
        tail, child.tail = child.tail, None
        if child.tag == "br":
            run = _opened(element, tail)
        elif child.tag in _INLINE:
            run.append(child)
            child.tail = tail
        else:
            element.append(child)
            run = _opened(element, tail)


def _opened(parent: html.HtmlElement, text: str | None) -> html.HtmlElement:
    run = etree.SubElement(parent, "p")
    run.text = text
    return run
