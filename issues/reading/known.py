"""What a region pack says, as immutable values: offices, persons, regions, topics, issues."""

from dataclasses import dataclass
from datetime import date

PROVINCE, REGENCY, CITY, DISTRICT = "provinsi", "kabupaten", "kota", "kecamatan"
DEFINITIVE = "definitif"


@dataclass(frozen=True, slots=True)
class KnownOffice:
    """A post that one person holds at a time; key and region are its identity."""

    key: str
    region: str
    title: str
    leader: bool = False
    rank: int = 9
    forms: tuple[str, ...] = ()
    full_forms: tuple[str, ...] = ()
    epithets: tuple[str, ...] = ()
    agency: str | None = None

    @property
    def identity(self) -> str:
        """Return "gubernur@52"."""
        return f"{self.key}@{self.region}"


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A human with every way the press writes the name.

    `aliases` and `variants` identify the person alone; `weak_aliases` only after a stronger
    mention in the same article. `pairs` name this person together with another ("Arya-Sri").
    """

    key: str
    name: str
    full_name: str = ""
    aliases: tuple[str, ...] = ()
    weak_aliases: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()
    pairs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KnownTenure:
    """Who held which office from the first to the last day, both included."""

    office: str  # identity, "gubernur@52"
    person: str
    start: date
    end: date | None = None
    capacity: str = DEFINITIVE

    def covers(self, day: date) -> bool:
        """Return whether the tenure lasts on that day."""
        return self.start <= day and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True)
class KnownRegion:
    """A region; with `needs_cue` its name is also an ordinary word or another place's name."""

    code: str
    name: str
    short: str
    level: str
    parent: str | None = None
    capital: str = ""
    aliases: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()
    needs_cue: bool = False


@dataclass(frozen=True, slots=True)
class KnownAgency:
    """An agency; `own` when the provincial government answers for it."""

    key: str
    name: str
    short: str
    aliases: tuple[str, ...] = ()
    own: bool = True


@dataclass(frozen=True, slots=True)
class KnownTopic:
    """A topic: one strong word, or two different seeds; `exclude` phrases suppress both."""

    code: str
    name: str
    strong: tuple[str, ...] = ()
    seeds: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    # Key of the agency in charge, whose names count as seeds.
    agency: str | None = None


@dataclass(frozen=True, slots=True)
class KnownProgramme:
    """A flagship programme."""

    key: str
    name: str
    aliases: tuple[str, ...] = ()
    topic: str | None = None


@dataclass(frozen=True, slots=True)
class KnownIssue:
    """An issue on file: one strong phrase, or two different seeds with topic or region."""

    key: str
    title: str
    topic: str | None = None
    regions: tuple[str, ...] = ()
    strong: tuple[str, ...] = ()
    seeds: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KnownPhrases:
    """Phrases of the whole province that change how other words are read.

    `metaphors`: an office word that is not the office; `not_places`: a region name that is not
    the place; `elsewhere`: provinces and cities that are not ours; `namesakes`: a name of ours
    that is somebody else.
    """

    metaphors: tuple[str, ...] = ()
    not_places: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    namesakes: tuple[str, ...] = ()
