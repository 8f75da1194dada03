"""What the API takes and gives, as its openapi.json describes it."""

from datetime import datetime

from ninja import Field, Schema


class ReportIn(Schema):
    """The fields of a field report; the same rules as the form apply, and they answer in words."""

    entry_key: str = Field("", description="UUID; sent again it returns the same report")
    subject: str = Field("kejadian", description="kejadian, kegiatan, hoaks, aspirasi")
    what: str = Field("", description="at most 5,000 characters")
    region: str = Field("", description="code of a regency; ignored where the account has one")
    district: str = Field("", description="code of a district in the region")
    village: str = Field("", description="code of a village in the district")
    place: str = ""
    happened_at: str = Field("", description="ISO 8601; without an offset in the home zone")
    source: str = Field("", description="lihat, warga, aparat, grup, sosial")
    urgency: str = Field("biasa", description="mendesak, penting, biasa")
    link: str = ""
    share_position: str = Field("", description="1 to keep latitude and longitude, rounded")
    latitude: str = ""
    longitude: str = ""


class ReportOut(Schema):
    """A field report as its reporter sees it."""

    number: str
    title: str
    status: str
    issue: str
    verification: str
    verification_note: str
    urgency: str
    region: str
    district: str | None
    village: str | None
    happened_at: datetime | None
    received_at: datetime
    photos: int


class Filed(ReportOut):
    """A report that is in, with words about files that were left out."""

    left_out: list[str] = []


class Reports(Schema):
    """One page of reports, newest first."""

    count: int
    page: int
    pages: int
    reports: list[ReportOut]


class Fault(Schema):
    """Why a request was refused, in words, and per field where a field is at fault."""

    words: str
    fields: dict[str, list[str]] = {}
