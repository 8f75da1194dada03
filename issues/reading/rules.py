"""The rules of tone towards somebody, R1 to R8 of the tone guide, in the order they are asked.

Each rule looks at the evidence and answers with a value or passes (None). The rules stand in
docs/reading.md, 2. R9 (former holders) is settled by `officials`, R10 (opinion) by `nature`.
"""

import re
from collections.abc import Callable

from issues.reading.cues import ATTITUDE, CRITICISM, DEED, FIGURE, PRAISE, RESULT
from issues.reading.direction import Balance
from issues.reading.evidence import ALLEGATION, CONTRAST, DENIAL, Evidence
from issues.reading.text import BODY, TITLE
from issues.reading.values import NEGATIVE, NEUTRAL, POSITIVE, UNRELATED, UNSURE, Value, quote

# Below this a tone is shown as "perlu ditinjau", not as a guess.
UNSURE_BELOW = 0.55

# Less than this said about the target, weighed by zone, is too little to go by.
_LITTLE = 0.6
# A single good deed of whoever stands in the headline of a release.
_A_DEED = 0.3
# One side must be this far ahead of the other to win.
_CLEAR_LEAN = 0.3
_BLAME = (CRITICISM, ATTITUDE)
_HOAX = re.compile(r"\b(?:hoaks|hoax|palsu|bodong|catut|penipuan|waspada|imbau|klarifikasi)", re.I)
_HOAX_ITSELF = re.compile(r"\b(?:hoaks|hoax|bodong|catut|mencatut|mengatasnamakan|palsu)\b", re.I)
# Satire opens the headline or a wreath; "Gubernur ucapkan terima kasih" is meant as it stands.
_THANKS = re.compile(
    r"\W*(?:(?:karangan bunga|spanduk|poster|papan|baliho|meme)\W+(?:\w+\W+){0,2})?"
    r"(?P<words>terima kasih|turut berduka cita|turut berbahagia|selamat dan sukses"
    r"|selamat (?:ulang tahun|datang|menikmati|hari jadi)|selamat(?=[,!]))",
    re.IGNORECASE,
)
# Deeds that mock: nobody plants a banana tree in a good road.
_MOCKERY = re.compile(
    r"\b(?:(?:me)?tanam[i]?\s+(?:pohon\s+)?pisang\b.{0,30}\bjalan|(?:me)?mancing\s+di\s+"
    r"(?:lubang|jalan|kubangan)|mandi\s+(?:lumpur|di\s+(?:jalan|kubangan))"
    r"|(?:ulang tahun|syukuran|tumpengan|potong tumpeng|wisata)\s+(?:\w+\s+){0,2}?"
    r"(?:jalan\s+rusak|lubang|jalan\s+berlubang|kubangan)|museum\s+(?:proyek|janji)"
    r"|(?:juara|piala(?:\s+bergilir)?)\s+(?:ingkar|bohong|lambat|jalan rusak))",
    re.IGNORECASE,
)
_REAL_GRIEF = re.compile(
    r"(?:wafat|meninggal|tewas|gugur|korban|banjir|gempa|longsor|kecelakaan|bencana|berduka|duka"
    r"|karangan)",
    re.IGNORECASE,
)
_CROWD = re.compile(
    r"(?:demo|demonstrasi|unjuk rasa|aksi massa|orasi|geruduk|digeruduk|serbu|kepung|duduki)",
    re.IGNORECASE,
)
_ORDER = re.compile(
    r"\s+(?:\w+\s+){0,2}?(?:(?:minta|meminta)(?! (?:dukungan|maaf|doa|masukan|izin|restu))"
    r"|desak|mendesak|tegur|menegur|semprot|copot|mencopot|ancam"
    r"|perintahkan|memerintahkan|instruksikan|tindak|menindak|ultimatum|sentil|kecam|mengecam"
    r"|sidak|hentikan|menghentikan|cabut|mencabut|bentuk|larang|melarang|peringatkan|soroti"
    r"|melontarkan kecaman|melayangkan)\b",
    re.IGNORECASE,
)

Rule = Callable[[Evidence], Value[str] | None]


def r1_unrelated(evidence: Evidence) -> Value[str] | None:
    """R1: who is neither subject, source nor responsible is unrelated, not neutral."""
    if evidence.spans:
        return None
    return Value(UNRELATED, 0.9, "R1: Pemprov dan pimpinan tidak menjadi subjek atau sumber")


def r7_satire(evidence: Evidence) -> Value[str] | None:
    """R7: thanks or condolences beside a grievance are satire; the literal words are ignored."""
    if mocked := _MOCKERY.search(evidence.title):
        reason = f"R7: sindiran, {quote([mocked[0]])}"
        return Value(NEGATIVE, 0.75, reason, (mocked.span(),), (mocked[0],))
    thanks = _THANKS.match(evidence.title)
    if not thanks:
        return None
    grievance = [
        cue.words
        for cue in evidence.cues
        if cue.weight < 0 and cue.zone == TITLE and not _REAL_GRIEF.match(cue.words)
    ]
    if not grievance and not (evidence.opinion and evidence.event.bad >= 2):
        return None
    reason = (
        f"R7: sindiran, ucapan {quote([thanks['words']])} atas {quote(grievance or ['keluhan'])}"
    )
    return Value(NEGATIVE, 0.75, reason, (thanks.span("words"),), (thanks["words"],))


def r3_allegation_denied(evidence: Evidence) -> Value[str] | None:
    """R3: an allegation with its denial in the headline stays negative."""
    denial = DENIAL.search(evidence.title)
    if not denial or _HOAX.search(evidence.title):
        return None
    claim = ALLEGATION.search(evidence.title)
    if not _denies(evidence, denial):
        return None
    words = [hit[0] for hit in (claim, denial) if hit]
    spans = tuple(hit.span() for hit in (claim, denial) if hit)
    confidence = 0.85 if claim else 0.72
    reason = f"R3: tudingan dan bantahan di judul, {quote(words)}"
    return Value(NEGATIVE, confidence, reason, spans, tuple(words))


def _denies(evidence: Evidence, denial: re.Match[str]) -> bool:
    """Return whether the target stands in the headline close to the denial: it is accused."""
    return any(
        end <= evidence.text.title_end
        and len(evidence.title[min(end, denial.end()) : max(start, denial.start())].split()) <= 6
        for start, end in evidence.spans
    )


def r5_own_claim(evidence: Evidence) -> Value[str] | None:
    """R5: an official's own claim of success without another voice is positive (and a release)."""
    if not evidence.own_text:
        return None
    claims = _claims(evidence.towards) or (evidence.in_title and evidence.towards.good >= _A_DEED)
    if _HOAX.search(evidence.title) or not claims:
        return Value(NEUTRAL, 0.62, "R5: siaran pers tanpa klaim keberhasilan")
    words = evidence.towards.words(1)
    return _value(POSITIVE, 0.85, f"R5: klaim sendiri di siaran pers, {quote(words)}", evidence, 1)


def r8_criticises_others(evidence: Evidence) -> Value[str] | None:
    """R8: criticism by the target of somebody else is not criticism of the target."""
    acted = [
        d.cue.words
        for d in evidence.towards.every
        if d.acted and d.cue.kind == CRITICISM and d.cue.zone != BODY
    ]
    ordered = next(
        (
            hit[0].strip()
            for start, end in evidence.spans
            if end <= evidence.text.title_end and (hit := _ORDER.match(evidence.title, end))
        ),
        None,
    )
    if not (acted or ordered) or _blamed(evidence):
        return None
    praised = _praise(evidence.towards)
    words = quote(acted or [ordered or ""])
    if praised and evidence.towards.lean > _CLEAR_LEAN:
        reason = f"R8: menindak pihak lain {words} dan dinilai baik {quote(praised)}"
        return _value(POSITIVE, 0.65, reason, evidence, 1)
    return Value(NEUTRAL, 0.66, f"R8: kritik ditujukan kepada pihak lain, {words}")


def r6_praise_and_warning(evidence: Evidence) -> Value[str] | None:
    """R6: praise with a warning follows the headline's main clause; balanced is neutral."""
    turn = CONTRAST.search(evidence.title)
    if not turn or not evidence.in_lead:
        return None
    sides = evidence.event.within((TITLE,))
    if not sides.good or not sides.bad:
        return None
    words = quote([*sides.words(1)[:2], *sides.words(-1)[:2]])
    return Value(NEUTRAL, 0.68, f"R6: pujian dan peringatan seimbang, {words}", (turn.span(),))


def r4_bad_event_good_act(evidence: Evidence) -> Value[str] | None:
    """R4: who acts well in a bad event is positive if praise is reported, else neutral."""
    acted = [d for d in evidence.towards.cues if d.weight > 0 and d.cue.kind in (DEED, RESULT)]
    blamed = _blamed(evidence) and not _meets_the_crowd(evidence)
    hoax = _HOAX_ITSELF.search(evidence.title)
    if hoax and not blamed:
        return Value(NEUTRAL, 0.66, f"R4: korban {quote([hoax[0]])}, bukan pelaku", (hoax.span(),))
    leads = any(d.acted and d.cue.zone == TITLE for d in acted)
    if blamed or not (evidence.bad_event or (leads and evidence.upfront.bad)):
        return None
    praised = _praise(evidence.towards)
    if praised and evidence.towards.lean > _CLEAR_LEAN:
        reason = f"R4: peristiwa buruk, tindakan dinilai baik {quote(praised)}"
        return _value(POSITIVE, 0.66, reason, evidence, 1)
    if acted and (leads or (evidence.towards.bad < _LITTLE and evidence.in_lead)):
        words = quote([d.cue.words for d in acted])
        return Value(NEUTRAL, 0.6, f"R4: peristiwa buruk, bertindak {words} tanpa penilaian")
    return None


def r2_headline_and_lead(evidence: Evidence) -> Value[str]:
    """R2: headline and first two paragraphs decide; the rest only adds."""
    said = evidence.upfront if evidence.upfront.total >= _LITTLE else evidence.towards
    if said.total < _LITTLE:
        return _little_said(evidence)
    confidence = _confidence(said)
    good, bad = quote(said.words(1)), quote(said.words(-1))
    if said.lean >= _CLEAR_LEAN and not _claims(said):
        return Value(NEUTRAL, 0.6, f"R2: kegiatan tanpa penilaian, {good}")
    if said.lean >= _CLEAR_LEAN:
        return _value(POSITIVE, confidence, f"R2: nada baik, {good}", evidence, 1)
    if said.lean <= -_CLEAR_LEAN:
        return _value(NEGATIVE, confidence, f"R2: nada buruk, {bad}", evidence, -1)
    return Value(UNSURE, 0.4, f"R2: bertentangan, baik {good} dan buruk {bad}")


def _confidence(said: Balance) -> float:
    """Return how sure headline and lead are: one word is little, two that agree are something."""
    several = 0.1 if len({d.cue.words.lower() for d in said.cues}) > 1 else 0.0
    return min(0.92, 0.45 + several + 0.35 * abs(said.lean) * min(1.0, said.total / 2.5))


def _little_said(evidence: Evidence) -> Value[str]:
    """Answer when hardly a word is aimed at the target: neutral, unless the event raises doubt."""
    if not evidence.whole and not evidence.in_lead:
        return Value(NEUTRAL, 0.6, "R2: disebut tanpa penilaian")
    if evidence.opinion:
        return Value(UNSURE, 0.45, "R10: opini tanpa kata penilaian yang jelas")
    if _says_it_himself(evidence):
        return Value(NEUTRAL, 0.6, "R2: kata bernada di judul adalah ucapan sendiri")
    if evidence.bad_event and evidence.blame_share >= 0.5:
        words = quote(evidence.event.words(-1))
        return Value(UNSURE, 0.45, f"R2: peristiwa buruk {words}, tanggung jawab tidak jelas")
    if evidence.event.good >= 2 and evidence.event.lean > 0.3:
        words = quote(evidence.event.words(1))
        return Value(UNSURE, 0.5, f"R2: peristiwa baik {words}, perannya tidak jelas")
    return Value(NEUTRAL, 0.62, "R2: disebut tanpa penilaian")


RULES: tuple[Rule, ...] = (
    r1_unrelated,
    r7_satire,
    r3_allegation_denied,
    r5_own_claim,
    r8_criticises_others,
    r6_praise_and_warning,
    r4_bad_event_good_act,
    r2_headline_and_lead,
)


def decide(evidence: Evidence) -> Value[str]:
    """Return the first answer; one below the threshold becomes "unsure" and keeps its reason."""
    answer = next(value for rule in RULES if (value := rule(evidence)) is not None)
    if answer.value in (UNSURE, UNRELATED) or answer.confidence >= UNSURE_BELOW:
        return answer
    reason = f"{answer.reason} (lemah)"
    return Value(UNSURE, answer.confidence, reason, answer.spans, answer.words)


def doubt_beside(whole: Value[str], own: Value[str], evidence: Evidence) -> Value[str]:
    """Return "unsure" for a leader of whom news that is bad for the government says nothing."""
    silent = own.value == NEUTRAL and evidence.towards.total < _LITTLE and not evidence.speaks
    if whole.value == NEGATIVE and silent:
        return Value(UNSURE, 0.45, "R2: berita negatif bagi Pemprov, peran pejabat ini tidak jelas")
    return own


def _blamed(evidence: Evidence) -> bool:
    """Return whether headline or lead finds fault with the target."""
    return any(d.weight <= -0.5 and d.cue.kind in _BLAME for d in evidence.upfront.cues)


def _meets_the_crowd(evidence: Evidence) -> bool:
    """Return whether the target's own deed answers a demonstration in the headline (R4)."""
    acted = any(d.acted and d.cue.kind == DEED and d.weight > 0 for d in evidence.upfront.cues)
    blame = [d.cue.words for d in evidence.upfront.cues if d.weight < 0 and d.cue.zone == TITLE]
    return acted and evidence.answers and all(map(_CROWD.match, blame))


def _says_it_himself(evidence: Evidence) -> bool:
    """Return whether all bad words of the headline are the target's own, about others or a wish."""
    bad = [d for d in evidence.towards.every if d.cue.zone == TITLE and d.cue.weight < 0]
    return evidence.in_title and bool(bad) and not any(d.weight for d in bad)


def _praise(said: Balance) -> list[str]:
    """Return praise of the target by others: not what it praises itself."""
    return [
        d.cue.words for d in said.cues if d.cue.kind == PRAISE and d.weight > 0.3 and not d.acted
    ]


def _claims(said: Balance) -> bool:
    """Return whether there is more than activity: a result, praise, or several good deeds."""
    good = [d for d in said.cues if d.weight > 0 and not (d.acted and d.cue.kind == PRAISE)]
    judged = sum(d.weight for d in good if d.cue.kind in (RESULT, PRAISE, FIGURE))
    deeds = {d.cue.words.lower() for d in good}
    return judged >= 0.4 or (len(deeds) >= 4 and said.good >= 1.5)


def _value(tone: str, confidence: float, reason: str, evidence: Evidence, sign: int) -> Value[str]:
    said = evidence.towards
    words = tuple(dict.fromkeys(said.words(sign)))
    return Value(tone, round(confidence, 2), reason, said.spans(sign), words)
