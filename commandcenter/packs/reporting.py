"""Pure: report.yaml, the slots, words and hours by which an office reports; see Region.report."""

import re
from typing import Annotated, Literal, get_args

from pydantic import AfterValidator, BeforeValidator, Field

from commandcenter.packs.records import Key, Strict, Words, named_by_text

_HOUR = re.compile(r"([01]\d|2[0-3]):[0-5]\d|24:00")


def known_hour(value: str) -> str:
    """Accept an hour of the day as HH:MM; 24:00 is the midnight that ends the day."""
    if not _HOUR.fullmatch(value):
        raise ValueError("bukan jam (contoh: 07:30, paling akhir 24:00)")
    return value


def known_start(value: str) -> str:
    """Accept an hour at which something begins; a day that begins at 24:00 is the next one."""
    if known_hour(value) == "24:00":
        raise ValueError("tengah malam di awal hari ditulis 00:00")
    return value


Hour = Annotated[str, AfterValidator(known_hour)]
Start = Annotated[str, AfterValidator(known_start)]
# The parts of a recap, in the order an office without a wish of its own sends them.
Section = Literal[
    "ringkasan",
    "perhatian",
    "pimpinan",
    "opd",
    "wilayah",
    "laporan",
    "klarifikasi",
    "tindak_lanjut",
]
# Monday is 1.
Weekday = Literal["1", "2", "3", "4", "5", "6", "7"]


class SlotRecord(Strict):
    """An edition of the recap: it ends at `until`, and began at `since`.

    Where `since` is not before `until` it was on the day before.
    """

    key: Key
    letter: Annotated[str, Field(pattern=r"^[A-Z]$")]
    name: str
    since: Start
    until: Hour


class LetterheadRecord(Strict):
    """The head of an official letter; `logo` is a file name in the folder of attachments."""

    lines: Annotated[Words, Field(min_length=1)]
    address: str = ""
    place: str
    logo: str = ""


class SignatureRecord(Strict):
    """Who signs the recap; without a name the office alone stands there."""

    office: str
    name: str = ""


class ReportRecord(Strict):
    """report.yaml: the slots and words of the recap, working hours, and hours of silence.

    All hours are local to the zone of the pack. A weekday without working hours is free.
    """

    day_starts: Start = "00:00"
    slots: Annotated[tuple[SlotRecord, ...], Field(min_length=1)]
    letterhead: LetterheadRecord
    recipient: str
    copies: Words = ()
    sender: str
    title: str
    opening: str = ""
    introduction: str = ""
    closing: str = ""
    farewell: str = ""
    signature: SignatureRecord
    hashtags: tuple[Annotated[str, Field(pattern=r"^#\w+$")], ...] = ()
    mottos: Words = ()
    order: tuple[Section, ...] = get_args(Section)
    working_hours: Annotated[dict[Weekday, tuple[Start, Hour]], BeforeValidator(named_by_text)]
    quiet_hours: tuple[Start, Hour]
