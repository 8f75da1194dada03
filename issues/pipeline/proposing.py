"""Stage 5: what the machine proposes is brought up to date; what lost its ground lapses."""

from datetime import datetime

from issues.pipeline.emerging import lapse_told, suggest_matters
from issues.pipeline.joining import lapse_placed, suggest_by_texts
from issues.pipeline.suggesting import lapse_united


def suggest(at: datetime) -> int:
    """Propose issues for stories, and new issues; return how many proposals wait now."""
    lapse_placed(at)
    lapse_told(at)
    lapse_united(at)
    return suggest_by_texts(at) + suggest_matters(at)
