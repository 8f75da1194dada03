"""Every form in which the press writes a name of the pack; a part of `knowledge`."""

from collections.abc import Iterator

from issues.reading.known import KnownAgency, KnownOffice, KnownPerson, KnownRegion
from issues.reading.lists import word_list

# How surely a form of a name means the person: alone; a full name of one word, which needs a text
# on public affairs; after a stronger mention; as a part of the name after a stronger mention;
# together with another person.
STRONG, SINGLE, WEAK, PART, PAIR = "strong", "single", "weak", "part", "pair"
_NO_PART = word_list("no_part_of_name")
_COURTESY = word_list("before_names")
# The commonest first name of the country has no fixed spelling, nor has its abbreviation.
_MUHAMMAD = (
    *("Muhammad", "Muhamad", "Mohammad", "Mohamad", "Mochamad", "Mochammad", "Moehammad"),
    *("Muh.", "Muh", "Moh.", "Moh", "Moch.", "Moch", "M.", "M"),
)
_INITIALS = {
    "Lalu": ("Lalu", "L.", "L"),
    "Abdul": ("Abdul", "Abd.", "Abd"),
    "Ahmad": ("Ahmad", "A."),
}
# Titles of office as the press shortens them everywhere.
_SHORTHAND = {
    "Wakil Gubernur": ("Wagub",),
    "Wakil Bupati": ("Wabup",),
    "Wali Kota": ("Walikota", "Walkot"),
    "Wakil Wali Kota": ("Wakil Walikota", "Wawali", "Wawalkot"),
    "Sekretaris Daerah": ("Sekda",),
}


def seat_names(region: KnownRegion) -> Iterator[str]:
    """Yield what stands after "Bupati" or "Pemkab" for this region: names, shorts, aliases."""
    yield from (region.name, region.short, *region.aliases)
    for prefix in ("Provinsi ", "Kabupaten ", "Kota "):
        for name in (region.name, region.short):
            if name.startswith(prefix):
                yield name.removeprefix(prefix)
    yield from _run_together(region.short)


def _run_together(name: str) -> Iterator[str]:
    """Yield a name of several words with the first two written as one ("Tulangbawang Barat")."""
    first, _, rest = name.partition(" ")
    if rest and rest[0].isupper() and first not in ("Kota", "Kabupaten", "Provinsi"):
        yield first + rest[0].lower() + rest[1:]


def place_names(region: KnownRegion, home: str) -> Iterator[str]:
    yield from seat_names(region)
    yield from region.cues
    if region.capital and region.code != home:
        yield region.capital
        yield from _run_together(region.capital)


def names_of(person: KnownPerson) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield every form of the person's name with the person and how surely it means them."""
    for name in (person.name, person.full_name, *person.variants):
        kind = STRONG if len([w for w in name.split() if w not in _COURTESY]) > 1 else SINGLE
        yield from ((spelling, (person.key, kind)) for spelling in _spellings(name))
    yield from ((name, (person.key, STRONG)) for name in person.aliases)
    yield from ((name, (person.key, WEAK)) for name in person.weak_aliases)
    for part in person.name.split():
        if len(part) > 3 and part not in _NO_PART:
            yield part, (person.key, PART)
    for pair in person.pairs:
        for dash in ("-", "–", " - ", " – "):
            yield pair.replace("-", dash), (person.key, PAIR)


def _spellings(name: str) -> Iterator[str]:
    """Yield the name with every spelling of a word in it that has several; itself first.

    An initial alone is no name: "M. Amin" stays as it is written where only two words are left.
    """
    yield name
    tokens = name.split()
    for place, token in enumerate(tokens):
        for other in _other_spellings(token):
            if other != token and (len(other.strip(".")) > 1 or len(tokens) > 2):
                yield " ".join((*tokens[:place], other, *tokens[place + 1 :]))


def _other_spellings(token: str) -> tuple[str, ...]:
    return _MUHAMMAD if token in _MUHAMMAD else _INITIALS.get(token, ())


def agency_forms(agency: KnownAgency | None) -> Iterator[str]:
    """Yield the names of an agency; nothing for none."""
    if agency:
        yield from (agency.name, agency.short, *agency.aliases)


def title_forms(office: KnownOffice, agency: KnownAgency | None) -> Iterator[str]:
    """Yield the titles of an office; heads of agencies also as "Kepala" and the agency's names."""
    yield from (office.title, *office.forms, *office.full_forms)
    yield from _SHORTHAND.get(office.title, ())
    if office.title == "Sekretaris Daerah":
        yield from ("Sekdakab", "Sekdakot") if "." in office.region else ("Sekdaprov",)
    for name in agency_forms(agency):
        yield f"Kepala {name}"
        if name.startswith("Dinas "):
            yield f"Kadis {name.removeprefix('Dinas ')}"
