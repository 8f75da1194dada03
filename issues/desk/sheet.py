"""What the form of the desk shows: every value with why the machine thinks so and who decided.

After a conflict or a mistake the person's own answers stay filled in.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID, uuid4

from django.utils.translation import gettext as _

from issues.deciding import edition
from issues.desk.answers import TONES, Answers
from issues.desk.options import Options
from issues.desk.spreading import Spread, spreads
from issues.desk.stamps import Stamp, stamps
from issues.highlight import Mark, Segment
from issues.item_page import ItemPage, Reading
from issues.models import Coverage, Decision, Issue, Mention, Office, Tone, Topic
from issues.settling import Decided, settle
from monitoring.models import Region

QUOTED = re.compile("“([^”]+)”")
RULE = re.compile(r"^R\d+: ")


@dataclass(frozen=True)
class Towards:
    """The tone towards one official, or towards the province where `mention` is None.

    `tone` is what is filled in, `words` what the machine read, `reason` its words with marks.
    """

    name: str
    mention: Mention | None
    tone: str
    words: str
    confidence: int | None
    reason: list[Segment]
    stamp: Stamp | None
    required: bool = False
    removed: bool = False

    @property
    def office(self) -> int | None:
        """Return the key of the office."""
        return self.mention.office_id if self.mention else None


@dataclass(frozen=True)
class Line:
    """One topic or region: its code and name, why, and whether it stays ticked."""

    code: str
    name: str
    words: str
    kept: bool = True


@dataclass(frozen=True)
class Card:
    """The issue: the filled-in one, and the machine's suggestion."""

    issue: Issue | None
    suggested: Issue | None
    confidence: int | None
    reason: str
    stamp: Stamp | None


@dataclass(frozen=True)
class Sheet:
    """The whole form. `main` are leaders and the province, `others` the other officials."""

    key: UUID
    seen: str
    main: list[Towards]
    others: list[Towards]
    card: Card
    topics: list[Line]
    regions: list[Line]
    nature: str
    natures: list[tuple[str, Any]]
    spread: dict[str, Spread]
    stamps: dict[str, Stamp]
    options: Options
    answers: Answers | None

    @property
    def officials(self) -> list[Towards]:
        """Return everybody who is named, leaders first."""
        return [towards for towards in self.main if towards.mention] + self.others

    @property
    def new_official(self) -> Towards:
        """Return the entry of somebody who is being added: named, and not judged."""
        return Towards("tone_", None, Tone.NEUTRAL.value, "", None, [], None)


def build(page: ItemPage, answers: Answers | None = None) -> Sheet:
    """Return the form of an item that was read, filled in anew or with a person's `answers`."""
    reading = _given(page.reading)
    coverage, said = reading.coverage, stamps(page.item)
    everybody = list(_officials(reading, said, answers))
    main = [towards for towards in everybody if towards.mention.office.leader]
    if _asks_for_province(coverage, main):
        main.append(_province(coverage, said, answers))
    if main and coverage.tone == Tone.UNSURE and not coverage.report:
        main[0] = replace(main[0], required=not any(t.tone in TONES for t in main))
    return Sheet(
        key=uuid4(),
        seen=edition(page.item),
        main=main,
        others=[towards for towards in everybody if not towards.mention.office.leader],
        card=_card(coverage, said, answers),
        topics=_lines(reading, "topics", answers),
        regions=_lines(reading, "regions", answers),
        nature=answers.nature if answers and answers.nature else coverage.nature,
        natures=list(Coverage.Nature.choices),
        spread=spreads(page.item, coverage, answers.spread if answers else frozenset()),
        stamps={name: stamp for (name, office), stamp in said.items() if office is None},
        options=Options.load(),
        answers=answers,
    )


def _given(reading: Reading | None) -> Reading:
    """Return the reading; the desk shows only what was read."""
    if reading is None:
        raise ValueError(reading)
    return reading


def _officials(
    reading: Reading, said: dict[tuple[str, int | None], Stamp], answers: Answers | None
) -> Iterator[Towards]:
    """Yield one entry per official: leaders by rank, then whoever the person is adding."""
    machine = {one["office"]: one for one in reading.coverage.reasons.get("mentions", ())}
    for mention in [*reading.mentions, *_added(reading, answers)]:
        office, why = mention.office_id, machine.get(mention.office.identity, {})
        tone = answers.tones.get(office, mention.tone) if answers else mention.tone
        yield Towards(
            name=f"tone_{office}",
            mention=mention,
            tone=tone,
            words=_tone(why.get("tone", "")),
            confidence=_percent(why.get("tone_confidence")),
            reason=reason(why.get("tone_reason", ""), why.get("tone", "")),
            stamp=said.get((Decision.Field.OFFICIAL, office)),
            removed=bool(answers) and office not in answers.officials,
        )


def _added(reading: Reading, answers: Answers | None) -> list[Mention]:
    """Return unsaved mentions of the officials a person was about to add."""
    known = {mention.office_id for mention in reading.mentions}
    new = [office for office in answers.officials if office not in known] if answers else []
    offices = Office.objects.select_related("region").filter(pk__in=new) if new else []
    return [Mention(office=office, tone=Tone.NEUTRAL) for office in offices]


def _asks_for_province(coverage: Coverage, leaders: Sequence[Towards]) -> bool:
    """Say whether the tone towards us must be asked by itself.

    It follows from the leaders' tones where they are named, unless what holds says otherwise.
    """
    if not leaders:
        return True
    said = [Decided("official", t.mention.tone, t.mention.office.identity) for t in leaders]
    offices = frozenset(decided.office for decided in said if decided.office)
    return settle(coverage.reasons, said, offices).tone != coverage.tone


def _province(
    coverage: Coverage, said: dict[tuple[str, int | None], Stamp], answers: Answers | None
) -> Towards:
    why = coverage.reasons.get("tone") or {}
    return Towards(
        name="tone",
        mention=None,
        tone=answers.tone if answers else coverage.tone,
        words=_tone(why.get("value", "")),
        confidence=_percent(why.get("confidence")),
        reason=reason(why.get("reason", ""), why.get("value", "")),
        stamp=said.get((Decision.Field.TONE, None)),
    )


def _card(
    coverage: Coverage, said: dict[tuple[str, int | None], Stamp], answers: Answers | None
) -> Card:
    why = coverage.reasons.get("issue") or {}
    chosen = answers.issue if answers else coverage.issue_id
    found = Issue.objects.in_bulk({key for key in (chosen, why.get("value")) if key})
    return Card(
        issue=found.get(chosen),
        suggested=found.get(why.get("value")),
        confidence=_percent(why.get("confidence")),
        reason=str(why.get("reason", "")),
        stamp=said.get((Decision.Field.ISSUE, None)),
    )


def _lines(reading: Reading, name: str, answers: Answers | None) -> list[Line]:
    """Return topics or regions as they hold, with what the person is adding or taking out."""
    rows: dict[str, Line] = {}
    for row in getattr(reading, name):
        subject = getattr(row, name.rstrip("s"))
        rows[subject.pk] = Line(subject.pk, str(subject), ", ".join(row.words))
    if answers is None:
        return list(rows.values())
    chosen: tuple[str, ...] = getattr(answers, name)
    model = Region if name == "regions" else Topic
    for subject in model.objects.filter(pk__in=set(chosen) - set(rows)):
        rows[subject.pk] = Line(subject.pk, str(subject), "")
    kept = [rows[code] for code in chosen if code in rows]
    return kept + [replace(row, kept=False) for code, row in rows.items() if code not in chosen]


def reason(words: str, tone: str) -> list[Segment]:
    """Return a reason in segments: the words it quotes are marked in their tone."""
    text, found, start = RULE.sub("", str(words)), [], 0
    for hit in QUOTED.finditer(text):
        mark = Mark(hit.start(1), hit.end(1), tone, str(_("kata dari teks")))
        found += [Segment(text[start : hit.start()]), Segment(hit[1], (mark,))]
        start = hit.end()
    return [segment for segment in [*found, Segment(text[start:])] if segment.text]


def _tone(value: str) -> str:
    return str(dict(Tone.choices).get(value, ""))


def _percent(share: float | None) -> int | None:
    return None if share is None else round(100 * share)
