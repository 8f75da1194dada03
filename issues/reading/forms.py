"""Every form in which the press writes a name of the pack; a part of `knowledge`."""

from collections.abc import Iterator

from issues.reading.known import KnownAgency, KnownOffice, KnownPerson, KnownRegion
from issues.reading.lists import word_list

# How surely a form of a name means the person: alone, after a stronger mention, as a part of the
# name after a stronger mention, together with another person.
STRONG, WEAK, PART, PAIR = "strong", "weak", "part", "pair"
_NO_PART = word_list("no_part_of_name")


def seat_names(region: KnownRegion) -> Iterator[str]:
    """Yield what stands after "Bupati" or "Pemkab" for this region: names, shorts, aliases."""
    yield from (region.name, region.short, *region.aliases)
    for prefix in ("Provinsi ", "Kabupaten ", "Kota "):
        for name in (region.name, region.short):
            if name.startswith(prefix):
                yield name.removeprefix(prefix)


def place_names(region: KnownRegion, home: str) -> Iterator[str]:
    yield from seat_names(region)
    yield from region.cues
    if region.capital and region.code != home:
        yield region.capital


def names_of(person: KnownPerson) -> Iterator[tuple[str, tuple[str, str]]]:
    for name in (person.name, person.full_name, *person.aliases, *person.variants):
        yield name, (person.key, STRONG)
    for name in person.weak_aliases:
        yield name, (person.key, WEAK)
    for part in person.name.split():
        if len(part) > 3 and part not in _NO_PART:
            yield part, (person.key, PART)
    for pair in person.pairs:
        for dash in ("-", "–", " - ", " – "):
            yield pair.replace("-", dash), (person.key, PAIR)


def agency_forms(agency: KnownAgency | None) -> Iterator[str]:
    """Yield the names of an agency; nothing for none."""
    if agency:
        yield from (agency.name, agency.short, *agency.aliases)


def title_forms(office: KnownOffice, agency: KnownAgency | None) -> Iterator[str]:
    """Yield the titles of an office; heads of agencies also as "Kepala" and the agency's names."""
    yield from (office.title, *office.forms, *office.full_forms)
    for name in agency_forms(agency):
        yield f"Kepala {name}"
        if name.startswith("Dinas "):
            yield f"Kadis {name.removeprefix('Dinas ')}"
