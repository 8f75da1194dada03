"""Tags of the wall."""

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from issues.templatetags.figures import number
from issues.wall.modes import Mode
from issues.wall.values import Figure

register = template.Library()


@register.simple_tag
def opens(figure: Figure, linked: bool) -> SafeString | str:
    """Write a figure as a link to its list; where nobody can click, as a plain number.

    A count that is not known is a dash, never a zero.
    """
    if figure.count is None:
        return "–"
    if not linked:
        return number(figure.count)
    return format_html(
        '<a href="{}?{}">{}</a>', reverse("coverage"), figure.address, number(figure.count)
    )


@register.filter
def at_issue(mode: Mode, issue: int) -> str:
    """Return the address of a meeting about another issue."""
    return mode.changed(issue=issue).address
