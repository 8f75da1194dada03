"""Call a new matter something neutral: a working title, a statement and its words.

Titles are the newsrooms' own words, shortened to the clause most of them share; words that judge
or call out are left away. A person edits all of it before anything is opened.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from issues.reading.lists import table, word_list
from issues.reading.text import lay_out

TITLE_WORDS = 8
STATEMENT_MAX = 400
PHRASES, SINGLE_WORDS = 4, 6
# A word in more than this many other headlines of the days around says little about a matter.
RARE = 6

_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")
_CLAUSES = re.compile(r"[:;,–—|?!…“”\"]+|\.\s| - ")
# A clause with fewer telling words is a name or an exclamation.
_TELLING = 2


def working_title(titles: Sequence[str], seen: Mapping[str, int]) -> tuple[str, int]:
    """Return a title of at most TITLE_WORDS words, and which headline it was made from."""
    shared = Counter(word for title in titles for word in set(_telling(title)))
    ranked = [
        (_worth(clause, shared, seen), -number, clause)
        for number, title in enumerate(titles)
        for clause in _CLAUSES.split(title)
        if len(_telling(clause)) >= _TELLING
    ]
    if not ranked:
        return _trimmed(titles[0]), 0
    _worth_of_it, number, clause = max(ranked)
    return _trimmed(clause), -number


def lead_sentence(lead: str) -> str:
    """Return the first sentence of a text, without its dateline; empty for an empty text."""
    text = lay_out("", lead)
    sentence = next((s for s in text.sentences if s.end > max(s.start, 2)), None)
    if sentence is None:
        return ""
    start = max(sentence.start, text.dateline[1] if text.dateline else 0)
    return " ".join(text.plain[start : sentence.end].split())[:STATEMENT_MAX]


def common_phrases(texts: Sequence[str], title: str, seen: Mapping[str, int]) -> tuple[str, ...]:
    """Return what would find more of this: pairs of words most texts share, then rare words.

    With one text alone the pairs of its title stand in.
    """
    pairs = _shared([_pairs(text) for text in texts])
    rare = [pair for pair in pairs if min(seen.get(word, 0) for word in pair.split()) <= RARE]
    chosen = (rare or pairs)[:PHRASES] or _pairs(title)[:PHRASES]
    inside = {word for pair in chosen for word in pair.split()}
    words = _shared([_telling(text) for text in texts])
    alone = [word for word in words if word not in inside and seen.get(word, 0) <= RARE]
    return (*chosen, *(word for word in alone if len(word) > 3))[: len(chosen) + SINGLE_WORDS]


def headline_words(title: str) -> frozenset[str]:
    """Return the telling words of a headline, in small letters."""
    return frozenset(_telling(title))


def _worth(clause: str, shared: Mapping[str, int], seen: Mapping[str, int]) -> float:
    """Return how much of what the headlines share stands in a clause; rare words count more."""
    words = list(dict.fromkeys(_telling(clause)))[:TITLE_WORDS]
    return sum(shared[word] / (1 + seen.get(word, 0)) ** 0.5 for word in words)


def _shared(lists: Sequence[list[str]]) -> list[str]:
    """Return what at least two of the lists hold (all of one list), the commonest first."""
    counted = Counter(word for words in lists for word in dict.fromkeys(words))
    least = min(2, len(lists))
    return [word for word, n in counted.most_common() if n >= least]


def _pairs(text: str) -> list[str]:
    """Return neighbouring telling words, in small letters, sentence by sentence."""
    found = []
    for clause in _CLAUSES.split(text.replace("\n", ". ")):
        words = [hit[0].lower() for hit in _WORD.finditer(clause)]
        found += [f"{a} {b}" for a, b in pairwise(words) if _tells(a) and _tells(b)]
    return found


def _telling(text: str) -> list[str]:
    return [word for hit in _WORD.finditer(text) if _tells(word := hit[0].lower())]


def _tells(word: str) -> bool:
    known = word in word_list("common") or word in _list("judging")
    return len(word) > 2 and not known and not word[0].isdigit()


def _trimmed(clause: str) -> str:
    """Return a clause as a title: without judging words and loose ends, in ordinary letters."""
    words = [hit[0] for hit in _WORD.finditer(clause) if hit[0].lower() not in _list("judging")]
    while len(words) > 1 and words[0].lower() in _list("leading"):
        words = words[1:]
    words = words[:TITLE_WORDS]
    while len(words) > 1 and words[-1].lower() in _list("trailing"):
        words = words[:-1]
    if words and all(word.isupper() for word in words):
        words = [word.capitalize() for word in words]
    title = " ".join(words)
    return title[:1].upper() + title[1:]


@lru_cache(maxsize=8)
def _list(name: str) -> frozenset[str]:
    return frozenset(str(table("matters.yaml")[name]).split())
