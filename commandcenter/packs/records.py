"""Pure: the records of a region pack, each checked field by field."""

import datetime as dt
import re
from typing import Annotated, Any, Literal
from zoneinfo import available_timezones

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationInfo,
)

from monitoring.feeds.rules import rules_from


def known_zone(value: str) -> str:
    """Accept the name of a time zone this machine knows."""
    if value not in available_timezones():
        raise ValueError("zona waktu tidak dikenal (contoh: Asia/Makassar)")
    return value


def known_rules(value: dict[str, Any]) -> dict[str, Any]:
    """Accept rules that the reader of listing pages understands."""
    if value:
        rules_from(value)
    return value


def named_by_text(value: object) -> object:
    """Turn the keys of a mapping into text: YAML reads 2001 as a number."""
    return {str(key): part for key, part in value.items()} if isinstance(value, dict) else value


# Kemendagri: province.regency.district.village, such as 52.01.01.2001.
Code = Annotated[str, Field(pattern=r"^\d{2}(\.\d{2}){0,2}$|^\d{2}(\.\d{2}){2}\.\d{4}$")]
DistrictCode = Annotated[str, Field(pattern=r"^\d{2}(\.\d{2}){2}$")]
# The last part of a village's code: 1… is a kelurahan, 2… a desa.
VillageNumber = Annotated[str, Field(pattern=r"^[12]\d{3}$")]
Key = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
Words = tuple[str, ...]
Host = Annotated[str, Field(pattern=r"^[a-z0-9-]+(\.[a-z0-9-]+)+$", max_length=253)]
Colour = Annotated[str, Field(pattern=r"^#[0-9A-Fa-f]{6}$")]

_RELATIVE = re.compile(r"H([+-]\d+)?")


def _day(value: object, info: ValidationInfo) -> object:
    """Turn `H`, `H-4` or `H+10` into a date; only packs of sample data may be relative."""
    match = _RELATIVE.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        return value
    today = (info.context or {}).get("today")
    if today is None:
        raise ValueError("tanggal relatif (H-4) hanya untuk paket contoh")
    return today + dt.timedelta(days=int(match[1] or 0))


Day = Annotated[dt.date, BeforeValidator(_day)]


class Strict(BaseModel):
    """A part of a pack: unknown keys are errors, so that a misspelt one cannot hide."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Record(Strict):
    """A record of a pack, with where it comes from and how sure it is.

    `checked` is the day somebody last held it against the world, `verified` whether it was
    confirmed then. What a file says under `defaults` stands for records that do not say it.
    """

    origin: Annotated[str, Field(max_length=300)] = ""
    checked: Day | None = None
    verified: bool = False


class RegionRecord(Record):
    """A region with its official code and the words that point to it."""

    code: Code
    name: str
    short: str
    level: Literal["provinsi", "kabupaten", "kota", "kecamatan", "desa"]
    parent: Code | None = None
    capital: str = ""
    aliases: Words = ()
    cues: Words = ()
    needs_cue: bool = False
    lat: float | None = None
    lng: float | None = None


class OfficeRecord(Record):
    """A post; key and region together are its identity."""

    key: Key
    title: str
    region: Code
    leader: bool = False
    rank: int = 9
    agency: Key | None = None
    forms: Words = ()
    full_forms: Words = ()
    epithets: Words = ()


class PersonRecord(Record):
    """A person with every way the press writes the name."""

    key: Key
    name: str
    full_name: str = ""
    aliases: Words = ()
    weak_aliases: Words = ()
    variants: Words = ()
    not_after: Words = ()
    note: str = ""


class PairRecord(Record):
    """Two persons named by one word, such as "Arya-Sri"."""

    name: str
    persons: tuple[Key, Key]
    aliases: Words = ()


class TenureRecord(Record):
    """Who held which office from when to when, in which capacity."""

    office: Key
    region: Code
    person: Key
    capacity: Literal["definitif", "Pj", "Plt", "Plh", "Pjs"] = "definitif"
    from_: Day = Field(alias="from")
    to: Day | None = None
    note: str = ""


class NamesakeRecord(Record):
    """A phrase that contains a known name but means somebody else."""

    text: str
    note: str = ""


class AgencyRecord(Record):
    """An agency with its validity and the one that took over."""

    key: Key
    name: str
    short: str
    aliases: Words = ()
    kind: str = "dinas"
    from_: Day | None = Field(default=None, alias="from")
    to: Day | None = None
    successor: Key | None = None
    note: str = ""


class TopicRecord(Record):
    """A topic with strong words, seeds, and phrases that suppress it."""

    code: Annotated[str, Field(pattern=r"^[A-Z]{2,8}$")]
    name: str
    agency: Key | None = None
    strong: Words = ()
    seeds: Words = ()
    exclude: Words = ()
    note: str = ""


class ProgrammeRecord(Record):
    """A flagship programme."""

    key: Key
    name: str
    aliases: Words = ()
    topic: str | None = None
    agency: Key | None = None
    from_: Day | None = Field(default=None, alias="from")
    to: Day | None = None
    note: str = ""


class IssueRecord(Record):
    """A recurring issue with the words that match coverage to it."""

    key: Key
    title: Annotated[str, Field(max_length=120)]
    statement: str = ""
    topic: str | None = None
    regions: tuple[Code, ...] = ()
    agency: Key | None = None
    strong: Words = ()
    seeds: Words = ()
    exclude: Words = ()
    state: Literal["potensial", "muncul", "berkembang", "krisis", "mereda", "selesai"] = "potensial"
    note: str = ""


class FeedRecord(Record):
    """One polled address of an outlet."""

    key: Key
    url: Annotated[str, Field(pattern=r"^https?://\S+$", max_length=2048)]
    kind: Literal["rss", "atom", "json", "sitemap", "listing", "search", "video"] = "rss"
    note: Annotated[str, Field(max_length=200)] = ""
    # How a page without a feed lists its articles; only for kind listing.
    rules: Annotated[dict[str, Any], AfterValidator(known_rules)] = {}


class OutletRecord(Record):
    """A newsroom, agency or official channel."""

    key: Key
    name: str
    home: str = ""
    kind: Literal["harian", "online", "kantor-berita", "radio", "tv", "nasional", "resmi"]
    tier: Literal[1, 2, 3] = 3
    regions: tuple[Code, ...] = ()
    official: bool = False
    press_council: str = ""
    gap_seconds: Annotated[float, Field(ge=0, le=3600)] = 1.0
    # Further hosts it publishes under, and how many requests its server takes side by side.
    hosts: tuple[Host, ...] = ()
    parallel: Annotated[int, Field(ge=1, le=8)] = 1
    feeds: tuple[FeedRecord, ...] = ()
    note: str = ""


class DayRecord(Record):
    """A day of the calendar."""

    date: Day
    name: str
    kind: Literal["libur", "cuti", "agenda", "sunyi"]
    note: str = ""


class QueryRecord(Record):
    """Words a search engine is asked for, and what they are about."""

    text: Annotated[str, Field(min_length=2, max_length=160)]
    about: Annotated[str, Field(max_length=80)] = ""


class ResponseRecord(Record):
    """A response already under way in sample data; minutes are counted from now."""

    issue: Key | None = None
    kind: Literal[
        "data", "klarifikasi", "hak_jawab", "hak_koreksi", "rilis", "konferensi", "periksa"
    ]
    title: str
    agency: Key | None = None
    holder: str = ""
    due_minutes: int


class AssignmentRecord(Record):
    """Who holds an issue in sample data, the next step, and in how many minutes it is due."""

    issue: Key
    holder: str = ""
    next_step: str = ""
    due_minutes: int | None = None
