"""What came of the real input, as Markdown for people."""

from collections.abc import Iterable, Sequence
from dataclasses import fields
from statistics import mean

from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from commandcenter.packs.install import find_pack
from commandcenter.packs.loader import load_pack
from tests.real_input.outcome import Outcome, Row, run
from tests.real_input.scores import Agreement, agreement, word_f1
from tests.real_input.week import judged, read_week

TONES = {"pos": "positif", "neu": "netral", "neg": "negatif", "unsure": "?", "na": "–"}
HEAD = ("title", "date", "officials (tone)", "regions", "topic", "event / government", "story")
WORDS = {
    "texts": "texts",
    "officials_precision": "officials, precision",
    "officials_recall": "officials, recall",
    "regions_f1": "regions, set F1",
    "topic": "topic, accuracy",
    "event_f1": "tone of the event, macro F1",
    "government_f1": "tone towards the government, macro F1",
    "unsure_event": "“unsure” about the event",
    "unsure_government": "“unsure” about the government",
    "unsure_about_us": "“unsure” among texts about the government",
}


def print_report() -> None:
    """Run everything in an empty database and print what came of it."""
    week = sample_week()
    outcome = run()
    print(markdown(outcome, agreement(outcome.judged), week))


def sample_week() -> Agreement:
    """Read the sample week with its pack, and leave the database empty again."""
    at = timezone.now()
    pack = find_pack("contoh", at)
    with transaction.atomic():
        load_pack(pack, at)
        cache.clear()
        week = read_week(at)
        transaction.set_rollback(True)
    cache.clear()
    return agreement(judged(week, pack.pack.home))


def markdown(outcome: Outcome, labels: Agreement, week: Agreement) -> str:
    """Return the whole report."""
    parts = [
        "# Real input",
        f"{outcome.given} texts given, {len(outcome.rows)} items, "
        f"{sum(row.stage == 'done' for row in outcome.rows)} read.",
        "## Agreement with people",
        grid(("", "ntb_refs", "sample week"), agreement_rows(labels, week)),
        "## Real pages",
        grid(("title", "words F1", "rung"), page_rows(outcome)),
        "## Everything as the product shows it",
        grid(HEAD, (item_row(row) for row in outcome.rows)),
    ]
    return "\n\n".join(parts)


def agreement_rows(*agreements: Agreement) -> Iterable[tuple[str, ...]]:
    """Yield a row per figure."""
    for field in fields(Agreement):
        values = [getattr(one, field.name) for one in agreements]
        yield WORDS[field.name], *(str(v) if isinstance(v, int) else f"{v:.3f}" for v in values)


def page_rows(outcome: Outcome) -> Iterable[tuple[str, ...]]:
    """Yield a row per real page, and their mean."""
    scores = [word_f1(page.text, row.body) for page, row in outcome.pages]
    for (page, row), score in zip(outcome.pages, scores, strict=True):
        yield f"{page.outlet}: {row.title}", f"{score:.3f}", row.rung
    yield "mean", f"{mean(scores):.3f}", ""


def item_row(row: Row) -> tuple[str, ...]:
    """Return what the product shows of one item."""
    found = row.found
    return (
        row.title,
        f"{row.published_at:%Y-%m-%d}" if row.published_at else "tidak diketahui",
        ", ".join(f"{office} {TONES[tone]}" for office, tone in row.mentions) or "–",
        ", ".join(sorted(found.regions)) or "–",
        found.topic or "–",
        f"{TONES.get(found.event, '–')} / {TONES.get(found.government, '–')}",
        f"{row.story} ({row.in_story})" if row.story else "–",
    )


def grid(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table of Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(map(_cell, line))} |" for line in lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
