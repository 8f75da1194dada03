"""Tags of what the machine proposes."""

from typing import Any

from django import template
from django.utils import timezone

from issues import suggestions
from issues.models import Issue, Suggestion
from issues.opening import Criterion

register = template.Library()


@register.simple_tag
def suggestions_waiting(user: Any) -> int:
    """Count the proposals that wait for this person's answer; none for those who do not answer."""
    return suggestions.count_waiting(user)


@register.filter
def state_words(value: str) -> str:
    """Return the words for a state of an issue."""
    return str(dict(Issue.State.choices).get(value, value))


@register.filter
def criterion_words(value: str) -> str:
    """Return the words for the criterion that makes a matter an issue."""
    return str(dict(Criterion.choices).get(value, value))


@register.filter
def percent(confidence: float) -> int:
    """Return a confidence as per cent."""
    return round(100 * confidence)


@register.simple_tag
def may_answer(suggestion: Suggestion, user: Any) -> bool:
    """Say whether this person may answer this proposal."""
    return suggestions.may_answer(suggestion, user)


@register.simple_tag
def may_take_back(suggestion: Suggestion, user: Any) -> bool:
    """Say whether this person may still take their answer back."""
    return suggestions.can_take_back(suggestion, user, timezone.now())
