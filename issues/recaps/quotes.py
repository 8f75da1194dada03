"""Pure: the words between quotation marks in a sentence of the press."""

import re

# Curly marks as newsrooms set them, or straight ones.
_QUOTED = re.compile(r"“([^”]+)”|\"([^\"]+)\"")
# A quotation shorter than this is a term, not a statement; a longer one is cut for the page.
WORDS_AT_LEAST, LETTERS_AT_MOST = 4, 280


def quotation(sentence: str) -> str:
    """Return the longest quotation of a sentence without its closing comma; empty if none."""
    found = [(first or second).strip(" ,") for first, second in _QUOTED.findall(sentence)]
    longest = max(found, key=len, default="")
    return shortened(longest, LETTERS_AT_MOST) if len(longest.split()) >= WORDS_AT_LEAST else ""


def same_words(quote: str) -> str:
    """Return a quotation as its bare words: newsrooms differ in marks and capitals."""
    return " ".join(re.findall(r"\w+", quote.casefold()))


def shortened(text: str, letters: int) -> str:
    """Return the text on one line, cut between words and marked where it is too long."""
    line = " ".join(text.split())
    if len(line) <= letters:
        return line
    cut = line[: letters - 1]
    head, _space, _rest = cut.rpartition(" ")
    return (head if len(head) > letters // 2 else cut).rstrip(" ,;:–-") + "…"
