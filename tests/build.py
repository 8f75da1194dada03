"""Plain builders of rows for tests: each makes one valid row, keyword arguments say what matters.

All names are made up.
"""

import itertools
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from commandcenter.accounts.models import Role, User
from issues.models import (
    Agency,
    Coverage,
    CoverageRegion,
    Issue,
    Mention,
    Office,
    Person,
    Quote,
    Response,
    Statement,
    Story,
    StoryAct,
    Suggestion,
    Tenure,
    Tone,
)
from monitoring.canonical import url_hash
from monitoring.models import Attachment, Feed, Fetch, Item, Missed, Outlet, Region

HOME = "99"
# A Saturday afternoon, 13.42 WITA.
NOW = datetime(2026, 11, 21, 5, 42, 20, tzinfo=UTC)
_numbers = itertools.count(1)


def make_region(code: str = HOME, name: str = "Kepulauan Seroja", **values: Any) -> Region:
    """Make a region; the level follows from the code (99, 99.01, 99.71)."""
    if code == HOME:
        home = {"level": Region.Level.PROVINCE, "zone": "Asia/Makassar", "zone_label": "WITA"}
        values = home | {"title": f"Command Center {name}"} | values
    else:
        city = code.split(".")[1] >= "71"
        values = {"level": Region.Level.CITY if city else Region.Level.REGENCY} | values
    return Region.objects.create(code=code, name=name, **{"short": name} | values)


def make_outlet(
    name: str = "Suara Seroja", regions: list[Region] | None = None, **values: Any
) -> Outlet:
    """Make an outlet, watching the given regions."""
    outlet = Outlet.objects.create(name=name, **{"key": f"media-{next(_numbers)}"} | values)
    outlet.regions.set(regions or [])
    return outlet


def make_feed(outlet: Outlet, **values: Any) -> Feed:
    """Make a feed of an outlet; without an outcome it was never tried."""
    number = next(_numbers)
    address = {"key": f"umpan-{number}", "url": f"http://umpan-{number}.test/rss"}
    return Feed.objects.create(outlet=outlet, **address | values)


def make_fetch(feed: Feed, ended_at: datetime = NOW, outcome: str = Fetch.Outcome.NEW) -> Fetch:
    """Make one attempt at a feed."""
    return Fetch.objects.create(feed=feed, started_at=ended_at, ended_at=ended_at, outcome=outcome)


def make_item(title: str = "Gubernur tinjau pasar", at: datetime = NOW, **values: Any) -> Item:
    """Make an item that was published and seen at `at`."""
    times = {"seen_at": at, "listed_at": at, "published_at": at, "stage": Item.Stage.DONE}
    return Item.objects.create(title=title, **times | values)


def make_missed(url: str = "https://luar.test/berita/1", **values: Any) -> Missed:
    """Make a question about an article that no feed had brought."""
    given = {"reason": Missed.Reason.UNKNOWN_OUTLET, "missed": True, "asked_at": NOW}
    return Missed.objects.create(url=url, url_hash=url_hash(url), **given | values)


def make_story(headline: str = "Gubernur tinjau pasar", at: datetime = NOW) -> Story:
    """Make a story without coverage."""
    return Story.objects.create(headline=headline, first_at=at, last_at=at)


def make_story_act(story: Story, at: datetime = NOW) -> StoryAct:
    """Make a merge into a story, of an empty one."""
    words, values = "Cerita digabungkan", {"kind": StoryAct.Kind.MERGE, "other": make_story(at=at)}
    before = {"items": [], "ties": [], "issue": None}
    return StoryAct.objects.create(
        story=story, at=at, words=words, before=before, key=uuid4(), **values
    )


def make_coverage(
    item: Item | None = None,
    at: datetime = NOW,
    tone: str = Tone.NEUTRAL,
    regions: list[Region] | None = None,
    **values: Any,
) -> Coverage:
    """Make the reading of an item, in a story of its own unless one is given."""
    item = item or make_item(at=at)
    given = {"version": "uji-1", "read_at": at, "at": item.listed_at, "tone": tone}
    given |= {} if "story" in values else {"story": make_story(item.title, at)}
    coverage = Coverage.objects.create(item=item, **given | values)
    for region in regions or []:
        CoverageRegion.objects.create(coverage=coverage, region=region, confidence=1.0)
    return coverage


def make_office(title: str = "Gubernur", region: Region | None = None, **values: Any) -> Office:
    """Make an office of the leadership, in the home province unless another region is given."""
    region = region or Region.objects.home() or make_region()
    given = {"key": title.lower().replace(" ", "-"), "leader": True}
    return Office.objects.create(title=title, region=region, **given | values)


def make_tenure(office: Office, name: str = "Arya Wirasena", **values: Any) -> Tenure:
    """Make a person hold an office, since long ago unless `valid_from` says otherwise."""
    person = Person.objects.create(key=f"orang-{next(_numbers)}", name=name)
    given = {"valid_from": date(2025, 2, 20)} | values
    return Tenure.objects.create(office=office, person=person, **given)


def make_mention(
    coverage: Coverage, office: Office, tone: str = Tone.NEUTRAL, **values: Any
) -> Mention:
    """Make an official be named in a coverage."""
    given = {"tone": tone, "confidence": 1.0, "version": "uji-1"} | values
    return Mention.objects.create(coverage=coverage, office=office, **given)


def make_quote(
    coverage: Coverage, words: str = "Hak mahasiswa tidak boleh tertunda lagi", **values: Any
) -> Quote:
    """Make somebody be quoted in a coverage, with a statement of its own unless one is given."""
    told = {"speaker": "Gubernur Arya Wirasena", "office": None, "person": None} | values
    if "statement" not in told:
        who = {name: told[name] for name in ("speaker", "office", "person")}
        told["statement"] = Statement.objects.create(words=words, said_at=coverage.at, **who)
    given = {"kind": Quote.Kind.DIRECT, "confidence": 0.95, "version": "uji-1"}
    return Quote.objects.create(coverage=coverage, words=words, **given | told)


def make_agency(short: str = "BPSDM", **values: Any) -> Agency:
    """Make an agency."""
    return Agency.objects.create(short=short, **{"key": short.lower(), "name": short} | values)


def make_issue(
    title: str = "Penundaan beasiswa daerah", at: datetime = NOW, **values: Any
) -> Issue:
    """Make an issue that was opened at `at`."""
    given = {"key": f"isu-{next(_numbers)}", "opened_at": at, "state_since": at}
    return Issue.objects.create(title=title, **given | values)


def make_response(title: str = "Data penerima", due_at: datetime = NOW, **values: Any) -> Response:
    """Make an open response."""
    given = {"kind": Response.Kind.DATA_REQUEST} | values
    return Response.objects.create(title=title, due_at=due_at, **given)


def make_suggestion(
    kind: str = Suggestion.Kind.STATE, key: str = "", at: datetime = NOW, **values: Any
) -> Suggestion:
    """Make a proposal that waits for an answer."""
    given = {"confidence": 0.7, "reason": "dua kali lipat biasanya", "version": "uji-1"}
    given |= {"key": key or f"usulan-{next(_numbers)}", "kind": kind, "at": at}
    return Suggestion.objects.create(**given | values)


def make_attachment(item: Item, **values: Any) -> Attachment:
    """Make a photo of an item; its file is only a name."""
    content = f"{next(_numbers):064d}"
    given = {"kind": Attachment.Kind.PHOTO, "file": f"{content}.jpg", "sha256": content}
    return Attachment.objects.create(item=item, **given | {"size": 1, "added_at": NOW} | values)


def a_photo(name: str = "IMG.jpg", colour: str = "teal") -> SimpleUploadedFile:
    """Make a small photo as a browser sends it."""
    file = BytesIO()
    Image.new("RGB", (30, 20), colour).save(file, "JPEG")
    return SimpleUploadedFile(name, file.getvalue(), "image/jpeg")


def make_user(name: str = "Bayu Saputra", role: str = Role.RAPID_RESPONSE, **values: Any) -> User:
    """Make a user with a role; log in with `client.force_login`."""
    return User.objects.create_user(f"orang{next(_numbers)}", name=name, role=role, **values)
