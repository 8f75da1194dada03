"""The sample week through `read()`, beside what a careful analyst expects of each article."""

from datetime import datetime

from commandcenter.newsroom import articles
from commandcenter.newsroom.articles import Article as Written
from commandcenter.newsroom.schedule import first_out
from commandcenter.packs.sample import NEWSROOM
from issues.knowledge import load_knowledge
from issues.reading.article import Article, Reading, read
from monitoring.home import home_zone
from monitoring.models import Outlet
from tests.real_input.scores import Judgement

# The offices that articles of the sample week name in their expectations.
JUDGED_OFFICES = ("gubernur", "wagub", "sekda", "bupati", "walikota")


def read_week(at: datetime) -> list[tuple[Written, Reading]]:
    """Read every article of the week that ends at `at`; the sample pack must be loaded."""
    knowledge, zone = load_knowledge(), home_zone()
    official = set(Outlet.objects.filter(official=True).values_list("key", flat=True))
    read_ones = []
    for written in articles.load(NEWSROOM):
        article = Article(
            title=written.title,
            body="\n".join(written.paragraphs),
            published=first_out(written, at, zone).date(),
            official_channel=written.outlet in official,
        )
        read_ones.append((written, read(article, knowledge)))
    return read_ones


def judged(week: list[tuple[Written, Reading]], home: str) -> list[tuple[Judgement, Judgement]]:
    """Return pairs of (expected, read); an office without a region is one of the home province."""
    return [(_expected(written, home), _read(reading)) for written, reading in week]


def _expected(written: Written, home: str) -> Judgement:
    expect = written.expect
    return Judgement(
        officials=frozenset(o if "@" in o else f"{o}@{home}" for o in expect.officials),
        regions=frozenset(expect.regions),
        topic=expect.topic,
        event=expect.event,
        government=expect.government,
    )


def _read(reading: Reading) -> Judgement:
    return Judgement(
        officials=frozenset(mention.office for mention in reading.mentions),
        regions=frozenset(region.value for region in reading.regions),
        topic=reading.topics[0].value if reading.topics else None,
        event=reading.event_tone.value,
        government=reading.tone.value,
    ).narrowed(JUDGED_OFFICES)
