"""Completes the readings of rows that were read before the whole reading was kept.

What stands in their columns and rows is the machine's, since nobody could decide anything then.
"""

from collections.abc import Sequence
from typing import Any

from django.db.models import prefetch_related_objects

from issues.models import Coverage, Mention

KEPT = ("role", "tone", "spans", "sentence", "confidence", "reason")


def complete(coverage: Sequence[Coverage]) -> bool:
    """Give `reasons` of these rows everything settling needs; say whether any lacked it."""
    short = [row for row in coverage if "mentions" not in row.reasons]
    prefetch_related_objects(
        short, "mentions__office", "mentions__person", "mentions__tenure", "topics", "regions"
    )
    for row in short:
        row.reasons = _whole(row)
    return bool(short)


def _whole(row: Coverage) -> dict[str, Any]:
    """Return the reading of one row, its own reasons first."""
    judged = {name: {"value": getattr(row, name)} for name in ("tone", "nature")}
    issue = {"issue": {"value": row.issue_id}} if row.issue_id else {}
    details = {
        "mentions": [_mention(mention) for mention in row.mentions.all()],
        "topics": [_short(topic.topic_id, topic) for topic in row.topics.all()],
        "regions": [_short(region.region_id, region) for region in row.regions.all()],
    }
    return judged | issue | row.reasons | details


def _mention(mention: Mention) -> dict[str, Any]:
    values = {name: getattr(mention, name) for name in KEPT}
    return values | {
        "office": mention.office.identity,
        "person": mention.person.key if mention.person else None,
        "since": mention.tenure.valid_from.isoformat() if mention.tenure else None,
        "tone_confidence": mention.tone_confidence,
        "tone_reason": mention.tone_reason,
    }


def _short(code: str, row: Any) -> dict[str, Any]:
    return {"value": code, "confidence": row.confidence, "words": row.words}
