"""Escaping for everything the sample newsroom writes: HTML, XML, CDATA and embedded JSON."""

import json
from collections.abc import Mapping
from html import escape
from typing import Any

__all__ = ["attribute", "cdata", "escape", "json_script", "numeric"]

_NUMBERED = {ord(mark): f"&#{ord(mark)};" for mark in "–—‘’“”…"} | {ord("&"): "&#038;"}
_SAFE_IN_SCRIPT = {ord(mark): f"\\u{ord(mark):04x}" for mark in "<>&"}


def attribute(name: str, value: str) -> str:
    """` name="value"` with the value escaped."""
    return f' {name}="{escape(value)}"'


def cdata(text: str) -> str:
    """A CDATA section that the text cannot end early."""
    return f"<![CDATA[{text.replace(']]>', ']]]]><![CDATA[>')}]]>"


def numeric(text: str) -> str:
    """Escaped text whose typographic marks are numeric entities, as WordPress writes titles."""
    return text.translate(_NUMBERED).replace("<", "&lt;").replace(">", "&gt;")


def json_script(fields: Mapping[str, Any]) -> str:
    """JSON that may stand inside a script element: none of its marks can be taken for HTML."""
    return json.dumps(fields, ensure_ascii=False, indent=1).translate(_SAFE_IN_SCRIPT)
