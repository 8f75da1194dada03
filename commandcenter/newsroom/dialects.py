"""Feeds of the sample newsroom, each dialect with the habits and faults it has in the wild."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC

from commandcenter.newsroom import dates
from commandcenter.newsroom.furniture import categories, image, image_path
from commandcenter.newsroom.links import post_number
from commandcenter.newsroom.markup import cdata, escape, numeric
from commandcenter.newsroom.outlets import DialectName, Outlet
from commandcenter.newsroom.schedule import Placement

Entry = Callable[[Placement], str]
Frame = Callable[[Outlet, str, Sequence[Placement]], str]

SNIPPET = 260
_WORDPRESS_SPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom"'
    ' xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"'
    ' xmlns:slash="http://purl.org/rss/1.0/modules/slash/"'
)
_TRACKING = "?utm_source=rss&#038;utm_medium=rss&#038;utm_campaign="


@dataclass(frozen=True)
class Dialect:
    """How one kind of site publishes: head, entries, tail.

    `path` is where its feed lives; `category_path` where, with a section for `{}`, those of single
    sections do, if the dialect has any.
    """

    path: str
    category_path: str | None
    content_type: str
    head: Frame
    entry: Entry
    tail: str

    def render(self, outlet: Outlet, base: str, placements: Sequence[Placement]) -> bytes:
        """The whole feed as bytes; its build date is that of its newest entry."""
        entries = "".join(map(self.entry, placements))
        return (self.head(outlet, base, placements) + entries + self.tail).encode()


def snippet(placement: Placement) -> str:
    """The beginning of the text, cut at a word."""
    text = " ".join(placement.paragraphs)
    return text if len(text) <= SNIPPET else text[:SNIPPET].rsplit(" ", 1)[0]


def html_paragraphs(paragraphs: Iterable[str]) -> str:
    """Escaped paragraphs in `p` elements."""
    return "\n".join(f"<p>{escape(words, quote=False)}</p>" for words in paragraphs)


def _newest(placements: Sequence[Placement], written: Callable[[Placement], str]) -> str:
    return written(placements[0]) if placements else ""


def _wordpress_head(outlet: Outlet, base: str, placements: Sequence[Placement]) -> str:
    built = _newest(placements, lambda one: dates.mail_date(one.published_at, UTC))
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"\n\t{_WORDPRESS_SPACES}>\n'
        f"<channel>\n\t<title>{numeric(outlet.name)}</title>\n"
        f'\t<atom:link href="{base}/feed/" rel="self" type="application/rss+xml" />\n'
        f"\t<link>{base}</link>\n\t<description>Contoh, fiktif</description>\n"
        f"\t<lastBuildDate>{built}</lastBuildDate>\n\t<language>id</language>\n"
        "\t<sy:updatePeriod>hourly</sy:updatePeriod>\n"
        "\t<generator>https://wordpress.org/?v=6.6.2</generator>\n"
    )


def _wordpress_entry(one: Placement) -> str:
    tracking = _TRACKING + one.path.strip("/").rpartition("/")[2] if one.outlet.tracked else ""
    filed = "".join(f"\t\t<category>{cdata(name)}</category>\n" for name in categories(one))
    return (
        f"\t<item>\n\t\t<title>{numeric(one.title)}</title>\n"
        f"\t\t<link>{one.url}{tracking}</link>\n"
        f"\t\t<dc:creator>{cdata(one.article.author)}</dc:creator>\n"
        f"\t\t<pubDate>{dates.mail_date(one.published_at, UTC)}</pubDate>\n{filed}"
        f'\t\t<guid isPermaLink="false">{escape(one.guid or "")}</guid>\n'
        f"\t\t<description>{cdata(_wordpress_excerpt(one))}</description>\n"
        f"{_wordpress_content(one)}\t</item>\n"
    )


def _wordpress_excerpt(one: Placement) -> str:
    post = f'<a href="{one.url}">{escape(one.title)}</a>'
    return (
        f"<p>{numeric(snippet(one))} [&#8230;]</p>\n"
        f"<p>Artikel {post} pertama kali tampil pada {escape(one.outlet.name)}.</p>\n"
    )


def _wordpress_content(one: Placement) -> str:
    if not one.outlet.full:
        return ""
    figure = f'<figure class="wp-block-image">{image(one)}</figure>\n'
    body = cdata(figure + html_paragraphs(one.paragraphs))
    return f"\t\t<content:encoded>{body}</content:encoded>\n"


def _agency_head(outlet: Outlet, base: str, placements: Sequence[Placement]) -> str:
    built = _newest(placements, lambda one: dates.mail_date(one.published_at, dates.WIB))
    # The blank line before the declaration makes it invalid XML; such agencies serve it so.
    return (
        '\n<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel>'
        f"<title>{escape(outlet.name)} - Terkini</title><link>{base}</link>"
        "<description>Contoh, fiktif</description><language>id</language>"
        f"<lastBuildDate>{built}</lastBuildDate>\n"
    )


def _agency_entry(one: Placement) -> str:
    picture = f'<img src="{one.url.removesuffix(one.path)}{image_path(one)}" align="left">'
    return (
        f"<item><title>{escape(one.title)}</title><link>{one.url}</link>"
        f"<pubDate>{dates.mail_date(one.published_at, dates.WIB)}</pubDate>"
        f"<description>{cdata(picture + escape(snippet(one)))}</description>"
        f'<guid isPermaLink="false">{one.url}</guid></item>\n'
    )


def _blogger_head(outlet: Outlet, base: str, placements: Sequence[Placement]) -> str:
    built = _newest(placements, lambda one: dates.blogger_date(one.published_at))
    return (
        "<?xml version='1.0' encoding='UTF-8'?><feed xmlns='http://www.w3.org/2005/Atom'"
        " xmlns:thr='http://purl.org/syndication/thread/1.0'>"
        f"<id>tag:blogger.com,1999:blog-77000{outlet.number:02}</id><updated>{built}</updated>"
        f"<title type='text'>{escape(outlet.name)}</title>"
        "<subtitle type='html'>Contoh, fiktif</subtitle>"
        f"<link rel='self' type='application/atom+xml' href='{base}/feeds/posts/default'/>"
        f"<link rel='alternate' type='text/html' href='{base}/'/>\n"
    )


def _blogger_entry(one: Placement) -> str:
    base, number = one.url.removesuffix(one.path), post_number(one.outlet, one.article)
    title, moment = escape(one.title), dates.blogger_date(one.published_at)
    body = f'<div class="separator">{image(one)}</div>' + html_paragraphs(one.paragraphs)
    return (
        f"<entry><id>{one.guid}</id><published>{moment}</published><updated>{moment}</updated>"
        f"<category scheme='http://www.blogger.com/atom/ns#' term='{escape(one.article.section)}'/>"
        f"<title type='text'>{title}</title><content type='html'>{escape(body)}</content>"
        f"<link rel='replies' type='application/atom+xml'"
        f" href='{base}/feeds/{number}/comments/default' title='0 Komentar'/>"
        f"<link rel='self' type='application/atom+xml'"
        f" href='{base}/feeds/posts/default/{number}'/>"
        f"<link rel='alternate' type='text/html' href='{one.url}' title='{title}'/>"
        f"<author><name>{escape(one.article.author)}</name></author></entry>\n"
    )


def _pemda_head(outlet: Outlet, base: str, placements: Sequence[Placement]) -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>'
        f"<title>{escape(outlet.name)}</title><link>{base}/</link>"
        "<description>Contoh, fiktif</description><dc:language>en-en</dc:language>\n"
    )


def _pemda_entry(one: Placement) -> str:
    return (
        f"<item><title>{escape(one.title)}</title><link>{one.url}</link>"
        f"<guid>{one.url}</guid><description>{cdata(escape(snippet(one)) + '...')}</description>"
        f"<pubDate>{dates.sql_date(one.published_at)}</pubDate></item>\n"
    )


def _plain_head(outlet: Outlet, base: str, placements: Sequence[Placement]) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel>'
        f"<title>{escape(outlet.name)}</title><link>{base}/</link>"
        "<description>Contoh, fiktif</description><ttl>15</ttl>\n"
    )


def _plain_entry(one: Placement) -> str:
    return (
        f"<item><title>{escape(one.title)}</title><link>{one.path}</link>"
        f"<category>{escape(one.article.section)}</category>"
        f"<description>{escape(html_paragraphs([snippet(one) + ' …']))}</description>"
        f"<pubDate>{dates.mail_date(one.published_at)}</pubDate></item>\n"
    )


_RSS, _RSS_TAIL = "application/rss+xml; charset=UTF-8", "</channel></rss>\n"

DIALECTS: dict[DialectName, Dialect] = {
    "wordpress": Dialect("/feed/", "/{}/feed/", _RSS, _wordpress_head, _wordpress_entry, _RSS_TAIL),
    "agency": Dialect(
        "/rss/terkini.xml",
        "/rss/{}.xml",
        "text/xml; charset=UTF-8",
        _agency_head,
        _agency_entry,
        _RSS_TAIL,
    ),
    "blogger": Dialect(
        "/feeds/posts/default",
        None,
        "application/atom+xml; charset=UTF-8",
        _blogger_head,
        _blogger_entry,
        "</feed>\n",
    ),
    "pemda": Dialect("/rss", None, "text/xml; charset=utf-8", _pemda_head, _pemda_entry, _RSS_TAIL),
    "plain": Dialect("/rss.xml", None, "application/xml", _plain_head, _plain_entry, _RSS_TAIL),
}
