"""JSON Feed 1.0 and 1.1 (jsonfeed.org/version/1.1). Pure."""

import json
from collections.abc import Mapping
from typing import Any

from monitoring.feeds.raw import RawEntry, RawFeed


def read_json(text: str) -> RawFeed | None:
    """Return the feed, or None if the JSON is something else; the version is required."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    feed = value if isinstance(value, dict) else {}
    if "jsonfeed.org/version/" not in _string(feed, "version"):
        return None
    return RawFeed(
        kind="json",
        title=_string(feed, "title"),
        entries=tuple(_entry(item, feed) for item in _objects(feed, "items")),
        language=_string(feed, "language"),
        links=tuple(_links(feed)),
    )


def _entry(item: Mapping[str, Any], feed: Mapping[str, Any]) -> RawEntry:
    identity, markup = _string(item, "id"), _string(item, "content_html")
    link = _string(item, "url") or _string(item, "external_url")
    content = markup or _escaped(_string(item, "content_text"))
    return RawEntry(
        guid=identity,
        link=link or (identity if identity.startswith(("http://", "https://")) else ""),
        title=_escaped(_string(item, "title")),
        summary=_escaped(_string(item, "summary")) or content,
        content=content,
        author=_author(item) or _author(feed),
        date=_string(item, "date_published") or _string(item, "date_modified"),
        section=next((tag for tag in _strings(item, "tags") if tag.strip()), ""),
        image=_string(item, "image") or _string(item, "banner_image"),
        language=_string(item, "language"),
    )


def _escaped(text: str) -> str:
    """Return plain text as the markup that the other kinds have."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\n", "<br>")


def _links(feed: Mapping[str, Any]) -> list[tuple[str, str]]:
    hubs = (hub for hub in _objects(feed, "hubs") if _string(hub, "type").lower() == "websub")
    return [
        ("self", _string(feed, "feed_url")),
        ("next", _string(feed, "next_url")),
        *(("hub", _string(hub, "url")) for hub in hubs),
    ]


def _author(value: Mapping[str, Any]) -> str:
    """Return the first author; 1.0 has one `author`, 1.1 a list."""
    single = value.get("author")
    people = [*_objects(value, "authors"), *([single] if isinstance(single, dict) else [])]
    return next(filter(None, (_string(person, "name") for person in people)), "")


def _string(value: Mapping[str, Any], key: str) -> str:
    """Return a text; numbers count as text, since 1.0 let identities be numbers."""
    found = value.get(key)
    if isinstance(found, str):
        return found.strip()
    is_number = isinstance(found, int | float) and not isinstance(found, bool)
    return str(found) if is_number else ""


def _strings(value: Mapping[str, Any], key: str) -> list[str]:
    found = value.get(key)
    return [one for one in found if isinstance(one, str)] if isinstance(found, list) else []


def _objects(value: Mapping[str, Any], key: str) -> list[dict[str, Any]]:
    found = value.get(key)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
