"""What the elements of feeds are called, across dialects, namespaces and spellings. Pure."""

from functools import lru_cache

# Names that mean one thing in every dialect; the first one in an entry counts.
FIELDS = {
    "title": "title",
    "dc:title": "title",
    "media:title": "media_title",
    "guid": "guid",
    "id": "guid",
    "pubdate": "published",
    "published": "published",
    "issued": "published",
    "dcterms:issued": "published",
    "updated": "updated",
    "modified": "updated",
    "dc:date": "updated",
    "lastbuilddate": "updated",
    "dcterms:modified": "updated",
    "created": "created",
    "dcterms:created": "created",
    "description": "summary",
    "summary": "summary",
    "abstract": "summary",
    "dc:description": "summary",
    "media:description": "media_description",
    "content:encoded": "content",
    "content": "content",
    "fullitem": "content",
    "body": "content",
    "dc:creator": "author",
    "dc:author": "author",
    "managingeditor": "author",
    "itunes:author": "author",
    "language": "language",
    "dc:language": "language",
    "category": "section",
    "dc:subject": "section",
    "media:category": "section",
    "feedburner:origlink": "original",
    "bing:source": "source_name",
    "generator": "generator",
    "ttl": "ttl",
    "sy:updateperiod": "period",
    "sy:updatefrequency": "frequency",
}
_NAMESPACES = {
    "": "",
    "http://www.w3.org/2005/atom": "",
    "http://purl.org/atom/ns#": "",
    "http://purl.org/rss/1.0/": "",
    "http://my.netscape.com/rdf/simple/0.9/": "",
    "http://my.netscape.com/publish/formats/rss-0.91.dtd": "",
    "http://channel.netscape.com/rdf/simple/0.9/": "",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
    "http://www.w3.org/1999/xhtml": "xhtml",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://purl.org/rss/1.0/modules/syndication/": "sy",
    "http://search.yahoo.com/mrss/": "media",
    "http://search.yahoo.com/mrss": "media",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner",
}


@lru_cache(maxsize=2048)
def named(tag: str) -> str:
    """Return a tag in lower case with the prefix everybody uses, "?" for an unknown one."""
    namespace, _, local = tag.rpartition("}")
    namespace = namespace.removeprefix("{").lower()
    prefix = _NAMESPACES.get(namespace)
    if prefix is None:
        # Bing names its own address, with the words of the search, as the namespace.
        prefix = "bing" if "bing.com/news" in namespace else _userland(namespace)
    return f"{prefix}:{local.lower()}" if prefix else local.lower()


def _userland(namespace: str) -> str:
    return "" if "backend.userland.com/rss" in namespace else "?"
