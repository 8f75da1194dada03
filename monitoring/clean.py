"""Strings from elsewhere made safe to store and read: the first thing after every door.

Feeds and pages carry NUL bytes, lone surrogates, invisible marks that turn the reading direction
round, wrong charset labels and furniture between the paragraphs. Nothing here raises on content.
"""

import re
import unicodedata
from collections.abc import Iterable
from html import unescape

from lxml import etree, html

# C0/C1 controls (tab and line ends stay), soft hyphen, zero-width and bidi marks, interlinear
# marks, surrogates, non-characters and the invisible tag block (Unicode 16.0, chapters 23.1-23.9).
_UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff"
    "\U000e0000-\U000e007f]"
)
_LINE_ENDS = ("\r\n", "\r", "\x85", "\u2028", "\u2029")
# Combining marks beyond any writing system: a page of them freezes NFC and the reader alike.
_PILE = re.compile(r"([\u0300-\u036f]{4})[\u0300-\u036f]+")

_CHARSET = re.compile(
    r"utf-?(8|16|32)(-?[bl]e)?(-sig)?|(us-)?ascii|latin-?1|iso-?8859-?\d{1,2}|(windows-|cp)125\d"
    r"|gb(2312|k|18030)|big5|shift_jis|euc-(jp|kr)|koi8-[ru]",
    re.IGNORECASE,
)
_DECLARED = re.compile(
    rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})"""
    rb"""|<meta[^>]{0,300}?charset\s*=\s*["']?([\w.:-]{1,40})""",
    re.IGNORECASE,
)
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)

_INVISIBLE = frozenset({"script", "style", "noscript", "template", "iframe", "object", "svg"})
_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "figcaption",
    "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav",
    "ol", "p", "pre", "section", "table", "tbody", "td", "th", "thead", "tr", "ul",
})  # fmt: skip


def clean(text: str, limit: int) -> str:
    """Return the text as one line of at most `limit` characters, safe to store and compare."""
    return " ".join(_without_unwanted(text, limit).split())[:limit].rstrip()


def clean_lines(text: str, limit: int) -> str:
    """Like `clean`, but keep the line breaks; empty lines go."""
    text = _without_unwanted(text, limit)
    # White space other than a blank is not printable; without any, only the ends need a look.
    is_even = "  " not in text and text.replace("\n", "").isprintable()
    lines = (line.strip() if is_even else " ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)[:limit].rstrip()


def _without_unwanted(text: str, limit: int) -> str:
    # Cut before the costly steps; white space and marks may go, so leave room above the limit.
    text = text[: limit * 4 + 1000]
    # Most texts hold nothing unprintable but line feeds; asking is far cheaper than replacing.
    if not text.isprintable() and not text.replace("\n", "").isprintable():
        for line_end in _LINE_ENDS:
            text = text.replace(line_end, "\n")
        text = _UNWANTED.sub("", text)
    if text.isascii():
        return text
    # In UTF-8 combining marks (U+0300 to U+037F), and nothing else, begin with these two bytes.
    encoded = text.encode("utf-8", "replace")
    if b"\xcc" in encoded or b"\xcd" in encoded:
        text = _PILE.sub(r"\1", text)
    return unicodedata.normalize("NFC", text)


def decoded(body: bytes, charset: str | None = None) -> str:
    """Return the body as text, whatever its labels claim; never raises.

    A byte order mark wins (RFC 7303 section 3), then bytes that are valid UTF-8, then the charset
    of the header, then the one the document declares. Without a usable label, UTF-8 with a few
    broken bytes stays UTF-8 with replacement characters; the rest is read as windows-1252.
    """
    for mark, name in _MARKS:
        if body.startswith(mark):
            return body.decode(name, "replace")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return _decoded_as(body, [charset, *_declared(body)])


def known_charset(name: str | None) -> str | None:
    """Return the charset in lower case if it is a text encoding we accept (UTF-7 is not)."""
    name = (name or "").strip(" \"'").lower()
    return name if _CHARSET.fullmatch(name) else None


def _declared(body: bytes) -> list[str]:
    found = _DECLARED.search(body[:2048])
    return [(found[1] or found[2]).decode("ascii", "replace")] if found else []


def _decoded_as(body: bytes, names: Iterable[str | None]) -> str:
    for name in filter(None, map(known_charset, names)):
        if not name.startswith("utf"):
            try:
                return body.decode(name, "replace")
            except LookupError:
                continue
    return _utf8_or_windows(body)


def _utf8_or_windows(body: bytes) -> str:
    text = body.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    sound = sum(1 for letter in text if letter > "\x7f") - broken
    return text if sound >= broken else body.decode("windows-1252", "replace")


# References to characters that no XML tree may hold (XML 1.0 section 2.2): lxml decodes them and
# then refuses its own text.
_CONTROL_REFERENCE = re.compile(
    r"&#0*(?:[0-8]|1[1-24-9]|2\d|3[01]|x0*(?:[0-8b-ce-f]|1[0-9a-f])|6553[45]|xfff[ef])(?![0-9a-f]);?"
    r"|&#0*(?:x(?:d[89a-f])[0-9a-f]{2}|5[567]\d{3})(?![0-9a-f]);?",
    re.IGNORECASE,
)


def plain(markup: str, limit: int) -> str:
    """Return the readable text of an HTML fragment: blocks on lines of their own, no scripts."""
    if "<" not in markup and "&" not in markup:
        return clean_lines(markup, limit)
    # Markup is at most a few times its text; what lies behind that is not read.
    source = _without_unwanted(markup, limit * 5).replace("\n", " ")
    source = _CONTROL_REFERENCE.sub(" ", source)
    simple = _simple_text(source)
    return clean_lines(_tree_text(source) if simple is None else simple, limit)


# What articles in feeds are made of. Without scripts, loose attributes and unknown names no tree is
# needed to tell text from markup, which costs a third of the time.
_VALUE = r"""(?:"[^"<>]{0,2000}"|'[^'<>]{0,2000}')"""
_ATTRIBUTES = rf"(?:\s+[\w-]{{1,40}}={_VALUE})*\s*/?>"
_BLOCK_TAG = re.compile(
    r"</?(?:p|div|br|h[1-6]|ul|ol|li|blockquote|figure|figcaption)" + _ATTRIBUTES
)
_INLINE_TAG = re.compile(r"</?(?:a|b|i|em|strong|span|u|img)" + _ATTRIBUTES)
_AMPERSAND = re.compile(r"&[^\s&;]{0,12};?")
# Those that XML, HTML 4 and HTML 5 read alike: not the ones of windows-1252 (128 to 159).
_PLAIN_REFERENCE = re.compile(
    r"&(?:amp|lt|gt|quot|nbsp|hellip|ndash|mdash|[lr][sd]quo|#0?(?:3[2-9]|[4-9]\d|1[01]\d|12[0-7]"
    r"|1[6-9]\d|2\d\d|8\d{3}));|&"
)


def _simple_text(source: str) -> str | None:
    """Return the text of markup that holds nothing but well-known tags, None for any other.

    Words and lines are those of the tree, but that an end tag without its start ends a line too.
    """
    text = _INLINE_TAG.sub("", _BLOCK_TAG.sub("\n", source))
    if "<" in text:
        return None
    if "&" in text:
        if not all(map(_PLAIN_REFERENCE.fullmatch, set(_AMPERSAND.findall(text)))):
            return None
        text = unescape(text)
    return text


def _tree_text(source: str) -> str:
    try:
        root = html.document_fromstring(f"<div>{source}</div>", parser=_parser())
    except (etree.ParserError, etree.XMLSyntaxError):
        return ""
    etree.strip_elements(root, *_INVISIBLE, with_tail=False)
    for block in root.iter(*_BLOCKS):
        block.text = f"\n{block.text or ''}"
        block.tail = f"\n{block.tail or ''}"
    return etree.tostring(root, method="text", encoding="unicode")


def _parser() -> html.HTMLParser:
    return html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True)
