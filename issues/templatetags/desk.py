"""Tags of the desk."""

from collections.abc import Collection, Iterable

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def choices(pairs: Iterable[tuple[object, str]], *left_out: object) -> SafeString:
    """Write the options of a select; hundreds of them are part of every answer of the desk."""
    rest: Collection[object] = set(left_out)
    shown = ((value, words) for value, words in pairs if value not in rest)
    return format_html_join("", '<option value="{}">{}</option>', shown)
