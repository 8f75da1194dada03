"""Weights as arrays: what they say, why, and that nothing hostile is loaded."""

import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from issues.reading import weights as weights_module
from issues.reading.features import bucket_of, features_of
from issues.reading.text import lay_out
from issues.reading.weights import BrokenWeights, Weights, from_bytes, to_bytes

GOOD, BAD = bucket_of("w", "bagus"), bucket_of("w", "buruk")


def made(**other: object) -> Weights:
    """Return a model in which one word is good and one is bad, or with something else in it."""
    rows = sorted([(GOOD, 2.0, -2.0), (BAD, -2.0, 2.0)])
    whole = {
        "classes": ["pos", "neg"],
        "buckets": [bucket for bucket, _, _ in rows],
        "table": [number for _, *numbers in rows for number in numbers],
        "bias": [0.0, 0.0],
    }
    return Weights.checked("tone", **(whole | other))


def of(title: str) -> object:
    return features_of(lay_out(title, ""))


def test_words_decide():
    told = made().probabilities(of("Kabar bagus"))
    assert told["pos"] > told["neg"]
    assert abs(sum(told.values()) - 1) < 1e-6


def test_a_text_of_unknown_words_is_left_to_the_intercepts():
    told = made(bias=[1.0, 0.0]).probabilities(of("Lain sama sekali"))
    assert told["pos"] == pytest.approx(0.731, abs=0.001)


def test_the_words_behind_an_answer_are_shown_with_their_places():
    assert made().because(of("Kabar bagus"), "pos") == (("bagus",), ((6, 11),))


def test_words_that_say_nothing_to_a_reader_are_not_shown():
    thin = sorted([(bucket_of("w", "media"), 2.0, -2.0), (GOOD, 1.0, -1.0)])
    table = [number for _, *numbers in thin for number in numbers]
    model = made(buckets=[bucket for bucket, _, _ in thin], table=table)
    assert model.because(of("Media bagus"), "pos") == (("bagus",), ((6, 11),))


def test_words_that_speak_against_an_answer_are_not_shown():
    assert made().because(of("Kabar bagus"), "neg") == ((), ())


def test_nothing_speaks_for_a_class_the_model_does_not_know():
    assert made().because(of("Kabar bagus"), "lain") == ((), ())


def test_weights_survive_being_stored():
    again = from_bytes(to_bytes(made()))
    assert again.probabilities(of("Kabar bagus")) == made().probabilities(of("Kabar bagus"))


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"features": "ciri-0"}, "ciri-0"),
        ({"classes": ["pos"]}, "daftar kelas"),
        ({"classes": ["pos", "pos"]}, "daftar kelas"),
        ({"bias": [0.0]}, "jumlah kelas"),
        ({"table": [1.0, 2.0, 3.0]}, "terpotong"),
        ({"buckets": [5, 5]}, "tidak ada"),
        ({"buckets": [-1, 5]}, "tidak ada"),
        ({"table": [1.0, float("nan"), 0.0, 0.0]}, "luar batas"),
        ({"table": [1.0, 1e9, 0.0, 0.0]}, "luar batas"),
        ({"table": ["a", "b", "c", "d"]}, "bukan angka"),
    ],
)
def test_arrays_that_do_not_fit_are_refused_with_words(other: dict[str, object], words: str):
    with pytest.raises(BrokenWeights, match=words):
        made(**other)


def test_a_truncated_file_is_refused():
    with pytest.raises(BrokenWeights, match="rusak atau terpotong"):
        from_bytes(to_bytes(made())[:-40])


def test_a_file_that_wants_to_run_code_is_refused():
    out = io.BytesIO()
    np.savez(out, table=np.array([print], dtype=object))
    with pytest.raises(BrokenWeights):
        from_bytes(out.getvalue())


def test_an_archive_that_swells_is_refused(monkeypatch: pytest.MonkeyPatch):
    out = io.BytesIO()
    np.savez_compressed(out, table=np.zeros(200_000))
    monkeypatch.setattr(weights_module, "MOST_BYTES", 100_000)
    with pytest.raises(BrokenWeights, match="terlalu besar"):
        from_bytes(out.getvalue())


@given(st.binary(max_size=400))
def test_no_bytes_do_anything_but_get_refused(raw: bytes):
    with pytest.raises(BrokenWeights):
        from_bytes(raw)


@given(st.integers(0, 1 << 20), st.integers(0, 255))
def test_a_damaged_byte_is_refused_or_harmless(place: int, byte: int):
    raw = bytearray(to_bytes(made()))
    raw[place % len(raw)] = byte
    try:
        from_bytes(bytes(raw))
    except BrokenWeights:
        return
