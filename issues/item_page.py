"""One item as its page shows it: the text with its marks, and every value with its reason."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from issues.deciding import prints
from issues.highlight import Segment, cut
from issues.marking import FIRST, TONES, Layer, Marking, marking, towards
from issues.models import Coverage, CoverageRegion, CoverageTopic, Mention, Programme, Quote, Tone
from monitoring.models import Entry, Item
from monitoring.trail import History, history_of

FELLOWS_SHOWN = 20
OTHERS = {
    "event_tone": gettext_lazy("Tone peristiwa"),
    "nature": gettext_lazy("Sifat"),
    "denied": gettext_lazy("Bantahan"),
    "balanced": gettext_lazy("Keberimbangan"),
}
# Why a reading is not to be trusted (issues/reading/soundness.py), and what to do.
NOTICES = {
    "kosong": gettext_lazy("Naskahnya kosong; buka aslinya untuk menilai."),
    "judul-saja": gettext_lazy("Hanya judulnya yang ada; isi belum dinilai."),
    "pendek": gettext_lazy("Naskahnya terlalu pendek untuk dinilai mesin."),
    "dipotong": gettext_lazy("Naskahnya sangat panjang; hanya bagian awal yang dibaca mesin."),
    "bahasa-asing": gettext_lazy("Bukan bahasa Indonesia; tone perlu dinilai petugas."),
    "emoji": gettext_lazy("Hanya emoji, tanpa kata yang bisa dinilai."),
    "halaman-daftar": gettext_lazy("Ini halaman daftar, bukan satu berita."),
    "tak-terbaca": gettext_lazy("Naskahnya tidak terbaca; kebanyakan bukan huruf."),
}
LANGUAGES = {
    "en": gettext_lazy("Inggris"),
    "ms": gettext_lazy("Melayu"),
    "sas": gettext_lazy("Sasak"),
}


@dataclass(frozen=True)
class Value:
    """One value in words, with why. `suggested` is the machine's value where a person overruled.

    `tone` is empty for values that are no tone; `confidence` is a percentage, None when unknown.
    """

    label: str
    words: str
    tone: str
    confidence: int | None
    reason: str
    suggested: str


@dataclass(frozen=True)
class Reading:
    """What the item means: everything that stands beside the text."""

    coverage: Coverage
    mentions: list[Mention]
    quotes: list[Quote]
    topics: list[CoverageTopic]
    regions: list[CoverageRegion]
    programmes: list[Programme]
    tone: Value
    headline: Value
    body: Value
    others: list[Value]
    issue: Value
    story: Value

    @property
    def differs(self) -> bool:
        """Say whether headline and body point in different directions."""
        halves = {self.coverage.headline_tone, self.coverage.body_tone}
        # What is in doubt or not about us points nowhere.
        return len(halves) > 1 and not halves & {Tone.UNSURE, Tone.UNRELATED}

    @property
    def notices(self) -> list[str]:
        """Return why this reading is not to be trusted, for staff; usually nothing."""
        known = [str(NOTICES[flag]) for flag in self.coverage.flags if flag in NOTICES]
        language = LANGUAGES.get(self.coverage.language)
        return known + ([_("Bahasa: %(name)s.") % {"name": language}] if language else [])


@dataclass(frozen=True)
class ItemPage:
    """Everything the page shows; `reading` is None while the item waits for its reader."""

    item: Item
    link: str
    title: list[Segment]
    paragraphs: list[list[Segment]]
    reading: Reading | None
    printings: list[Item]
    fellows: Sequence[Coverage] = ()
    sightings: Sequence[Entry] = ()
    layers: Sequence[Layer] = ()
    history: History | None = None


def build(item: Item, layer: str = FIRST) -> ItemPage:
    """Read everything about one item, in a fixed number of queries.

    `layer` names the value whose words are marked (issues/marking.py).
    """
    page, coverage = read(item, layer), getattr(item, "coverage", None)
    return replace(
        page,
        fellows=list(_fellows(coverage, page.printings)) if coverage else (),
        history=history_of(item, page.printings),
        sightings=list(item.entries.select_related("feed__outlet").order_by("seen_at")),
    )


def read(item: Item, layer: str | None = None) -> ItemPage:
    """Read what one item says and means, without what else there is about its event.

    Without `layer` officials and tones are marked and no other layer is offered.
    """
    coverage: Coverage | None = getattr(item, "coverage", None)
    text = getattr(item, "text", None)
    reading = _reading(coverage) if coverage else None
    body = text.body if text else item.summary
    marks = _marking(reading, f"{item.title}\n\n{body}", layer)
    title, paragraphs = cut(item.title, body, marks.marks)
    return ItemPage(
        item=item,
        link=safe_link(item.url),
        title=title,
        paragraphs=paragraphs,
        reading=reading,
        layers=marks.layers,
        printings=list(prints(item).select_related("outlet").order_by("listed_at", "pk")),
    )


def _marking(reading: Reading | None, text: str, layer: str | None) -> Marking:
    if reading is None:
        return Marking([], [])
    if layer is None:
        return Marking(list(towards(reading.coverage, reading.mentions)), [])
    return marking(reading.coverage, reading.mentions, reading.quotes, text, layer)


def safe_link(url: str) -> str:
    """Return an address people may follow; empty for anything but the web's two schemes."""
    return url if url.lower().startswith(("https://", "http://")) else ""


def _reading(coverage: Coverage) -> Reading:
    mentions = coverage.mentions.select_related("office__region", "person", "tenure__office")
    return Reading(
        coverage=coverage,
        mentions=list(mentions),
        quotes=list(coverage.quotes.all()),
        topics=list(coverage.topics.select_related("topic")),
        regions=list(coverage.regions.select_related("region")),
        programmes=list(coverage.programmes.all()),
        tone=_value(coverage, "tone", _("Tone terhadap Pemprov dan pimpinan")),
        headline=_value(coverage, "headline_tone", _("Judul")),
        body=_value(coverage, "body_tone", _("Isi")),
        others=[_value(coverage, name, str(label)) for name, label in OTHERS.items()],
        issue=_value(coverage, "issue", _("Isu")),
        story=_value(coverage, "story", _("Cerita")),
    )


def _value(coverage: Coverage, name: str, label: str) -> Value:
    """Return one value; where it differs from the machine's, a person has decided."""
    why: dict[str, Any] = coverage.reasons.get(name) or {}
    now = getattr(coverage, f"{name}_id", None) if name in {"issue", "story"} else None
    effective = now if now is not None else getattr(coverage, name)
    overruled = "value" in why and why["value"] != effective
    confidence = why.get("confidence")
    return Value(
        label=label,
        words=_words(name, effective),
        tone=effective if name in TONES else "",
        confidence=None if confidence is None else round(100 * confidence),
        reason=str(why.get("reason", "")),
        suggested=_words(name, why["value"]) if overruled else "",
    )


def _words(name: str, value: Any) -> str:
    """Return a value as staff say it."""
    if name in TONES:
        return str(dict(Tone.choices).get(value, value))
    if name == "nature":
        return str(dict(Coverage.Nature.choices).get(value, value))
    if name == "denied":
        return _("ada bantahan") if value else _("tidak ada bantahan")
    if name == "balanced":
        return _("berimbang") if value else _("satu arah")
    return str(value or "")


def _fellows(coverage: Coverage, printings: list[Item]) -> QuerySet[Coverage]:
    """Return coverage of the same event in other words, newest first."""
    same = Coverage.objects.filter(story=coverage.story_id).exclude(item__in=printings)
    return same.select_related("item__outlet").order_by("-at")[:FELLOWS_SHOWN]
