"""Labelled texts become examples: by data set, near-equal ones together, doubtful ones lighter."""

from issues.learning.corpus import Labelled, Passage
from issues.learning.lessons import DOUBTFUL_WEIGHT, groups_of, lessons

LONG = "Warga Serunai mengeluhkan jembatan yang ambruk sejak dua bulan lalu di jalan provinsi itu"


def labelled(text: str, data: str = "written", topic: str = "JALAN", *, sure: bool = True):
    passage = Passage(data, "0", text, "", "Pemprov")
    return Labelled(passage, "neg", "neg", topic, ((), (), ()), sure)


def test_examples_come_by_data_set():
    found = lessons("topic", [labelled("Jalan rusak"), labelled("Pasar ramai", "ojk_jabar")])
    assert {name: len(examples) for name, examples in found.items()} == {
        "written": 1,
        "ojk_jabar": 1,
    }


def test_a_text_without_topic_teaches_no_topic():
    assert lessons("topic", [labelled("Jalan rusak", topic="")]) == {"written": []}


def test_a_doubtful_answer_weighs_less():
    [example] = lessons("topic", [labelled("Jalan rusak", sure=False)])["written"]
    assert example.weight == DOUBTFUL_WEIGHT < 1


def test_near_equal_texts_share_their_group_and_others_do_not():
    one, same, other = groups_of([LONG, f"{LONG}.", "Harga cabai turun di pasar induk Pelita."])
    assert one == same != other
