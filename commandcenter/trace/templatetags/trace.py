"""`{% trace_of row %}`: the history of one row, on the page of that row."""

from typing import Any

from django import template
from django.db import models
from django.utils import timezone

from commandcenter.trace.telling import history

register = template.Library()


@register.inclusion_tag("trace/_trace_of.html", takes_context=True)
def trace_of(context: template.Context, row: models.Model) -> dict[str, Any]:
    """Show who changed this row, to those who may see the trace; to others nothing."""
    if not context["request"].user.has_perm("accounts.view_trace"):
        return {}
    return {"told": history(row), "at": timezone.now(), "allowed": True}
