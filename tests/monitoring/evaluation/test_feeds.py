"""The reader of feeds is measured against answers people wrote down."""

import json
from pathlib import Path
from typing import Any

import pytest

from monitoring.evaluation.feeds import evaluate
from monitoring.evaluation.values import CannotEvaluate, Evaluation

ITEM = "<item><title>{}</title><link>{}</link><pubDate>{}</pubDate></item>"
RSS = "<rss><channel><link>https://seroja.test/</link>{}</channel></rss>"
TWO = RSS.format(
    ITEM.format("Satu", "https://seroja.test/1?utm_source=rss", "2026-03-05 10:00:00")
    + ITEM.format("", "/2", "0000-00-00 00:00:00")
)
ANSWER = {
    "n": 2,
    "title": "Satu",
    "titles": ["Satu", None],
    "canonical": "https://seroja.test/1",
    "links": ["https://seroja.test/1?utm_source=rss", "https://seroja.test/2"],
    "published": ["2026-03-05T10:00:00+08:00", None],
    "note": "catatan bukan pertanyaan",
}


def measured(folder: Path, body: str, answer: dict[str, Any]) -> Evaluation:
    (folder / "a.xml").write_text(body)
    (folder / "expected.json").write_text(json.dumps({"a.xml": answer}))
    return evaluate(folder)


def test_a_file_read_as_people_read_it_passes(tmp_path: Path) -> None:
    assert measured(tmp_path, TWO, ANSWER) == Evaluation({"passed_share": 1.0}, 1, ())


@pytest.mark.parametrize(
    ("what", "wrong"),
    [
        ("n", 3),
        ("title", "Dua"),
        ("titles", ["Satu"]),
        ("canonical", "https://seroja.test/2"),
        ("published", "2026-03-05T10:00:00+07:00"),
        ("links", []),
    ],
)
def test_every_wrong_answer_is_named_with_what_was_read(
    tmp_path: Path, what: str, wrong: Any
) -> None:
    found = measured(tmp_path, TWO, {**ANSWER, what: wrong})
    assert found.metrics == {"passed_share": 0.0}
    assert [failure["what"] for failure in found.failures] == [what]


def test_dates_without_a_zone_are_read_in_the_zone_of_the_answers(tmp_path: Path) -> None:
    jakarta = {"zone": "Asia/Jakarta", "published": "2026-03-05T10:00:00+07:00"}
    assert not measured(tmp_path, TWO, jakarta).failures


def test_what_is_no_feed_must_be_refused_and_not_read_as_empty(tmp_path: Path) -> None:
    assert not measured(tmp_path, "<html><body>Masuk dulu</body></html>", {"n": 0}).failures
    assert measured(tmp_path, TWO, {"n": 0}).failures[0]["expected"] == "bukan umpan"
    assert measured(tmp_path, "", {"n": 1}).failures[0]["got"].startswith("empty: ")


def test_an_index_is_counted_by_the_sitemaps_it_leads_to(tmp_path: Path) -> None:
    parts = "".join(f"<sitemap><loc>https://seroja.test/{n}.xml</loc></sitemap>" for n in (1, 2))
    index = f"<sitemapindex>{parts}</sitemapindex>"
    assert not measured(tmp_path, index, {"n": 2, "kind": "index"}).failures


def test_a_missing_file_fails_and_missing_answers_stop_the_measuring(tmp_path: Path) -> None:
    with pytest.raises(CannotEvaluate, match=r"expected\.json"):
        evaluate(tmp_path)
    (tmp_path / "expected.json").write_text('{"tiada.xml": {"n": 1}}')
    assert evaluate(tmp_path).failures[0]["what"] == "file"
