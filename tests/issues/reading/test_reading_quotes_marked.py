"""Sixty articles whose quotations were marked by hand before the reader of quotations existed."""

from datetime import datetime
from zoneinfo import ZoneInfo

from commandcenter.packs.knowledge import knowledge_of
from commandcenter.packs.reader import Pack
from tests.issues.reading.marked import judge, marked_articles

DAY = datetime(2030, 5, 20, tzinfo=ZoneInfo("Asia/Makassar")).date()


def test_of_a_hundred_marked_quotations_95_have_the_right_speaker(contoh: Pack):
    knowledge, articles = knowledge_of(contoh), list(marked_articles())
    judged = [one for article in articles for one in judge(article, knowledge, DAY)]
    wrong = [why for right, why in judged if not right]
    print(*wrong, sep="\n")
    assert len(articles) == 60
    assert 1 - len(wrong) / len(judged) >= 0.95


def test_every_mark_names_words_that_the_article_has():
    articles = list(marked_articles())
    lost = [mark for a in articles for mark in a.marks if mark[1] not in f"{a.title}\n\n{a.body}"]
    assert lost == []
