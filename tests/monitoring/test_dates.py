"""Publication times are read as Indonesian sites write them; nonsense stays unknown."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring.dates import EARLIEST_YEAR, TOLERANCE, clamp, read_date, read_relative

WITA = ZoneInfo("Asia/Makassar")
WIB = ZoneInfo("Asia/Jakarta")
MOMENT = datetime(2025, 8, 30, 14, 5, tzinfo=WITA)


@pytest.mark.parametrize(
    "text",
    [
        "Sat, 30 Aug 2025 06:05:00 +0000",
        "Sat, 30 Aug 2025 06:05:00 GMT",
        "Sat, 30 Aug 2025 13:05:00 WIB",
        "30 Aug 25 06:05 UT",
        "Sat, 30 Aug 2025 02:05:00 EDT",
        "2025-08-30T06:05:00Z",
        "2025-08-30T14:05:00+08:00",
        "2025-08-30T14:05:00.123+0800",
        "2025-08-30 T06:05:00Z",
        "2025-08-30T06:05+00",
        "2025-08-30 14:05:00",
        "2025/08/30 14:05",
        "Sabtu, 30 Agustus 2025 | 14:05 WITA",
        "Sabtu, 30 Agustus 2025 - 13.05 WIB",
        "Sabtu 30 Agt 2025 pukul 15.05 WIT",
        "30 Agustus 2025, 14:05 WITA",
        "Sabtu, 30/08/2025 13:05 WIB",
        "Sabtu, 30/08/2025 | 13:05 WIB",
        "Sabtu, 30/08/2025, 14.05 Wita",
        "Sabtu, 30/08/2025, pukul 13.05 WIB",
        "30 Agustus 2025 | Pukul: 14.05 WITA",
        "30 Agustus 2025 • 13:05 WIB",
        "30 Agustus 2025 pada 14:05",
        "30/08/2025 - 15:05 WIT",
        "30-08-2025 14.05",
        "Sat Aug 30 14:05:00 2025",
        "Sat Aug 30 13:05:00 WIB 2025",
        "Sat Aug 30 2025 13:05:00 GMT+0700 (WIB)",
        "30 Aug 2025 13:05 UTC+7",
        "20250830T060500Z",
        "20250830T1405",
        "30-Aug-2025 14:05:00",
        "August 30, 2025 2:05 pm",
        "Aug 30 2025 02:05 PM WITA",
        "Sabtu,  30  Ags  2025  14:05  (WITA)",
        "1756533900",
        "1756533900000",
        "2025-08-30 14:05:00 XYZ",
    ],
)
def test_the_same_moment_is_read_from_every_spelling(text: str) -> None:
    assert read_date(text, WITA) == MOMENT


@pytest.mark.parametrize(
    ("month", "number"),
    [
        ("Januari", 1),
        ("Pebruari", 2),
        ("Mrt", 3),
        ("April", 4),
        ("Mei", 5),
        ("Juni", 6),
        ("Juli", 7),
        ("Agu", 8),
        ("Sept", 9),
        ("Okt", 10),
        ("Nopember", 11),
        ("Des", 12),
    ],
)
def test_indonesian_months_are_known(month: str, number: int) -> None:
    assert read_date(f"Jum'at, 5 {month} 2025", WITA) == datetime(2025, number, 5, tzinfo=WITA)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0000-00-00 00:00:00",
        "1970-01-01T00:00:00Z",
        "Thu, 01 Jan 1970 00:00:00 GMT",
        "0",
        "0000000000",
        "32 Jan 2025",
        "30 Februari 2025",
        "2025-13-01",
        "2025-08-30 25:00",
        "2025-08-30 14:75",
        "99999-01-01",
        "9999-12-31T23:59:59+00:00",
        "0001-01-01T00:00:00+23:59",
        "5 Brumaire 2025",
        "2 jam lalu",
        "kemarin",
        "2025",
        "Sat, 30 Aug 2025 14:05:00 +9999",
        "٣٠ أغسطس ٢٠٢٥",
    ],
)
def test_nonsense_is_unknown(text: str) -> None:
    assert read_date(text, WITA) is None


def test_a_time_without_a_zone_is_local_to_the_outlet() -> None:
    assert read_date("2025-08-30 14:05:00", WIB) == MOMENT + timedelta(hours=1)


def test_a_leap_second_is_no_reason_to_lose_a_date() -> None:
    assert read_date("2016-12-31T23:59:60Z", WITA) == datetime(2016, 12, 31, 23, 59, 59, tzinfo=UTC)


@given(st.text(max_size=80))
def test_no_text_raises_and_every_date_is_aware(text: str) -> None:
    found = read_date(text, WITA)
    assert found is None or (found.tzinfo and found.year >= EARLIEST_YEAR)


@given(st.integers(10**9, 4 * 10**9))
def test_what_is_written_is_read_again(seconds: int) -> None:
    moment = datetime.fromtimestamp(seconds, WITA)
    assert read_date(moment.isoformat(), UTC) == moment
    assert read_date(f"{moment:%a, %d %b %Y %H:%M:%S %z}", UTC) == moment


def test_a_known_time_comes_from_the_feed() -> None:
    assert clamp(MOMENT, MOMENT) == (MOMENT, "feed")


def test_a_clock_that_runs_ahead_a_little_is_believed() -> None:
    assert clamp(MOMENT + TOLERANCE, MOMENT) == (MOMENT + TOLERANCE, "feed")


def test_a_future_time_is_cut_to_now_and_marked() -> None:
    assert clamp(MOMENT + timedelta(days=1), MOMENT) == (MOMENT, "clamped")


def test_an_unknown_time_stays_unknown() -> None:
    assert clamp(None, MOMENT) == (None, "unknown")


@pytest.mark.parametrize(
    ("text", "ago"),
    [
        ("2 jam lalu", timedelta(hours=2)),
        ("15 menit yang lalu", timedelta(minutes=15)),
        ("Sehari yang lalu", timedelta(days=1)),
        ("3 hari lalu", timedelta(days=3)),
        ("seminggu lalu", timedelta(weeks=1)),
        ("Baru saja", timedelta()),
    ],
)
def test_relative_words_are_read_from_the_time_they_were_seen(text: str, ago: timedelta) -> None:
    assert read_relative(text, MOMENT) == MOMENT - ago


@given(st.text(max_size=60))
def test_other_words_are_no_relative_time(text: str) -> None:
    found = read_relative(text, MOMENT)
    assert found is None or found <= MOMENT


def test_the_friday_with_its_apostrophe_is_a_friday() -> None:
    expected = datetime(2025, 8, 29, 23, 10, tzinfo=WIB)
    assert read_date("Jum'at, 29/08/2025 | 23:10 WIB", WITA) == expected
    assert read_date("Jum\u2019at, 29 Agustus 2025 23.10 WIB", WITA) == expected
