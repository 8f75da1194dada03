"""Pure: read a whole pack from its folder and check what one file cannot know of another."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from ipaddress import ip_network
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from commandcenter.packs.files import PackError, Place, YamlFile, read_yaml
from commandcenter.packs.format import (
    FILES,
    OPTIONAL,
    AgenciesFile,
    CalendarFile,
    DeskFile,
    IssuesFile,
    MapFile,
    OutletsFile,
    PackHead,
    PeopleFile,
    ProgrammesFile,
    QueriesFile,
    RegionsFile,
    TopicsFile,
    VillagesFile,
)
from commandcenter.packs.records import Record, Strict
from commandcenter.packs.reporting import ReportRecord
from monitoring.door.addresses import IpNetwork, refusal

FOLDER = Path(__file__).parent
# Where the sample newsroom lives.
LOOPBACK = ip_network("127.0.0.0/8")

# Messages of the checker in the words of the people who edit packs.
_WORDS = {
    "missing": "kunci ini wajib ada",
    "extra_forbidden": "kunci ini tidak dikenal",
    "string_pattern_mismatch": "bentuknya tidak sesuai",
    "date_from_datetime_parsing": "bukan tanggal (contoh: 2026-12-31)",
    "literal_error": "bukan salah satu pilihan",
}


@dataclass(frozen=True)
class Pack:
    """A checked pack; a file that may be absent is empty then."""

    pack: PackHead
    regions: RegionsFile
    people: PeopleFile
    agencies: AgenciesFile
    topics: TopicsFile
    issues: IssuesFile
    outlets: OutletsFile
    report: ReportRecord
    villages: VillagesFile = field(default_factory=lambda: VillagesFile(villages={}))
    programmes: ProgrammesFile = field(default_factory=lambda: ProgrammesFile(programmes=()))
    calendar: CalendarFile = field(default_factory=lambda: CalendarFile(days=()))
    queries: QueriesFile = field(default_factory=lambda: QueriesFile(queries=()))
    map: MapFile | None = None
    desk: DeskFile = field(default_factory=DeskFile)


def read_pack(
    folder: Path,
    at: dt.datetime,
    substitutes: dict[str, str] | None = None,
    allow_networks: Sequence[IpNetwork] = (),
) -> Pack:
    """Read and check the pack in `folder`; `${NAME}` in its files comes from `substitutes`.

    Feeds may lie on the internet and in `allow_networks`; those of sample packs on loopback too.
    Relative dates (H-4) count from the local day of `at`, in sample packs only. Raises PackError
    that names every problem as "file:line: words", one per line.
    """
    if not folder.is_dir():
        known = ", ".join(sorted(p.parent.name for p in FOLDER.glob("*/pack.yaml")))
        raise PackError(f"Paket daerah {folder.name!r} tidak ada. Yang tersedia: {known}.")
    today: dt.date | None = None
    files: dict[str, YamlFile] = {}
    parts: dict[str, Any] = {}
    problems: list[str] = []
    for name, model in FILES.items():
        path = folder / f"{name}.yaml"
        if name in OPTIONAL and not path.exists():
            continue
        try:
            files[name] = read_yaml(path, substitutes or {})
        except PackError as error:
            problems.append(str(error))
            continue
        parts[name], found = _check(files[name], model, today)
        problems += found
        if isinstance(parts[name], PackHead) and parts[name].sample:
            today = at.astimezone(ZoneInfo(parts[name].zone)).date()
    if not problems:
        pack = Pack(**parts)
        problems = [str(files[name].error(place, words)) for name, place, words in _links(pack)]
        problems += [str(files["outlets"].error(*one)) for one in _inside(pack, allow_networks)]
    if problems:
        raise PackError("\n".join(problems))
    return pack


def _check(
    file: YamlFile, model: type[Strict], today: dt.date | None
) -> tuple[Strict | None, list[str]]:
    """Check one file against its model; return the record and the problems found."""
    try:
        return model.model_validate(file.data, context={"today": today}), []
    except ValidationError as error:
        return None, [
            str(file.error(tuple(one["loc"]), f"{_path(one['loc'])}: {_explain(one)}"))
            for one in error.errors()
        ]


def _path(place: Place) -> str:
    """Return the way to a value as people write it: offices[2].title."""
    return "".join(f"[{p}]" if isinstance(p, int) else f".{p}" for p in place).lstrip(".")


def _explain(error: Any) -> str:
    """Return one problem in words, with the value that caused it."""
    words = _WORDS.get(error["type"], error["msg"])
    if error["type"] == "value_error":
        words = str(error["ctx"]["error"])
    if error["type"] in {"missing", "extra_forbidden"}:
        return words
    return f"{words} (tertulis {str(error['input'])[:80]!r})"


Problem = tuple[str, Place, str]


def _links(pack: Pack) -> Iterator[Problem]:
    """Yield names that nothing answers to, and keys given twice."""
    regions = {r.code for r in pack.regions.regions}
    agencies = {a.key for a in pack.agencies.agencies}
    persons = {p.key for p in pack.people.persons}
    offices = {(o.key, o.region) for o in pack.people.offices}
    topics = {t.code for t in pack.topics.topics}
    issues = {i.key for i in pack.issues.issues}
    if pack.pack.home not in regions:
        yield "pack", ("home",), f"wilayah {pack.pack.home} tidak ada di regions.yaml"
    yield from _unknown("regions", "regions", pack.regions.regions, "parent", regions)
    yield from _unknown("people", "offices", pack.people.offices, "region", regions)
    yield from _unknown("people", "offices", pack.people.offices, "agency", agencies)
    yield from _unknown("people", "tenures", pack.people.tenures, "person", persons)
    yield from _unknown("people", "pairs", pack.people.pairs, "persons", persons)
    yield from _unknown("agencies", "agencies", pack.agencies.agencies, "successor", agencies)
    yield from _unknown("topics", "topics", pack.topics.topics, "agency", agencies)
    yield from _unknown("programmes", "programmes", pack.programmes.programmes, "topic", topics)
    yield from _unknown("issues", "issues", pack.issues.issues, "topic", topics)
    yield from _unknown("issues", "issues", pack.issues.issues, "agency", agencies)
    yield from _unknown("issues", "issues", pack.issues.issues, "regions", regions)
    yield from _unknown("outlets", "outlets", pack.outlets.outlets, "regions", regions)
    yield from _unknown("desk", "assignments", pack.desk.assignments, "issue", issues)
    for position, tenure in enumerate(pack.people.tenures):
        if (tenure.office, tenure.region) not in offices:
            words = f"jabatan {tenure.office}@{tenure.region} tidak ada di offices"
            yield "people", ("tenures", position, "office"), words
    yield from _misplaced_villages(pack)
    yield from _wrong_hours(pack.report)
    yield from _twice("queries", "queries", [q.text for q in pack.queries.queries])
    yield from _twice("regions", "regions", [r.code for r in pack.regions.regions])
    yield from _twice("people", "offices", [f"{o.key}@{o.region}" for o in pack.people.offices])
    yield from _twice("people", "persons", [p.key for p in pack.people.persons])
    yield from _twice("agencies", "agencies", [a.key for a in pack.agencies.agencies])
    yield from _twice("topics", "topics", [t.code for t in pack.topics.topics])
    yield from _twice("issues", "issues", [i.key for i in pack.issues.issues])
    yield from _twice("outlets", "outlets", [o.key for o in pack.outlets.outlets])


def _inside(pack: Pack, allow_networks: Sequence[IpNetwork]) -> Iterator[tuple[Place, str]]:
    """Yield feeds whose address the door would refuse."""
    allowed = [*allow_networks, *([LOOPBACK] if pack.pack.sample else [])]
    for position, outlet in enumerate(pack.outlets.outlets):
        for number, feed in enumerate(outlet.feeds):
            if words := refusal(feed.url, allowed):
                yield ("outlets", position, "feeds", number, "url"), f"{feed.url[:80]}: {words}"


def _misplaced_villages(pack: Pack) -> Iterator[Problem]:
    """Yield districts of villages.yaml that regions.yaml does not have."""
    districts = {r.code for r in pack.regions.regions if r.level == "kecamatan"}
    for code in pack.villages.villages:
        if code not in districts:
            yield "villages", ("villages", code), f"kecamatan {code} tidak ada di regions.yaml"


def _wrong_hours(report: ReportRecord) -> Iterator[Problem]:
    """Yield slots and sections named twice, and working days that end before they begin."""
    yield from _twice("report", "slots", [slot.key for slot in report.slots])
    yield from _twice("report", "slots", [slot.letter for slot in report.slots])
    yield from _twice("report", "order", list(report.order))
    for day, (begins, ends) in report.working_hours.items():
        if begins >= ends:
            words = f"jam kerja {begins} sampai {ends}: selesai sebelum mulai"
            yield "report", ("working_hours", day), words


def _unknown(
    file: str, part: str, records: tuple[Record, ...], field: str, known: set[str]
) -> Iterator[Problem]:
    """Yield references of `field` (one name or several) that are not among `known`."""
    for position, record in enumerate(records):
        value = getattr(record, field)
        names = value if isinstance(value, tuple) else (value,)
        for name in names:
            if name is not None and name not in known:
                yield file, (part, position, field), f"{field}: {name!r} tidak dikenal"


def _twice(file: str, part: str, keys: list[str]) -> Iterator[Problem]:
    """Yield keys that stand in the file more than once."""
    counts = Counter(keys)
    for position, key in enumerate(keys):
        if counts[key] > 1 and key in keys[:position]:
            yield file, (part, position), f"{key!r} tertulis dua kali"
