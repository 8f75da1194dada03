"""Cutting text into segments: every character once, whatever the marks say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from issues.highlight import Mark, Segment, cut, marked

TITLE, BODY = "Gubernur tinjau pasar", "Arya tinjau.\n\nWarga kecewa berat."
START = len(TITLE) + 2


def mark(words: str, kind: str = "official", label: str = "Gubernur") -> Mark:
    start = f"{TITLE}\n\n{BODY}".index(words)
    return Mark(start, start + len(words), kind, label)


def pieces(segments: list[Segment]) -> list[tuple[str, str]]:
    return [(segment.text, segment.kind) for segment in segments]


def test_a_text_without_marks_is_one_segment_per_line():
    title, paragraphs = cut(TITLE, BODY, [])
    assert pieces(title) == [(TITLE, "")]
    assert [pieces(line) for line in paragraphs] == [
        [("Arya tinjau.", "")],
        [("Warga kecewa berat.", "")],
    ]


def test_marks_fall_on_their_words_in_title_and_body():
    title, paragraphs = cut(TITLE, BODY, [mark("Gubernur"), mark("kecewa", "neg")])
    assert pieces(title) == [("Gubernur", "official"), (" tinjau pasar", "")]
    assert pieces(paragraphs[1]) == [("Warga ", ""), ("kecewa", "neg"), (" berat.", "")]


def test_where_marks_overlap_the_first_given_paints_and_both_speak():
    marks = [mark("kecewa berat", "neg", "keluhan"), mark("Warga kecewa", "pos", "warga")]
    _, (_, paragraph) = cut(TITLE, BODY, marks)
    assert pieces(paragraph) == [("Warga ", "pos"), ("kecewa", "neg"), (" berat", "neg"), (".", "")]
    assert paragraph[1].label == "keluhan; warga"


def test_a_mark_across_paragraphs_is_cut_at_the_line():
    _, paragraphs = cut(TITLE, BODY, [Mark(START + 5, START + 19, "neg", "")])
    assert [pieces(line)[-1] for line in paragraphs] == [("tinjau.", "neg"), (" kecewa berat.", "")]


@pytest.mark.parametrize("spans", [None, "x", [[1]], [["a", "b"]], [[None, 2]], [3], [[1.5, 2]]])
def test_spans_that_make_no_sense_mark_nothing(spans: object):
    assert list(marked("neg", "", spans)) == []


@given(
    st.text(max_size=30),
    st.text(max_size=80),
    st.lists(st.tuples(st.integers(-5, 130), st.integers(-5, 130)), max_size=12),
)
def test_every_character_comes_back_once(title: str, body: str, spans: list[tuple[int, int]]):
    marks = list(marked("neg", "", spans))
    segments, paragraphs = cut(title, body, marks)
    assert "".join(s.text for s in segments) == title
    lines = ["".join(s.text for s in line) for line in paragraphs]
    assert lines == [line for line in body.split("\n") if line.strip()]
