"""Make examples of tone from labelled passages: the words, whom it is about, what the rules found.

Reading knows its targets from the pack. Labelled passages are about other places, so their targets
are found by words that every region writes alike: titles of office, "Pemprov", "Dinas …".
"""

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from issues.learning.corpus import Labelled
from issues.learning.training import Example
from issues.reading.cues import find_cues
from issues.reading.evidence import gather
from issues.reading.nature import tell_nature
from issues.reading.stacked import EVENT, OFFICIAL, TONE, event_features, tone_features
from issues.reading.text import Text, lay_out
from issues.reading.values import UNRELATED, Span

# The fictional provinces and leaders of the written items: masked, so that no name is learned.
_PLACES = r"(?:Seroja|Lembayung|Arunika)"
_LEADERS = r"(?:Raksa(?: Wirabumi)?|Sekar(?: Laksmi)?|Damar(?: Prakosa)?|Hanung|Melati|Halim)"
# One word names most agencies; more would swallow the verb of a headline.
_FIELD = (
    r"(?:Tenaga Kerja|Lingkungan Hidup|Pekerjaan Umum|Penanaman Modal|Ketahanan Pangan"
    r"|[A-Z]\w+)"
)
_PROVINCE = re.compile(
    r"\b(?:Pemprov|pemprov|[Pp]emerintah [Pp]rovinsi|[Pp]rovinsi(?! (?:lain|tetangga))"
    r"|(?:[Ww]akil )?[Gg]ubernur|[Ww]agub|Sekda|Sekretaris Daerah|RSUD|BUMD|Inspektorat|BPBD"
    r"|Bap(?:peda|enda)|BP?KA?D|DLHK?|PUPR|Satpol PP|Kadis\w*|Biro \w+|Din(?:kes|sos)"
    rf"|(?:[Kk]epala )?[Dd]inas(?: {_FIELD}(?:,? dan {_FIELD})?)?(?: provinsi)?"
    r"|Dis(?:dik|kominfo|perin|dag|nak|hub|par|perkim|koper|bud|pora|but)\w*)\b"
    rf"(?: (?:{_PLACES}|{_LEADERS})\b)*"
    r"|\b(?:Raksa|Hanung|Halim|Pak Raksa)\b"
)
_LOCAL = re.compile(
    r" (?:[Kk]abupaten|[Kk]ota|Serunai|Kelana|Bandar Murai|Tanjung Cendana|Pelita|Mustika"
    r"|Muara Intan)\b"
)
_ANY_GOVERNMENT = re.compile(
    r"\b(?:[Pp]emda|Pemk(?:ab|ot)|Pemprov|[Pp]emerintah (?:[Pp]rovinsi|[Dd]aerah)"
    r"|[Pp]emerintah (?:[Kk]abupaten|[Kk]ota)"
    r"|(?:[Ww]akil )?(?:Bupati|Wali ?[Kk]ota|Gubernur)|Wabup|Wagub|Sekda|Sekretaris Daerah|Camat"
    r"|Dinas|Dis(?:dik|kominfo|perin|nak|hub|par|perkim|dag|koper)\w*|Din(?:kes|sos)|BPBD|Bappeda"
    r"|RSUD|PUPR|Satpol PP|Kepala Dinas|Kadis)\b(?: [A-Z][\w.]+){0,3}"
)
_NATIONAL = re.compile(r"\b(?:[Pp]emerintah|[Mm]enteri|Kementerian|Presiden|BGN)\b")
_NAMES = re.compile(r"[A-Z][\w']{2,}")

# How much a real passage counts beside a written item of the format that is read: its
# sentences are longer and its labels towards another target. Chosen by cross-validation.
_REAL = {EVENT: 0.6, TONE: 0.2, OFFICIAL: 0.5}
_DOUBTFUL = 0.6
_WRITTEN = ("written", "ntb_refs")
_LONGEST_TITLE = 220
_FIRST_SENTENCE = re.compile(r"(?<=[a-z0-9)”\"]{2})[.!?][”\"]?\s+(?=[A-Z“\"])")


def tone_examples(
    labelled: Sequence[Labelled], target: str, groups: Sequence[str]
) -> list[Example]:
    """Return the examples for EVENT, TONE or OFFICIAL; `groups` stand beside the passages.

    Towards a target, passages that do not name it are left out: there the rules decide (R1).
    """
    pairs = zip(labelled, groups, strict=True)
    return list(chain.from_iterable(_examples(one, target, group) for one, group in pairs))


def target_spans(text: Text, target: str) -> tuple[Span, ...]:
    """Return where a labelled passage speaks of its target, named as in `Passage.target`."""
    hits = _words_for(target).finditer(text.plain)
    local = target == "Pemprov"
    return tuple(hit.span() for hit in hits if not (local and _LOCAL.match(text.plain, hit.end())))


def in_two(title: str, body: str) -> tuple[str, str]:
    """Return title and body; of a passage without title, its first sentence stands for it."""
    cut = _FIRST_SENTENCE.search(body)
    if title or not body:
        return title, body
    if cut is None or cut.end() > _LONGEST_TITLE:
        return body, ""
    return body[: cut.end()].strip(), body[cut.end() :]


def _examples(one: Labelled, target: str, group: str) -> Iterator[Example]:
    text = lay_out(*in_two(one.passage.title, one.passage.body))
    weight = _weight(one, target)
    if target == EVENT:
        yield Example(event_features(text, find_cues(text)), one.event, weight, group)
        return
    spans = target_spans(text, one.passage.target)
    if not spans or not weight or (target == OFFICIAL and one.government == UNRELATED):
        return
    evidence = gather(text, find_cues(text), tell_nature(text, official_channel=False).value, spans)
    yield Example(tone_features(evidence), one.government, weight, group)


def _weight(one: Labelled, target: str) -> float:
    """Return how much the label counts; a national target says nothing of our government."""
    if one.passage.data in _WRITTEN:
        return 1.0
    if target == TONE and not one.passage.target.startswith("Pemda"):
        return 0.0
    return _REAL[target] * (1.0 if one.sure else _DOUBTFUL)


def _words_for(target: str) -> re.Pattern[str]:
    if target == "Pemprov":
        return _PROVINCE
    if target.startswith("Pemda"):
        return _ANY_GOVERNMENT
    if target.startswith("pemerintah"):
        return re.compile(f"{_ANY_GOVERNMENT.pattern}|{_NATIONAL.pattern}")
    names = sorted({target, *_NAMES.findall(target)}, key=len, reverse=True)
    return re.compile("|".join(rf"\b{re.escape(name)}\b" for name in names), re.IGNORECASE)
