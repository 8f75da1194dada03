"""Pure: the files of a region pack and the records each of them holds."""

from typing import Annotated

from pydantic import AfterValidator, Field

from commandcenter.packs.records import (
    AgencyRecord,
    AssignmentRecord,
    Code,
    Colour,
    DayRecord,
    IssueRecord,
    NamesakeRecord,
    OfficeRecord,
    OutletRecord,
    PairRecord,
    PersonRecord,
    ProgrammeRecord,
    Record,
    RegionRecord,
    ResponseRecord,
    TenureRecord,
    TopicRecord,
    Words,
    known_zone,
)


class PackHead(Record):
    """pack.yaml: the province, its zone, and how it shows itself."""

    name: str
    title: str
    home: Code
    zone: Annotated[str, AfterValidator(known_zone)]
    zone_label: str
    stripe: tuple[Colour, ...]
    metaphors: Words = ()
    quiet_hours: tuple[str, str] = ("22:00", "05:00")
    sample: bool = False


class RegionsFile(Record):
    """regions.yaml."""

    regions: tuple[RegionRecord, ...]
    not_places: Words = ()
    elsewhere: Words = ()


class PeopleFile(Record):
    """people.yaml."""

    offices: tuple[OfficeRecord, ...]
    persons: tuple[PersonRecord, ...]
    tenures: tuple[TenureRecord, ...]
    pairs: tuple[PairRecord, ...] = ()
    namesakes: tuple[NamesakeRecord, ...] = ()


class AgenciesFile(Record):
    """agencies.yaml."""

    agencies: tuple[AgencyRecord, ...]


class TopicsFile(Record):
    """topics.yaml."""

    topics: tuple[TopicRecord, ...]


class ProgrammesFile(Record):
    """programmes.yaml."""

    programmes: tuple[ProgrammeRecord, ...]


class IssuesFile(Record):
    """issues.yaml."""

    issues: tuple[IssueRecord, ...]


class OutletsFile(Record):
    """outlets.yaml."""

    outlets: tuple[OutletRecord, ...]


class CalendarFile(Record):
    """calendar.yaml."""

    days: tuple[DayRecord, ...]


class MapFile(Record):
    """map.yaml: one SVG path per regency."""

    attribution: str
    viewbox: Annotated[str, Field(pattern=r"^[-\d. ]+$")]
    shapes: dict[Code, Annotated[str, Field(pattern=r"^[-MLHVCSQTAZmlhvcsqtaz\d., \n]+$")]]


class DeskFile(Record):
    """desk.yaml: the fictional work of people, only in packs of sample data."""

    assignments: tuple[AssignmentRecord, ...] = ()
    responses: tuple[ResponseRecord, ...] = ()


FILES: dict[str, type[Record]] = {
    "pack": PackHead,
    "regions": RegionsFile,
    "people": PeopleFile,
    "agencies": AgenciesFile,
    "topics": TopicsFile,
    "programmes": ProgrammesFile,
    "issues": IssuesFile,
    "outlets": OutletsFile,
    "calendar": CalendarFile,
    "map": MapFile,
    "desk": DeskFile,
}
OPTIONAL = frozenset({"programmes", "calendar", "map", "desk"})
