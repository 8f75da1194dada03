"""Pure: the files of a region pack and the records each of them holds."""

from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from commandcenter.packs.records import (
    AgencyRecord,
    AssignmentRecord,
    Code,
    Colour,
    Day,
    DayRecord,
    DistrictCode,
    IssueRecord,
    NamesakeRecord,
    OfficeRecord,
    OutletRecord,
    PairRecord,
    PersonRecord,
    ProgrammeRecord,
    QueryRecord,
    RegionRecord,
    ResponseRecord,
    Strict,
    TenureRecord,
    TopicRecord,
    VillageNumber,
    Words,
    known_zone,
    named_by_text,
)
from commandcenter.packs.reporting import ReportRecord


class PackHead(Strict):
    """pack.yaml: the province, its zone, and how it shows itself."""

    name: str
    title: str
    home: Code
    zone: Annotated[str, AfterValidator(known_zone)]
    zone_label: str
    stripe: tuple[Colour, ...]
    metaphors: Words = ()
    sample: bool = False


class Defaults(Strict):
    """What a file says once for all its records: see `Record`."""

    origin: Annotated[str, Field(max_length=300)] = ""
    checked: Day | None = None
    verified: bool = False


class PackFile(Strict):
    """A file of records; each record without its own origin, check or verdict takes the file's."""

    defaults: Defaults = Defaults()

    @model_validator(mode="before")
    @classmethod
    def _say_it_once(cls, data: Any) -> Any:
        """Give what stands under `defaults` to every record of the file that lacks it."""
        given = data.get("defaults") if isinstance(data, dict) else None
        if not isinstance(given, dict):
            return data
        return {name: _filled(part, given) for name, part in data.items()}


def _filled(part: Any, given: dict[str, Any]) -> Any:
    """Return a part of a file whose records, and feeds of outlets, are filled from `given`."""
    if not isinstance(part, list) or not all(isinstance(record, dict) for record in part):
        return part
    inner = [
        record | {"feeds": _filled(record["feeds"], given)} if "feeds" in record else record
        for record in part
    ]
    return [given | record for record in inner]


class RegionsFile(PackFile):
    """regions.yaml."""

    regions: tuple[RegionRecord, ...]
    not_places: Words = ()
    elsewhere: Words = ()


class VillagesFile(PackFile):
    """villages.yaml: for each district the villages in it, by the last part of their code."""

    villages: Annotated[
        dict[
            DistrictCode,
            Annotated[dict[VillageNumber, str], BeforeValidator(named_by_text)],
        ],
        BeforeValidator(named_by_text),
    ]


class PeopleFile(PackFile):
    """people.yaml."""

    offices: tuple[OfficeRecord, ...]
    persons: tuple[PersonRecord, ...]
    tenures: tuple[TenureRecord, ...]
    pairs: tuple[PairRecord, ...] = ()
    namesakes: tuple[NamesakeRecord, ...] = ()


class AgenciesFile(PackFile):
    """agencies.yaml."""

    agencies: tuple[AgencyRecord, ...]


class TopicsFile(PackFile):
    """topics.yaml."""

    topics: tuple[TopicRecord, ...]


class ProgrammesFile(PackFile):
    """programmes.yaml."""

    programmes: tuple[ProgrammeRecord, ...]


class IssuesFile(PackFile):
    """issues.yaml."""

    issues: tuple[IssueRecord, ...]


class OutletsFile(PackFile):
    """outlets.yaml."""

    outlets: tuple[OutletRecord, ...]


class CalendarFile(PackFile):
    """calendar.yaml."""

    days: tuple[DayRecord, ...]


class QueriesFile(PackFile):
    """queries.yaml."""

    queries: tuple[QueryRecord, ...]


class MapFile(Strict):
    """map.yaml: one SVG path per regency."""

    attribution: str
    viewbox: Annotated[str, Field(pattern=r"^[-\d. ]+$")]
    shapes: dict[Code, Annotated[str, Field(pattern=r"^[-MLHVCSQTAZmlhvcsqtaz\d., \n]+$")]]


class DeskFile(Strict):
    """desk.yaml: the fictional work of people, only in packs of sample data."""

    assignments: tuple[AssignmentRecord, ...] = ()
    responses: tuple[ResponseRecord, ...] = ()


FILES: dict[str, type[Strict]] = {
    "pack": PackHead,
    "regions": RegionsFile,
    "villages": VillagesFile,
    "people": PeopleFile,
    "agencies": AgenciesFile,
    "topics": TopicsFile,
    "programmes": ProgrammesFile,
    "issues": IssuesFile,
    "outlets": OutletsFile,
    "calendar": CalendarFile,
    "queries": QueriesFile,
    "report": ReportRecord,
    "map": MapFile,
    "desk": DeskFile,
}
OPTIONAL = frozenset({"villages", "programmes", "calendar", "queries", "map", "desk"})
