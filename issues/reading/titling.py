"""Call a new matter something neutral: a working title, a statement and its words.

Titles are the newsrooms' own words, shortened to the clause most of them share; words that judge
or call out are left away. A person edits all of it before anything is opened.
"""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from issues.reading.lists import table, word_list
from issues.reading.text import lay_out
from issues.reading.words import bases

TITLE_WORDS = 8
STATEMENT_MAX = 400
PHRASES, SINGLE_WORDS = 4, 6
# A word in more than this many other headlines of the days around says little about a matter.
RARE = 6

_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")
_CLAUSES = re.compile(r"[:;,–—|?!…“”\"]+|\.\s| - ")
# A clause with fewer telling words is a name or an exclamation.
_TELLING = 2
_SHORTEST = 3


def working_title(titles: Sequence[str], seen: Mapping[str, int]) -> str:
    """Return a title of at most TITLE_WORDS words: the clause that says most of what is shared.

    `seen` counts in how many other headlines each word stands; rare words count more.
    """
    shared = Counter(word for title in titles for word in set(_telling(title)))
    clauses = [clause for title in titles for clause in _CLAUSES.split(title)]
    telling = [clause for clause in clauses if len(_telling(clause)) >= _TELLING]
    return _trimmed(max(telling or titles, key=lambda clause: _worth(clause, shared, seen)))


def statement(leads: Sequence[str], titles: Sequence[str]) -> str:
    """Return the opening sentence that tells most of what the headlines say, without dateline."""
    shared = Counter(word for title in titles for word in set(_telling(title)))
    sentences = [sentence for lead in leads if (sentence := _first_sentence(lead))]
    if not sentences:
        return titles[0][:STATEMENT_MAX]
    return max(sentences, key=lambda one: sum(shared[word] for word in set(_telling(one))))


def common_phrases(
    titles: Sequence[str], leads: Sequence[str], seen: Mapping[str, int], names: Collection[str]
) -> tuple[str, ...]:
    """Return what would find more of this: pairs of words the texts share, then single words.

    A pair made of `names` alone (of people, places, offices; small letters) would find all news
    of them, so it is none. Where the texts share no pair, the working title's stand in.
    """
    texts = [f"{title}\n{lead}" for title, lead in zip(titles, leads, strict=True)]
    spoken = {word for title in titles for word in _telling(title)}
    shared = [p for p in _shared([_pairs(text) for text in texts]) if spoken & set(p.split())]
    own = _pairs(working_title(titles, seen))
    pairs = shared if len(texts) > 1 else own
    chosen = [p for p in pairs if _finds(p, seen, names)] or [
        p for p in own if _finds(p, {}, names)
    ]
    taken = {word for pair in chosen[:PHRASES] for word in pair.split()} | set(names)
    words = [word for word in _shared([_telling(text) for text in texts]) if word in spoken - taken]
    rare = [word for word in words if len(word) > _SHORTEST and seen.get(word, 0) <= RARE]
    return (*chosen[:PHRASES], *rare[:SINGLE_WORDS])


def headline_words(title: str) -> frozenset[str]:
    """Return the telling words of a headline, in small letters."""
    return frozenset(_telling(title))


def _finds(pair: str, seen: Mapping[str, int], names: Collection[str]) -> bool:
    """Say whether a pair of words is rare and more than somebody's or some place's name."""
    words = pair.split()
    rare = min(seen.get(word, 0) for word in words) <= RARE
    return rare and not all(word in names for word in words)


def _first_sentence(lead: str) -> str:
    text = lay_out("", lead)
    sentence = next((s for s in text.sentences if s.end > s.start), None)
    if sentence is None:
        return ""
    start = max(sentence.start, text.dateline[1] if text.dateline else 0)
    return " ".join(text.plain[start : sentence.end].split())[:STATEMENT_MAX]


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
    """Return neighbouring telling words, in small letters, clause by clause."""
    found: list[str] = []
    for clause in _CLAUSES.split(text.replace("\n", ". ")):
        words = [hit[0].lower() for hit in _WORD.finditer(clause)]
        found += [f"{a} {b}" for a, b in pairwise(words) if _tells(a) and _tells(b)]
    return found


def _telling(text: str) -> list[str]:
    return [word for hit in _WORD.finditer(text) if _tells(word := hit[0].lower())]


def _tells(word: str) -> bool:
    common = word in word_list("common") or _judges(word)
    return len(word) >= _SHORTEST and not common and not word[0].isdigit()


def _judges(word: str) -> bool:
    return not bases(word).isdisjoint(_list("judging"))


def _trimmed(clause: str) -> str:
    """Return a clause as a title: without judging words and loose ends, in ordinary letters."""
    words = [hit[0] for hit in _WORD.finditer(clause) if not _judges(hit[0])] or clause.split()
    while len(words) > 1 and words[0].lower() in _list("leading"):
        words = words[1:]
    words = words[:TITLE_WORDS]
    while len(words) > 1 and words[-1].lower() in _list("trailing"):
        words = words[:-1]
    if all(word.isupper() for word in words):
        words = [word.capitalize() for word in words]
    title = " ".join(words)
    return title[:1].upper() + title[1:]


@lru_cache(maxsize=8)
def _list(name: str) -> frozenset[str]:
    return frozenset(str(table("matters.yaml")[name]).split())
