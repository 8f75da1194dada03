"""What a person filled in at the desk, and the choices that follow from it.

Only what differs from what holds becomes a decision; the tone towards us always does, because a
person looked at it.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Self

from django.http import QueryDict
from django.utils.translation import gettext as _

from issues.deciding import SPREADABLE, Choice
from issues.models import Coverage, Decision, Issue, Office, Tone, Topic
from monitoring.models import Region

TOPICS_MAX = 3
REGIONS_MAX = 20
OFFICIALS_MAX = 40
# What a person can say; "perlu ditinjau" is for the machine, "tidak terkait" has its own button.
TONES = (Tone.POSITIVE, Tone.NEUTRAL, Tone.NEGATIVE)
UNRELATED = "tidak_terkait"


class BadAnswer(ValueError):
    """A form that cannot be saved; the message says what is missing or wrong."""


@dataclass(frozen=True)
class Answers:
    """The form as it was filled in.

    `tone` is towards the province and empty where the form asks for officials only; `tones` and
    `officials` go by the key of the office; `shown` are the officials the form listed, so that
    one who is missing from `officials` was taken out. The first topic is the primary one.
    """

    tone: str = ""
    tones: dict[int, str] = field(default_factory=dict)
    officials: tuple[int, ...] = ()
    shown: frozenset[int] = frozenset()
    topics: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    issue: int | None = None
    nature: str = ""
    spread: frozenset[str] = frozenset()
    unrelated: bool = False

    @classmethod
    def posted(cls, data: QueryDict) -> Self:
        """Read the answers of a form; raises BadAnswer for what no form of ours would send."""
        officials = _keys([*data.getlist("pejabat"), *data.getlist("pejabat_baru")])
        named = {office: data.get(f"tone_{office}", "") for office in officials}
        primary = data.getlist("topik_utama")[:1]
        issue = _keys([data.get("isu", "")])
        return cls(
            tone=_one_of(TONES, data.get("tone", "")),
            tones={office: _one_of(TONES, tone) for office, tone in named.items() if tone},
            officials=officials,
            shown=frozenset(_keys(data.getlist("tampil"))),
            topics=_codes(primary, data.getlist("topik"), data.getlist("topik_baru")),
            regions=_codes((), data.getlist("wilayah"), data.getlist("wilayah_baru")),
            issue=issue[0] if issue else None,
            nature=_one_of(Coverage.Nature.values, data.get("sifat", "")),
            spread=frozenset(name for name in SPREADABLE if data.get(f"{name}_cerita")),
            unrelated=data.get("aksi") == UNRELATED,
        )

    def choices(self, coverage: Coverage) -> list[Choice]:
        """Return what to decide; raises BadAnswer when the tone is open or a name is unknown."""
        if self.unrelated:
            return [Choice(Decision.Field.TONE, Tone.UNRELATED.value)]
        self._check()
        now = _Now.of(coverage, self.officials)
        self._check_known(now)
        officials = list(self._officials(now))
        judged = self.tone or any(c.value and c.office in now.leaders for c in officials)
        if coverage.tone == Tone.UNSURE and not coverage.report and not judged:
            raise BadAnswer(_("Mohon pilih tone dulu: 1, 2 atau 3."))
        return [*officials, *self._tone(), *self._subjects(coverage, now)]

    def _check(self) -> None:
        """Refuse too many of anything."""
        for words, limit, many in (
            (_("Paling banyak tiga topik."), TOPICS_MAX, self.topics),
            (_("Terlalu banyak wilayah."), REGIONS_MAX, self.regions),
            (_("Terlalu banyak tokoh."), OFFICIALS_MAX, self.officials),
        ):
            if len(many) > limit:
                raise BadAnswer(words)

    def _check_known(self, now: "_Now") -> None:
        """Refuse whatever the pack or the issues do not know; what holds already is known."""
        topics, regions = set(self.topics) - set(now.topics), set(self.regions) - set(now.regions)
        known = (
            now.offices.issuperset(self.officials)
            and (not topics or Topic.objects.filter(pk__in=topics).count() == len(topics))
            and (not regions or Region.objects.filter(pk__in=regions).count() == len(regions))
            and (self.issue in {None, now.issue} or Issue.objects.filter(pk=self.issue).exists())
        )
        if not known:
            raise BadAnswer(_("Pilihan ini sudah tidak ada. Mohon muat ulang halaman."))

    def _officials(self, now: "_Now") -> Iterator[Choice]:
        """Yield the tone of every leader, of others where it changed, and who was taken out."""
        for office in self.officials:
            tone = self.tones.get(office, "" if office in now.tones else Tone.NEUTRAL.value)
            if tone and (office in now.leaders or tone != now.tones.get(office)):
                yield Choice(Decision.Field.OFFICIAL, tone, office)
        for office in sorted(self.shown - set(self.officials)):
            if office in now.tones:
                yield Choice(Decision.Field.OFFICIAL, "", office)

    def _tone(self) -> Iterator[Choice]:
        if self.tone:
            yield Choice(Decision.Field.TONE, self.tone)

    def _subjects(self, coverage: Coverage, now: "_Now") -> Iterator[Choice]:
        """Yield issue, topics, regions and nature where they changed or are to be spread."""
        for name, holds, then in (
            (Decision.Field.ISSUE, now.issue, self.issue),
            (Decision.Field.TOPIC, now.topics, list(self.topics)),
            (Decision.Field.REGION, now.regions, sorted(self.regions)),
            (Decision.Field.NATURE, coverage.nature, self.nature or coverage.nature),
        ):
            if holds != then or name in self.spread:
                yield Choice(name, then, spread=name in self.spread)


@dataclass(frozen=True)
class _Now:
    """What holds before the answers: tones by office, issue, topics by rank, regions by code.

    `offices` are those that are named or asked for and exist; `leaders` the leadership's of them.
    """

    tones: dict[int, str]
    offices: frozenset[int]
    leaders: frozenset[int]
    issue: int | None
    topics: list[str]
    regions: list[str]

    @classmethod
    def of(cls, coverage: Coverage, asked: Collection[int]) -> Self:
        """Read what holds, and which of the offices that are asked for exist."""
        named = list(coverage.mentions.values_list("office_id", "tone", "office__leader"))
        tones = {office: tone for office, tone, _leader in named}
        leads = {office: leader for office, _tone, leader in named}
        if new := set(asked) - tones.keys():
            leads |= dict(Office.objects.filter(pk__in=new).values_list("pk", "leader"))
        return cls(
            tones=tones,
            offices=frozenset(leads),
            leaders=frozenset(office for office, leader in leads.items() if leader),
            issue=coverage.issue_id,
            topics=list(coverage.topics.values_list("topic_id", flat=True)),
            regions=list(coverage.regions.values_list("region_id", flat=True)),
        )


def _keys(words: Iterable[str]) -> tuple[int, ...]:
    """Return primary keys, none twice, in their order; empty words mean nothing."""
    keys = dict.fromkeys(word.strip() for word in words if word.strip())
    if not all(key.isascii() and key.isdigit() and len(key) < 19 for key in keys):
        raise BadAnswer(_("Pilihan ini sudah tidak ada. Mohon muat ulang halaman."))
    return tuple(int(key) for key in keys)


def _codes(first: Collection[str], kept: list[str], new: list[str]) -> tuple[str, ...]:
    """Return codes, none twice: the chosen first one, those that stayed, the new ones.

    A first one that was unticked does not come back.
    """
    there = [code.replace("\x00", "") for code in [*kept, *new] if code.strip()]
    return tuple(dict.fromkeys([code for code in first if code in there] + there))


def _one_of(values: Collection[str], word: str) -> str:
    if word and word not in values:
        raise BadAnswer(_("Pilihan ini sudah tidak ada. Mohon muat ulang halaman."))
    return word
