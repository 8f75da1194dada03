"""Read one article: whom it names, about what, where, in what tone. The door to this folder."""

from dataclasses import dataclass, replace
from datetime import date

from issues.reading.cues import find_cues
from issues.reading.evidence import Evidence, gather
from issues.reading.knowledge import Knowledge
from issues.reading.language import tell_language
from issues.reading.nature import tell_nature
from issues.reading.officials import Official, find_officials
from issues.reading.places import find_places
from issues.reading.quotes import QuoteReading, find_quotes
from issues.reading.roles import sentence_of, tell_role
from issues.reading.rules import doubt_beside
from issues.reading.soundness import cut_body, doubted, flags_of
from issues.reading.stacked import EVENT, OFFICIAL, TONE, read_event_tone, read_tone
from issues.reading.targets import find_targets
from issues.reading.text import Text, lay_out
from issues.reading.tone import is_balanced, is_denied, tell_part_tone
from issues.reading.topics import find_programmes, find_topics
from issues.reading.values import VERSION, MentionReading, Value

__all__ = ["VERSION", "Article", "Found", "Reading", "judge_tones", "look", "read"]


@dataclass(frozen=True, slots=True)
class Article:
    """What is read. Coordinates everywhere are those of f"{title}\\n\\n{body}"."""

    title: str
    body: str
    published: date
    official_channel: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """What an article says.

    Values: `regions` region codes, home code for province-wide, empty for elsewhere; `topics`
    codes, the first is primary; `programmes` keys; tones "pos", "neu", "neg", "unsure" or "na";
    `nature` "berita", "rilis", "advertorial", "opini" or "foto". `tone` is towards the
    provincial government and its leadership as a whole.
    """

    mentions: tuple[MentionReading, ...]
    regions: tuple[Value[str], ...]
    topics: tuple[Value[str], ...]
    programmes: tuple[Value[str], ...]
    event_tone: Value[str]
    tone: Value[str]
    headline_tone: Value[str]
    body_tone: Value[str]
    nature: Value[str]
    denied: Value[bool]
    balanced: Value[bool]
    quotes: tuple[QuoteReading, ...] = ()
    # "id", "en", "ms" or "sas", empty where too little tells; and keys of soundness.REASONS.
    language: str = ""
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """What stands in an article, before learned models judge it; seen alike by whoever learns.

    `seen` stands beside `officials`: the article as seen from each of them.
    """

    text: Text
    officials: tuple[Official, ...]
    seen: tuple[Evidence, ...]
    about_us: Evidence
    regions: tuple[Value[str], ...]
    nature: Value[str]
    language: str
    flags: tuple[str, ...]


def read(article: Article, knowledge: Knowledge) -> Reading:
    """Return what the article says, every value with confidence, reason and words.

    Of a text that is not sound no tone is trusted; its flags say why.
    """
    found = look(article, knowledge)
    reading = _judged(found, knowledge)
    return _doubt(reading) if found.flags else reading


def look(article: Article, knowledge: Knowledge) -> Found:
    """Return what stands in an article, as far down as it is read."""
    text = lay_out(article.title, cut_body(article.body))
    language = tell_language(text.raw)
    officials = find_officials(text, knowledge, article.published)
    ours = any(official.office in knowledge.leaders for official in officials)
    regions = find_places(text, knowledge, ours, _seats(officials, knowledge))
    targets = find_targets(text, knowledge, officials, bool(regions))
    nature = tell_nature(text, article.official_channel)
    cues = find_cues(text)
    return Found(
        text,
        officials,
        tuple(gather(text, cues, nature.value, one.spans, targets) for one in officials),
        gather(text, cues, nature.value, targets),
        regions,
        nature,
        language,
        flags_of(article.title, article.body, language),
    )


def judge_tones(found: Found, knowledge: Knowledge) -> tuple[Value[str], tuple[Value[str], ...]]:
    """Return the tone towards our side, and towards each of the officials in their order."""
    tone = read_tone(found.about_us, knowledge.weights.get(TONE))
    own = []
    for official, seen in zip(found.officials, found.seen, strict=True):
        towards = read_tone(seen, knowledge.weights.get(OFFICIAL), OFFICIAL)
        leads = official.office in knowledge.leaders
        own.append(doubt_beside(tone, towards, seen) if leads else towards)
    return tone, tuple(own)


def _doubt(reading: Reading) -> Reading:
    """Return the reading with its tones as far as its flags let them be trusted."""
    tones = {
        name: doubted(getattr(reading, name), reading.flags)
        for name in ("event_tone", "tone", "headline_tone", "body_tone")
    }
    mentions = [replace(m, tone=doubted(m.tone, reading.flags)) for m in reading.mentions]
    return replace(reading, mentions=tuple(mentions), **tones)


def _judged(found: Found, knowledge: Knowledge) -> Reading:
    text, targets, cues = found.text, found.about_us.spans, found.about_us.cues
    tone, own = judge_tones(found, knowledge)
    mentioned = zip(found.officials, found.seen, own, strict=True)
    return Reading(
        mentions=tuple(_mention(*each) for each in mentioned),
        regions=found.regions,
        topics=find_topics(text, knowledge),
        programmes=find_programmes(text, knowledge),
        event_tone=read_event_tone(text, cues, knowledge.weights.get(EVENT)),
        tone=tone,
        headline_tone=tell_part_tone(text, cues, targets, headline=True),
        body_tone=tell_part_tone(text, cues, targets, headline=False),
        nature=found.nature,
        denied=is_denied(found.about_us),
        balanced=is_balanced(found.about_us, tone),
        quotes=find_quotes(text, found.officials),
        language=found.language,
        flags=found.flags,
    )


def _seats(officials: tuple[Official, ...], knowledge: Knowledge) -> list[str]:
    """Return the regencies and cities whose officials the article names."""
    codes = [knowledge.office[official.office].region for official in officials]
    return [code for code in codes if code != knowledge.home]


def _mention(official: Official, seen: Evidence, tone: Value[str]) -> MentionReading:
    tenure = official.tenure
    role = tell_role(seen, tone)
    return MentionReading(
        office=official.office,
        person=tenure.person if tenure else None,
        since=tenure.start if tenure else None,
        role=role.value,
        sentence=sentence_of(seen.text, official.spans),
        confidence=official.confidence,
        reason=f"{official.reason}; {role.reason}",
        tone=tone,
        spans=official.spans,
    )
