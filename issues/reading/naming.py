"""Read who is named at a place of a text: by a name, a title, a role or a pronoun."""

import re
from dataclasses import dataclass
from functools import lru_cache

from issues.reading.lists import table

# How somebody is named: by a name, by a role alone, as a body, or by a pronoun.
NAME, ROLE, BODY, PRONOUN = "nama", "peran", "lembaga", "kata ganti"
# A role longer than this ("ibu rumah tangga yang …") is a description.
ROLE_WORDS = 7

ABBREVIATION = (
    r"(?:Hj?|Dr|dr|drg|Drs|Dra|Ir|Prof|KH|TGK?H|Ny|Plt|Pj|Plh|Pjs|St|Muh|Moh|Purn|[A-Z])\."
)
_TOKEN = re.compile(
    rf"(?P<short>{ABBREVIATION})|(?P<aside>\([^)\n]{{1,60}}\))"
    r"|(?P<word>@?\w+(?:[-'’./&]\w+)*)|(?P<other>\S)"
)
DEGREES = re.compile(
    r"(?:,\s*(?:Sp[A-Z][\w.-]*|(?:S|M|Sp|Ph)\.\s?\w[\w.]*|QH|Lc|SH|MH|MM|SE|ST|MT|MSi|SSos|SPd|MPd|MPH|SIK)\b\.?)+"
)
_DATE = re.compile(r"\(\d{1,2}/\d")
_KNOWN_AS = re.compile(r"\s+yang\s+(?:akrab\s+|biasa\s+|kerap\s+)?(?:disapa|dipanggil)\s+")
# Lowercase words with these beginnings are verbs: "Bidan desa mencatat".
_VERB = re.compile(r"(?!bernama|berinisial|berusia)(?:me[mnrlwy]|meng|ber|di|ter)\w{3,}")
_AMOUNT = re.compile(r"\d|Rp")
# "Kasubdit", "Wakapolres", "Menkeu": shortened titles of office.
_SHORT_TITLE = re.compile(
    r"(?:wa)?ka(?:sub|sudin|bid|bag|sat|sie|ban|pus|kan|kor|pol)\w*|men\w{2,4}|dir\w{3,6}"
)
HONORIFICS = frozenset({"pak", "bu", "ibu", "bapak", "bang", "mama", "nenek", "haji", "ny", "dr"})
# A title so long is followed by the name that a comma sets apart.
TITLE_WORDS = 4
_OF_BODIES = (
    "dinas ", "badan ", "kementerian ", "komisi ", "biro ", "bidang ", "kepala ", "menteri ",
    "direktur ", "sekretaris ", "kas", "kab", "deputi ", "urusan ", "seksi ",
)  # fmt: skip
_WITHIN_NAMES = frozenset({"bin", "binti", "van", "de", "al", "el", "periode", "dr", "drg"})
# "kata pria yang juga …" is somebody named before.
_HUMANS = ("pria", "wanita", "perempuan", "lelaki")
_POINTING = frozenset({"itu", "ini", "tersebut"})


@lru_cache(maxsize=32)
def speech(name: str) -> frozenset[str]:
    """Return a list of `speech.yaml`."""
    return frozenset(str(table("speech.yaml")[name]).split())


@dataclass(frozen=True, slots=True)
class Naming:
    """Somebody as the text names him at start:end; `words` are on one line."""

    start: int
    end: int
    words: str
    kind: str

    @property
    def points_back(self) -> bool:
        """Say whether only what was told before tells who is meant."""
        if self.words.endswith("media ini"):
            return False
        pointing = self.words.endswith((" itu", " ini", " tersebut"))
        return self.kind == PRONOUN or pointing or self.words.lower() in _HUMANS

    @property
    def first(self) -> str:
        """Return the first word in small letters."""
        return self.words.split(None, 1)[0].lower().strip(".,")


def naming_at(
    text: str, start: int, end: int, known: frozenset[str] = frozenset()
) -> Naming | None:
    """Return who is named from `start` on, with an apposition; None when nobody is.

    `known` are words of names: at the head of a sentence a capital alone tells nothing.
    """
    head = _simple(text, start, end, known)
    if head is None or head.kind == PRONOUN:
        return head
    called = _KNOWN_AS.match(text, head.end, end) if head.kind == ROLE else None
    if called:
        return _without_pointing(_simple(text, called.end(), end, known)) or head
    degrees = DEGREES.match(text, head.end, end)
    after = degrees.end() if degrees else head.end
    if text[after : after + 1] != "," or degrees:
        return head
    beside = _simple(text, after + 1, end, known)
    if beside is None or not _belongs(head, beside):
        return head
    kind = NAME if NAME in (head.kind, beside.kind) else head.kind
    return Naming(head.start, beside.end, on_one_line(text, head.start, beside.end), kind)


def _without_pointing(named: Naming | None) -> Naming | None:
    """Return "Bang Jago" of "pria yang akrab disapa Bang Jago itu"."""
    if named is None or named.words.split()[-1] not in _POINTING:
        return named
    words, _space, last = named.words.rpartition(" ")
    return Naming(named.start, named.end - len(last) - 1, words, named.kind) if words else None


def _belongs(head: Naming, beside: Naming) -> bool:
    """Return whether "Kepala Desa Watuleo, Benediktus Laka" names one person."""
    if beside.kind != NAME or not beside.words[0].isupper():
        return False
    roles = speech("roles")
    titled = is_role(head.first) or head.words[0].islower()
    follows = beside.first in roles - HONORIFICS
    long = len(head.words.split()) >= TITLE_WORDS
    return titled != follows or (not follows and (long or head.kind == ROLE))


def _simple(text: str, start: int, end: int, known: frozenset[str]) -> Naming | None:
    """Return one naming without what a comma sets beside it."""
    begin = last = -1
    count, named = 0, False
    for token in _TOKEN.finditer(text, start, end):
        step = _step(text, token, count, named, known)
        if step == "end":
            break
        if step == "skip":
            continue
        begin, last, count = (token.start() if begin < 0 else begin), token.end(), count + 1
        if step == PRONOUN:
            return Naming(begin, last, token[0], PRONOUN)
        if step == "point" or (not named and count >= ROLE_WORDS and step != NAME):
            break
        named = named or step == NAME
    if begin < 0:
        return None
    words = on_one_line(text, begin, last)
    return Naming(begin, last, words, _kind(words, named))


def _step(text: str, token: re.Match[str], count: int, named: bool, known: frozenset[str]) -> str:
    """Say what a word is to a naming: NAME, ROLE, PRONOUN, "point", "skip" or "end"."""
    word = token["word"]
    if not word:
        return _sign(token, count, named)
    low = word.lower()
    if low in speech("pronouns") and not count:
        return PRONOUN
    if low in _POINTING and count:
        return "point"
    if low in speech("days") or (low in speech("stops") and word[0].islower()):
        return NAME if low == "dan" and _joins(text, token) else "end"
    if word[0].isupper():
        return _capital(text, token, count, known)
    return _small(word, count, named)


def _sign(token: re.Match[str], count: int, named: bool) -> str:
    """Say what an abbreviation, an aside in brackets or a sign is to a naming."""
    if token["short"]:
        return NAME
    if token["aside"]:
        return "skip" if count and not _DATE.match(token["aside"]) else "end"
    return "skip" if token["other"] == "&" and named else "end"


def _small(word: str, count: int, named: bool) -> str:
    """Say what a word in small letters is to a naming."""
    if named:
        return ROLE if word in _WITHIN_NAMES else "end"
    if count:
        return "end" if _VERB.match(word) and not is_role(word) else ROLE
    return ROLE if word[0].isalpha() or word[0] == "@" else "end"


def _joins(text: str, token: re.Match[str]) -> bool:
    """Return whether "dan" stands inside a name: "Badan Meteorologi dan Geofisika"."""
    following = _TOKEN.match(text, token.end() + 1)
    if following is None or not following[0][0].isupper():
        return False
    if is_role(following[0].lower()) and following[0] != "Sumber":
        return False
    before = text[max(0, token.start() - 60) : token.start()].lower()
    return any(title in before for title in _OF_BODIES)


@lru_cache(maxsize=65536)
def is_role(word: str) -> bool:
    """Return whether a word in small letters begins a role: "koordinator", "bibinya"."""
    known = word in speech("roles") or word.removesuffix("nya") in speech("roles")
    return known or bool(_SHORT_TITLE.fullmatch(word))


def _capital(text: str, token: re.Match[str], count: int, known: frozenset[str]) -> str:
    """Say what a capitalised word is: at the head of a sentence a capital tells nothing."""
    low = token[0].lower()
    if _AMOUNT.match(token[0]):
        return ROLE if count else "end"
    if count or low in known:
        return NAME
    if is_role(low) and text[token.end() : token.end() + 1] == ",":
        return ROLE
    return NAME if _capital_follows(text, token.end()) else ROLE


def _capital_follows(text: str, at: int) -> bool:
    """Return whether a name goes on, or stands alone before a comma or the end."""
    following = text[at : at + 2]
    return not following.strip() or following[0] in ",.;:" or following[1:2].isupper()


def _kind(words: str, named: bool) -> str:
    first = words.split(None, 1)[0].lower()
    if first in speech("bodies"):
        return BODY
    return NAME if named else ROLE


def on_one_line(text: str, start: int, end: int) -> str:
    return " ".join(text[start:end].split())
