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
from issues.reading.text import lay_out
from issues.reading.tone import is_balanced, is_denied, tell_part_tone
from issues.reading.topics import find_programmes, find_topics
from issues.reading.values import VERSION, MentionReading, Value

__all__ = ["VERSION", "Article", "Reading", "read"]


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


def read(article: Article, knowledge: Knowledge) -> Reading:
    """Return what the article says, every value with confidence, reason and words.

    Of a text that is not sound no tone is trusted; its flags say why.
    """
    part = replace(article, body=cut_body(article.body))
    language = tell_language(f"{part.title}\n\n{part.body}")
    flags = flags_of(article.title, article.body, language)
    reading = replace(_read(part, knowledge), language=language, flags=flags)
    return _doubt(reading) if flags else reading


def _doubt(reading: Reading) -> Reading:
    """Return the reading with its tones as far as its flags let them be trusted."""
    tones = {
        name: doubted(getattr(reading, name), reading.flags)
        for name in ("event_tone", "tone", "headline_tone", "body_tone")
    }
    mentions = [replace(m, tone=doubted(m.tone, reading.flags)) for m in reading.mentions]
    return replace(reading, mentions=tuple(mentions), **tones)


def _read(article: Article, knowledge: Knowledge) -> Reading:
    text = lay_out(article.title, article.body)
    officials = find_officials(text, knowledge, article.published)
    ours = any(official.office in knowledge.leaders for official in officials)
    regions = find_places(text, knowledge, ours, _seats(officials, knowledge))
    targets = find_targets(text, knowledge, officials, bool(regions))
    nature = tell_nature(text, article.official_channel)
    cues = find_cues(text)
    about_us = gather(text, cues, nature.value, targets)
    tone = read_tone(about_us, knowledge.weights.get(TONE))
    return Reading(
        mentions=tuple(_mention(o, about_us, tone, knowledge) for o in officials),
        regions=regions,
        topics=find_topics(text, knowledge),
        programmes=find_programmes(text, knowledge),
        event_tone=read_event_tone(text, cues, knowledge.weights.get(EVENT)),
        tone=tone,
        headline_tone=tell_part_tone(text, cues, targets, headline=True),
        body_tone=tell_part_tone(text, cues, targets, headline=False),
        nature=nature,
        denied=is_denied(about_us),
        balanced=is_balanced(about_us, tone),
        quotes=find_quotes(text, officials),
    )


def _seats(officials: tuple[Official, ...], knowledge: Knowledge) -> list[str]:
    """Return the regencies and cities whose officials the article names."""
    codes = [knowledge.office[official.office].region for official in officials]
    return [code for code in codes if code != knowledge.home]


def _mention(
    official: Official, about_us: Evidence, tone: Value[str], knowledge: Knowledge
) -> MentionReading:
    text = about_us.text
    evidence = gather(text, about_us.cues, about_us.nature, official.spans, about_us.spans)
    own_tone = read_tone(evidence, knowledge.weights.get(OFFICIAL), OFFICIAL)
    if official.office in knowledge.leaders:
        own_tone = doubt_beside(tone, own_tone, evidence)
    tenure = official.tenure
    role = tell_role(evidence, own_tone)
    return MentionReading(
        office=official.office,
        person=tenure.person if tenure else None,
        since=tenure.start if tenure else None,
        role=role.value,
        sentence=sentence_of(text, official.spans),
        confidence=official.confidence,
        reason=f"{official.reason}; {role.reason}",
        tone=own_tone,
        spans=official.spans,
    )
