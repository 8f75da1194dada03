"""Training: what is learned, that it repeats, and that prints of a text stay together."""

import pytest

from issues.learning.second import compare
from issues.learning.training import Example, TooFewExamples, cross_validate, fold_of, train
from issues.reading.features import features_of
from issues.reading.text import lay_out

GOOD = ("panen raya", "warga gembira", "juara lagi", "panen melimpah", "warga senang", "juara umum")
BAD = ("jalan rusak", "warga kecewa", "banjir lagi", "jalan putus", "warga marah", "banjir besar")


def example(words: str, label: str, group: str = "") -> Example:
    return Example(features_of(lay_out(words, "")), label, group=group)


def examples() -> list[Example]:
    return [example(w, "pos") for w in GOOD] + [example(w, "neg") for w in BAD]


def answer(words: str) -> str:
    told = train(examples(), "tone").probabilities(features_of(lay_out(words, "")))
    return max(told, key=lambda name: told[name])


def test_words_seen_with_an_answer_lead_to_it():
    assert (answer("panen di desa"), answer("jalan desa")) == ("pos", "neg")


def test_the_same_examples_give_the_same_weights():
    first, second = train(examples(), "tone"), train(examples(), "tone")
    assert (first.table == second.table).all()
    assert (first.buckets == second.buckets).all()


def test_a_word_of_a_single_text_is_not_learned():
    told = train(examples(), "tone").because(features_of(lay_out("gembira", "")), "pos")
    assert told == ((), ())


def test_a_model_keeps_no_more_numbers_than_it_may():
    assert train(examples(), "tone", most=6).table.size <= 6


def test_three_answers_are_learned_too():
    more = [*examples(), example("rapat biasa", "neu"), example("rapat rutin", "neu")]
    assert train(more, "tone").classes == ("neg", "neu", "pos")


def test_one_answer_alone_teaches_nothing():
    with pytest.raises(TooFewExamples):
        train([example("panen", "pos")], "tone")


def test_prints_of_a_text_stay_on_one_side():
    folds = fold_of(["a", "b", "a", "c", "b", "a"], 3)
    assert folds[0] == folds[2] == folds[5]
    assert folds[1] == folds[4]


def test_every_text_is_answered_by_a_model_that_has_not_seen_it():
    validation = cross_validate(examples(), "tone", folds=3)
    assert len(validation.answers) == len(examples())
    assert set(validation.answers) <= {"pos", "neg"}


def test_two_readers_who_say_the_same_agree_fully():
    agreed = compare(["pos", "neg", "neu"], ["pos", "neg", "neu"])
    assert (agreed.share, agreed.kappa, agreed.macro_f1) == (1.0, 1.0, 1.0)


def test_two_readers_who_agree_by_chance_alone_have_no_kappa():
    agreed = compare(["pos", "pos", "neg", "neg"], ["pos", "neg", "pos", "neg"])
    assert (agreed.share, agreed.kappa) == (0.5, 0.0)
