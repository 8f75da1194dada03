"""The paragraph on top of a recap: only what the numbers say, and never only bad news.

Pure but for translation: takes the counted values, returns sentences in pieces, so that the page
can set apart what a sentence is about.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from issues.recaps.periods import DAY, Period
from issues.recaps.values import IssueLine, Recap, Span, StoryLine
from issues.templatetags.figures import number, placements

Sentence = tuple[Span, ...]
# An issue carries a rise when it brought at least this share of it.
CARRIES = 0.5
# A fall is worth a sentence from this many placements on, when it is at least by half.
FALL_FROM = 6
# Below this many placements a percentage would only impress.
FEW = 10


def summarise(recap: Recap, issues: Sequence[IssueLine]) -> tuple[Sentence, ...]:
    """Return the sentences the numbers of a recap support, the volume first."""
    if not recap.known:
        return (_plain(_("Belum ada data: tidak ada media yang berhasil ditarik pada waktu ini.")),)
    summary = recap.volume.summary
    if not summary.placements.count and summary.unread:
        words = _("Belum dapat dinilai: %(count)s berita pada waktu ini masih menunggu dibaca.")
        return (_plain(words % {"count": number(summary.unread)}),)
    if not summary.placements.count:
        return (_plain(_("Nihil: tidak ada pemberitaan tentang pimpinan pada waktu ini.")),)
    return tuple(_sentences(recap, issues))


def _sentences(recap: Recap, issues: Sequence[IssueLine]) -> Iterator[Sentence]:
    yield _volume(recap)
    loudest = max(issues, key=lambda line: line.placements.growth or 0, default=None)
    if loudest and (loudest.placements.growth or 0) > 0:
        yield _growth(recap, loudest)
    easing = _easing(issues)
    if easing:
        yield _fall(easing)
    if recap.good and not easing:
        yield _good(recap.good[0])


def _volume(recap: Recap) -> Sentence:
    """Say how much came, and how that compares with the same hours a day earlier."""
    summary, change = recap.volume.summary, recap.volume.change
    values = {
        "stories": number(summary.stories.count or 0),
        "placements": number(summary.placements.count or 0),
        "same": _same_hours(recap.period, date_format(change.day, "l")),
        "before": number(change.before or 0),
        "much": _much(change, (summary.placements.count or 0) - (change.before or 0)),
    }
    return _plain(_volume_words(change) % values)


def _same_hours(period: Period, day: str) -> str:
    """Name what a period is compared with; a whole day needs no hours."""
    if period.end - period.start == DAY:
        return day
    return _("%(day)s pada jam yang sama") % {"day": day}


def _much(change: Any, growth: int) -> str:
    """Say how much a number changed; of few placements a percentage says nothing."""
    if (change.before or 0) < FEW:
        return placements(abs(growth))
    return f"{number(abs(change.percent or 0))}%"


def _volume_words(change: Any) -> str:
    if change.before is None:
        return _("%(stories)s cerita dalam %(placements)s pemuatan.")
    if change.percent is None:
        return _("%(stories)s cerita dalam %(placements)s pemuatan; %(same)s nihil.")
    if change.percent > 0:
        return _(
            "%(stories)s cerita dalam %(placements)s pemuatan, naik %(much)s dari "
            "%(same)s (%(before)s pemuatan)."
        )
    if change.percent < 0:
        return _(
            "%(stories)s cerita dalam %(placements)s pemuatan, turun %(much)s dari "
            "%(same)s (%(before)s pemuatan)."
        )
    return _(
        "%(stories)s cerita dalam %(placements)s pemuatan, hampir sama dengan %(same)s "
        "(%(before)s pemuatan)."
    )


def _growth(recap: Recap, issue: IssueLine) -> Sentence:
    """Name the issue that grew most, and its share of what is negative."""
    rise = (recap.volume.summary.placements.count or 0) - (recap.volume.change.before or 0)
    growth = issue.placements.growth or 0
    bad = recap.volume.summary.tones["neg"]
    values = {"growth": number(growth), "mine": number(issue.negative), "bad": number(bad)}
    if rise > 0 and growth >= CARRIES * rise:
        words = _("Kenaikan terutama berasal dari isu %(issue)s")
    else:
        words = _("Isu yang paling bertambah adalah %(issue)s, %(growth)s pemuatan lebih banyak")
    if issue.negative:
        words += _(", yang memuat %(mine)s dari %(bad)s pemuatan negatif")
    return _about(words + ".", issue.title, values)


def _easing(issues: Sequence[IssueLine]) -> IssueLine | None:
    """Return the issue that fell most: one that eases, or that lost half of what it had."""
    fallen = [line for line in issues if (line.placements.growth or 0) < 0 and _fell(line)]
    return min(fallen, key=lambda line: line.placements.growth or 0, default=None)


def _fell(line: IssueLine) -> bool:
    before, now = line.placements.before or 0, line.placements.figure.count or 0
    return line.easing or (before >= FALL_FROM and 2 * now <= before)


def _fall(issue: IssueLine) -> Sentence:
    values = {
        "now": number(issue.placements.figure.count or 0),
        "before": number(issue.placements.before or 0),
    }
    words = (
        _("Isu %(issue)s mereda: %(now)s pemuatan, sebelumnya %(before)s.")
        if issue.easing
        else _("Pemberitaan isu %(issue)s berkurang: %(now)s pemuatan, sebelumnya %(before)s.")
    )
    return _about(words, issue.title, values)


def _good(story: StoryLine) -> Sentence:
    values = {"count": number(story.placements.count or 0)}
    words = _("Yang terbanyak dimuat dengan tone positif: “%(issue)s”, %(count)s pemuatan.")
    return _about(words, story.title, values)


def _plain(words: str) -> Sentence:
    return (Span(words),)


def _about(words: str, subject: str, values: dict[str, str]) -> Sentence:
    """Return a sentence with its subject set apart; the subject is never read as a pattern."""
    head, _mark, tail = words.partition("%(issue)s")
    return (Span(head % values), Span(subject, strong=True), Span(tail % values))
