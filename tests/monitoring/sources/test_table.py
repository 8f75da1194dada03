"""CSV as spreadsheets and people write it (P3)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring.sources import table
from monitoring.sources.listings import NotAList, Row, Rows
from monitoring.sources.table import read_table, write_table

FEED = "https://suara.test/feed"


def rows(body: bytes) -> tuple[Row, ...]:
    found = read_table(body)
    assert isinstance(found, Rows)
    return found.rows


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_p3_marks_charsets_and_separators_of_spreadsheets(charset: str, separator: str):
    text = f"media{separator}umpan\r\nSuara Seroja{separator}{FEED}\r\n"
    assert rows(text.encode(charset)) == (Row(2, "Suara Seroja", url=FEED),)


def test_p3_an_unbalanced_quote_costs_its_own_row_only():
    found = rows(f'umpan,media\n{FEED},"Suara\n{FEED}2,Kabar'.encode())
    assert "berpasangan" in found[0].problem and found[1].outlet == "Kabar"


def test_p3_a_million_columns_cost_their_row_only():
    found = rows(b"umpan\n" + b"x," * 1_000_000 + b"\n" + FEED.encode())
    assert "lebih panjang" in found[0].problem and found[1].url == FEED


def test_p3_a_million_columns_in_the_heading_are_no_list():
    assert isinstance(read_table(b"x," * 1_000_000 + b"umpan\nx"), NotAList)


def test_p3_nul_bytes_are_dropped():
    assert rows(f"umpan\n{FEED[:9]}\x00{FEED[9:]}".encode())[0].url == FEED


def test_rows_beyond_the_bound_are_counted(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(table, "ROWS_MAX", 2)
    found = read_table(b"umpan\n" + f"{FEED}\n".encode() * 5)
    assert (len(found.rows), found.cut) == (2, 3)


def test_a_heading_is_asked_for_in_words():
    assert "umpan" in read_table(b"a,b\n1,2").note


def test_columns_may_stand_anywhere_and_be_called_otherwise():
    row = rows(f"Note,xmlUrl,NAME\nutama,{FEED},Suara".encode())[0]
    assert (row.note, row.url, row.outlet) == ("utama", FEED, "Suara")


def test_rules_that_are_no_json_are_a_problem_of_their_row():
    assert "JSON" in rows(f"umpan,aturan\n{FEED},[".encode())[0].problem


@pytest.mark.parametrize("sign", ["=", "+", "-", "@"])
def test_p3_no_cell_runs_as_a_formula(sign: str):
    written = write_table([Row(1, f"{sign}1+1", url=FEED)]).decode("utf-8-sig")
    assert f"\r\n'{sign}1+1," in written
    assert rows(written.encode())[0].outlet == f"{sign}1+1"


def test_what_is_written_is_read_back():
    rules = {"form": "links", "path": "/berita/*"}
    whole = Row(
        2, 'Suara "Seroja", Tbk', "https://suara.test/", FEED, "listing", "utama; daerah",
        "harian", "1", ("99", "99.01"), rules,
    )  # fmt: skip
    assert rows(write_table([whole])) == (whole,)


@given(st.binary(max_size=400))
def test_no_bytes_break_the_reader(body: bytes):
    assert isinstance(read_table(b"umpan,media,aturan\n" + body), Rows)
