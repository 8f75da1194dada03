"""What reading knows, straight from a pack and without a database.

The rows a pack asks for carry the names that the values of reading have; what differs is
translated here.
"""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import Any, TypeVar
from urllib.parse import urlsplit

from commandcenter.packs.reader import Pack
from commandcenter.packs.rows import Row, rows
from issues.learning.shipped import starting_weights
from issues.models import Agency
from issues.reading.aliases import without_broken
from issues.reading.knowledge import (
    Knowledge,
    KnownAgency,
    KnownOffice,
    KnownPerson,
    KnownPhrases,
    KnownProgramme,
    KnownRegion,
    KnownTenure,
    KnownTopic,
)
from monitoring.models import Region

T = TypeVar("T")


def knowledge_of(pack: Pack) -> Knowledge:
    """Return what reading would know after this pack was loaded into an empty database."""
    of_kind: dict[str, list[Row]] = {}
    for row in rows(pack):
        of_kind.setdefault(row.kind, []).append(row)
    regions = [r for r in of_kind["region"] if r.values["level"] != Region.Level.VILLAGE]
    home = next(row for row in regions if row.key == pack.pack.home)
    loaded = Knowledge(
        home=pack.pack.home,
        offices=tuple(_known(KnownOffice, row) for row in of_kind.get("office", ())),
        persons=tuple(_known(KnownPerson, row, key=row.key) for row in of_kind.get("person", ())),
        tenures=tuple(_tenure(row.values) for row in of_kind.get("tenure", ())),
        regions=tuple(_known(KnownRegion, row, code=row.key) for row in regions),
        agencies=tuple(_agency(row) for row in of_kind.get("agency", ())),
        topics=tuple(_known(KnownTopic, row, code=row.key) for row in of_kind.get("topic", ())),
        programmes=tuple(
            _known(KnownProgramme, row, key=row.key) for row in of_kind.get("programme", ())
        ),
        phrases=_made(KnownPhrases, home.values["phrases"]),
        weights=starting_weights(),
    )
    return without_broken(loaded)[0]


def official_hosts(pack: Pack) -> frozenset[str]:
    """Return the hosts under which official channels of the pack publish."""
    official = [outlet for outlet in pack.outlets.outlets if outlet.official]
    homes = (urlsplit(outlet.home).hostname or "" for outlet in official)
    named = [host for outlet in official for host in outlet.hosts]
    return frozenset(host.removeprefix("www.") for host in (*homes, *named) if host)


def _known(known: type[T], row: Row, **own: Any) -> T:
    return _made(known, row.values | own)


def _agency(row: Row) -> KnownAgency:
    return _known(KnownAgency, row, key=row.key, own=row.values["kind"] in Agency.OWN_KINDS)


def _tenure(values: Mapping[str, Any]) -> KnownTenure:
    end = values["valid_to"]
    return KnownTenure(
        office=values["office"],
        person=values["person"],
        start=date.fromisoformat(values["valid_from"]),
        end=date.fromisoformat(end) if end else None,
        capacity=values["capacity"],
    )


def _made(known: type[T], values: Mapping[str, Any]) -> T:
    """Return a value of reading from the fields it shares with a row; lists become tuples."""
    names = {field.name for field in fields(known)}  # type: ignore[arg-type]
    taken = {name: value for name, value in values.items() if name in names}
    return known(**{n: tuple(v) if isinstance(v, list) else v for n, v in taken.items()})
