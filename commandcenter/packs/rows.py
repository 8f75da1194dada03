"""Pure: turn the records of a pack into the rows they ask for, in the order rows depend.

A row is named by its kind and key; references to other rows are written as their keys and
resolved by the loader. Nothing here knows Django.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from commandcenter.packs.format import Defaults
from commandcenter.packs.merge import Check
from commandcenter.packs.reader import Pack
from commandcenter.packs.records import AgencyRecord, Record


@dataclass(frozen=True)
class Row:
    """One row a pack asks for. Values are JSON values; dates are ISO strings.

    `check` says where the record comes from and how sure it is; that is kept beside the row.
    `initial` is only for a row that does not exist yet; afterwards it belongs to the product.
    """

    kind: str
    key: str
    values: dict[str, Any]
    check: Check = field(default_factory=Check)
    initial: dict[str, Any] = field(default_factory=dict)


def rows(pack: Pack) -> Iterator[Row]:
    """Yield every row of the pack; a row comes after the rows it refers to."""
    yield from _regions(pack)
    yield from _agencies(pack)
    yield from _people(pack)
    yield from _subjects(pack)
    yield from _issues(pack)
    yield from _outlets(pack)
    for day in pack.calendar.days:
        values = {"date": str(day.date), "name": day.name, "kind": day.kind}
        yield Row("day", f"{day.date}:{day.name}", values, _check(day))
    for query in pack.queries.queries:
        yield Row("query", query.text, {"about": query.about}, _check(query))


def _check(record: Record | Defaults) -> Check:
    return Check(record.origin, record.checked, record.verified)


def _regions(pack: Pack) -> Iterator[Row]:
    shapes = pack.map.shapes if pack.map else {}
    for region in sorted(pack.regions.regions, key=lambda r: (len(r.code), r.code)):
        values = region.model_dump(
            include={"name", "short", "level", "parent", "capital", "aliases", "cues", "needs_cue"},
            mode="json",
        )
        values["shape"] = shapes.get(region.code, "")
        if region.code == pack.pack.home:
            values |= _home(pack)
        yield Row("region", region.code, values, _check(region))
    yield from _villages(pack)


def _villages(pack: Pack) -> Iterator[Row]:
    """Yield the villages, whose name follows from the official number: 1… kelurahan, 2… desa."""
    check = _check(pack.villages.defaults)
    for district, villages in pack.villages.villages.items():
        for number, short in villages.items():
            kind = "Kelurahan" if number.startswith("1") else "Desa"
            values = {"name": f"{kind} {short}", "short": short, "level": "desa"}
            yield Row("region", f"{district}.{number}", values | {"parent": district}, check)


def _home(pack: Pack) -> dict[str, Any]:
    """Return what only the home province carries: the zone, the look, and words for reading."""
    head = pack.pack
    return {
        "title": head.title,
        "zone": head.zone,
        "zone_label": head.zone_label,
        "stripe": list(head.stripe),
        "report": pack.report.model_dump(mode="json"),
        "phrases": {
            "metaphors": list(head.metaphors),
            "not_places": list(pack.regions.not_places),
            "elsewhere": list(pack.regions.elsewhere),
            "namesakes": [namesake.text for namesake in pack.people.namesakes],
            "sample": head.sample,
            "map_viewbox": pack.map.viewbox if pack.map else "",
            "map_attribution": pack.map.attribution if pack.map else "",
        },
    }


def _agencies(pack: Pack) -> Iterator[Row]:
    known = {agency.key: agency for agency in pack.agencies.agencies}

    def successors(agency: AgencyRecord) -> int:
        """Count the agencies that came after this one; the last of a chain has none."""
        return 0 if agency.successor is None else 1 + successors(known[agency.successor])

    for agency in sorted(pack.agencies.agencies, key=successors):
        values = agency.model_dump(include={"name", "short", "aliases", "kind"}, mode="json")
        values["valid_from"] = _iso(agency.from_)
        values["valid_to"] = _iso(agency.to)
        values["successor"] = agency.successor
        yield Row("agency", agency.key, values, _check(agency))


def _people(pack: Pack) -> Iterator[Row]:
    for office in pack.people.offices:
        values = office.model_dump(
            include={"key", "region", "title", "leader", "rank", "agency"}
            | {"forms", "full_forms", "epithets"},
            mode="json",
        )
        yield Row("office", f"{office.key}@{office.region}", values, _check(office))
    for person in pack.people.persons:
        values = person.model_dump(
            include={"name", "full_name", "aliases", "weak_aliases", "variants", "not_after"},
            mode="json",
        )
        values["pairs"] = [
            name
            for pair in pack.people.pairs
            if person.key in pair.persons
            for name in (pair.name, *pair.aliases)
        ]
        yield Row("person", person.key, values, _check(person))
    for tenure in pack.people.tenures:
        office = f"{tenure.office}@{tenure.region}"
        values = {
            "office": office,
            "person": tenure.person,
            "capacity": tenure.capacity,
            "valid_from": _iso(tenure.from_),
            "valid_to": _iso(tenure.to),
            "verified": tenure.verified,
            "origin": tenure.origin,
        }
        key = f"{office}:{tenure.person}:{tenure.capacity}:{_nth(pack, tenure)}"
        yield Row("tenure", key, values, _check(tenure))


def _nth(pack: Pack, tenure: Any) -> int:
    """Return which of a person's terms in one office this is; dates may be corrected later."""
    same = [
        other
        for other in pack.people.tenures
        if (other.office, other.region, other.person, other.capacity)
        == (tenure.office, tenure.region, tenure.person, tenure.capacity)
    ]
    return same.index(tenure) + 1


def _subjects(pack: Pack) -> Iterator[Row]:
    for topic in pack.topics.topics:
        values = topic.model_dump(
            include={"name", "agency", "strong", "seeds", "exclude"}, mode="json"
        )
        yield Row("topic", topic.code, values, _check(topic))
    for programme in pack.programmes.programmes:
        values = programme.model_dump(include={"name", "aliases", "topic", "agency"}, mode="json")
        yield Row("programme", programme.key, values, _check(programme))


def _issues(pack: Pack) -> Iterator[Row]:
    for issue in pack.issues.issues:
        values = issue.model_dump(
            include={"title", "statement", "topic", "agency", "regions"}
            | {"strong", "seeds", "exclude"},
            mode="json",
        )
        yield Row("issue", issue.key, values, _check(issue), {"state": issue.state})


def _outlets(pack: Pack) -> Iterator[Row]:
    for outlet in pack.outlets.outlets:
        values = outlet.model_dump(
            include={"name", "home", "kind", "tier", "official", "press_council"}
            | {"regions", "gap_seconds", "hosts", "parallel"},
            mode="json",
        )
        yield Row("outlet", outlet.key, values, _check(outlet))
        for feed in outlet.feeds:
            values = feed.model_dump(include={"url", "kind", "note", "rules"}, mode="json")
            values["outlet"] = outlet.key
            yield Row("feed", f"{outlet.key}-{feed.key}", values, _check(feed))


def _iso(day: Any) -> str | None:
    """Return a date as JSON writes it."""
    return None if day is None else str(day)
