"""Pure: how long the words of a statement are on a page."""

# A quotation shorter than this is a term, not a statement; a longer one is cut for the page.
WORDS_AT_LEAST, LETTERS_AT_MOST = 4, 280


def shortened(text: str, letters: int) -> str:
    """Return the text on one line, cut between words and marked where it is too long."""
    line = " ".join(text.split())
    if len(line) <= letters:
        return line
    cut = line[: letters - 1]
    head, _space, _rest = cut.rpartition(" ")
    return (head if len(head) > letters // 2 else cut).rstrip(" ,;:–-") + "…"
