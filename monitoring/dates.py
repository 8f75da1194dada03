"""Publication times as Indonesian sites write them, read into aware datetimes.

Used by `parse` for feeds and by `extract` for pages. What cannot be a publication time (zero
dates, 1970, the 32nd of January) is None: unknown is said, never guessed.
"""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import Literal

PublishedFrom = Literal["feed", "clamped", "unknown"]

# Clocks of newsrooms run ahead by minutes; beyond that a future time is a mistake.
TOLERANCE = timedelta(minutes=10)
# No outlet had a feed earlier; 1970 and the years near it are unset clocks.
EARLIEST_YEAR, LATEST_YEAR = 1995, 2100

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari january jan",
            "februari february feb pebruari peb",
            "maret march mar mrt",
            "april apr",
            "mei may",
            "juni june jun",
            "juli july jul",
            "agustus august aug agu agt agst ags",
            "september sept sep",
            "oktober october okt oct",
            "november nopember nov nop",
            "desember december des dec",
        ),
        start=1,
    )
    for name in names.split()
}
# RFC 822 section 5.1 and the three zones of Indonesia (no daylight saving).
_ZONES = {
    "z": 0, "ut": 0, "utc": 0, "gmt": 0, "wib": 7, "wita": 8, "wit": 9, "sgt": 8, "myt": 8,
    "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7,
}  # fmt: skip

_TIME = (
    r"(?:(?:\s*(?:t|,|\||-|–|—|/|•|·|@|:|pukul|jam|pada|at)){0,3}\s*"
    r"(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:[.,]\d{1,9})?)?"
    r"\s*(?P<half>[ap]\.?m\b\.?)?)?"
)
_ZONE = (
    r"\s*\(?(?P<zone>(?:gmt|utc)[+-]\d{1,2}(?::?\d{2})?|[+-]\d{2}:?\d{2}|[+-]\d{2}\b"
    r"|[a-z]{1,5}\b)?\)?"
)
_SHAPES = tuple(
    re.compile(date + _TIME + _ZONE)
    for date in (
        r"(?P<year>\d{4})[-/](?P<month>\d{1,2})[-/](?P<day>\d{1,2})",
        r"(?:[a-z'’‘`]{2,10}[.,\s]+)?(?P<day>\d{1,2})[\s-]+(?P<month>[a-z]{3,10})\.?,?[\s-]+"
        r"(?P<year>\d{4}|\d{2})\b,?",
        r"(?:[a-z'’‘`]{2,10}[.,\s]+)?(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4})",
        r"(?:[a-z'’‘`]{2,10}[.,\s]+)?(?P<month>[a-z]{3,10})\.?\s+(?P<day>\d{1,2}),?\s+"
        r"(?P<year>\d{4}),?",
    )
)
# With the time before the year (asctime, Java), and without separators (ISO 8601 basic format).
_SHAPES += (
    re.compile(
        r"[a-z]{3,10}\s+(?P<month>[a-z]{3})\s+(?P<day>\d{1,2})\s+(?P<hour>\d{1,2}):(?P<minute>\d{2})"
        r":(?P<second>\d{2})\s+(?:(?P<zone>[a-z]{1,5}|gmt[+-]\d{2}:?\d{2})\s+)?(?P<year>\d{4})\b"
    ),
    re.compile(
        r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})t(?P<hour>\d{2})(?P<minute>\d{2})"
        rf"(?P<second>\d{{2}})?{_ZONE}"
    ),
)
_EPOCH = re.compile(r"(\d{10})(\d{3})?(?:\.\d+)?")
_AGO = re.compile(
    r"(?P<count>\d{1,3}|se)\s?(?P<unit>detik|menit|jam|hari|minggu|pekan)\s(?:yang\s)?lalu\b"
)
_UNITS = {
    "detik": timedelta(seconds=1),
    "menit": timedelta(minutes=1),
    "jam": timedelta(hours=1),
    "hari": timedelta(days=1),
    "minggu": timedelta(weeks=1),
    "pekan": timedelta(weeks=1),
}


def read_date(text: str, zone: tzinfo) -> datetime | None:
    """Return the moment the text names, or None if it names none that can be true.

    Times without a zone, or with one nobody knows, are read in `zone`: the local zone of the
    outlet. Understood are RFC 822, ISO 8601, SQL, epoch seconds and milliseconds, and Indonesian
    or English long dates with WIB, WITA or WIT. A date without a time is midnight in `zone`.
    """
    text = " ".join(text[:120].lower().split())
    if epoch := _EPOCH.fullmatch(text):
        return _plausible(datetime.fromtimestamp(int(epoch[1]), UTC))
    for shape in _SHAPES:
        if found := shape.match(text):
            return _moment(found.groupdict(), zone)
    return None


def read_relative(text: str, seen: datetime) -> datetime | None:
    """Return the moment that "2 jam yang lalu" or "baru saja" meant when it was `seen`.

    Days and weeks are counted in full, so that the moment is within a unit of the truth. None for
    everything else; a page kept for long must be read at the time it was fetched.
    """
    text = " ".join(text[:120].lower().split())
    if text in {"baru saja", "barusan"}:
        return seen
    found = _AGO.match(text)
    if not found:
        return None
    count = 1 if found["count"] == "se" else int(found["count"])
    return seen - count * _UNITS[found["unit"]]


def clamp(published: datetime | None, at: datetime) -> tuple[datetime | None, PublishedFrom]:
    """Return the time to order by and where it comes from.

    A time more than TOLERANCE after `at` is cut to `at` and marked, so that one wrong clock
    cannot sit on top of every list.
    """
    if published is None:
        return None, "unknown"
    if published > at + TOLERANCE:
        return at, "clamped"
    return published, "feed"


def _moment(parts: dict[str, str | None], zone: tzinfo) -> datetime | None:
    try:
        moment = datetime(
            _year(parts["year"] or ""),
            _month(parts["month"] or ""),
            int(parts["day"] or 0),
            _hour(int(parts["hour"] or 0), parts.get("half") or ""),
            int(parts["minute"] or 0),
            # A leap second is a valid time of day in RFC 3339 section 5.7, not in Python.
            min(int(parts["second"] or 0), 59) if parts["second"] != "99" else 99,
            tzinfo=_zone(parts["zone"] or "", zone),
        )
        return _plausible(moment)
    except (ValueError, OverflowError):
        return None


def _year(text: str) -> int:
    # RFC 822 wrote two digits; RFC 2822 section 4.3 reads 00-49 as this century.
    year = int(text)
    return year if len(text) == 4 else year + (2000 if year < 50 else 1900)


def _month(text: str) -> int:
    if text.isdecimal():
        return int(text)
    return _MONTHS.get(text, 0) or _MONTHS.get(text[:3], 0)


def _hour(hour: int, half: str) -> int:
    if not half:
        return hour
    return hour % 12 + (12 if half.startswith("p") else 0)


def _zone(text: str, local: tzinfo) -> tzinfo:
    # "GMT+0700" is an offset; a browser writes dates so.
    text = text.removeprefix("gmt").removeprefix("utc") if text[3:4] in {"+", "-"} else text
    if text[:1] in {"+", "-"}:
        digits = text[1:].replace(":", "")
        digits = digits.zfill(4) if len(digits) > 2 else digits.zfill(2).ljust(4, "0")
        offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
        return timezone(-offset if text[0] == "-" else offset)
    hours = _ZONES.get(text)
    return local if hours is None else timezone(timedelta(hours=hours))


def _plausible(moment: datetime) -> datetime | None:
    return moment if EARLIEST_YEAR <= moment.year <= LATEST_YEAR else None
