"""Hashed features: zones, the target masked, figures folded, places kept."""

import re
from hashlib import sha256

from issues.reading.features import FEATURES, MOST_WORDS, Features, bucket_of, features_of
from issues.reading.text import lay_out


def seen(title: str, body: str = "", **given: object) -> Features:
    return features_of(lay_out(title, body), **given)


def value_of(features: Features, kind: str, words: str) -> float:
    found = dict(zip(features.buckets.tolist(), features.values.tolist(), strict=True))
    return found.get(bucket_of(kind, words), 0.0)


def test_a_word_of_the_headline_counts_as_word_and_as_headline():
    features = seen("Jembatan ambruk")
    assert value_of(features, "t", "jembatan") == value_of(features, "w", "jembatan") > 0


def test_a_word_of_the_body_counts_less_than_one_of_the_lead():
    body = "Jembatan ambruk.\n\nWarga berkumpul.\n\nPasar ramai."
    features = seen("", body)
    assert value_of(features, "w", "pasar") < value_of(features, "w", "jembatan")


def test_pairs_do_not_reach_from_the_headline_into_the_lead():
    assert value_of(seen("Jembatan", "Ambruk"), "w", "jembatan ambruk") == 0
    assert value_of(seen("Jembatan ambruk"), "w", "jembatan ambruk") > 0


def test_figures_are_folded():
    assert value_of(seen("Rugi 1.250 juta"), "w", "rugi 0") > 0


def test_words_have_length_one_together():
    features = seen("Jembatan ambruk", "Warga berkumpul di pasar.")
    assert abs(float((features.values**2).sum()) - 1.0) < 1e-5


def test_the_name_of_the_target_is_not_a_feature():
    features = seen("Gubernur Arya dikritik warga", target=[(0, 13)])
    assert value_of(features, "w", "arya") == 0
    assert value_of(features, "w", "\x02 dikritik") > 0


def test_words_beside_the_target_count_by_their_side():
    features = seen("Warga kritik gubernur soal jalan", target=[(13, 21)])
    assert value_of(features, "<", "kritik") > 0
    assert value_of(features, ">", "jalan") > 0
    assert value_of(features, ">", "kritik") == 0


def test_what_rules_found_is_a_feature_without_a_place():
    features = seen("Jembatan", extra={"bantah": 0.5})
    assert value_of(features, "x", "bantah") == 0.5
    assert features.places_of(bucket_of("x", "bantah")) == []


def test_every_place_of_a_word_is_kept():
    features = seen("Jembatan ambruk", "Jembatan lama.")
    places = features.places_of(bucket_of("w", "jembatan"))
    assert [features.raw[start:end] for start, end in places] == ["Jembatan", "Jembatan"]


def test_nothing_has_no_features():
    assert len(seen("", "").buckets) == 0


def test_an_endless_text_is_read_to_its_bound():
    features = seen("", "kata " * (MOST_WORDS + 500) + "terakhir")
    assert value_of(features, "w", "terakhir") == 0


def test_text_that_no_encoding_knows_is_read():
    assert len(seen("Jembatan \ud800 ambruk").buckets) > 0


def test_features_of_one_version_never_change():
    # Otherwise models that were learned before would read other words: then FEATURES changes.
    text = lay_out(
        "Gubernur Arya dikritik warga soal 1.250 m jalan",
        "Warga Serunai kritik Gubernur Arya.\n\nGubernur Arya diam.\n\nJalan rusak 3 km.",
    )
    target = [hit.span() for hit in re.finditer("Gubernur Arya", text.plain)]
    features = features_of(text, target, {"bantah": 0.5})
    made = sha256(features.buckets.tobytes() + features.values.tobytes()).hexdigest()
    assert (FEATURES, made[:16]) == ("ciri-1", "11ec7ba15d3b51eb")


def test_asking_for_one_target_changes_nothing_for_the_next():
    text = lay_out("Gubernur Arya dikritik warga", "Warga kritik gubernur.")
    alone = features_of(text)
    assert value_of(features_of(text, [(0, 13)]), "w", "arya") == 0
    assert features_of(text).values.tobytes() == alone.values.tobytes()
    assert value_of(features_of(text), "w", "arya") > 0


def test_the_name_of_the_target_counts_as_one_word_of_the_bound():
    text = lay_out("", "Gubernur Arya " * (MOST_WORDS + 10))
    target = [hit.span() for hit in re.finditer("Gubernur Arya", text.plain)]
    assert len(features_of(text, target).places_of(bucket_of("w", "\x02"))) == MOST_WORDS
